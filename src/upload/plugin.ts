import { BasePlugin, type Body, type Meta, type PluginOpts, type Uppy, type UppyFile } from '@uppy/core';
import XHRUpload from '@uppy/xhr-upload';
import {
  ImgproClient,
  ImgproError,
  isImgproError,
  normaliseImage,
  pollImage,
  type Image,
  type TokenSource,
} from '../api/index.ts';
import { uploadByClient } from './by-client.ts';
import { KEY_FIELD, sentFields } from './fields.ts';
import { idempotencyKey, type HeldKey } from './idempotency.ts';
import { Transfers } from './transfers.ts';
import type { TryFate } from './writer.ts';
import { createTokenSource, type TokenProvider } from './token.ts';

/** How the plugin reaches the API. */
export interface UploadConnection {
  /** Null or missing: anonymous uploads. */
  tokens?: TokenSource | null;
  /** Base address; default: the token's own, else the service. */
  apiUrl?: string;
  /** An API client that sends instead: it keeps its credentials to itself, and tells no progress. */
  client?: ImgproClient;
}

export interface ImgProOptions extends PluginOpts, UploadConnection {
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
  /** Keeps a file in post-processing until the service has processed it. Default true. */
  waitForProcessing?: boolean;
  /** Told of every try that goes out, and of those that were surely not stored. */
  onTry?: (fileId: string, fate: TryFate) => void;
  /** Told of the pause before another try: why, and until when (local clock, ms). */
  onWait?: (fileId: string, wait: { error: ImgproError; until: number } | null) => void;
}

/**
 * Uploads to img.pro from any Uppy, its Dashboard included: `uppy.use(ImgPro, { tokenEndpoint: '/imgpro/token' })`.
 * Tokens are refreshed as they expire; tries are repeated by cause, under one Idempotency-Key, so that nothing is
 * stored twice. `upload-success` carries the Image as `response.body`; errors are `ImgproError`s.
 */
export class ImgPro<M extends Meta = Meta, B extends Body = Body> extends BasePlugin<ImgProOptions, M, B> {
  readonly #transfers: Transfers<M, B>;
  #own: UploadConnection | null = null;
  #xhr: XHRUpload<M, B> | null = null;

