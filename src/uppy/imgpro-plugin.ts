import { BasePlugin, type Body, type Meta, type PluginOpts, type Uppy, type UppyFile } from '@uppy/core';
import type { Image } from '../api/types.ts';
import { lateClient, type ImageRequests } from '../api/late-client.ts';
import { leaveQuestion } from '../upload/leave-guard.ts';
import type { UploadConnection } from '../upload/send/connection.ts';
import { asImgproError, concernsAll } from '../upload/send/errors.ts';
import type { HeldKey } from '../upload/send/idempotency-key.ts';
import { Semaphore } from '../upload/send/semaphore.ts';
import { fetchModule } from '../upload/workers/load-module.ts';
import { tokenSourceOf, type TokenProvider } from '../tokens/source.ts';
import { completeRetries } from './complete-after-retry.ts';
import { editsSince } from './edits.ts';
import { isOfQueue, KEY_FIELD, keyFor } from './file-meta.ts';
import { callSafely, guardListeners } from './listeners.ts';
import { locale } from './locale.ts';
import type { MaxFiles } from './max-files.ts';
import { noticeOffline } from './offline-notice.ts';
import { Uploads } from './uploads.ts';

export interface ImgProOptions extends PluginOpts, UploadConnection {
  /** Address of the site's token endpoint. */
  tokenEndpoint?: string;
  /** The page's own way to a token, asked instead of the endpoint. */
  tokenProvider?: TokenProvider;
  /** Asked before every upload instead of the options above, when they may change. */
  connection?: () => UploadConnection;
  /** Uploads at a time; 0 = no limit of the plugin's own. Default 4. */
  limit?: number;
  /** Failed attempts of one upload after which another follows, 0 to 10. Default 6. */
  retries?: number;
  /** Names of the meta fields that are sent; default: all that a person or page has set, never Uppy's own. */
  allowedMetaFields?: string[];
  /** Milliseconds without progress, or with everything sent and no answer, after which an attempt is given up. Default 60 s. */
  stallTimeout?: number;
  /**
   * Called with fields that were changed after the file was sent and could not be saved as a change of the stored image,
   * as without a token or with one that lacks `update`. Uppy's informer shows it to the person.
   */
  onUnsaved?: (fileId: string, fields: string[]) => void;
  /** The page may be left without a question while something is still to be uploaded. Default false. */
  unguarded?: boolean;
  /** Keeps a file in post-processing until the service has processed it. Default true. */
  waitForProcessing?: boolean;
  /**
   * Called with a file's Idempotency-Key whenever it is to be kept, for a page that restores its queue: before each
   * attempt, which is sent when this is done, and after one that was surely not stored. A rejection fails the file.
   */
  onKey?: (fileId: string, key: HeldKey) => Promise<void> | void;
  /**
   * Pixels of the longer side: larger photos are made smaller before they are sent, upright. One that would weigh more
   * by it is sent as it is, unless `always` follows: `'2000 always'`.
   */
  maxDimension?: number | `${number} always`;
  /** Quality of photos that are drawn anew, above 0 to 1; default 0.85. */
  quality?: number;
  /**
   * Format of pictures as they are sent, if that makes them lighter. HEIC, and formats that the token does not accept,
   * are converted whatever they weigh; never an animation, nor a transparent picture to JPEG.
   */
  format?: 'jpeg' | 'webp' | 'png';
  /** Removes the place a photo was taken at; a file from which it cannot be removed fails. */
  stripLocation?: boolean;
}

/**
 * Uploads to img.pro from any Uppy, its Dashboard included: `uppy.use(ImgPro, { tokenEndpoint: '/imgpro/token' })`.
 * Tokens are refreshed as they expire; attempts are repeated by cause, under one Idempotency-Key, so that nothing is
 * stored twice. Pause and resume are Uppy's own (`pauseAll`, `pauseResume`); offline it waits and continues by itself.
 * `upload-success` carries the Image as `response.body`; errors are `ImgproError`s; `imgpro-retry` announces the next
 * attempt. Photos are prepared in Uppy's pre-processing, and while the service processes an image the file is in its
 * post-processing. Files beyond the token's `max_files` are refused before anything is sent: `restriction-failed` with
 * the code `too-many`.
 */
export class ImgPro<M extends Meta = Meta, B extends Body = Body> extends BasePlugin<ImgProOptions, M, B> {
  readonly #slots = new Semaphore(() => this.opts.limit ?? 4);
  readonly #uploads: Uploads<M, B>;
  readonly #askToStay = leaveQuestion();
  /** Bytes that are as they are to be sent: they are not prepared once more when they are sent again. */
  readonly #prepared = new WeakSet<object>();
  #own: UploadConnection | null = null;
  #maxFiles: Promise<MaxFiles<M, B>> | null = null;
  #installed = new AbortController();

