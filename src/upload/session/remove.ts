import type { RemovalReason, SessionCore } from '../state/session-types.ts';
import type { UploadFile } from '../state/types.ts';
import type { CancelledUploads } from './delete-cancelled.ts';

export interface RemovalOptions extends SessionCore {
  cancelled: CancelledUploads;
}

/** Takes files off the list, and all that belongs to them. */
export class Removal {
  readonly #options: RemovalOptions;

  constructor(options: RemovalOptions) {
    this.#options = options;
  }

  /**
   * Takes a file off, and deletes its image where the page wants it.
   * @param isDeleted The image is gone already.
   */
  remove(id: string, isDeleted = false): void {
    const { queue, data, options } = this.#options;
    const imageId = data.get(id)?.imageId;
    const file = queue.get(id);
    if (file) this.drop([file], 'removed');
    if (imageId !== undefined && !isDeleted && options.settings().deleteOnRemove)
      options
        .connection()
        .requests.images.delete(imageId, { ignoreMissing: true })
        .catch(() => {}); // it is off the list; an image that is left over, the site finds in its gallery
  }

  /**
   * Takes files off, all at once, with an event when all are gone: nobody sees half of it.
   * @param isElsewhere Another page sends them now: what may have been stored is not deleted.
   */
  drop(files: readonly UploadFile[], reason: RemovalReason, isElsewhere = false): void {
    const { data, queue, cancelled, emit } = this.#options;
    const removed: UploadFile[] = [];
    for (const { id } of files) {
      if (!isElsewhere) cancelled.take(id);
      data.delete(id);
      const file = queue.remove(id);
      if (file) removed.push(file);
    }
    if (removed.length > 0) emit({ type: 'removed', files: removed, reason });
  }
}
