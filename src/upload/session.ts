import type { Meta, Body, Uppy, UppyFile } from '@uppy/core';
import { ImgproError, isImgproError, pollImage, type Image, type ImgproClient } from '../api/index.ts';
import type { UploadPolicy } from '../api/types.ts';
import { sleep } from '../api/sleep.ts';
import { Dispatcher } from './dispatcher.ts';
import { composeFields, sentFields, type CommonFields } from './fields.ts';
import { randomKey, type HeldKey } from './idempotency.ts';
import { PORTION, takeIn, type NewFile, type Rejection } from './intake.ts';
import type { UploadConnection } from './plugin.ts';
import { UploadQueue } from './queue.ts';
import { effectiveRules, judgeFile, type FileFacts, type UploadRules } from './rules.ts';
import type { FileSource, UploadFile } from './types.ts';

/** How a session reaches the API: for sending, and for asking. */
export interface SessionConnection extends UploadConnection {
  client: ImgproClient;
  anonymous: boolean;
}

/** What an uploader is set to; read whenever it matters, so that a change takes effect at once. */
export interface SessionSettings {
  rules: UploadRules;
  multiple: boolean;
  concurrency: number;
  retries: number;
  /** Files wait for `upload()`. */
  manual: boolean;
  /** Whether removing a stored image deletes it on the server. */
  deleteOnRemove: boolean;
  /** What the page sends with a file. */
  common(file: UploadFile): CommonFields;
}

export type RemovalReason = 'removed' | 'cancelled' | 'cleared' | 'replaced';

export type SessionEvent =
  | { type: 'added'; files: UploadFile[] }
  | { type: 'rejected'; rejections: Rejection[] }
  | { type: 'start'; file: UploadFile }
  | { type: 'stored'; file: UploadFile; image: Image }
  | { type: 'ready'; file: UploadFile; image: Image }
  | { type: 'error'; file: UploadFile; error: ImgproError }
  | { type: 'removed'; file: UploadFile; reason: RemovalReason }
  | { type: 'complete'; successful: UploadFile[]; failed: UploadFile[] }
  | { type: 'hold'; hold: Hold | null };

/** Why nothing is sent. `detached`: the uploader is not on the page. */
export type Hold = 'paused' | 'offline' | 'detached';

export interface SessionOptions {
  connection(): SessionConnection;
  settings(): SessionSettings;
  onEvent(event: SessionEvent): void;
}

/** What a file needs that no page should see. */
interface Job {
  content: Blob | string | null;
  facts?: FileFacts;
  key?: HeldKey;
  /** The fields of the last try. Kept, so that a function for metadata cannot change them from try to try. */
  fields?: Record<string, string>;
  imageId?: string;
  polling?: AbortController;
}

/** How long files wait for the token's rules before they are judged without them (ms). */
const POLICY_PATIENCE = 1500;

/**
 * The engine of an uploader: takes files in, judges them, sends them through Uppy a few at a time, follows their
 * processing. It knows nothing of how it is shown.
 */
