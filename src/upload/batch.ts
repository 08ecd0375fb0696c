import type { SessionCore } from './session-types.ts';

/** The files that the next `complete` is about. */
export class Batch {
  readonly #core: Pick<SessionCore, 'queue' | 'emit'>;
  #ids = new Set<string>();

  constructor(core: Pick<SessionCore, 'queue' | 'emit'>) {
    this.#core = core;
  }

  add(id: string): void {
    this.#ids.add(id);
  }

  delete(id: string): void {
    this.#ids.delete(id);
  }

  /** Tells once that all is through. */
  settle(): void {
    const { queue, emit } = this.#core;
    if (this.#ids.size === 0) return;
    const { queued, sending, processing, paused } = queue.counts;
    if (queued + sending + processing + paused > 0) return;
    const files = [...this.#ids].map((id) => queue.get(id)).filter((file) => !!file);
    this.#ids = new Set();
    emit({
      type: 'complete',
      successful: files.filter(({ status }) => status === 'ready'),
      failed: files.filter(({ status }) => status === 'failed'),
    });
  }
}
