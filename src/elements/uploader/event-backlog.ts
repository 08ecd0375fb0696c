/** So many events are dispatched in one go. */
const AT_ONCE = 200;

/** How long further ones may be dispatched, before the page has a turn of its own (ms). */
const SLICE = 8;

interface Batch {
  count: number;
  tell(at: number): void;
  /** Until it is settled, this batch and the ones behind it wait. */
  ready?: Promise<unknown>;
}

/**
 * A page's events, in their order. Of a few things at once it hears at once; of thousands, as when all files leave
 * the list, in slices that leave it responsive.
 */
export class EventBacklog {
  readonly #batches: Batch[] = [];
  #at = 0;

  /** Tells of `count` things, each by its number; when `ready` resolves, if that is given. */
  add(count: number, tell: (at: number) => void, ready?: Promise<unknown>): void {
    const now = this.#batches.length === 0 && !ready ? Math.min(count, AT_ONCE) : 0;
    if (now < count) {
      this.#batches.push({ count, tell, ready });
      if (this.#batches.length === 1) this.#wait(now);
    }
    for (let at = 0; at < now; at += 1) tell(at);
  }

  #wait(at: number): void {
    this.#at = at;
    setTimeout(() => this.#proceed());
  }

  #proceed(): void {
    const end = performance.now() + SLICE;
    for (;;) {
      const [batch] = this.#batches;
      if (!batch) return;
      if (batch.ready) {
        void batch.ready.then(() => {
          batch.ready = undefined;
          this.#proceed();
        });
        return;
      }
      const at = this.#at;
      if (at < batch.count) {
        this.#at += 1;
        batch.tell(at);
        if (performance.now() < end) continue;
        return this.#wait(this.#at);
      }
      this.#at = 0;
      this.#batches.shift();
    }
  }
}
