import type { Body, Meta, Uppy } from '@uppy/core';
import type { UploadPolicy } from '../../api/types.ts';
import { Admission, type AddOptions } from './add-files.ts';
import { Batch } from './complete.ts';
import { Clearance } from './manual-start.ts';
import { Comeback } from './restore.ts';
import { Dispatcher } from '../../uppy/uppy-bridge.ts';
import type { NewFile, Rejection } from '../check/check-files.ts';
import { Jobs } from '../state/upload-data.ts';
import { keptFile, observeKept, revived, type KeptChange, type KeptFile } from '../state/snapshot.ts';
import { lookForService } from './look-for-service.ts';
import { Outbox } from './scheduler.ts';
import { Outcomes } from './results.ts';
import { PolicyKeeper } from '../../tokens/policy.ts';
import { UploadQueue } from '../state/queue.ts';
import { Removal } from './remove.ts';
import { retryFailed } from './retry-failed.ts';
import { Retraction } from './delete-cancelled.ts';
import { effectiveRules, type UploadRules } from '../check/rules.ts';
import type { Hold, SessionCore, SessionOptions } from '../state/session-types.ts';
import { StoredIds } from '../state/image-ids.ts';
import type { UploadFile } from '../state/types.ts';
import { assertUnchanged } from './unchanged.ts';
import { Watcher } from './processing.ts';
import { FieldWriter } from './save-fields.ts';

/**
 * The engine of an uploader: takes files in, judges them, sends them through Uppy a few at a time, follows their
 * processing. It knows nothing of how it is shown. Each step has a class of its own; this one connects them, and is
 * what an uploader speaks to.
 */
export class UploadSession {
  readonly queue = new UploadQueue();
  /** Files of an earlier page. */
  readonly comeback: Comeback;
  readonly #options: SessionOptions;
  readonly #jobs = new Jobs();
  readonly #stored = new StoredIds(this.queue, this.#jobs);
  readonly #policy: PolicyKeeper;
  readonly #batch: Batch;
  readonly #writer: FieldWriter;
  readonly #outcomes: Outcomes;
  readonly #watcher: Watcher;
  readonly #dispatcher: Dispatcher;
  readonly #outbox: Outbox;
  readonly #retraction: Retraction;
  readonly #removal: Removal;
  readonly #clearance: Clearance;
  readonly #admission: Admission;
  /** While the browser says that it is offline, ends the search for the service. */
  #stopLooking = (): void => {};