  constructor(uppy: Uppy<M, B>, opts: ImgProOptions = {}) {
    super(uppy, opts);
    this.id = opts.id ?? 'ImgPro';
    this.type = 'uploader';
    this.#transfers = new Transfers<M, B>(uppy, {
      connection: () => this.#connection(),
      retries: () => this.#retries(),
      stallTimeout: () => this.opts.stallTimeout ?? 60_000,
      onTry: (id, fate) => this.opts.onTry?.(id, fate),
      onWait: (id, wait) => this.opts.onWait?.(id, wait),
    });
  }

  /** Why a file failed, as told by the service; Uppy itself keeps only the sentence. */
  errorOf(fileId: string): ImgproError | null {
    return this.#transfers.errorOf(fileId);
  }

  override install(): void {
    this.uppy.addPreProcessor(this.#prepare);
    // Before the XHR uploader, which passes over what is done.
    this.uppy.addUploader(this.#sendByClient);
    this.uppy.use(XHRUpload<M, B>, {
      id: `${this.id}:xhr`,
      method: 'POST',
      fieldName: 'file',
      limit: this.opts.limit ?? 4,
      // Sits above the retry limit of our own, which decides; undocumented, hence the pinned version.
      ...({ retries: Number.MAX_SAFE_INTEGER } as object),
      timeout: 0,
      allowedMetaFields: [],
      endpoint: (file) => this.#transfers.endpoint(file as UppyFile<M, B>),
      onBeforeRequest: (xhr, _tries, files) => this.#transfers.beforeRequest(xhr, files[0]!),
      onAfterResponse: (xhr) => this.#transfers.afterResponse(xhr),
      shouldRetry: (xhr) => this.#transfers.shouldRetry(xhr),
      getResponseData: (xhr) => this.#read(xhr),
    });
    this.#xhr = this.uppy.getPlugin<XHRUpload<M, B>>(`${this.id}:xhr`) ?? null;
    this.uppy.addPostProcessor(this.#awaitProcessing);
    this.#transfers.listen();
  }

  override uninstall(): void {
    this.#transfers.stop();
    this.uppy.removePreProcessor(this.#prepare);
    this.uppy.removeUploader(this.#sendByClient);
    this.uppy.removePostProcessor(this.#awaitProcessing);
    if (this.#xhr) this.uppy.removePlugin(this.#xhr as never);
    this.#xhr = null;
  }

  /** At most 10: Uppy's own pause doubles with every try, and the tenth is over a minute long. */
  #retries(): number {
    const { retries = 6 } = this.opts;
    return Math.min(10, Math.max(0, typeof retries === 'function' ? retries() : retries));
  }

  #connection(): UploadConnection {
    if (this.opts.connection) return this.opts.connection();
    const { tokens, tokenEndpoint, tokenProvider, apiUrl, client } = this.opts;
    if (client) return { client };
    if (tokens !== undefined) return { tokens, apiUrl };
    if (!this.#own) {
      const endpoint = tokenEndpoint && new URL(tokenEndpoint, globalThis.document?.baseURI).href;
      const source = tokenProvider
        ? createTokenSource({ provider: tokenProvider })
        : endpoint
          ? createTokenSource({ endpoint })
          : null;
      this.#own = { tokens: source };
    }
    return { ...this.#own, apiUrl };
  }

  /** Settles what each file is sent with, and under which key, before its form is built. */
  readonly #prepare = async (ids: string[]): Promise<void> => {
    for (const file of ids.map((id) => this.uppy.getFile(id))) {
      if (!file) continue;
      const fields = sentFields(file.meta, this.opts.allowedMetaFields);
      const key = idempotencyKey((file.meta as Record<string, unknown>)[KEY_FIELD] as HeldKey | undefined, {
        name: file.meta.name ?? file.name ?? '',
        type: file.type,
        size: file.size,
        lastModified: (file.data as File).lastModified,
        fields,
      });
      this.uppy.setFileState(file.id, {
        meta: { ...file.meta, [KEY_FIELD]: key },
        xhrUpload: { ...file.xhrUpload, allowedMetaFields: Object.keys(fields) },
      } as Partial<UppyFile<M, B>>);
    }
  };

  readonly #sendByClient = async (ids: string[]): Promise<void> => {
    const { client } = this.#connection();
    if (!client) return;
    const files = ids.map((id) => this.uppy.getFile(id)).filter((file) => file && !file.error);
    await Promise.all(
      files.map((file) =>
        uploadByClient(this.uppy, file, {
          client,
          retries: this.#retries(),
          onTry: (fate) => this.opts.onTry?.(file.id, fate),
          signal: this.#transfers.signalOf(file.id),
          fields: sentFields(file.meta, this.opts.allowedMetaFields),
        }),
      ),
    );
  };

  #read(xhr: XMLHttpRequest): B {
    try {
      return normaliseImage(JSON.parse(xhr.responseText)) as unknown as B;
    } catch (cause) {
      if (isImgproError(cause)) throw cause;
      throw new ImgproError('The upload was answered with something other than an image object.', {
        code: 'invalid_response',
        status: xhr.status,
        cause,
      });
    }
  }

  readonly #awaitProcessing = async (ids: string[]): Promise<void> => {
    const waiting = ids
      .map((id) => this.uppy.getFile(id))
      .filter((file) => file && !file.error && file.response?.body);
    await Promise.all(waiting.map((file) => this.#poll(file)));
  };

  async #poll(file: UppyFile<M, B>): Promise<void> {
    const image = file.response!.body as unknown as Image;
    if (this.opts.waitForProcessing !== false && image.status === 'processing') {
      const signal = this.#transfers.signalOf(file.id);
      const { tokens, apiUrl, client: own } = this.#connection();
      const client = own ?? new ImgproClient({ token: tokens ?? undefined, baseUrl: apiUrl });
      this.uppy.emit('postprocess-progress', file, { mode: 'indeterminate', message: '' });
      try {
        const ready = await pollImage(client, image.id, { signal });
        if (!this.uppy.getFile(file.id)) return;
        const response = { ...file.response!, body: ready as unknown as B, uploadURL: ready.url };
        this.uppy.setFileState(file.id, { response, uploadURL: ready.url } as Partial<UppyFile<M, B>>);
      } catch (error) {
        if (signal.aborted || !this.uppy.getFile(file.id)) return;
        this.uppy.emit('upload-error', this.uppy.getFile(file.id), error as Error);
      }
    }
    const current = this.uppy.getFile(file.id);
    if (current) this.uppy.emit('postprocess-complete', current);
  }
}
