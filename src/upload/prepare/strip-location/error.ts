/** The location could not be removed from a file, which must not be sent. */
export class LocationError extends Error {
  override readonly name = 'LocationError';
  readonly code = 'location_not_removed';
  /** Traces of the location that are still in the file, for a developer. */
  readonly found: readonly string[];

  constructor(message: string, found: readonly string[] = []) {
    super(message);
    this.found = found;
  }
}
