import { Uppy, type Body, type Meta, type UppyFile } from '@uppy/core';
import { ImgproError, isRetryable, type Image } from '../api/index.ts';
import { asImgproError } from '../upload/send/errors.ts';
import type { OutgoingFile, Sender, SenderHost, SendLimits, UnseenResult } from '../upload/send/sender.ts';
import { ADDRESS_FIELD, ID_FIELD, KEY_FIELD, metaOf, sentFields } from './file-meta.ts';
import { ImgPro, type ImgProOptions } from './imgpro-plugin.ts';
import type { TooManyError } from './max-files.ts';

type AnyUppy = Uppy<Meta, Body>;
type AnyFile = UppyFile<Meta, Body>;

/** An upload of the queue: being sent, or stored and processing. */
interface Run {
  isStored: boolean;
}

/**
 * Sends the files of an uploader through an Uppy, its own or one that the page has set. The Uppy holds the files in flight
 * and no others, because each of its steps costs as much as it holds files: a queue of thousands stays in our own store.
 */
export class UppyBridge implements Sender {
  readonly #host: SenderHost;
  readonly #runs = new Map<string, Run>();
  #sending = 0;
  /** Uploads whose files are on no list any more, and the receivers of their results. */
  readonly #unseen = new Map<string, (result: UnseenResult) => void>();
  /** The Uppy that the page has set. */
  #given: AnyUppy | null = null;
  #uppy: AnyUppy | null = null;
  /** Disconnects from the Uppy, and ends it if it is our own. */
  #release = (): void => {};
  #plugin: ImgPro<Meta, Body> | null = null;
  #isDetached = false;

  constructor(host: SenderHost) {
    this.#host = host;
  }

