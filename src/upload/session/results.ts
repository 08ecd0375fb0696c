import type { ImgproError, RequestOptions } from '../../api/index.ts';
import type { Image } from '../../api/types.ts';
import { fetchModule } from '../workers/load-module.ts';
import { asImgproError, concernsAll, isVerdict, refusedImage } from '../send/errors.ts';
import { Semaphore } from '../send/semaphore.ts';
import type { RetryWait } from '../send/send-file.ts';
import type { SessionCore } from '../state/session-types.ts';
import type { UploadFile } from '../state/types.ts';
import type { Removal } from './remove.ts';
import type { FieldSaver } from './save-fields.ts';

export interface ResultsOptions extends SessionCore {
  fields: FieldSaver;
  removal: Removal;
  /** Files that are still being judged: they may come onto the list yet. */
  checking(): number;
}

/** Number of images that are asked about at a time: a form may name hundreds. */
const ASKED_AT_A_TIME = 4;

/** Results of files that were sent or looked up: their states, and the events for them. */
export class Results {
  readonly #options: ResultsOptions;
  readonly #slots = new Semaphore(() => ASKED_AT_A_TIME);
  /** The files that the next `complete` is about. */
  #batch = new Set<string>();

  constructor(options: ResultsOptions) {
    this.#options = options;
  }

  progress(id: string, sent: number, total: number): void {
    const { queue, data } = this.#options;
    const file = queue.get(id);
    if (file?.status !== 'uploading') return;
    const progress = total && Math.min(1, sent / total);
    // Without a total nobody sees how far it is: all may have been sent.
    if ((progress === 1 || !total) && !data.get(id)!.allSent) data.patch(id, { allSent: true });
    if (file.size === null) return;
    queue.update(id, { progress, bytesUploaded: Math.round(progress * file.size) });
  }

  /** A failed attempt is followed by another; null: the pause before it is over. */
  wait(id: string, wait: RetryWait | null): void {
    this.#options.queue.update(id, { waiting: wait && { until: wait.until, code: wait.error.code } });
  }

  stored(id: string, image: Image): void {
    const { queue, data, emit, fields, removal, options } = this.#options;
    if (queue.get(id)?.status !== 'uploading') return;
    data.patch(id, { imageId: image.id, prepared: undefined });
    const refusal = refusedImage(image);
    const status = image.status === 'ready' && !refusal ? 'ready' : 'processing';
    const size = queue.get(id)!.size ?? 0;
    const patch = { image, progress: 1, bytesUploaded: size, waiting: null };
    const file = queue.apply(id, { type: 'stored', status }, patch)!;
    // An address replaces the other picture once it is stored.
    if (!refusal && file.source === 'url' && !options.settings().multiple)
      removal.drop(
        queue.files.filter((other) => other.id !== id),
        'replaced',
      );
    emit({ type: 'stored', file, image });
    if (refusal) this.fail(id, refusal);
    else if (status === 'ready') emit({ type: 'ready', file, image });
    if (data.get(id)?.unsaved) void fields.save(id);
    this.settle();
  }

  /** The service has processed an image. */
  processed(id: string, image: Image, patch: Partial<UploadFile> = {}): void {
    const { queue, emit } = this.#options;
    if (queue.get(id)?.status !== 'processing') return;
    const file = queue.apply(id, { type: 'processed' }, { ...patch, image })!;
    if (file.source !== 'value') emit({ type: 'ready', file, image });
    this.settle();
  }

  fail(id: string, error: ImgproError): void {
    const { queue, emit } = this.#options;
    const end = (ended: string) => queue.apply(ended, { type: 'fail' }, { error, waiting: null }) ?? [];
    const { status } = queue.get(id) ?? {};
    if (status === undefined || status === 'failed') return;
    const files = [end(id)].flat();
    // A refusal for the account is one of all files: those that were to be sent fail without being sent.
    if (concernsAll(error))
      for (const key of ['queued/place', 'preparing', 'queued/turn'] as const)
        files.push(...[...queue.ids(key)].flatMap(end));
    emit({ type: 'error', files, error });
    this.settle();
  }

