import { pollImage } from '../../../api/index.ts';
import type { Image } from '../../../api/types.ts';
import type { GalleryContext } from '../context.ts';
import { codeOf } from './errors.ts';

/**
 * Waits for the images that are still processing: those near the view, since each of many hundred would ask for itself. The
 * requests are shared with every other element that waits for the same one.
 */
export class Processing {
  readonly #context: GalleryContext;
  readonly #settled: (image: Image) => void;
  readonly #waiting = new Map<string, AbortController>();

  constructor(context: GalleryContext, settled: (image: Image) => void) {
    this.#context = context;
    this.#settled = settled;
  }

  /** Takes up waiting for those of these images that are processing. */
  watch(images: readonly Image[]): void {
    for (const image of images) {
      if (image.status !== 'processing' || image.blocked || this.#waiting.has(image.id)) continue;
      const stop = new AbortController();
      this.#waiting.set(image.id, stop);
      void this.#wait(image, stop.signal);
    }
  }

  async #wait(image: Image, signal: AbortSignal): Promise<void> {
    const visible = () => !document.hidden && this.#context.visible() && this.#isNear(image.id);
    try {
      const client = await this.#context.client();
      if (signal.aborted) return;
      this.#settle(await pollImage(client, image.id, { signal, visible }));
    } catch (error) {
      if (signal.aborted) return;
      const code = codeOf(error);
      // Neither failed nor blocked images are objects of the newest API: the tile keeps what was known of it.
      if (code === 'media_blocked') this.#settle({ ...image, blocked: true });
      else if (code === 'media_failed' || code === 'not_found') this.#settle({ ...image, status: 'failed' });
      else this.#waiting.delete(image.id); // the next change of the gallery asks again
    }
  }

  forget(id: string): void {
    this.#waiting.get(id)?.abort();
    this.#waiting.delete(id);
  }

  stop(): void {
    for (const id of [...this.#waiting.keys()]) this.forget(id);
  }

  #isNear(id: string): boolean {
    const tile = this.#context.root().querySelector(`.tile[data-id="${CSS.escape(id)}"]`);
    if (!tile) return false;
    const { top, bottom } = tile.getBoundingClientRect();
    return bottom > -window.innerHeight && top < 2 * window.innerHeight;
  }

  #settle(image: Image): void {
    this.#waiting.delete(image.id);
    this.#settled(image);
  }
}
