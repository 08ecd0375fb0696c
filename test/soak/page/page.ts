import type { ImgproUploader } from '../../../src/index.ts';
import { captionOf, nameOf, pngOf } from '../picture.ts';

/** Interface of the page for a run. */
export interface SoakPage {
  /** Puts pictures into the uploader. Resolves when all are on its list. */
  add(seed: number, from: number, to: number): Promise<number>;
  status(): { total: number; stored: number; failed: number; pending: number; reasons: string[] };
  /** Retries failed files, as a person would. */
  retry(): void;
  setOnline(online: boolean): void;
}

const uploader = document.querySelector<ImgproUploader>('imgpro-uploader')!;
await customElements.whenDefined('imgpro-uploader');
await uploader.updateComplete;
const uppy = await uploader.whenUppy();

const soak: SoakPage = {
  async add(seed, from, to) {
    const wanted = uploader.files.length + to - from;
    for (let index = from; index < to; index++) {
      const data = new File([pngOf(seed, index)], nameOf(index), { type: 'image/png' });
      // Through Uppy, as a source plugin does: the one way to bring a caption along.
      uppy.addFile({
        name: data.name,
        type: data.type,
        data,
        meta: { caption: captionOf(seed, index) },
      });
    }
    while (uploader.files.length < wanted)
      await new Promise((resolve) =>
        uploader.addEventListener('imgpro-files-added', resolve, { once: true }),
      );
    return uploader.files.length;
  },
  status() {
    const counts = { total: 0, stored: 0, failed: 0, pending: 0 };
    const reasons = new Set<string>();
    for (const { status, error } of uploader.files) {
      counts.total += 1;
      if (status === 'ready' || status === 'processing') counts.stored += 1;
      else if (status === 'failed') {
        counts.failed += 1;
        reasons.add(`${error?.code} ${error?.status} ${error?.message}`);
      } else counts.pending += 1;
    }
    return { ...counts, reasons: [...reasons] };
  },
  retry: () => uploader.retry(),
  setOnline(online) {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => online });
    window.dispatchEvent(new Event(online ? 'online' : 'offline'));
  },
};
Object.assign(window, { soak });
