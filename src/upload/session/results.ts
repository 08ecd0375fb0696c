import type { ImgproError } from '../../api/index.ts';
import type { Image } from '../../api/types.ts';
import { concernsAll, explainLoss, refusedImage } from '../send/errors.ts';
import type { SessionCore } from '../state/session-types.ts';
import type { UploadFile } from '../state/types.ts';
import type { Watcher } from './processing.ts';
import type { FieldWriter } from './save-fields.ts';

export interface OutcomesOptions extends SessionCore {
  watcher(): Watcher;
  writer: FieldWriter;
  /** Whether a file is being sent. */
  isInFlight(id: string): boolean;
  /** Takes all files that wait for their turn out of the line. */
  withdrawAll(): string[];
  /** A file is stored: others may give way to it. */
  replaceBy(file: UploadFile): void;
  /** A file has come to an end. */
  onSettled(): void;
}

/** Outcomes of files that were sent: their state, and who is told. */
export class Outcomes {
  readonly #options: OutcomesOptions;

  constructor(options: OutcomesOptions) {
    this.#options = options;
  }

  progress(id: string, sent: number, total: number): void {
    const { queue, jobs } = this.#options;
    const file = queue.get(id);
    const job = jobs.get(id);
    if (file?.status !== 'uploading' || !job) return;
    const progress = total > 0 ? Math.min(1, sent / total) : 0;
    if (progress === 1 && !job.allSent) jobs.patch(id, { allSent: true });
    if (file.size === null) return;
    queue.update(id, { progress, bytesUploaded: Math.round(progress * file.size) });
  }

  stored(id: string, image: Image): void {
    const { queue, jobs, emit, writer, watcher, replaceBy, onSettled } = this.#options;
    jobs.patch(id, { imageId: image.id, prepared: undefined });
    const refusal = refusedImage(image);
    const file = queue.update(id, {
      status: image.status === 'ready' && !refusal ? 'ready' : 'processing',
      image,
      progress: 1,
      bytesUploaded: queue.get(id)?.size ?? 0,
      waiting: null,
    });
    if (!file) return;
    if (!refusal) replaceBy(file);
    emit({ type: 'stored', file, image });
    if (refusal) this.failed(id, refusal);
    else if (file.status === 'ready') emit({ type: 'ready', file, image });
    else watcher().watch(id);
    if (jobs.get(id)?.unsaved) void writer.save(id);
    onSettled();
  }

  ready(file: UploadFile, image: Image): void {
    if (file.source !== 'value') this.#options.emit({ type: 'ready', file, image });
    this.#options.onSettled();
  }

  /** A try, or the processing, has failed; a connection that was lost while it was sent is looked into first. */
  failed(id: string, error: ImgproError): void {
    const { queue, jobs, isInFlight } = this.#options;
    const content = jobs.get(id)?.content;
    const isSending = () => queue.get(id)?.status === 'uploading';
    if (error.code !== 'network_error' || !(content instanceof Blob) || !isSending())
      return this.fail(id, error);
    void explainLoss(error, content).then((explained) => {
      // Meanwhile it may have been paused or taken off, and may be on its way again.
      if (isSending() && !isInFlight(id)) this.fail(id, explained);
    });
  }

  fail(id: string, error: ImgproError): void {
    const { queue, emit, withdrawAll, onSettled } = this.#options;
    const end = (ended: string) => queue.update(ended, { status: 'failed', error, waiting: null }) ?? [];
    const files = [id].flatMap(end);
    if (files.length === 0) return;
    // A refusal of one file for its account is one of all: they are told without being sent.
    if (concernsAll(error)) files.push(...withdrawAll().flatMap(end));
    emit({ type: 'error', files, error });
    onSettled();
  }
}
