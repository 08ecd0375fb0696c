import type { UploadDataStore } from './upload-data.ts';
import type { UploadQueue } from './queue.ts';
import type { UploadFile } from './types.ts';

/** Gaps that there may be beside half of the places, before they are closed. */
const MOST_GAPS = 64;

/**
 * The service's ids of all stored images, in the order of the list. Kept up to date rather than collected, so that a
 * step of one file among thousands costs no more than among few.
 */
export class ImageIds {
  readonly #data: UploadDataStore;
  /** The place of each file, in the order of the list. */
  readonly #places = new Map<string, number>();
  /** By place; what is not stored, or has left, is a gap. */
  #images: (string | undefined)[] = [];
  #size = 0;
  #version = 0;
  #ids: readonly string[] | null = null;

  constructor(queue: UploadQueue, data: UploadDataStore) {
    this.#data = data;
    queue.subscribe(({ type, file }) => {
      if (type === 'added') this.#places.set(file.id, this.#images.push(undefined) - 1);
      this.#note(file, type !== 'removed');
      if (type === 'removed') this.#leave(file.id);
    });
  }

  /** The same array until one comes or goes. Made when it is asked for: that alone costs as much as there are. */
  get ids(): readonly string[] {
    return (this.#ids ??= Object.freeze(this.#images.filter((imageId) => imageId !== undefined)));
  }

  get size(): number {
    return this.#size;
  }

  /** Another number whenever one has come or gone. */
  get version(): number {
    return this.#version;
  }

  #note({ id, status }: UploadFile, isListed: boolean): void {
    const isStored = isListed && (status === 'ready' || status === 'processing');
    const imageId = isStored ? this.#data.get(id)?.imageId : undefined;
    const place = this.#places.get(id)!;
    const before = this.#images[place];
    if ((imageId === undefined) === (before === undefined)) return;
    this.#images[place] = imageId;
    this.#size += imageId === undefined ? -1 : 1;
    this.#version += 1;
    this.#ids = null;
  }

  #leave(id: string): void {
    this.#places.delete(id);
    if (this.#images.length <= 2 * this.#places.size + MOST_GAPS) return;
    const images: (string | undefined)[] = [];
    for (const [other, place] of this.#places) this.#places.set(other, images.push(this.#images[place]) - 1);
    this.#images = images;
  }
}
