import type { SessionCore } from '../state/session-types.ts';

export interface BatchOptions extends Pick<SessionCore, 'queue' | 'emit'> {
  /** Files that are being judged: they may come onto the list yet. */
  checking(): number;
  /** Of the paused files, those of an earlier page that wait for a person. */
  aside(): number;
}

/** The files that the next `complete` is about. */
export class Batch {
  readonly #options: BatchOptions;
  #ids = new Set<string>();

  constructor(options: BatchOptions) {
    this.#options = options;
  }

  add(id: string): void {
    this.#ids.add(id);
  }

  delete(id: string): void {
    this.#ids.delete(id);
  }

  /** Tells once that all is through. */
  settle(): void {
    const { queue, emit, checking, aside } = this.#options;
    const { queued, sending, processing, paused } = queue.counts;
    if (checking() + queued + sending + processing + paused - aside() > 0) return;
    const all = [...this.#ids].map((id) => queue.get(id)).filter((file) => !!file);
    const files = all.filter(({ status }) => status !== 'paused');
    if (files.length === 0) return;
    // Files that wait for a person are for another time.
    this.#ids = new Set(all.filter(({ status }) => status === 'paused').map(({ id }) => id));
    emit({
      type: 'complete',
      successful: files.filter(({ status }) => status === 'ready'),
      failed: files.filter(({ status }) => status === 'failed'),
    });
  }
}
