import type { Batch } from './complete.ts';
import type { Outbox } from './scheduler.ts';
import type { Retraction } from './delete-cancelled.ts';
import type { RemovalReason, SessionCore } from '../state/session-types.ts';
import type { UploadFile } from '../state/types.ts';

export interface RemovalOptions extends SessionCore {
  outbox: Outbox;
  batch: Batch;
  retraction: Retraction;
}

/** Takes files off the list, and what belongs to them. */
export class Removal {
  readonly #options: RemovalOptions;

  constructor(options: RemovalOptions) {
    this.#options = options;
  }

  /** Stops what is not stored yet. */
  cancel(files: readonly UploadFile[]): void {
    this.#drop(files, 'cancelled');
    this.#goOn();
  }

  /** Takes files off that are sent from elsewhere now: nothing is taken back. */
  release(files: readonly UploadFile[]): void {
    this.#drop(files, 'replaced', false);
    this.#goOn();
  }

  remove(id: string): void {
    const { queue, jobs, options } = this.#options;
    const imageId = jobs.get(id)?.imageId;
    const file = queue.get(id);
    if (file) this.#drop([file], 'removed');
    if (imageId !== undefined && options.settings().deleteOnRemove)
      options
        .connection()
        .client.images.delete(imageId, { ignoreMissing: true })
        .catch(() => {}); // off the list it is; what is left over, the site finds in its gallery
    this.#goOn();
  }

  clear(): void {
    this.empty('cleared');
    this.#goOn();
  }

  /** Takes off files that others take the place of. */
  replace(files: readonly UploadFile[]): void {
    this.#drop(files, 'replaced');
  }

  /** Takes off all files, and lets nothing else go on. */
  empty(reason: RemovalReason): void {
    this.#drop(this.#options.queue.files, reason);
  }

  /** All at once, and told when all are gone: nobody sees half of it. */
  #drop(files: readonly UploadFile[], reason: RemovalReason, isOurs = true): void {
    const { outbox, jobs, batch, queue, retraction, emit } = this.#options;
    const removed: UploadFile[] = [];
    for (const { id } of files) {
      if (isOurs) retraction.take(id);
      outbox.withdraw(id);
      jobs.delete(id);
      batch.delete(id);
      const file = queue.remove(id);
      if (file) removed.push(file);
    }
    if (removed.length > 0) emit({ type: 'removed', files: removed, reason });
  }

  #goOn(): void {
    const { outbox, batch } = this.#options;
    outbox.pump();
    batch.settle();
  }
}
