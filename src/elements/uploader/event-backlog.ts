/** So many events are dispatched in one go. */
const AT_ONCE = 200;

/** How long further ones may be dispatched, before the page has a turn of its own (ms). */
const SLICE = 8;

interface Batch<Details> {
  type: keyof Details;
  items: readonly unknown[];
  detailOf(item: unknown): unknown;
  /** Until it is settled, this batch and the ones behind it wait. */
  ready?: Promise<unknown>;
}

/**
 * A page's events, in their order. Of a few things at once it hears at once; of thousands, as when all files leave
 * the list, in slices that leave it responsive.
 */
export class EventBacklog<Details> {
  readonly #dispatch: <Type extends keyof Details>(type: Type, detail: Details[Type]) => void;
  readonly #batches: Batch<Details>[] = [];
  #at = 0;

  constructor(dispatch: <Type extends keyof Details>(type: Type, detail: Details[Type]) => void) {
    this.#dispatch = dispatch;
  }

  emit<Type extends keyof Details>(type: Type, detail: Details[Type]): void {
    if (this.#batches.length === 0) this.#dispatch(type, detail);
    else this.emitEach(type, [detail], (only) => only);
  }

  /** Emits an event for each of some things, in their order; when `ready` resolves, if that is given. */
  emitEach<Type extends keyof Details, Item>(
    type: Type,
    items: readonly Item[],
    detailOf: (item: Item) => Details[Type],
    ready?: Promise<unknown>,
  ): void {
    const now = this.#batches.length === 0 && !ready ? Math.min(items.length, AT_ONCE) : 0;
    if (now < items.length) {
      this.#batches.push({ type, items, ready, detailOf: detailOf as Batch<Details>['detailOf'] });
      if (this.#batches.length === 1) this.#wait(now);
    }
    for (const item of items.slice(0, now)) this.#dispatch(type, detailOf(item));
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
      if (at < batch.items.length) {
        this.#at += 1;
        this.#dispatch(batch.type, batch.detailOf(batch.items[at]) as Details[keyof Details]);
        if (performance.now() < end) continue;
        return this.#wait(this.#at);
      }
      this.#at = 0;
      this.#batches.shift();
    }
  }
}