  /**
   * Waits for the processing of a stored image that is not in flight: one that a form named, one of an earlier page, or
   * one that is asked about again.
   */
  watch(id: string): void {
    const { queue, data, options, holds } = this.#options;
    const upload = data.get(id)!;
    upload.watch?.abort();
    const { signal } = (upload.watch = new AbortController());
    const isNamed = queue.get(id)?.source === 'value';
    const isCurrent = () => !signal.aborted && queue.get(id)?.status === 'processing';
    const get = async (imageId: string, request?: RequestOptions): Promise<Image> => {
      const leave = await this.#slots.take(signal);
      try {
        return await options.connection().requests.images.get(imageId, request);
      } finally {
        leave();
      }
    };
    const visible = () => !holds.has('offline');
    const poll = async () => {
      const { pollImage } = await fetchModule(() => import('../../api/client/wait.ts'), signal);
      return pollImage({ images: { get } }, upload.imageId!, { signal, immediate: isNamed, visible });
    };
    poll().then(
      (image) => {
        if (isCurrent()) this.processed(id, image, isNamed ? described(image) : {});
      },
      (cause: unknown) => {
        if (!isCurrent()) return;
        const error = asImgproError(cause);
        if (!isNamed || isVerdict(error)) return this.fail(id, error);
        // An image that a form named stays in it unless the image itself is refused: not being allowed to see it is no
        // proof against it.
        queue.apply(id, { type: 'processed' });
        this.settle();
      },
    );
  }

  /**
   * Puts failed files back in line, under the keys they had. One that is stored is asked about again rather than sent,
   * unless the image itself was refused: then another is sent, under another key.
   */
  retry(files: readonly UploadFile[]): void {
    const { queue, data } = this.#options;
    for (const { id, status, error } of files) {
      if (status !== 'failed') continue;
      const { content, imageId } = data.get(id)!;
      if (content === null && imageId === undefined) continue; // to be chosen again
      const isRefused = isVerdict(error);
      this.expect(id);
      if (imageId !== undefined && !(isRefused && content !== null)) {
        queue.apply(id, { type: 'ask-again' }, { error: null });
        this.watch(id);
        continue;
      }
      if (isRefused || error?.code === 'upload_uncertain')
        data.patch(id, {
          ...{ key: undefined, imageId: undefined, prepared: undefined, allSent: false },
          ...{ drafts: undefined, unsaved: undefined }, // in the file's fields, which go with it
        });
      const fresh = { error: null, unsaved: [], image: null, progress: 0, bytesUploaded: 0 };
      queue.apply(id, { type: 'retry' }, fresh);
    }
  }

  /** The next `complete` is about this file too. */
  expect(id: string): void {
    this.#batch.add(id);
  }

  /** Emits `complete` once nothing is to be sent, sent or processed any more. */
  settle(): void {
    const { queue, emit, checking } = this.#options;
    const { queued, waiting, sending, processing, paused } = queue.counts;
    if (checking() + queued + waiting + sending + processing + paused > 0) return;
    const all = [...this.#batch].map((id) => queue.get(id)).filter((file) => !!file);
    const files = all.filter(({ status }) => status !== 'paused');
    if (files.length === 0) return;
    // Files that wait for a person are for another time.
    this.#batch = new Set(all.filter(({ status }) => status === 'paused').map(({ id }) => id));
    emit({
      type: 'complete',
      successful: files.filter(({ status }) => status === 'ready'),
      failed: files.filter(({ status }) => status === 'failed'),
    });
  }
}

/** Name, size and type of the file that a looked-up image once was. */
function described({ filename, bytes, format }: Image): Partial<UploadFile> {
  return { name: filename, size: bytes, type: format === 'jpg' ? 'image/jpeg' : `image/${format}` };
}