  constructor(uppy: Uppy<M, B>, opts: ImgProOptions = {}) {
    super(uppy, opts);
    this.id = opts.id ?? 'ImgPro';
    this.type = 'uploader';
    this.defaultLocale = locale;
    this.i18nInit();
    this.#uploads = new Uploads<M, B>(uppy, {
      slots: this.#slots,
      connection: () => this.#connection(),
      opts: () => this.opts,
    });
  }

  override install(): void {
    const { uppy } = this;
    this.#installed = new AbortController();
    guardListeners(uppy);
    this.#offerPause(true);
    uppy.addPreProcessor(this.#prepare);
    uppy.addUploader(this.#upload);
    uppy.addPostProcessor(this.#finish);
    uppy.on('resume-all', this.#restart);
    uppy.on('upload-error', this.#sayOnce);
    uppy.on('state-update', this.#guard);
    this.#uploads.listen();
    uppy.on('files-added', this.#limitFiles);
    const stops = [completeRetries(uppy), noticeOffline(uppy, () => this.i18n('imgproOffline'))];
    this.#installed.signal.addEventListener('abort', () => stops.forEach((stop) => stop()));
  }

  override uninstall(): void {
    const { uppy } = this;
    this.#installed.abort();
    uppy.off('files-added', this.#limitFiles);
    this.#maxFiles?.then(
      (maxFiles) => maxFiles.stop(),
      () => {}, // its code was never there
    );
    this.#maxFiles = null;
    this.#uploads.stop();
    uppy.off('resume-all', this.#restart);
    uppy.off('upload-error', this.#sayOnce);
    uppy.off('state-update', this.#guard);
    this.#askToStay(false);
    uppy.removePreProcessor(this.#prepare);
    uppy.removeUploader(this.#upload);
    uppy.removePostProcessor(this.#finish);
    this.#offerPause(false);
  }

  /** A failed file was reported; any other that is not stored would be lost with the page. */
  readonly #guard = (_before: unknown, _after: unknown, { files }: { files?: object } = {}): void => {
    if (!files) return;
    const isAtStake = ({ error, progress }: UppyFile<M, B>) => !error && !progress.uploadComplete;
    this.#askToStay(!this.opts.unguarded && this.uppy.getFiles().some(isAtStake));
  };

  /** A user interface offers pause where uploads can be resumed: ours begin anew, under the same key. */
  #offerPause(resumableUploads: boolean): void {
    const { capabilities } = this.uppy.getState();
    this.uppy.setState({ capabilities: { ...capabilities, resumableUploads } });
  }

  /** The way to the API as it is now. */
  #connection(): UploadConnection {
    if (this.opts.connection) return this.opts.connection();
    const { tokens, tokenEndpoint, tokenProvider, apiUrl, client } = this.opts;
    if (client) return { client };
    if (tokens !== undefined) return { tokens, apiUrl };
    this.#own ??= { tokens: tokenSourceOf({ tokenEndpoint, tokenProvider }) };
    return { ...this.#own, apiUrl };
  }

  /** A client for requests that are no uploads; with the page's own tokens. */
  #client(): ImageRequests {
    const { tokens, apiUrl, client } = this.#connection();
    return client ?? lateClient({ token: tokens ?? undefined, baseUrl: apiUrl });
  }

  async #mayUpdate(signal: AbortSignal): Promise<boolean> {
    const { tokens, client } = this.#connection();
    if (client) return true;
    const grant = await tokens?.get({ signal });
    return grant?.policy?.abilities?.includes('update') ?? false;
  }

  /** Refuses files beyond the token's `max_files`. Its code is fetched with the first file that no queue has counted. */
  readonly #limitFiles = async (): Promise<void> => {
    const { uppy } = this;
    if (uppy.getFiles().every(isOfQueue)) return;
    this.#maxFiles ??= fetchModule(() => import('./max-files.ts'), this.#installed.signal).then(
      ({ MaxFiles }) => {
        const maxFiles = new MaxFiles(uppy, () => this.#connection().tokens);
        maxFiles.listen();
        return maxFiles;
      },
    );
    try {
      await (await this.#maxFiles).keep();
    } catch {
      this.#maxFiles = null; // its code could not be had: the gateway counts as well
    }
  };

  /** Uppy's preprocessor. The code that prepares is fetched when there is something to do. */
  readonly #prepare = async (ids: string[]): Promise<void> => {
    await this.#limitFiles();
    const { maxDimension, quality, format, stripLocation } = this.opts;
    // A wrong value is something too: it is reported, and keeps none of the others from being done.
    if ((maxDimension ?? quality ?? format) === undefined && !stripLocation) return;
    const { prepareFiles } = await fetchModule(() => import('./preprocess.ts'), this.#installed.signal);
    await prepareFiles(this.uppy, ids, {
      options: { maxDimension, quality, format, stripLocation },
      prepared: this.#prepared,
      tokens: this.#connection().tokens,
      message: this.i18n('imgproPreparing'),
      signalOf: (id) => this.#uploads.signalOf(id),
    });
  };

  /** Uppy's uploader. The keys are made here, after every preprocessor has changed the files. */
  readonly #upload = async (ids: string[]): Promise<void> => {
    // A file without an answer is not done, whatever Uppy says of it: one that failed in post-processing is sent again
    // under its key, which brings the same image.
    const files = this.uppy
      .getFilesByIds(ids)
      .filter((file) => file && !file.error && !(file.progress.uploadComplete && file.response?.body));
    if (files.length === 0) return;
    const keys = files.map((file) => [
      file.id,
      { meta: { ...file.meta, [KEY_FIELD]: keyFor(file, this.opts.allowedMetaFields) } },
    ]);
    this.uppy.patchFilesState(Object.fromEntries(keys) as Record<string, Partial<UppyFile<M, B>>>);
    const keyed = this.uppy.getFilesByIds(files.map(({ id }) => id));
    const isNew = ({ progress, isRestored }: UppyFile<M, B>) => !progress.uploadStarted || !isRestored;
    this.uppy.emit('upload-start', keyed.filter(isNew));
    await Promise.all(keyed.map((file) => this.#send(file)));
  };

  async #send(file: UppyFile<M, B>): Promise<void> {
    const { id } = file;
    try {
      if (file.isRemote) return await this.#sendRemote(file);
      const { status, image } = await this.#uploads.send(id);
      const current = this.uppy.getFile(id) as UppyFile<M, B> | undefined;
      const body = image as unknown as B;
      if (current) this.uppy.emit('upload-success', current, { status, body, uploadURL: image.url });
    } catch (cause) {
      const current = this.uppy.getFile(id) as UppyFile<M, B> | undefined;
      // One that was taken off the list, or begun anew, has not failed.
      if (current && (cause as Partial<Error>).name !== 'AbortError')
        this.uppy.emit('upload-error', current, asImgproError(cause));
    }
  }

  async #sendRemote(file: UppyFile<M, B> & { isRemote: true }): Promise<void> {
    const signal = this.#uploads.signalOf(file.id);
    const { sendRemote } = await fetchModule(() => import('./companion.ts'), signal);
    await sendRemote(this.uppy, file, {
      ...{ connection: this.#connection(), allowed: this.opts.allowedMetaFields },
      ...{ slots: this.#slots, signal },
    });
  }

  /** Uppy's "resume all" also takes the errors off files that have failed: they are sent again, as it then looks. */
  readonly #restart = (): void => {
    for (const { id, progress, error } of this.uppy.getFiles())
      if (progress.uploadStarted && !progress.uploadComplete && !error && !this.#uploads.isUnderWay(id))
        void this.uppy.retryUpload(id);
  };

  /** Uppy has a notice for each file that fails. For a failure of all there is one: a dead token, a full account. */
  readonly #sayOnce = (_file: unknown, error: { name: string; message: string }): void => {
    if (!concernsAll(asImgproError(error))) return;
    const { info } = this.uppy.getState();
    const first = info.findIndex(({ details }) => details === error.message);
    this.uppy.setState({
      info: info.filter(({ details }, at) => details !== error.message || at === first),
    });
  };

  /** Uppy's post-processor: waits for the service's processing, and saves what was changed meanwhile. */
  readonly #finish = async (ids: string[]): Promise<void> => {
    const isStored = (file: UppyFile<M, B>) => file && !file.error && file.response?.body && !file.isRemote;
    const stored = this.uppy.getFilesByIds(ids).filter(isStored);
    await Promise.all(stored.map(({ id }) => this.#finishFile(id)));
  };

  async #finishFile(id: string): Promise<void> {
    const { uppy, opts } = this;
    const signal = this.#uploads.signalOf(id);
    const { response } = uppy.getFile(id);
    const isProcessing = (response!.body as unknown as Image).status === 'processing';
    const waits = isProcessing && opts.waitForProcessing !== false;
    if (waits || Object.keys(editsSince(uppy.getFile(id), opts.allowedMetaFields)).length > 0) {
      try {
        const { finishFile } = await fetchModule(() => import('./postprocess.ts'), signal);
        await finishFile(uppy, id, {
          ...{ waits, signal, client: this.#client(), allowed: opts.allowedMetaFields },
          message: this.i18n('imgproProcessing'),
          mayUpdate: () => this.#mayUpdate(signal),
          onUnsaved: (names) => this.#sayUnsaved(id, names),
        });
      } catch (cause) {
        if (!signal.aborted) uppy.emit('upload-error', uppy.getFile(id), asImgproError(cause));
      }
    }
    const file = uppy.getFile(id) as UppyFile<M, B> | undefined;
    if (file && !file.error) uppy.emit('postprocess-complete', file);
  }

  #sayUnsaved(id: string, fields: string[]): void {
    const { meta, name } = this.uppy.getFile(id);
    callSafely(() => this.opts.onUnsaved?.(id, fields));
    const words = { file: meta.name ?? name, fields: fields.join(', ') };
    callSafely(() => this.uppy.info(this.i18n('imgproUnsaved', words), 'warning', 10_000));
  }
}
