import { putBack } from './put-back.ts';

/** The places of images that are being deleted, by their neighbours, until it is known that they are gone. */
export class FormerOrder {
  readonly #gone = new Set<string>();
  #order: readonly string[] = [];

  /** Images leave. @param present All that are there, these among them. */
  leave(present: readonly string[], ids: Iterable<string>): void {
    this.#order = this.#gone.size > 0 ? putBack(present, this.#gone, this.#order) : present;
    for (const id of ids) this.#gone.add(id);
  }

  /** The ids that are there, with some that have left put back where they stood. */
  with(present: readonly string[], ids: Iterable<string>): string[] {
    return putBack(present, new Set(ids), this.#order);
  }

  /** They are back, or gone for good. */
  forget(ids: Iterable<string>): void {
    for (const id of ids) this.#gone.delete(id);
    if (this.#gone.size === 0) this.#order = [];
  }
}
