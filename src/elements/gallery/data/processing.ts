import { isImgproError, pollImage, type ImgproClient } from '../../../api/index.ts';
import type { Image } from '../../../api/types.ts';

/**
 * Waits for the images that are still processing. The requests are shared with every other element that waits for
 * the same one.
 */
export class Processing {
  readonly #settled: (image: Image) => void;
  readonly #waiting = new Map<string, AbortController>();

  constructor(settled: (image: Image) => void) {
    this.#settled = settled;
  }

  /** Takes up waiting for those of these images that are processing. */
  watch(images: Iterable<Image>, client: ImgproClient, visible: () => boolean): void {
    for (const image of images) {
      if (image.status !== 'processing' || image.blocked || this.#waiting.has(image.id)) continue;
      const stop = new AbortController();
      this.#waiting.set(image.id, stop);
      pollImage(client, image.id, { signal: stop.signal, visible: () => visible() && !document.hidden })
        .then((ready) => this.#settle(ready))
        .catch((error: unknown) => {
          if (stop.signal.aborted) return;
          const code = isImgproError(error) ? error.code : '';
          // Neither failed nor blocked images are objects of the newest API: the tile keeps what was known of it.
          if (code === 'media_blocked') this.#settle({ ...image, blocked: true });
          else if (code === 'media_failed' || code === 'not_found')
            this.#settle({ ...image, status: 'failed' });
          else this.#waiting.delete(image.id); // the next change of the gallery asks again
        });
    }
  }

  forget(id: string): void {
    this.#waiting.get(id)?.abort();
    this.#waiting.delete(id);
  }

  stop(): void {
    for (const id of [...this.#waiting.keys()]) this.forget(id);
  }

  #settle(image: Image): void {
    this.#waiting.delete(image.id);
    this.#settled(image);
  }
}
