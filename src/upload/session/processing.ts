import { pollImage, type ImgproClient, type ImgproError, type RequestOptions } from '../../api/index.ts';
import type { Image } from '../../api/types.ts';
import { asImgproError, isVerdict } from '../send/errors.ts';
import type { Jobs } from '../state/upload-data.ts';
import type { UploadQueue } from '../state/queue.ts';
import { Slots } from '../../uppy/semaphore.ts';
import type { UploadFile } from '../state/types.ts';

export interface WatcherOptions {
  client(): ImgproClient;
  queue: UploadQueue;
  jobs: Jobs;
  /** Whether the service can be reached at all now. */
  mayAsk(): boolean;
  onReady(file: UploadFile, image: Image): void;
  onFailed(id: string, error: ImgproError): void;
}

/** Images that are asked about at a time: a form may name hundreds. */
const ASKED_AT_A_TIME = 4;

/** Follows stored images until the service is through with them, and looks up those that a form named. */
export class Watcher {
  readonly #options: WatcherOptions;
  readonly #slots = new Slots(() => ASKED_AT_A_TIME);

  constructor(options: WatcherOptions) {
    this.#options = options;
  }

  /** Watches a file that is processing. Its job's `watch` ends it. */
  watch(id: string): void {
    const { queue, jobs, client, mayAsk, onReady, onFailed } = this.#options;
    const job = jobs.get(id)!;
    job.watch?.abort();
    const { signal } = (job.watch = new AbortController());
    const named = queue.get(id)?.source === 'value';
    const current = () => !signal.aborted && queue.get(id)?.status === 'processing';
    const get = async (imageId: string, options?: RequestOptions): Promise<Image> => {
      const leave = await this.#slots.take(signal);
      try {
        return await client().images.get(imageId, options);
      } finally {
        leave();
      }
    };
    pollImage({ images: { get } }, job.imageId!, { signal, immediate: named, visible: mayAsk }).then(
      (image) => {
        if (!current()) return;
        onReady(queue.update(id, { status: 'ready', image, ...(named && described(image)) })!, image);
      },
      (cause: unknown) => {
        if (!current()) return;
        const error = asImgproError(cause);
        // An image a form named stays in it unless the image itself is refused: not being let to see it is no proof.
        if (named && !isVerdict(error)) queue.update(id, { status: 'ready' });
        else onFailed(id, error);
      },
    );
  }
}

/** Name, size and type of the file that a looked-up image once was. */
function described({ filename, bytes, format }: Image): Partial<UploadFile> {
  return { name: filename, size: bytes, type: format === 'jpg' ? 'image/jpeg' : `image/${format}` };
}
