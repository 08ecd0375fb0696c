import { isRetryable } from '../../api/index.ts';
import type { PolicyKeeper } from '../../tokens/policy.ts';
import type { Sender, UnseenResult } from '../send/sender.ts';
import type { SessionCore } from '../state/session-types.ts';
import type { UploadFile } from '../state/types.ts';
import { mayBeStored, type UploadData } from '../state/upload-data.ts';
import { outgoingFile } from './outgoing-file.ts';

export interface CancelledUploadsOptions extends SessionCore {
  sender(): Sender;
  policy: PolicyKeeper;
}

/**
 * Cancelled uploads that may have been stored: all of the bytes were sent, and no answer has come. Aborting would leave the
 * image there, and nobody would know its id. So the upload continues unseen, under its key, and the image that it brings
 * is deleted. Where deleting is not allowed it is aborted. Uploads that are still to be deleted are kept with the queue,
 * where that is kept.
 */
export class CancelledUploads {
  readonly #options: CancelledUploadsOptions;
  /** Files whose images are still to be deleted. */
  readonly pending = new Map<string, { file: UploadFile; data: UploadData }>();
  readonly #running = new Set<string>();
  /** Uploads to be sent once more. */
  readonly #line = new Set<string>();

  constructor(options: CancelledUploadsOptions) {
    this.#options = options;
  }

  /** Takes over a file that is about to leave the list, if it may have been stored. */
  take(id: string): void {
    const { queue, data, sender } = this.#options;
    const file = queue.get(id);
    const upload = data.get(id);
    if (!file || !upload || upload.imageId !== undefined || upload.content === null) return;
    if (!mayBeStored(upload) || !this.#canDelete) return;
    this.adopt(file, { ...upload });
    const result = sender().disown(id);
    if (result) return void this.#follow(id, result);
    this.#line.add(id);
    this.next();
  }

  /** Takes over a file that is on no list any more. */
  adopt(file: UploadFile, data: UploadData): void {
    this.pending.set(file.id, { file, data });
  }

  /** Continues with those that are left. */
  resume(): void {
    for (const id of this.pending.keys()) this.#line.add(id);
    this.next();
  }

  /** Sends those in line, as far as there is room: each takes a place as any other upload does. */
  next(): void {
    const { options, holds, sender } = this.#options;
    const settings = options.settings();
    for (const id of this.#line) {
      if (holds.current || !this.#canDelete || sender().inFlight >= settings.concurrency) return;
      this.#line.delete(id);
      const pending = this.pending.get(id);
      if (!pending || this.#running.has(id)) continue;
      const outgoing = outgoingFile(pending.file, pending.data, settings);
      void this.#follow(id, sender().sendUnseen(outgoing, settings));
    }
  }

  get #canDelete(): boolean {
    return this.#options.policy.allows('delete');
  }

  async #follow(id: string, upload: Promise<UnseenResult>): Promise<void> {
    this.#running.add(id);
    const result = await upload;
    const isOver = result === 'none' || (typeof result === 'object' && (await this.#delete(result.id)));
    this.#running.delete(id);
    if (result === 'aborted') return this.resume(); // it is back on the page already, or will be
    if (!isOver) return; // until there is a connection again, or another page
    this.pending.delete(id);
    this.#options.data.notify(id);
  }

  /** False when the image is not known to be gone. */
  #delete(imageId: string): Promise<boolean> {
    const { requests } = this.#options.options.connection();
    return requests.images.delete(imageId, { ignoreMissing: true }).then(
      () => true,
      (cause: unknown) => !isRetryable(cause, { idempotent: true }),
    );
  }
}
