import type { UploadDataStore } from './upload-data.ts';
import type { UploadQueue } from './queue.ts';

/**
 * The service's ids of all stored images, in the order of the list. Noted as they come and go, so that a step of one file
 * among thousands costs no more than among few.
 */
export class ImageIds {
  readonly #queue: UploadQueue;
  /** By file. */
  readonly #images = new Map<string, string>();
  #version = 0;
  #ids: readonly string[] | null = null;

  constructor(queue: UploadQueue, data: UploadDataStore) {
    this.#queue = queue;
    queue.subscribe(({ type, file: { id, status } }) => {
      const isStored = type !== 'removed' && (status === 'ready' || status === 'processing');
      const imageId = isStored ? data.get(id)?.imageId : undefined;
      if (imageId === this.#images.get(id) && type !== 'moved') return;
      if (imageId === undefined) this.#images.delete(id);
      else this.#images.set(id, imageId);
      this.#version += 1;
      this.#ids = null;
    });
  }

  /** The same array until one comes, goes or moves. Made when it is asked for: that alone costs as much as there are. */
  get ids(): readonly string[] {
    return (this.#ids ??= Object.freeze(this.#queue.files.flatMap(({ id }) => this.#images.get(id) ?? [])));
  }

  get size(): number {
    return this.#images.size;
  }

  /** Another number whenever one has come or gone, or the list is in another order. */
  get version(): number {
    return this.#version;
  }
}
