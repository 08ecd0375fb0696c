import { BasePlugin, type Body, type Meta, type PluginOpts, type Uppy, type UppyFile } from '@uppy/core';
import { ImgproClient, pollImage, type ImgproError, type Image } from '../api/index.ts';
import { completeRetries } from './complete-after-retry.ts';
import { fetchModule } from '../upload/workers/load-module.ts';
import { editsSince, saveEdits } from './edits.ts';
import { asImgproError, isVerdict } from '../upload/send/errors.ts';
import { KEY_FIELD } from '../upload/send/form-fields.ts';
import type { HeldKey } from '../upload/send/idempotency-key.ts';
import { leaveQuestion } from '../upload/leave-guard.ts';
import { apart, tell } from './listeners.ts';
import type { UploadConnection } from '../upload/send/connection.ts';
import { locale } from './locale.ts';
import { heldKey, keyFor } from '../upload/send/request-body.ts';
import { Slots } from './semaphore.ts';
import { tokenSourceOf, type TokenProvider } from '../tokens/source.ts';
import { Transfers } from './transfers.ts';
import type { TryFate } from '../upload/send/attempt-outcome.ts';

/** Options of the engine below; `ImgPro` has more. */
export interface UploadPluginOptions extends PluginOpts, UploadConnection {
  /** Address of the site's token endpoint. */
  tokenEndpoint?: string;
  /** The page's own way to a token, asked instead of the endpoint. */
  tokenProvider?: TokenProvider;
  /** Asked before every upload instead of the options above, when they may change. */
  connection?: () => UploadConnection;
  /** Uploads at a time; 0 = no limit of the plugin's own. Default 4. */
  limit?: number;
  /** Failed tries of one upload that are forgiven, 0 to 10. Default 6. A function is asked at each failure. */
  retries?: number | (() => number);
  /** Which meta fields are sent; default: all that a person or page has set, never Uppy's own. */
  allowedMetaFields?: string[];
  /** Milliseconds without progress, or with everything sent and no answer, after which a try is given up. Default 60 s. */
  stallTimeout?: number;
  /**
   * Told of fields that were changed after the file was sent and could not be saved as a change of the stored image, as
   * without a token or with one that lacks `update`. Uppy's informer tells it to the person.
   */
  onUnsaved?: (fileId: string, fields: string[]) => void;
  /** The connection is watched elsewhere: what the browser says of it holds nothing back. */
  unwatched?: boolean;
  /** The page may be left without a question while something is still to be uploaded. Default false. */
  unguarded?: boolean;
  /** Keeps a file in post-processing until the service has processed it. Default true. */
  waitForProcessing?: boolean;
  /** Told of the key a file is sent under. The file is not sent before this is through, so that the key can be kept. */
  onKey?: (fileId: string, key: HeldKey) => Promise<void> | void;
  /** Told of every try that goes out, and of those that were surely not stored. */
  onTry?: (fileId: string, fate: TryFate) => void;
  /** Told of the pause before another try: why, and until when (local clock, ms). */
  onWait?: (fileId: string, wait: { error: ImgproError; until: number } | null) => void;
}

/**
 * Uploads whatever is in an Uppy, as it is: tokens, keys, tries, pauses, post-processing. An uploader has prepared and
 * counted its files before; for any other Uppy there is {@link ImgPro}.
 */
export class UploadPlugin<
  M extends Meta = Meta,
  B extends Body = Body,
  Options extends UploadPluginOptions = UploadPluginOptions,