  constructor(options: SessionOptions) {
    this.#options = options;
    const { queue } = this;
    const jobs = this.#jobs;
    const client = () => options.connection().client;
    const core: SessionCore = {
      ...{ queue, jobs, options },
      rules: () => this.rules,
      emit: (event) => options.onEvent(event),
    };
    const { emit } = core;
    this.#policy = new PolicyKeeper(() => options.connection());
    this.#batch = new Batch({
      ...core,
      checking: () => this.checking,
      aside: () => this.comeback.count,
    });
    this.#writer = new FieldWriter({
      ...{ queue, jobs, client },
      canUpdate: () => this.canUpdate,
      onSaved: (file, image) => emit({ type: 'saved', file, image }),
      onUnsaved: (file) => emit({ type: 'unsaved', file }),
    });
    this.#outcomes = new Outcomes({
      ...core,
      writer: this.#writer,
      watcher: () => this.#watcher,
      isInFlight: (id) => this.#dispatcher.has(id),
      withdrawAll: () => this.#outbox.withdrawAll(),
      replaceBy: (file) => {
        if (file.source === 'url' && !options.settings().multiple)
          this.#removal.replace(queue.files.filter(({ id }) => id !== file.id));
      },
      onSettled: () => this.#batch.settle(),
    });
    this.#watcher = new Watcher({
      ...{ queue, jobs, client },
      mayAsk: () => !this.#outbox.isHeld('offline'),
      onReady: (file, image) => this.#outcomes.ready(file, image),
      onFailed: (id, error) => this.#outcomes.failed(id, error),
    });
    this.#dispatcher = new Dispatcher({
      connection: () => options.connection(),
      retries: () => options.settings().retries,
      onKey: (id, key) => {
        jobs.patch(id, { key });
        return this.#beforeSend(id);
      },
      onTry: (id, fate) => this.#writer.tried(id, fate),
      onProgress: (id, sent, total) => this.#outcomes.progress(id, sent, total),
      onWait: (id, wait) => {
        queue.update(id, { waiting: wait && { until: wait.until, code: wait.error.code } });
        if (wait?.error.retryAfter) this.#outbox.coolUntil(wait.until);
      },
      onStored: (id, image) => this.#outcomes.stored(id, image),
      onFailed: (id, error) => this.#outcomes.failed(id, error),
      onRoom: () => {
        this.#retraction.next();
        this.#outbox.pump();
      },
      onForeign: (file) => this.#admission.adoptForeign(file),
    });
    this.#outbox = new Outbox({
      ...core,
      dispatcher: this.#dispatcher,
      writer: this.#writer,
      fail: (id, error) => this.#outcomes.fail(id, error),
    });
    this.#retraction = new Retraction({
      ...{ queue, jobs, options },
      dispatcher: this.#dispatcher,
      canDelete: () => this.#policy.allows('delete'),
      isHeld: () => this.hold !== null,
    });
    this.#removal = new Removal({
      ...core,
      outbox: this.#outbox,
      batch: this.#batch,
      retraction: this.#retraction,
    });
    this.#clearance = new Clearance({ ...core, outbox: this.#outbox, policy: this.#policy });
    this.#admission = new Admission({
      ...core,
      policy: this.#policy,
      replaceAll: () => this.#removal.empty('replaced'),
      replaceImport: () =>
        this.#removal.replace(queue.files.filter(({ source, image }) => source === 'url' && !image)),
      replace: (id) => this.#removal.remove(id),
      onQueued: (files, rulesKnown) => {
        for (const { id } of files) {
          this.#batch.add(id);
          this.#outbox.await(id);
        }
        if (!rulesKnown) return this.#clearance.give();
        void rulesKnown.then(() => this.#clearance.review());
      },
      onRestored: ({ id, status }, released) => {
        if (status !== 'ready' && status !== 'failed') this.#batch.add(id);
        if (status === 'processing') this.#watcher.watch(id);
        // A file that waited for `upload()` on a page that knows of no waiting is offered like all others.
        const isOffered = status === 'queued' && !released && this.waits === false;
        if (isOffered) queue.update(id, { status: 'paused' });
        if (status === 'paused' || isOffered) this.#outbox.setAside(id);
        else if (released) this.#outbox.release(id);
        else if (status === 'queued') {
          this.#outbox.await(id);
          this.#clearance.give();
        }
      },
      onAdmitted: () => this.#outbox.pump(),
      onJudged: () => this.#batch.settle(),
    });
    this.comeback = new Comeback({
      ...core,
      admission: this.#admission,
      outbox: this.#outbox,
      outcomes: this.#outcomes,
      removal: this.#removal,
    });
  }

  /** The Uppy below, until the uploader leaves the page; it has another when it is put back. */
  get uppy(): Uppy<Meta, Body> {
    return this.#dispatcher.uppy;
  }

  /** Why nothing is sent now, the person's own reason first. */
  get hold(): Hold | null {
    return this.#outbox.hold;
  }

  /** Policy of the token, as far as it is known. */
  get policy(): UploadPolicy | undefined {
    return this.#policy.current;
  }

  /** The rules in force: the page's, narrowed by the token's. */
  get rules(): UploadRules {
    const { anonymous } = this.#options.connection();
    return effectiveRules(this.#options.settings().rules, this.policy, anonymous);
  }

  /** How many files are being read or judged. */
  get checking(): number {
    return this.#admission.checking;
  }

  /** All stored images, in order. */
  get images(): Pick<StoredIds, 'ids' | 'size' | 'version'> {
    return this.#stored;
  }

  /** Whether what is written about stored images can be saved. */
  get canUpdate(): boolean {
    return this.#policy.allows('update');
  }

  fileOf(id: string): Blob | null {
    const content = this.#jobs.get(id)?.content;
    return content instanceof Blob ? content : null;
  }

  /** Fetches the token ahead of time, and its rules with it. Never rejects. */
  loadPolicy(): Promise<void> {
    return this.#policy.load();
  }

  /** The connection to the API has changed: rules that were known are asked for again. */
  async connectionChanged(): Promise<void> {
    if (this.#policy.asked) await this.#policy.load();
    this.#clearance.review();
  }

  /** Whether files wait has been set anew. */
  waitsChanged(): void {
    this.#clearance.review();
  }

  /** Whether files wait for `upload()`; undefined while only the token's rules could tell. */
  get waits(): boolean | undefined {
    return this.#clearance.waits;
  }

  /** How many files wait for `upload()`. */
  get waiting(): number {
    return this.waits ? this.#outbox.waiting.size : 0;
  }

  // In

  /** Takes files in, one call after the other, in portions. Resolves when all are judged. */
  add(
    files: readonly NewFile[] | Promise<readonly NewFile[]>,
    options?: AddOptions,
  ): Promise<{ added: UploadFile[]; rejected: Rejection[] }> {
    return this.#admission.add(files, options);
  }

  /** Takes in the address of an image, which the service will fetch. */
  addUrl(url: string, options: { allowDuplicates?: boolean } = {}): UploadFile | null {
    return this.#admission.addUrl(url, options.allowDuplicates);
  }

  /** Puts images on the list that are stored already, as a form's value names them. */
  adopt(imageIds: readonly string[]): void {
    for (const imageId of imageIds) this.#watcher.watch(this.#admission.adopt(imageId).id);
  }

  /** Puts files of an earlier page back on the list; see {@link Comeback.restore}. */
  restore(files: readonly KeptFile[], { go = false } = {}): UploadFile[] {
    return this.comeback.restore(files, go);
  }

  /** Data that another page needs to go on with a file; null when there is nothing to keep of it. */
  kept(id: string): KeptFile | null {
    const file = this.queue.get(id);
    const job = this.#jobs.get(id);
    if (!file || !job) return this.#retraction.kept(id);
    return keptFile(file, job, !this.waits || !this.#outbox.waiting.has(id));
  }

  /** Files that have left the list, and may be stored: they are still to be taken back. */
  get retracted(): string[] {
    return this.#retraction.ids;
  }

  /** Takes back what an earlier page could not. */
  async takeBack(kept: KeptFile): Promise<void> {
    const { file, job } = revived(kept, false);
    this.#retraction.adopt(file, job);
    await this.#policy.load();
    this.#retraction.resume();
  }

  /** Calls back at every change of what is to be kept of a file, at once. Returns the way to stop it. */
  observe(listener: (change: KeptChange) => void): () => void {
    return observeKept(this.queue, this.#jobs, listener);
  }

  async #beforeSend(id: string): Promise<void> {
    const job = this.#jobs.get(id);
    if (job) await assertUnchanged(job);
    const kept = this.kept(id);
    try {
      if (kept) await this.#options.beforeSend?.(kept);
    } catch {
      // It could not be kept. That is no reason not to send it.
    }
  }

  /** Files that are still being judged do not come onto the list any more. */
  abandonIntake(): void {
    this.#admission.abandon();
  }

  // Out

  /** Sends what is queued, also what waits for it, and goes on if paused. */
  upload(): void {
    this.resume();
    this.#clearance.giveAll();
  }

  pause(): void {
    this.#outbox.stop('paused');
  }

  resume(): void {
    this.#outbox.go('paused');
    this.#retraction.resume();
  }

  /** The browser says that it has lost, or found, its connection. */
  setOnline(isOnline: boolean): void {
    this.#stopLooking();
    if (!isOnline) {
      this.#stopLooking = lookForService(
        () => this.#options.connection(),
        () => this.setOnline(true),
      );
      return this.#outbox.stop('offline');
    }
    this.#outbox.go('offline');
    this.#clearance.review();
    this.#retraction.resume();
    this.#writer.saveAll();
  }

  /** Off the page: nothing runs, nothing is lost. */
  detach(): void {
    this.#outbox.stop('detached');
    this.#outbox.rest();
    this.#retraction.suspend();
    for (const job of this.#jobs.values()) job.watch?.abort();
    this.#stopLooking();
    this.#dispatcher.destroy();
  }

  attach(): void {
    this.#dispatcher.revive();
    this.#outbox.go('detached');
    this.#retraction.resume();
    for (const { id } of this.queue.in('processing')) this.#watcher.watch(id);
  }

  /** Tries failed files once more, under the keys they had: one, some, or all. */
  retry(ids?: string | readonly string[]): void {
    retryFailed(this.#these(ids) ?? this.queue.in('failed'), {
      ...{ queue: this.queue, jobs: this.#jobs },
      ...{ batch: this.#batch, outbox: this.#outbox, watcher: this.#watcher },
    });
    this.#outbox.pump();
  }

  // Text

  /** Whether what is written about a file now can still reach the service. */
  canWrite(id: string): boolean {
    return this.#writer.canWrite(id);
  }

  /** Fields that a person is writing about a file. They go out with the file, or wait for `save`. */
  draft(id: string, fields: Record<string, string>): void {
    this.#writer.draft(id, fields);
  }

  /** Saves what was written about a file after it was sent. Never rejects: what was not saved is in `unsaved`. */
  save(id: string): Promise<void> {
    return this.#writer.save(id);
  }

  // Off

  /** Stops files and takes them off the list: one, some, or all that are not stored, and do not wait from before. */
  cancel(ids?: string | readonly string[]): void {
    if (ids === undefined) this.abandonIntake(); // or they would be sent all the same, once they are judged
    const { aside } = this.#outbox;
    const isOurs = ({ id, status }: UploadFile) =>
      status !== 'ready' && status !== 'processing' && !aside.has(id);
    this.#removal.cancel(this.#these(ids) ?? this.queue.files.filter(isOurs));
  }

  /** Takes a file off the list, stored or not. */
  remove(id: string): void {
    this.#removal.remove(id);
  }

  /** Empties the list, for files that are still being judged too. */
  clear(): void {
    this.abandonIntake();
    this.#removal.clear();
  }

  #these(ids: string | readonly string[] | undefined): UploadFile[] | undefined {
    if (typeof ids === 'string') return this.#these([ids]);
    return ids?.map((id) => this.queue.get(id)).filter((file) => !!file);
  }
}
