import type { Jobs } from './jobs.ts';
import type { UploadQueue } from './queue.ts';
import type { UploadFile } from './types.ts';

interface Entry {
  place: number;
  imageId: string;
}

/**
 * The service's ids of all stored images, in the order of the list. Kept up to date rather than collected, so that a
 * step of one file among thousands costs no more than among few.
 */
export class StoredIds {
  readonly #jobs: Jobs;
  /** The place of each file; never used again. */
  readonly #places = new Map<string, number>();
  readonly #entries: Entry[] = [];
  readonly #stored = new Set<string>();
  #next = 0;
  #ids: readonly string[] | null = null;

  constructor(queue: UploadQueue, jobs: Jobs) {
    this.#jobs = jobs;
    queue.subscribe(({ type, file }) => {
      if (type === 'added') this.#places.set(file.id, (this.#next += 1));
      this.#note(file, type !== 'removed');
      if (type === 'removed') this.#places.delete(file.id);
    });
  }

  /** The same array until one comes or goes. */
  get ids(): readonly string[] {
    return (this.#ids ??= Object.freeze(this.#entries.map(({ imageId }) => imageId)));
  }

  #note({ id, status }: UploadFile, isListed: boolean): void {
    const imageId =
      isListed && (status === 'ready' || status === 'processing') && this.#jobs.get(id)?.imageId;
    const isStored = imageId !== false && imageId !== undefined;
    if (isStored === this.#stored.has(id)) return;
    const place = this.#places.get(id)!;
    const at = this.#find(place);
    if (isStored) {
      this.#stored.add(id);
      this.#entries.splice(at, 0, { place, imageId });
    } else {
      this.#stored.delete(id);
      this.#entries.splice(at, 1);
    }
    this.#ids = null;
  }

  /** Where the entry of a place is, or would be. */
  #find(place: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entries[middle]!.place < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