> extends BasePlugin<Options, M, B> {
  readonly #transfers: Transfers<M, B>;
  readonly #slots = new Slots(() => this.opts.limit ?? 4);
  readonly #askToStay = leaveQuestion();
  #own: UploadConnection | null = null;
  #stopCompleting: (() => void) | null = null;

  constructor(uppy: Uppy<M, B>, opts: Options = {} as Options) {
    super(uppy, opts);
    this.id = opts.id ?? 'ImgPro';
    this.type = 'uploader';
    this.defaultLocale = locale;
    this.i18nInit();
    this.#transfers = new Transfers<M, B>(uppy, {
      connection: () => this.connection(),
      slots: this.#slots,
      unwatched: () => !!this.opts.unwatched,
      retries: () => this.#retries(),
      stallTimeout: () => this.opts.stallTimeout ?? 60_000,
      allowedMetaFields: () => this.opts.allowedMetaFields,
      onTry: (id, fate) => this.opts.onTry?.(id, fate),
      onWait: (id, wait) => this.opts.onWait?.(id, wait),
    });
  }

  /** Why a file failed, as told by the service; Uppy itself keeps only the sentence. */
  errorOf(fileId: string): ImgproError | null {
    return this.#transfers.errorOf(fileId);
  }

  /** Aborts when the file is taken out of Uppy. */
  protected signalOf(fileId: string): AbortSignal {
    return this.#transfers.signalOf(fileId);
  }

  override install(): void {
    this.#offerPause(true);
    this.uppy.addUploader(this.#upload);
    this.uppy.addPostProcessor(this.#finish);
    this.uppy.on('resume-all', this.#restart);
    this.uppy.on('is-offline', this.#sayOffline);
    this.uppy.on('back-online', this.#sayOnline);
    if (!this.opts.unguarded) this.uppy.on('state-update', this.#guard);
    this.#stopCompleting = completeRetries(this.uppy);
    this.#transfers.listen();
  }

  override uninstall(): void {
    this.#transfers.stop();
    this.#stopCompleting?.();
    this.uppy.off('resume-all', this.#restart);
    this.uppy.off('is-offline', this.#sayOffline);
    this.uppy.off('back-online', this.#sayOnline);
    this.uppy.off('state-update', this.#guard);
    this.#askToStay(false);
    this.uppy.removeUploader(this.#upload);
    this.uppy.removePostProcessor(this.#finish);
    this.#offerPause(false);
  }

  /** A file that failed was told of; whatever else is not stored would be lost with the page. */
  readonly #guard = (_before: unknown, _after: unknown, { files }: { files?: object } = {}): void => {
    if (files)
      this.#askToStay(this.uppy.getFiles().some(({ error, progress }) => !error && !progress.uploadComplete));
  };

  /** A user interface offers pause where uploads can be resumed: ours begin anew, under the same key. */
  #offerPause(resumableUploads: boolean): void {
    const { capabilities } = this.uppy.getState();
    this.uppy.setState({ capabilities: { ...capabilities, resumableUploads } });
  }

  #retries(): number {
    const { retries = 6 } = this.opts;
    return Math.min(10, Math.max(0, typeof retries === 'function' ? retries() : retries));
  }

  /** How the API is reached now. */
  protected connection(): UploadConnection {
    if (this.opts.connection) return this.opts.connection();
    const { tokens, tokenEndpoint, tokenProvider, apiUrl, client } = this.opts;
    if (client) return { client };
    if (tokens !== undefined) return { tokens, apiUrl };
    if (!this.#own) {
      this.#own = { tokens: tokenSourceOf({ tokenEndpoint, tokenProvider }) };
    }
    return { ...this.#own, apiUrl };
  }

  /** A client for what is not an upload; with the page's own tokens. */
  #client(): ImgproClient {
    const { tokens, apiUrl, client } = this.connection();
    return client ?? new ImgproClient({ token: tokens ?? undefined, baseUrl: apiUrl });
  }

  /** Uppy's uploader. The keys are settled here, after every preprocessor has had its way with the files. */
  readonly #upload = async (ids: string[]): Promise<void> => {
    // A file without an answer is not through, whatever Uppy says of it: one that failed in post-processing is sent
    // again under its key, which brings the same image.
    const files = this.uppy
      .getFilesByIds(ids)
      .filter((file) => file && !file.error && !(file.progress.uploadComplete && file.response?.body));
    if (files.length === 0) return;
    const keys = files.map((file) => [
      file.id,
      { meta: { ...file.meta, [KEY_FIELD]: keyFor(file, this.opts.allowedMetaFields) } },
    ]);
    this.uppy.patchFilesState(Object.fromEntries(keys) as Record<string, Partial<UppyFile<M, B>>>);
    const settled = this.uppy.getFilesByIds(files.map(({ id }) => id));
    tell(
      this.uppy,
      'upload-start',
      settled.filter((file) => !file.progress.uploadStarted || !file.isRestored),
    );
    await Promise.all(settled.map((file) => this.#send(file)));
  };

  async #send(file: UppyFile<M, B>): Promise<void> {
    const { id } = file;
    let stored;
    try {
      await this.opts.onKey?.(id, heldKey(file)!);
      if (!this.uppy.getFile(id)) return;
      if (file.isRemote) {
        const signal = this.#transfers.signalOf(id);
        const { sendRemote } = await fetchModule(() => import('./companion.ts'), signal);
        return await sendRemote(this.uppy, file, {
          ...{ connection: this.connection(), allowed: this.opts.allowedMetaFields },
          ...{ slots: this.#slots, signal },
        });
      }
      stored = await this.#transfers.send(id);
    } catch (cause) {
      const current = this.uppy.getFile(id) as UppyFile<M, B> | undefined;
      // Taken off the list, or begun anew: that is no failure.
      if (current && (cause as Partial<Error>).name !== 'AbortError')
        tell(this.uppy, 'upload-error', current, asImgproError(cause));
      return;
    }
    const { status, image } = stored;
    const current = this.uppy.getFile(id);
    if (!current) return;
    tell(this.uppy, 'upload-success', current, {
      status,
      body: image as unknown as B,
      uploadURL: image.url,
    });
  }

  /**
   * Uppy's own word of it lasts no time: it takes the oldest notice back at once, whichever that is. This comes after it,
   * in place of both; Uppy may notice the same loss twice.
   */
  readonly #sayOffline = (): void => {
    if (Object.keys(this.uppy.getState().currentUploads).length === 0) return;
    queueMicrotask(() => setTimeout(() => this.#unsayOffline(6000)));
  };

  /** @param anew Says it instead, for so long (ms). */
  #unsayOffline(anew?: number): void {
    const own = this.i18n('imgproOffline');
    const stale = [own, this.uppy.i18n('noInternetConnection')];
    const { info } = this.uppy.getState();
    this.uppy.setState({ info: info.filter(({ message }) => !stale.includes(String(message))) });
    if (anew && this.#transfers.offline) this.uppy.info(own, 'warning', anew);
  }

  readonly #sayOnline = (): void => this.#unsayOffline();

  /** Uppy's "resume all" also takes the errors off files that have failed: they are sent again, as it then looks. */
  readonly #restart = (): void => {
    for (const { id, progress, error } of this.uppy.getFiles())
      if (progress.uploadStarted && !progress.uploadComplete && !error && !this.#transfers.isUnderWay(id))
        void this.uppy.retryUpload(id);
  };

  /** Uppy's post-processor: what the person changed meanwhile is saved, and the service's processing waited for. */
  readonly #finish = async (ids: string[]): Promise<void> => {
    const stored = this.uppy
      .getFilesByIds(ids)
      .filter((file) => file && !file.error && file.response?.body && !file.isRemote);
    await Promise.all(
      stored.map(async ({ id }) => {
        await this.#awaitProcessing(id);
        await this.#saveEdits(id);
        const current = this.uppy.getFile(id) as UppyFile<M, B> | undefined;
        if (current && !current.error) tell(this.uppy, 'postprocess-complete', current);
      }),
    );
  };

  async #awaitProcessing(id: string): Promise<void> {
    const file = this.uppy.getFile(id);
    const image = file.response!.body as unknown as Image;
    if (this.opts.waitForProcessing === false || image.status !== 'processing') return;
    const signal = this.#transfers.signalOf(id);
    tell(this.uppy, 'postprocess-progress', file, {
      mode: 'indeterminate',
      message: this.i18n('imgproProcessing'),
    });
    try {
      this.#setImage(
        id,
        await pollImage(this.#client(), image.id, { signal, visible: () => !this.#transfers.offline }),
      );
    } catch (cause) {
      if (signal.aborted || !this.uppy.getFile(id)) return;
      const error = asImgproError(cause);
      // Under its key the service would only bring the same image back: another try is another upload.
      if (isVerdict(error)) this.uppy.setFileMeta(id, { [KEY_FIELD]: undefined } as unknown as M);
      // For Uppy a file that was sent is done, and its user interfaces would offer no way to try again.
      const { progress } = this.uppy.getFile(id);
      const undone = { uploadComplete: false, percentage: 0, bytesUploaded: 0, postprocess: undefined };
      this.uppy.setFileState(id, { progress: { ...progress, ...undone } } as Partial<UppyFile<M, B>>);
      tell(this.uppy, 'upload-error', this.uppy.getFile(id), error);
    }
  }

  /** Fields that were changed after a try had gone out went with none: now they become a change of the image. */
  async #saveEdits(id: string): Promise<void> {
    const file = this.uppy.getFile(id) as UppyFile<M, B> | undefined;
    if (!file || file.error) return;
    const edits = editsSince(file, this.opts.allowedMetaFields);
    const names = Object.keys(edits);
    if (names.length === 0) return;
    const signal = this.#transfers.signalOf(id);
    try {
      if (!(await this.#canUpdate(signal))) throw new Error('The token does not allow changes.');
      const { id: imageId } = file.response!.body as unknown as Image;
      this.#setImage(id, await saveEdits(this.#client(), imageId, edits, signal));
    } catch {
      if (signal.aborted || !this.uppy.getFile(id)) return;
      apart(() => this.opts.onUnsaved?.(id, names));
      apart(() =>
        this.uppy.info(
          this.i18n('imgproUnsaved', { file: file.meta.name ?? file.name, fields: names.join(', ') }),
          'warning',
          10_000,
        ),
      );
    }
  }

  async #canUpdate(signal: AbortSignal): Promise<boolean> {
    const { tokens, client } = this.connection();
    if (client) return true;
    const grant = await tokens?.get({ signal });
    return grant?.policy?.abilities?.includes('update') ?? false;
  }

  #setImage(id: string, image: Image): void {
    const file = this.uppy.getFile(id) as UppyFile<M, B> | undefined;
    if (!file) return;
    const response = { ...file.response!, body: image as unknown as B, uploadURL: image.url };
    this.uppy.setFileState(id, { response, uploadURL: image.url } as Partial<UppyFile<M, B>>);
  }
}