  /** The Uppy that files in flight pass through. Made when it is first asked for. */
  get uppy(): AnyUppy {
    return (this.#uppy ??= this.#connect(this.#given));
  }

  /** Has files pass through this Uppy from now on. False, and nothing is changed, while a file is in flight. */
  use(uppy: AnyUppy | null): boolean {
    if (this.#runs.size + this.#unseen.size > 0) return false;
    this.#given = uppy;
    if (this.#isDetached) return true; // it is connected when the uploader is on the page again
    this.#release();
    this.#uppy = uppy && this.#connect(uppy);
    return true;
  }

  get inFlight(): number {
    return this.#sending + this.#unseen.size;
  }

  has(id: string): boolean {
    return this.#runs.get(id)?.isStored === false;
  }

  send(file: OutgoingFile, limits: SendLimits): void {
    const { id } = file;
    const run: Run = { isStored: false };
    this.#runs.set(id, run);
    this.#sending += 1;
    this.#upload(file, limits, (error) => this.#settle(id, run, error));
  }

  disown(id: string): Promise<UnseenResult> | null {
    if (!this.has(id)) return null;
    this.#end(id);
    return this.#resultOf(id);
  }

  sendUnseen(file: OutgoingFile, limits: SendLimits): Promise<UnseenResult> {
    const result = this.#resultOf(file.id);
    this.#upload(file, limits, () => this.#endUnseen(file.id, 'unknown'));
    return result;
  }

  stopUnseen(): void {
    for (const id of [...this.#unseen.keys()]) this.#endUnseen(id, 'aborted');
  }

  stop(id: string): void {
    if (this.#end(id)) this.#uppy?.removeFile(id);
  }

  attach(): void {
    if (!this.#isDetached) return;
    this.#isDetached = false;
    this.#uppy = this.#given && this.#connect(this.#given);
  }

  /** Our own Uppy ends here, plugins and listeners of the page included: it listens to the window. */
  detach(): void {
    for (const id of [...this.#runs.keys()]) this.stop(id);
    this.stopUnseen();
    this.#release();
    this.#isDetached = true; // until it is attached, a page that tidies up still finds this Uppy
  }

  #resultOf(id: string): Promise<UnseenResult> {
    return new Promise((resolve) => this.#unseen.set(id, resolve));
  }

  #endUnseen(id: string, result: UnseenResult): void {
    const report = this.#unseen.get(id);
    if (!this.#unseen.delete(id)) return;
    this.#uppy?.removeFile(id);
    report!(result);
    this.#host.onRoom();
  }

  /** Takes a run off; false when there is none. */
  #end(id: string): boolean {
    const run = this.#runs.get(id);
    if (run && !run.isStored) this.#sending -= 1;
    return this.#runs.delete(id);
  }

  #upload(
    file: OutgoingFile,
    { concurrency, retries }: SendLimits,
    settled: (error?: ImgproError) => void,
  ): void {
    const { uppy } = this;
    const { id, name, type, source, content, fields, key } = file;
    const { opts } = this.#plugin!;
    if (opts.limit !== concurrency || opts.retries !== retries)
      this.#plugin!.setOptions({ limit: concurrency, retries });
    const isAddress = typeof content === 'string';
    const fail = (cause: unknown) => settled(asImgproError(cause));
    try {
      uppy.addFile({
        ...{ name, type, source },
        data: isAddress ? new Blob([content]) : content,
        meta: {
          ...metaOf(fields),
          [ID_FIELD]: id,
          ...(isAddress && { [ADDRESS_FIELD]: content }),
          ...(key && { [KEY_FIELD]: key }),
        },
      });
    } catch (cause) {
      return fail(cause);
    }
    uppy.upload().then(() => settled(), fail);
  }

  /** Uppy is done with a file. Its state has the result, also where a listener of the page has kept an event from us. */
  #settle(id: string, run: Run, error?: ImgproError): void {
    if (this.#runs.get(id) !== run) return;
    const file = this.#uppy?.getFile(id) as AnyFile | undefined;
    const image = file?.response?.body as Image | undefined;
    const failure = error ?? (file?.error ? asImgproError(new Error(String(file.error))) : null);
    if (failure) return this.#fail(id, failure);
    // Uppy counts a file without an answer as done: nothing may stay "uploading" for ever.
    if (!image)
      return this.#fail(
        id,
        new ImgproError('The upload ended without an answer.', { code: 'invalid_response' }),
      );
    this.#stored(id, image);
    if (this.#runs.get(id) !== run) return;
    this.stop(id);
    if (image.status !== 'processing') this.#host.results.processed(id, image);
  }

  #stored(id: string, image: Image): void {
    const run = this.#runs.get(id);
    if (!run || run.isStored) return;
    run.isStored = true;
    this.#sending -= 1;
    this.#host.results.stored(id, image);
    this.#host.onRoom();
  }

  #fail(id: string, error: ImgproError): void {
    if (!this.#runs.has(id)) return;
    // Taken out at once: the next `upload()` would start every failed file that Uppy holds once more.
    this.stop(id);
    this.#host.results.fail(id, error);
    this.#host.onRoom();
  }

  /** Connects to an Uppy: the one that the page has set, or a new one. */
  #connect(given: AnyUppy | null): AnyUppy {
    // A failed upload is shown by the element; Uppy's console lines would only double it.
    const uppy: AnyUppy = given ?? new Uppy({ logger: { debug() {}, warn() {}, error() {} } });
    const { onBeforeFileAdded, allowMultipleUploadBatches } = uppy.opts;
    uppy.setOptions({
      allowMultipleUploadBatches: true, // each file is a batch of its own
      // The queue has judged and identified its files; the same one twice is a decision already taken.
      onBeforeFileAdded: (file, files) => {
        const own = onBeforeFileAdded(file, files);
        const id = (file.meta as Record<string, unknown>)[ID_FIELD];
        return typeof id === 'string' && own ? { ...(own === true ? file : own), id } : own;
      },
    });
    const found = uppy.getPlugin<ImgPro<Meta, Body>>('ImgPro');
    const before = found?.opts;
    if (found) found.setOptions(this.#options());
    else uppy.use(ImgPro<Meta, Body>, this.#options());
    this.#plugin = found ?? uppy.getPlugin<ImgPro<Meta, Body>>('ImgPro')!;
    const stopListening = this.#listen(uppy);
    this.#release = () => {
      this.#release = () => {};
      if (!given) return uppy.destroy();
      stopListening();
      uppy.setOptions({ onBeforeFileAdded, allowMultipleUploadBatches });
      if (found) found.opts = before!;
      else uppy.removePlugin(this.#plugin!);
    };
    return uppy;
  }

  #options(): ImgProOptions {
    return {
      ...{ connection: this.#host.connection, onKey: this.#host.onKey },
      ...{ waitForProcessing: true, unguarded: true }, // the uploader asks, for all of its files
    };
  }

  #listen(uppy: AnyUppy): () => void {
    const host = this.#host;
    const stops: (() => void)[] = [];
    const on = ((event: never, listener: never) => {
      uppy.on(event, listener);
      stops.push(() => uppy.off(event, listener));
    }) as AnyUppy['on'];
    on('file-added', (file) => {
      if (this.#runs.has(file.id) || this.#unseen.has(file.id)) return;
      if (file.isRemote) return; // its bytes are elsewhere: Companion's uploads stay Uppy's own
      uppy.removeFile(file.id);
      host.onForeign({ data: file.data as Blob, name: file.name ?? '', fields: sentFields(file.meta) });
    });
    on('upload-progress', (file, progress) => {
      if (file) host.results.progress(file.id, progress.bytesUploaded || 0, progress.bytesTotal ?? 0);
    });
    on('imgpro-retry', ({ id }, wait) => {
      if (this.has(id)) host.onWait(id, wait);
    });
    on('upload-success', (file, response) => {
      if (!file) return;
      const image = response.body as unknown as Image;
      this.#stored(file.id, image);
      this.#endUnseen(file.id, image);
    });
    on('postprocess-complete', ({ id } = {} as AnyFile) => {
      const image = uppy.getFile(id)?.response?.body as Image | undefined;
      if (!image || !this.#runs.get(id)?.isStored) return;
      this.stop(id);
      host.results.processed(id, image);
    });
    on('upload-error', (file, cause) => {
      if (!file) return;
      const error = asImgproError(cause);
      this.#fail(file.id, error);
      this.#endUnseen(file.id, isRetryable(error, { idempotent: true }) ? 'unknown' : 'none');
    });
    on('restriction-failed', (file, cause) => {
      if (!file || !this.#runs.has(file.id)) return;
      // The token's places are a matter of all files; a rule of the page's Uppy is one of this file alone.
      const code =
        (cause as Partial<TooManyError<Meta, Body>>).code === 'too-many' ? 'token_exhausted' : 'unexpected';
      this.#fail(file.id, new ImgproError(cause.message, { code, cause }));
    });
    return () => stops.forEach((stop) => stop());
  }
}
