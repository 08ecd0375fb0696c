import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';
import type { ImgproError } from '../api/index.ts';
import type { Image, UploadPolicy } from '../api/types.ts';
import { Dispatcher } from './dispatcher.ts';
import {
  asImgproError,
  concernsAll,
  explainLoss,
  isVerdict,
  refusedByPolicy,
  refusedImage,
} from './failures.ts';
import { composeFields, sentFields } from './fields.ts';
import { randomKey } from './idempotency.ts';
import { PORTION, takeIn, type NewFile, type Rejection } from './intake.ts';
import { Jobs, type Job } from './jobs.ts';
import { PolicyKeeper } from './policy.ts';
import { UploadQueue } from './queue.ts';
import { effectiveRules, judgeFile, type UploadRules } from './rules.ts';
import type { Hold, RemovalReason, SessionEvent, SessionOptions } from './session-types.ts';
import type { UploadFile } from './types.ts';
import { Watcher } from './watcher.ts';
import { FieldWriter } from './writer.ts';

type Seed = Pick<UploadFile, 'name' | 'size' | 'type' | 'source'> & { fields?: Record<string, string> };

/**
 * The engine of an uploader: takes files in, judges them, sends them through Uppy a few at a time, follows their
 * processing. It knows nothing of how it is shown.
 */
