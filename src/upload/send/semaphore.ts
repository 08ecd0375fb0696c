/** A counting semaphore: so many may work at once, first come, first served. */
export class Semaphore {
  readonly #limit: () => number;
  readonly #waiting = new Set<() => void>();
  #taken = 0;

  /** @param limit asked whenever a slot is given out; 0 = no limit */
  constructor(limit: () => number) {
    this.#limit = limit;
  }

  /** Resolves, when there is room, to the way to hand the slot back. Rejects with the signal's reason. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#waiting.size === 0 && this.#hasRoom) this.#taken += 1;
    else await this.#turn(signal);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#taken -= 1;
      this.#next();
    };
  }

  get #hasRoom(): boolean {
    const limit = this.#limit();
    return limit <= 0 || this.#taken < limit;
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const come = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.delete(come);
        reject(signal.reason as Error);
      };
      this.#waiting.add(come);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #next(): void {
    for (const come of this.#waiting) {
      if (!this.#hasRoom) return;
      this.#waiting.delete(come);
      this.#taken += 1; // here, lest somebody else slips in before it wakes
      come();
    }
  }
}
