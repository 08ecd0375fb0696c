import { isRetryable } from '../../api/index.ts';
import type { Dispatcher, UnseenEnd } from '../../uppy/uppy-bridge.ts';
import { mayBeStored, type Job } from '../state/upload-data.ts';
import { keptFile, type KeptFile } from '../state/snapshot.ts';
import type { SessionCore } from '../state/session-types.ts';
import { outgoingOf } from './upload-request.ts';
import type { UploadFile } from '../state/types.ts';

export interface RetractionOptions extends Pick<SessionCore, 'queue' | 'jobs' | 'options'> {
  dispatcher: Dispatcher;
  /** Whether stored images can be deleted. */
  canDelete(): boolean;
  /** Whether anything may be sent now. */
  isHeld(): boolean;
}

/**
 * Takes back what may have been stored although its file was taken off the list: all of its bytes went out, and no
 * answer has come. Breaking off would leave the image there, with nobody who knows its id. So the upload goes
 * on unseen, under its key, and the image it brings is deleted. Where deleting is not allowed it is broken off.
 * Uploads still to be taken back are kept with the queue, where that is kept.
 */
export class Retraction {
  readonly #options: RetractionOptions;
  readonly #pending = new Map<string, { file: UploadFile; job: Job }>();
  readonly #running = new Set<string>();
  /** Uploads to be sent once more. */
  readonly #line = new Set<string>();

  constructor(options: RetractionOptions) {
    this.#options = options;
  }

  /** Ids of files that are still to be taken back. */
  get ids(): string[] {
    return [...this.#pending.keys()];
  }

  /** Data that another page needs to go on with it. */
  kept(id: string): KeptFile | null {
    const pending = this.#pending.get(id);
    const kept = pending && keptFile(pending.file, pending.job, true);
    return kept ? { ...kept, retracted: true } : null;
  }

  /** Takes a file over that is about to leave the list, if it may have been stored. */
  take(id: string): void {
    const { queue, jobs, dispatcher, canDelete } = this.#options;
    const file = queue.get(id);
    const job = jobs.get(id);
    if (!file || !job || job.imageId !== undefined || job.content === null) return;
    if (!mayBeStored(job) || !canDelete()) return;
    this.adopt(file, { ...job });
    const flight = dispatcher.disown(id);
    if (flight) return void this.#follow(id, flight);
    this.#line.add(id);
    this.next();
  }

  /** Takes over what is on no list any more. */
  adopt(file: UploadFile, job: Job): void {
    this.#pending.set(file.id, { file, job });
  }

  /** Goes on with what is left to take back. */
  resume(): void {
    for (const id of this.#pending.keys()) this.#line.add(id);
    this.next();
  }

  /** Sends what is in line, as far as there is room: it takes places as any other upload does. */
  next(): void {
    const { dispatcher, options, isHeld, canDelete } = this.#options;
    for (const id of this.#line) {
      if (isHeld() || !canDelete() || dispatcher.inFlight >= options.settings().concurrency) return;
      this.#line.delete(id);
      const pending = this.#pending.get(id);
      if (!pending || this.#running.has(id)) continue;
      void this.#follow(id, dispatcher.sendUnseen(outgoingOf(pending.file, pending.job)));
    }
  }

  /** The uploader has left the page: nothing runs. */
  suspend(): void {
    this.#options.dispatcher.recallUnseen();
  }

  async #follow(id: string, flight: Promise<UnseenEnd>): Promise<void> {
    this.#running.add(id);
    const end = await flight;
    const isOver = end === 'none' || (typeof end === 'object' && (await this.#delete(end.id)));
    this.#running.delete(id);
    if (end === 'recalled') return this.resume(); // it is back on the page already, or will be
    if (!isOver) return; // until there is a connection again, or another page
    this.#pending.delete(id);
    this.#options.jobs.tell(id);
  }

  /** False when it is not known to be done. */
  #delete(imageId: string): Promise<boolean> {
    const { client } = this.#options.options.connection();
    return client.images.delete(imageId, { ignoreMissing: true }).then(
      () => true,
      (cause: unknown) => !isRetryable(cause, { idempotent: true }),
    );
  }
}