export class UploadSession {
  readonly queue = new UploadQueue();
  readonly #options: SessionOptions;
  readonly #dispatcher: Dispatcher;
  readonly #jobs = new Jobs();
  readonly #policy: PolicyKeeper;
  readonly #watcher: Watcher;
  readonly #writer: FieldWriter;
  /** Ids that may be sent, in the order they will be. */
  #released = new Set<string>();
  /** Ids that the next `complete` is about. */
  #batch = new Set<string>();
  readonly #holds = new Set<Hold>();
  #intake: Promise<unknown> = Promise.resolve();
  /** Counts the times the list was given up: files that were being judged then are not wanted any more. */
  #generation = 0;
  #uppyTaken = false;
  #notBefore = 0;
  #cooling: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#policy = new PolicyKeeper(() => options.connection().tokens);
    this.#watcher = new Watcher({
      client: () => options.connection().client,
      queue: this.queue,
      jobs: this.#jobs,
      onReady: (file, image) => this.#ready(file, image),
      onFailed: (id, error) => this.#failed(id, error),
    });
    this.#writer = new FieldWriter({
      queue: this.queue,
      jobs: this.#jobs,
      client: () => options.connection().client,
      canUpdate: () => this.canUpdate,
      onSaved: (file, image) => this.#emit({ type: 'saved', file, image }),
      onUnsaved: (file) => this.#emit({ type: 'unsaved', file }),
    });
    this.#dispatcher = new Dispatcher({
      connection: () => options.connection(),
      retries: () => options.settings().retries,
      onKey: (id, key) => this.#jobs.patch(id, { key }),
      onTry: (id, fate) => this.#writer.tried(id, fate),
      onProgress: (id, sent, total) => this.#progress(id, sent, total),
      onWait: (id, wait) => {
        this.queue.update(id, { waiting: wait && { until: wait.until, code: wait.error.code } });
        if (wait?.error.retryAfter) this.#notBefore = Math.max(this.#notBefore, wait.until);
      },
      onStored: (id, image) => this.#stored(id, image),
      onFailed: (id, error) => this.#failed(id, error),
      onRoom: () => this.#pump(),
      onForeign: (file) => this.#adoptForeign(file),
    });
  }

  /** The Uppy below; from now on it is the page's too and lives as long as the session. */
  get uppy(): Uppy<Meta, Body> {
    this.#uppyTaken = true;
    return this.#dispatcher.uppy;
  }

  /** Why nothing is sent now, the person's own reason first. */
  get hold(): Hold | null {
    return (['paused', 'offline', 'detached'] as const).find((hold) => this.#holds.has(hold)) ?? null;
  }

  /** What the token allows, as far as it is known. */
  get policy(): UploadPolicy | undefined {
    return this.#policy.current;
  }

  /** The rules in force: the page's, narrowed by the token's. */
  get rules(): UploadRules {
    const { anonymous } = this.#options.connection();
    return effectiveRules(this.#options.settings().rules, this.policy, anonymous);
  }

  /** The ids of all stored images, in order. */
  get imageIds(): string[] {
    const ids: string[] = [];
    for (const { id, status } of this.queue.files) {
      const imageId = status === 'ready' || status === 'processing' ? this.#jobs.get(id)?.imageId : undefined;
      if (imageId !== undefined) ids.push(imageId);
    }
    return ids;
  }

  /** Whether what is written about stored images can be saved. */
  get canUpdate(): boolean {
    const { anonymous, tokens } = this.#options.connection();
    return !anonymous && (tokens ? (this.policy?.abilities?.includes('update') ?? false) : true);
  }

  fileOf(id: string): Blob | null {
    const content = this.#jobs.get(id)?.content;
    return content instanceof Blob ? content : null;
  }

  /** Fetches the token ahead of time, and its rules with it. Never rejects. */
  loadPolicy(): Promise<void> {
    return this.#policy.load();
  }

  /** What leads to the API has changed: rules that were known are asked for again. */
  async connectionChanged(): Promise<void> {
    if (this.#policy.asked) await this.#policy.load();
  }

  // In

  /** Takes files in, one call after the other, in portions. Resolves when all are judged. */
  add(
    files: readonly NewFile[],
    options: { allowDuplicates?: boolean } = {},
  ): Promise<{ added: UploadFile[]; rejected: Rejection[] }> {
    const wanted = this.#generation;
    const work = this.#intake.then(() => this.#add(files, options.allowDuplicates ?? false, wanted));
    this.#intake = work.catch(() => {});
    return work;
  }

  async #add(files: readonly NewFile[], allowDuplicates: boolean, wanted: number) {
    if (wanted === this.#generation) await this.#policy.ready();
    const added: UploadFile[] = [];
    const rejected: Rejection[] = [];
    for (let at = 0; at < files.length && wanted === this.#generation; at += PORTION) {
      const { multiple } = this.#options.settings();
      const portion = await takeIn(files.slice(at, at + PORTION), {
        rules: multiple ? this.rules : { ...this.rules, maxFiles: 1 },
        present: multiple ? this.queue.size : added.length,
        like: (fingerprint) => (multiple ? this.#jobs.like(fingerprint) : []),
        allowDuplicates,
      });
      if (wanted !== this.#generation) break;
      // As with a native input, another choice replaces the first (DESIGN §9).
      if (!multiple && portion.accepted.length > 0) this.#empty('replaced');
      const entries = portion.accepted.map(({ data, facts, name, source, fields }) =>
        this.#enqueue({ name, size: data.size, type: facts.mime, source, fields }, { content: data, facts }),
      );
      added.push(...entries);
      rejected.push(...portion.rejected);
      if (entries.length > 0) this.#emit({ type: 'added', files: entries });
      this.#pump();
    }
    if (rejected.length > 0 && wanted === this.#generation)
      this.#emit({ type: 'rejected', rejections: rejected });
    return { added, rejected };
  }

  /** Takes in the address of an image, which the service will fetch. */
  addUrl(url: string): UploadFile {
    const address = new URL(url);
    if (!this.#options.settings().multiple) this.#empty('replaced');
    const name = decodeName(address.pathname.split('/').pop() ?? '') || address.hostname;
    const file = this.#enqueue({ name, size: null, type: '', source: 'url' }, { content: address.href });
    this.#emit({ type: 'added', files: [file] });
    this.#pump();
    return file;
  }

  /** Puts images on the list that are stored already, as a form's value names them. */
  adopt(imageIds: readonly string[]): void {
    for (const imageId of imageIds) {
      const seed = { name: imageId, size: null, type: '', source: 'value' } as const;
      const { id } = this.#enqueue(seed, { content: null, imageId }, 'processing');
      this.#watcher.watch(id);
    }
  }

  #adoptForeign(file: UppyFile<Meta, Body>): void {
    const data = file.data as Blob;
    void this.add([{ data, name: file.name ?? '', source: 'api', fields: sentFields(file.meta) }]);
  }

  #enqueue(seed: Seed, job: Job, status: 'queued' | 'processing' = 'queued'): UploadFile {
    const file: UploadFile = {
      id: randomKey(),
      ...seed,
      status,
      progress: status === 'queued' ? 0 : 1,
      bytesUploaded: 0,
      image: null,
      error: null,
      fields: seed.fields ?? {},
      unsaved: [],
      waiting: null,
    };
    this.#jobs.set(file.id, job);
    this.queue.add(file);
    if (status === 'queued') {
      this.#batch.add(file.id);
      if (!this.#options.settings().manual) this.#released.add(file.id);
    }
    return file;
  }

  // Out

  /** Sends what is queued, also what waits for it, and goes on if paused. */
  upload(): void {
    for (const { id } of this.queue.in('queued')) this.#released.add(id);
    this.#release('paused');
    this.#pump();
  }

  pause(): void {
    this.#hold('paused');
  }

  resume(): void {
    this.#release('paused');
  }

  /** The browser lost, or found, its connection. */
  setOnline(isOnline: boolean): void {
    if (!isOnline) return this.#hold('offline');
    this.#release('offline');
    this.#writer.saveAll();
  }

  /** Off the page: nothing runs, nothing is lost. */
  detach(): void {
    this.#hold('detached');
    clearTimeout(this.#cooling);
    for (const job of this.#jobs.values()) job.watch?.abort();
    if (!this.#uppyTaken) this.#dispatcher.destroy();
  }

  attach(): void {
    this.#release('detached');
    for (const { id } of this.queue.in('processing')) this.#watcher.watch(id);
  }

  #hold(hold: Hold): void {
    const before = this.hold;
    this.#holds.add(hold);
    for (const { id } of [...this.queue.in('uploading'), ...this.queue.in('preparing')]) {
      this.#dispatcher.recall(id);
      this.queue.update(id, { status: 'paused', waiting: null });
    }
    if (this.hold !== before) this.#emit({ type: 'hold', hold: this.hold });
  }

  #release(hold: Hold): void {
    const before = this.hold;
    if (!this.#holds.delete(hold)) return;
    if (this.#holds.size === 0) {
      const waiting = this.queue.in('paused').map(({ id }) => id);
      for (const id of waiting) this.queue.update(id, { status: 'queued', progress: 0, bytesUploaded: 0 });
      this.#released = new Set([...waiting, ...this.#released]);
    }
    if (this.hold !== before) this.#emit({ type: 'hold', hold: this.hold });
    this.#pump();
  }

  #pump(): void {
    clearTimeout(this.#cooling);
    if (this.#holds.size > 0) return;
    // The service has asked for a pause: nothing new is started either.
    const pause = this.#notBefore - Date.now();
    if (pause > 0) {
      this.#cooling = setTimeout(() => this.#pump(), pause);
      return;
    }
    const { concurrency } = this.#options.settings();
    for (const id of this.#released) {
      if (this.#dispatcher.inFlight >= concurrency) return;
      this.#released.delete(id);
      if (this.queue.get(id)?.status === 'queued') this.#start(id);
    }
  }

  #start(id: string): void {
    const file = this.queue.get(id)!;
    const job = this.#jobs.get(id)!;
    // The token's rules may have come, or changed, after the file was taken in.
    const refusal = job.facts && judgeFile(job.facts, this.rules);
    if (refusal) return this.#fail(id, refusedByPolicy(refusal.code));
    this.#writer.settle(id);
    try {
      job.fields ??= composeFields(this.#options.settings().common(file), file.fields);
    } catch (cause) {
      return this.#fail(id, asImgproError(cause)); // the page's function for metadata
    }
    const started = this.queue.update(id, { status: 'uploading', progress: 0, bytesUploaded: 0 })!;
    this.#emit({ type: 'start', file: started });
    if (this.queue.get(id)?.status !== 'uploading') return; // a listener took it off, or paused
    const { name, type, source } = file;
    this.#dispatcher.send({
      id,
      name,
      type,
      source,
      fields: job.fields,
      key: job.key,
      content: job.content!,
    });
  }

  #progress(id: string, sent: number, total: number): void {
    const file = this.queue.get(id);
    if (file?.status !== 'uploading' || file.size === null) return;
    const progress = total > 0 ? Math.min(1, sent / total) : 0;
    this.queue.update(id, { progress, bytesUploaded: Math.round(progress * file.size) });
  }

  // Through

  #stored(id: string, image: Image): void {
    this.#jobs.patch(id, { imageId: image.id });
    const refusal = refusedImage(image);
    const file = this.queue.update(id, {
      status: image.status === 'ready' && !refusal ? 'ready' : 'processing',
      image,
      progress: 1,
      bytesUploaded: this.queue.get(id)?.size ?? 0,
      waiting: null,
    });
    if (!file) return;
    this.#emit({ type: 'stored', file, image });
    if (refusal) this.#failed(id, refusal);
    else if (file.status === 'ready') this.#emit({ type: 'ready', file, image });
    else this.#watcher.watch(id);
    if (this.#jobs.get(id)?.unsaved) void this.#writer.save(id);
    this.#settle();
  }

  #ready(file: UploadFile, image: Image): void {
    if (file.source !== 'value') this.#emit({ type: 'ready', file, image });
    this.#settle();
  }

  #failed(id: string, error: ImgproError): void {
    const content = this.#jobs.get(id)?.content;
    if (error.code !== 'network_error' || !(content instanceof Blob)) return this.#fail(id, error);
    const before = this.queue.get(id)?.status;
    void explainLoss(error, content).then((explained) => {
      // Meanwhile it may have been paused, or taken off.
      if (this.queue.get(id)?.status === before) this.#fail(id, explained);
    });
  }

  #fail(id: string, error: ImgproError): void {
    const file = this.queue.update(id, { status: 'failed', error, waiting: null });
    if (!file) return;
    this.#emit({ type: 'error', file, error });
    // What is refused to one for its account is refused to all: they are told without being sent.
    if (concernsAll(error)) {
      const others = [...this.#released].filter((other) => this.queue.get(other)?.status === 'queued');
      this.#released.clear();
      for (const other of others) this.#fail(other, error);
    }
    this.#settle();
  }

  /** Tells once that all is through. */
  #settle(): void {
    const { queued, sending, processing, paused } = this.queue.counts;
    if (this.#batch.size === 0 || queued + sending + processing + paused > 0) return;
    const files = [...this.#batch].map((id) => this.queue.get(id)).filter((file) => !!file);
    this.#batch = new Set();
    this.#emit({
      type: 'complete',
      successful: files.filter(({ status }) => status === 'ready'),
      failed: files.filter(({ status }) => status === 'failed'),
    });
  }

  /** Tries failed files once more, under the keys they had. */
  retry(id?: string): void {
    for (const file of this.#these(id, this.queue.in('failed'))) {
      if (file.status !== 'failed') continue;
      const job = this.#jobs.get(file.id)!;
      const verdict = isVerdict(file.error);
      this.#batch.add(file.id);
      if (job.imageId !== undefined && !(verdict && job.content !== null)) {
        this.queue.update(file.id, { status: 'processing', error: null });
        this.#watcher.watch(file.id);
        continue;
      }
      if (verdict)
        this.#jobs.patch(file.id, {
          ...{ key: undefined, imageId: undefined, fields: undefined, tries: 0 },
          ...{ drafts: undefined, unsaved: undefined }, // in the file's fields, which go with it
        });
      const fresh = { error: null, unsaved: [], image: null, progress: 0, bytesUploaded: 0 };
      this.queue.update(file.id, { status: 'queued', ...fresh });
      this.#released.add(file.id);
    }
    this.#pump();
  }

  /** Whether what is written about a file now can still reach the service. */
  canWrite(id: string): boolean {
    return this.#writer.canWrite(id);
  }

  /** What a person is writing about a file. It goes out with the file, or waits for `save`. */
  draft(id: string, fields: Record<string, string>): void {
    this.#writer.draft(id, fields);
  }

  /** Saves what was written about a file after it was sent. Never rejects: what was not saved is in `unsaved`. */
  save(id: string): Promise<void> {
    return this.#writer.save(id);
  }

  // Off

  /** Stops what is not stored yet and takes it off the list. */
  cancel(id?: string): void {
    for (const { id: each, status } of this.#these(id, this.queue.files))
      if (id !== undefined || (status !== 'ready' && status !== 'processing')) this.#drop(each, 'cancelled');
    this.#afterDrop();
  }

  remove(id: string): void {
    const imageId = this.#jobs.get(id)?.imageId;
    this.#drop(id, 'removed');
    if (imageId !== undefined && this.#options.settings().deleteOnRemove)
      this.#options
        .connection()
        .client.images.delete(imageId, { ignoreMissing: true })
        .catch(() => {}); // off the list it is; what is left over, the site finds in its gallery
    this.#afterDrop();
  }

  /** Files that are still being judged do not come onto the list any more. */
  abandonIntake(): void {
    this.#generation += 1;
  }

  /** Empties the list, for files that are still being judged too. */
  clear(): void {
    this.abandonIntake();
    this.#empty('cleared');
    this.#afterDrop();
  }

  #empty(reason: RemovalReason): void {
    this.#released.clear();
    for (const { id } of this.queue.files) this.#drop(id, reason);
  }

  #drop(id: string, reason: RemovalReason): void {
    this.#dispatcher.recall(id);
    this.#jobs.delete(id);
    this.#released.delete(id);
    this.#batch.delete(id);
    const file = this.queue.remove(id);
    if (file) this.#emit({ type: 'removed', file, reason });
  }

  #afterDrop(): void {
    this.#pump();
    this.#settle();
  }

  #these(id: string | undefined, all: readonly UploadFile[]): readonly UploadFile[] {
    if (id === undefined) return all;
    const file = this.queue.get(id);
    return file ? [file] : [];
  }

  #emit(event: SessionEvent): void {
    this.#options.onEvent(event);
  }
}

function decodeName(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
