import type { ImgproError } from '../../api/index.ts';
import type { PolicyKeeper } from '../../tokens/policy.ts';
import type { SessionCore } from '../state/session-types.ts';
import { keptFile, observeKept, revived, type KeptChange, type KeptFile } from '../state/snapshot.ts';
import type { UploadFile } from '../state/types.ts';
import type { CancelledUploads } from './delete-cancelled.ts';
import type { ManualStart } from './manual-start.ts';
import type { Removal } from './remove.ts';
import type { Results } from './results.ts';
import type { Scheduler } from './scheduler.ts';

export interface EarlierFilesOptions extends SessionCore {
  manualStart: ManualStart;
  scheduler: Scheduler;
  results: Results;
  removal: Removal;
  cancelled: CancelledUploads;
  policy: PolicyKeeper;
}

/**
 * Files of an earlier page: what is kept of each file for the next one, their way onto the list, and what may become of them
 * there. A session does without, so that the code is fetched with recovery: it is made of `UploadSession.core`.
 */
export class EarlierFiles {
  readonly #options: EarlierFilesOptions;

  constructor(options: EarlierFilesOptions) {
    this.#options = options;
  }

  /** Files that wait for the person to continue. Others are sent meanwhile. */
  get waiting(): UploadFile[] {
    const { queue } = this.#options;
    return [...queue.ids('paused/reload')].map((id) => queue.get(id)!);
  }

  /** Number of files that wait. */
  get count(): number {
    return this.#options.queue.ids('paused/reload').size;
  }

  /**
   * Puts files back, under the ids, keys and fields that they had; those that are there already are passed over. A file
   * that was not stored then is paused until the person continues. An image that the form names
   * and that is among them is on the list but once.
   */
  restore(files: readonly KeptFile[]): UploadFile[] {
    const { queue, data, emit, results, manualStart } = this.#options;
    this.#makeWay(files);
    const added: UploadFile[] = [];
    for (const kept of files) {
      const { file, state, data: upload } = revived(kept);
      if (queue.get(file.id)) continue;
      data.set(file.id, upload);
      queue.add(file, state);
      added.push(file);
      if (state.status !== 'ready' && state.status !== 'failed') results.expect(file.id);
      if (state.status === 'processing') results.watch(file.id);
      if (state.status === 'queued' && state.for === 'upload-call') manualStart.takeBack(file.id);
    }
    if (added.length > 0) emit({ type: 'added', files: added, restored: true });
    manualStart.review();
    return added;
  }

  /** One file alone takes the place of the image that the form names; an address does so once it is stored. */
  #makeWay(files: readonly KeptFile[]): void {
    const { queue, data, options } = this.#options;
    const images = new Set(files.map(({ imageId }) => imageId));
    const isOther =
      !options.settings().multiple &&
      files.some(({ file, imageId }) => file.source !== 'url' || imageId !== undefined);
    for (const { id, source } of queue.files) {
      if (source !== 'value' || !(isOther || images.has(data.get(id)?.imageId))) continue;
      data.delete(id);
      queue.remove(id);
    }
  }

  /** Data that another page needs to continue with a file; null when there is nothing to keep of it. */
  kept(id: string): KeptFile | null {
    const { queue, data, cancelled } = this.#options;
    const [file, upload, pending] = [queue.get(id), data.get(id), cancelled.pending.get(id)];
    if (file && upload) return keptFile(file, upload, !queue.ids('queued/upload-call').has(id));
    const kept = pending && keptFile(pending.file, pending.data, true);
    return kept ? { ...kept, isCancelled: true } : null;
  }

  /** Ids of cancelled uploads that may be stored, and whose images are still to be deleted. */
  get cancelledIds(): string[] {
    return [...this.#options.cancelled.pending.keys()];
  }

  /** Deletes the image of a cancelled upload, where an earlier page could not. */
  async deleteCancelled(kept: KeptFile): Promise<void> {
    const { cancelled, policy } = this.#options;
    const { file, data } = revived(kept);
    cancelled.adopt(file, data);
    await policy.load();
    cancelled.resume();
  }

  /** Calls back at every change of what is to be kept of a file, at once. Returns the way to stop it. */
  observe(listener: (change: KeptChange) => void): () => void {
    return observeKept(this.#options.queue, this.#options.data, listener);
  }

  /** Marks text about a stored image as not saved: it cannot be, at least not now. */
  tellUnsaved(id: string): void {
    const { queue, data } = this.#options;
    const { unsaved } = data.get(id) ?? {};
    if (unsaved) queue.update(id, { unsaved: Object.keys(unsaved) });
  }

  /** Continues with files that wait. */
  proceed(ids: Iterable<string>): void {
    const { queue, holds, scheduler } = this.#options;
    const waiting = queue.ids('paused/reload');
    for (const id of ids)
      if (waiting.has(id))
        queue.apply(id, { type: 'continue', hold: holds.current }, { progress: 0, bytesUploaded: 0 });
    scheduler.pump();
  }

  /** The bytes of a file are at hand again. */
  supply(id: string, content: Blob): void {
    this.#options.data.patch(id, { content });
  }

  /** A file that waits cannot continue, for a reason that the person has to know. */
  fail(id: string, error: ImgproError): void {
    this.#options.results.fail(id, error);
  }

  /** Another page has taken these files over: those that are not stored leave this list, and are sent from there. */
  handOver(ids: readonly string[]): void {
    const { queue, removal, scheduler, results } = this.#options;
    const files = ids.map((id) => queue.get(id)).filter((file) => !!file);
    const isUnstored = ({ status }: UploadFile) => status !== 'ready' && status !== 'processing';
    removal.drop(files.filter(isUnstored), 'replaced', true);
    scheduler.pump();
    results.settle();
  }
}