export class UploadSession {
  readonly queue = new UploadQueue();
  readonly #options: SessionOptions;
  readonly #dispatcher: Dispatcher;
  readonly #jobs = new Map<string, Job>();
  readonly #bySize = new Map<number, Set<string>>();
  /** Ids that may be sent, in the order they will be. */
  #released = new Set<string>();
  /** Ids that the next `complete` is about. */
  #batch = new Set<string>();
  readonly #holds = new Set<Hold>();
  #intake: Promise<unknown> = Promise.resolve();
  #policy: UploadPolicy | undefined;
  #policyOf: unknown = null;
  #uppyTaken = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#dispatcher = new Dispatcher({
      connection: () => options.connection(),
      retries: () => options.settings().retries,
      onKey: (id, key) => this.#patchJob(id, { key }),
      onProgress: (id, sent, total) => this.#progress(id, sent, total),
      onWait: (id, wait) =>
        this.queue.update(id, { waiting: wait && { until: wait.until, code: wait.error.code } }),
      onStored: (id, image) => this.#stored(id, image),
      onFailed: (id, error) => void this.#failed(id, error),
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
    return this.#policy;
  }

  /** The rules in force: the page's, narrowed by the token's. */
  get rules(): UploadRules {
    return effectiveRules(this.#options.settings().rules, this.#policy, this.#options.connection().anonymous);
  }

  /** The ids of all stored images, in order. */
  get imageIds(): string[] {
    return this.queue.files
      .filter(({ status }) => status === 'ready' || status === 'processing')
      .map(({ id }) => this.#jobs.get(id)?.imageId)
      .filter((id) => id !== undefined);
  }

  fileOf(id: string): Blob | null {
    const content = this.#jobs.get(id)?.content;
    return content instanceof Blob ? content : null;
  }

  /** Fetches the token ahead of time, and its rules with it. Never rejects: an upload will tell. */
  async loadPolicy(): Promise<UploadPolicy | undefined> {
    const { tokens } = this.#options.connection();
    if (!tokens) {
      this.#policy = undefined;
      return undefined;
    }
    try {
      const { policy } = await tokens.get();
      this.#policy = policy;
      this.#policyOf = tokens;
    } catch {
      // The upload that needs the token reports it, with a way on.
    }
    return this.#policy;
  }

  /** Takes files in, one call after the other, in portions. Resolves when all are judged. */
  add(
    files: readonly NewFile[],
    options: { allowDuplicates?: boolean } = {},
  ): Promise<{ added: UploadFile[]; rejected: Rejection[] }> {
    const work = this.#intake.then(() => this.#add(files, options.allowDuplicates ?? false));
    this.#intake = work.catch(() => {});
    return work;
  }

  async #add(files: readonly NewFile[], allowDuplicates: boolean) {
    if (this.#options.connection().tokens !== this.#policyOf)
      await Promise.race([this.loadPolicy(), sleep(POLICY_PATIENCE)]);
    const added: UploadFile[] = [];
    const rejected: Rejection[] = [];
    const { multiple } = this.#options.settings();
    for (let at = 0; at < files.length; at += PORTION) {
      const { rules } = this;
      const portion = await takeIn(files.slice(at, at + PORTION), {
        rules: multiple ? rules : { ...rules, maxFiles: 1 },
        present: multiple ? this.queue.size : added.length,
        ofSize: (size) => (multiple ? this.#blobsOfSize(size) : []),
        allowDuplicates,
      });
      if (!multiple && portion.accepted.length > 0) this.#empty('replaced');
      const entries = portion.accepted.map((file) =>
        this.#enqueue(
          {
            name: file.name,
            size: file.data.size,
            type: file.facts.mime,
            source: file.source,
            fields: file.fields,
          },
          { content: file.data, facts: file.facts },
        ),
      );
      added.push(...entries);
      rejected.push(...portion.rejected);
      if (entries.length > 0) this.#emit({ type: 'added', files: entries });
      this.#pump();
    }
    if (rejected.length > 0) this.#emit({ type: 'rejected', rejections: rejected });
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

  /** Puts images on the list that are stored already, as a form's value names them, in place of those before. */
  adopt(ids: readonly string[]): void {
    for (const imageId of ids) {
      const file = this.#enqueue(
        { name: imageId, size: null, type: '', source: 'value' },
        { content: null, imageId },
        'processing',
      );
      this.#poll(file.id, imageId);
    }
  }

  /** Sends what is queued, whether or not files wait for it. */
  upload(): void {
    for (const { id } of this.queue.in('queued')) this.#released.add(id);
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
    if (isOnline) this.#release('offline');
    else this.#hold('offline');
  }

  /** Off the page: nothing runs, nothing is lost. */
  detach(): void {
    this.#hold('detached');
    for (const job of this.#jobs.values()) job.polling?.abort();
    if (!this.#uppyTaken) this.#dispatcher.destroy();
  }

  attach(): void {
    this.#release('detached');
    for (const { id } of this.queue.in('processing')) this.#poll(id, this.#jobs.get(id)!.imageId!);
  }

  /** Tries failed files once more, under the keys they had. */
  retry(id?: string): void {
    const files = id === undefined ? this.queue.in('failed') : [this.queue.get(id)].filter((file) => !!file);
    for (const file of files) {
      if (file.status !== 'failed') continue;
      const job = this.#jobs.get(file.id)!;
      const refused = file.error?.code === 'media_failed' || file.error?.code === 'media_blocked';
      this.#batch.add(file.id);
      if (job.imageId !== undefined && !(refused && job.content !== null)) {
        this.queue.update(file.id, { status: 'processing', error: null });
        this.#poll(file.id, job.imageId);
      } else {
        // The key of a stored image that was refused would only bring the same image back.
        if (refused) this.#patchJob(file.id, { key: undefined, imageId: undefined });
        this.queue.update(file.id, {
          status: 'queued',
          error: null,
          image: null,
          progress: 0,
          bytesUploaded: 0,
        });
        this.#released.add(file.id);
      }
    }
    this.#pump();
  }

  /** Stops what is not stored yet and takes it off the list. */
  cancel(id?: string): void {
    const files = id === undefined ? this.queue.files : [this.queue.get(id)].filter((file) => !!file);
    for (const file of files)
      if (id !== undefined || !(file.status === 'ready' || file.status === 'processing'))
        this.#drop(file.id, 'cancelled');
    this.#settle();
  }

  remove(id: string): void {
    const job = this.#jobs.get(id);
    const { deleteOnRemove } = this.#options.settings();
    this.#drop(id, 'removed');
    if (deleteOnRemove && job?.imageId !== undefined)
      this.#options
        .connection()
        .client.images.delete(job.imageId, { ignoreMissing: true })
        .catch(() => {}); // it is off the list; the gallery and the site's own clean-up know the rest
    this.#settle();
  }

  clear(): void {
    this.#empty('cleared');
    this.#settle();
  }

  /** What a person wrote about a file. It goes out with the file, or, if that has gone, as a change of the image. */
  async write(id: string, fields: Record<string, string>): Promise<void> {
    const file = this.queue.update(id, { fields: { ...this.queue.get(id)?.fields, ...fields } });
    if (!file) return;
    if (file.status === 'queued' || file.status === 'paused' || file.status === 'failed')
      this.#patchJob(id, { fields: undefined });
    const imageId = this.#jobs.get(id)?.imageId;
    if (imageId === undefined || file.status === 'failed') return;
    const { caption, ...metadata } = fields;
    const image = await this.#options
      .connection()
      .client.images.update(imageId, { ...(caption !== undefined && { caption }), metadata });
    this.queue.update(id, { image });
  }

  /** Whether what is written about stored images can be saved. */
  get canUpdate(): boolean {
    const { anonymous, tokens } = this.#options.connection();
    return !anonymous && (tokens ? (this.#policy?.abilities?.includes('update') ?? false) : true);
  }

  #enqueue(
    seed: {
      name: string;
      size: number | null;
      type: string;
      source: FileSource;
      fields?: Record<string, string>;
    },
    job: Job,
    status: 'queued' | 'processing' = 'queued',
  ): UploadFile {
    const file: UploadFile = {
      id: randomKey(),
      ...seed,
      status,
      progress: status === 'queued' ? 0 : 1,
      bytesUploaded: 0,
      image: null,
      error: null,
      fields: seed.fields ?? {},
      waiting: null,
    };
    this.#jobs.set(file.id, job);
    if (job.content instanceof Blob) {
      const ids = this.#bySize.get(job.content.size) ?? new Set();
      this.#bySize.set(job.content.size, ids.add(file.id));
    }
    if (status === 'queued') this.#batch.add(file.id);
    this.queue.add(file);
    if (status === 'queued' && !this.#options.settings().manual) this.#released.add(file.id);
    return file;
  }

  *#blobsOfSize(size: number): Iterable<Blob> {
    for (const id of this.#bySize.get(size) ?? []) {
      const content = this.#jobs.get(id)?.content;
      if (content instanceof Blob) yield content;
    }
  }

  #pump(): void {
    if (this.#holds.size > 0) return;
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
    const refusal = job.facts && judgeFile(job.facts, this.rules);
    if (refusal) return void this.#failed(id, refusedByPolicy(refusal.code));
    job.fields ??= composeFields(this.#options.settings().common(file), file.fields);
    const started = this.queue.update(id, {
      status: 'uploading',
      progress: 0,
      bytesUploaded: 0,
      error: null,
    })!;
    this.#emit({ type: 'start', file: started });
    this.#dispatcher.send({
      id,
      name: file.name,
      type: file.type,
      source: file.source,
      fields: job.fields,
      key: job.key,
      content: job.content!,
    });
  }

  #progress(id: string, sent: number, total: number): void {
    const file = this.queue.get(id);
    if (file?.status !== 'uploading' || file.size === null) return;
    this.queue.update(id, { progress: total > 0 ? Math.min(1, sent / total) : 0, bytesUploaded: sent });
  }

  #stored(id: string, image: Image): void {
    this.#patchJob(id, { imageId: image.id });
    const before = this.queue.get(id)!;
    const file = this.queue.update(id, {
      status: image.status === 'ready' ? 'ready' : 'processing',
      image,
      progress: 1,
      bytesUploaded: before.size ?? 0,
      waiting: null,
    })!;
    this.#emit({ type: 'stored', file, image });
    if (image.blocked || image.status === 'failed') void this.#failed(id, refusedImage(image));
    else if (image.status === 'ready') this.#ready(file, image);
    else this.#poll(id, image.id);
    this.#settle();
  }

  #ready(file: UploadFile, image: Image): void {
    if (file.source !== 'value') this.#emit({ type: 'ready', file, image });
  }

  #poll(id: string, imageId: string): void {
    const job = this.#jobs.get(id)!;
    job.polling?.abort();
    const stop = (job.polling = new AbortController());
    const { client } = this.#options.connection();
    const immediate = this.queue.get(id)?.source === 'value';
    pollImage(client, imageId, { signal: stop.signal, immediate }).then(
      (image) => {
        if (stop.signal.aborted || this.queue.get(id)?.status !== 'processing') return;
        const file = this.queue.update(id, { status: 'ready', image, ...(immediate && known(image)) })!;
        this.#ready(file, image);
        this.#settle();
      },
      (cause: unknown) => {
        if (stop.signal.aborted || this.queue.get(id)?.status !== 'processing') return;
        const error = isImgproError(cause) ? cause : new ImgproError(String(cause), { code: 'unexpected' });
        // A value of the form is believed unless the service knows better: not being able to ask is no reason to drop it.
        if (immediate && !['not_found', 'media_failed', 'media_blocked'].includes(error.code))
          this.queue.update(id, { status: 'ready' });
        else void this.#failed(id, error);
      },
    );
  }

  async #failed(id: string, error: ImgproError): Promise<void> {
    const content = this.#jobs.get(id)?.content;
    if (error.code === 'network_error' && content instanceof Blob && !(await readable(content)))
      error = new ImgproError('The file has changed or gone since it was chosen.', {
        code: 'file_unreadable',
      });
    const file = this.queue.update(id, { status: 'failed', error, waiting: null });
    if (!file) return;
    this.#emit({ type: 'error', file, error });
    this.#settle();
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

  #drop(id: string, reason: RemovalReason): void {
    this.#dispatcher.recall(id);
    const job = this.#jobs.get(id);
    job?.polling?.abort();
    if (job?.content instanceof Blob) {
      const ids = this.#bySize.get(job.content.size);
      ids?.delete(id);
      if (ids?.size === 0) this.#bySize.delete(job.content.size);
    }
    this.#jobs.delete(id);
    this.#released.delete(id);
    this.#batch.delete(id);
    const file = this.queue.remove(id);
    if (file) this.#emit({ type: 'removed', file, reason });
    this.#pump();
  }

  #empty(reason: RemovalReason): void {
    this.#released.clear();
    for (const { id } of this.queue.files) this.#drop(id, reason);
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

  #adoptForeign(file: UppyFile<Meta, Body>): void {
    const data = file.data as Blob;
    void this.add([{ data, name: file.name ?? '', source: 'api', fields: sentFields(file.meta) }]);
  }

  #patchJob(id: string, patch: Partial<Job>): void {
    const job = this.#jobs.get(id);
    if (job) Object.assign(job, patch);
  }

  #emit(event: SessionEvent): void {
    this.#options.onEvent(event);
  }
}

function known(image: Image): Partial<UploadFile> {
  return { name: image.filename, size: image.bytes, type: image.format ? `image/${image.format}` : '' };
}

function refusedByPolicy(code: string): ImgproError {
  return code === 'too-large'
    ? new ImgproError('The file is larger than the token allows.', { code: 'file_too_large' })
    : new ImgproError('The token does not allow this kind of file.', { code: 'unsupported_type' });
}

function refusedImage(image: Image): ImgproError {
  return image.blocked
    ? new ImgproError('The image was blocked.', {
        code: 'media_blocked',
        detail: image.block_reason ?? undefined,
      })
    : new ImgproError('The image could not be processed.', {
        code: 'media_failed',
        detail: image.failure_reason ?? undefined,
      });
}

async function readable(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function decodeName(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
