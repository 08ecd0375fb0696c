/** The place of a photo could not be removed from its file; the file must not be sent. */
export class LocationError extends Error {
  override readonly name = 'LocationError';
  readonly code = 'location_not_removed';
  /** Traces of a place that were still found, for a developer. */
  readonly found: readonly string[];

  constructor(message: string, found: readonly string[] = []) {
    super(message);
    this.found = found;
  }
}
