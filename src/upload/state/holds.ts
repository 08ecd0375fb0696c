import type { Hold } from './status.ts';

/** In the order in which they are shown: the person's own first. */
const ORDER = ['paused', 'offline', 'detached'] as const satisfies readonly Hold[];

/** The reasons why nothing is sent now. */
export class Holds {
  readonly #reasons = new Set<Hold>();
  /** Files that a person is editing: each is held back for itself. */
  readonly edited = new Set<string>();

  /** The reason to be shown; null when nothing holds files back. */
  get current(): Hold | null {
    return ORDER.find((hold) => this.#reasons.has(hold)) ?? null;
  }

  has(hold: Hold): boolean {
    return this.#reasons.has(hold);
  }

  add(hold: Hold): void {
    this.#reasons.add(hold);
  }

  delete(hold: Hold): void {
    this.#reasons.delete(hold);
  }
}
