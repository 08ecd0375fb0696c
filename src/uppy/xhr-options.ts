import type { Body, Meta, UppyFile } from '@uppy/core';
import { DEFAULT_API_URL, errorFromResponse, ImgproError } from '../api/index.ts';
import type { TokenGrant, TokenSource } from '../api/index.ts';
import { sleep } from '../api/sleep.ts';
import { asImgproError, explainLoss, isTokenError, tokenError } from '../upload/send/errors.ts';
import { idempotencyKey, type HeldKey } from '../upload/send/idempotency-key.ts';
import { online } from '../upload/connectivity.ts';
import { checkPolicy } from '../upload/send/check-policy.ts';
import type { ImgProOptions } from './imgpro-plugin.ts';
import { decideRetry } from '../upload/send/retry-policy.ts';
import type { Upload } from '../upload/send/request-body.ts';
import { uploadOf } from './file-meta.ts';
import { tokenSourceOf } from '../tokens/source.ts';
import { imageIn } from '../upload/send/answer.ts';
import { headersOf, unseenTime } from '../upload/send/xhr.ts';

/** Options of {@link imgproXhrOptions}; without `tokenEndpoint`, `tokenProvider` and `tokens` uploads are anonymous. */
export interface ImgproXhrOptions extends Pick<
  ImgProOptions,
  'tokenEndpoint' | 'tokenProvider' | 'tokens' | 'apiUrl' | 'limit' | 'allowedMetaFields' | 'stallTimeout'
> {
  /**
   * Failed attempts of one upload after which another follows, 0 to 10. Default 6. Uppy's own pauses between them double from 0.15 s,
   * to 5 s before the last of six and 77 s before the last of ten; the jitter comes on top.
   */
  retries?: number;
}

/** Options as `@uppy/xhr-upload` takes them, by structure: its types need not be installed. */
export interface XhrUploadSettings<M extends Meta, B extends Body> {
  endpoint: (fileOrBundle: UppyFile<M, B> | UppyFile<M, B>[]) => Promise<string>;
  method: 'POST';
  formData: true;
  fieldName: 'file';
  bundle: false;
  limit: number;
  timeout: number;
  retries: number;
  allowedMetaFields: string[];
  headers: (file: UppyFile<M, B>) => Record<string, string>;
  onBeforeRequest: (xhr: XMLHttpRequest, retryCount: number, files: UppyFile<M, B>[]) => Promise<void>;
  onAfterResponse: (xhr: XMLHttpRequest) => Promise<void>;
  shouldRetry: (xhr: XMLHttpRequest) => boolean;
  getResponseData: (xhr: XMLHttpRequest) => B;
}

/** One run of one file: from the start of its upload to its end, over all attempts. */
interface Run {
  /** The file as it was at the start; Uppy sends this, whatever is changed meanwhile. */
  file: UppyFile<Meta, Body>;
  /** Reason why nothing can be sent: no token, or one that does not allow the file. */
  refusal: ImgproError | null;
  failures: number;
  /** The token of the present attempt. */
  token: string | null;
  /** The last answer refused the token, and this is the token. */
  expired: string | undefined;
  /** The earliest time of the next attempt that the service asked for (local clock, ms), and the jitter on top (ms). */
  until: number;
  jitter: number;
}

/** One request of a run. */
interface Try {
  run: Run;
  /** Reason why there is no answer to judge. */
  error: ImgproError | null;
  isRepeated: boolean;
}

/**
 * Options that make a stock `@uppy/xhr-upload` (6.x) upload to img.pro, for sites that keep it: one token for all files,
 * renewed once when it is refused as expired; one Idempotency-Key for all attempts of a file, `retryUpload` and `retryAll`
 * included; `Retry-After` kept; attempts repeated by cause; a silent connection given up after `stallTimeout`.
 * `upload-success` carries the Image as `response.body`, `upload-error` an `ImgproError`, `file.error` its sentence.
 * Fields of `file.meta` are sent as text; empty ones, objects and Uppy's own are not.
 *
 * Call it once for each Uppy, and set none of the returned options anew. {@link ImgPro} does more. These cannot be done
 * from options of XHRUpload:
 * - pause and resume an upload in flight, or wait without a limit while offline
 * - keep a file in post-processing until the service has processed the image
 * - prepare photos (`maxDimension`, `quality`, `format`, `stripLocation`)
 * - refuse files beyond the token's `max_files` before they are sent: the gateway refuses them
 * - import by address, and Companion's remote files
 * - save fields that are edited while the file is sent. Edited after a lost answer, they make a new upload under a new
 *   key, and the image of the first may be stored as well
 * - keep the key over a reload of the page
 * - emit `complete` after `retryUpload`, which Uppy itself does not
 *
 * @example
 * ```js
 * import { Uppy } from '@uppy/core';
 * import XHRUpload from '@uppy/xhr-upload';
 * import { imgproXhrOptions } from 'imgpro-elements/uppy';
 *
 * new Uppy().use(XHRUpload, imgproXhrOptions({ tokenEndpoint: '/imgpro/token' }));
 * ```
 */
export function imgproXhrOptions<M extends Meta = Meta, B extends Body = Body>(
  options: ImgproXhrOptions = {},
): XhrUploadSettings<M, B> {
  const { apiUrl, allowedMetaFields: allowed, limit = 4, stallTimeout = 60_000 } = options;
  const retries = Math.min(10, Math.max(0, options.retries ?? 6));
  const keys = new Keys();
  const runs = new WeakMap<object, Run>();
  const tries = new WeakMap<XMLHttpRequest, Try>();
  /** The names that Uppy sends. It reads them right after it has asked for a file's headers, where they are set. */
  const names: string[] = [];
  let source: TokenSource | null | undefined;

  function begin(file: UppyFile<M, B>): Run {
    const run: Run = {
      ...{ file: file as unknown as UppyFile<Meta, Body>, refusal: null, failures: 0 },
      ...{ token: null, expired: undefined, until: 0, jitter: 0 },
    };
    runs.set(file, run);
    return run;
  }

  const runOf = (file: UppyFile<M, B>): Run => runs.get(file) ?? begin(file);

  async function grantFor(run: Run, signal?: AbortSignal): Promise<TokenGrant | null> {
    try {
      source = source === undefined ? tokensOf(options) : source;
      const grant = source && (await source.get({ signal, expired: run.expired }));
      run.token = grant?.token ?? null;
      return grant;
    } catch (cause) {
      throw tokenError(cause);
    }
  }

  /** Whether another attempt follows a failed one, and when. */
  function judge(run: Run, error: ImgproError): boolean {
    if (isTokenError(error)) return false;
    if (!(error.status === 401 && error.code === 'token_expired')) run.failures += 1;
    const refreshed = run.expired !== undefined || run.token === null;
    const decision = decideRetry(error, { failures: run.failures, retries, refreshed });
    run.expired = decision.kind === 'refresh' ? (run.token ?? undefined) : undefined;
    const asked = decision.kind === 'retry' ? (error.retryAfter ?? 0) * 1000 : 0;
    run.until = Date.now() + asked;
    run.jitter = decision.kind === 'retry' ? decision.delay - asked : 0;
    return decision.kind !== 'fail';
  }

  return {
    ...{ method: 'POST', formData: true, fieldName: 'file', bundle: false, limit },
    // Uppy's timeout only announces a silence, and would announce the pauses that the service asks for as well.
    timeout: 0,
    // An option that Uppy's documentation lacks. Tries are counted here, by cause.
    retries: Infinity,
    allowedMetaFields: names,

    /** The first to be called for each run. Must not throw: Uppy would count the file as uploaded. */
    headers(file) {
      const { file: sent } = begin(file);
      const form = uploadOf(sent, allowed);
      names.splice(0, names.length, ...Object.keys(form.fields));
      return { Accept: 'application/json', 'Idempotency-Key': keys.of(sent, form) };
    },

    /** Must not reject: Uppy would count the file as uploaded. The request reports a refusal, and is not sent. */
    async endpoint(fileOrBundle) {
      const run = runOf([fileOrBundle].flat()[0]!);
      try {
        const grant = await grantFor(run);
        await checkPolicy(uploadOf(run.file, allowed), grant?.policy);
        return createAddress(apiUrl ?? grant?.apiUrl ?? DEFAULT_API_URL);
      } catch (cause) {
        run.refusal = asImgproError(cause);
        return createAddress(DEFAULT_API_URL);
      }
    },

    /** Must not reject: the upload would hang for ever. */
    async onBeforeRequest(xhr, _retryCount, [file]) {
      const run = runOf(file!);
      const attempt: Try = { run, error: null, isRepeated: false };
      tries.set(xhr, attempt);
      const signal = signalOf(xhr);
      const end = (error: ImgproError) => {
        attempt.error = error;
        xhr.send = unsent;
        xhr.dispatchEvent(new Event('load'));
      };
      // Uppy judges a lost connection by itself, and in its own words; an answer it lets `onAfterResponse` judge.
      xhr.onerror = () => end(lost());
      try {
        if (run.refusal) throw run.refusal;
        if (run.failures > 0) {
          await sleep(Math.max(0, run.until - Date.now()) + run.jitter, signal);
          await online(signal);
        }
        const grant = await grantFor(run, signal);
        if (grant?.token) xhr.setRequestHeader('Authorization', `Bearer ${grant.token}`);
        whenSilent(xhr, stallTimeout, () => {
          xhr.abort();
          end(new ImgproError('The upload made no progress for a while.', { code: 'timeout' }));
        });
      } catch (cause) {
        end(asImgproError(cause)); // nobody hears it where Uppy has called the request off
      }
    },

    async onAfterResponse(xhr) {
      const attempt = tries.get(xhr);
      if (!attempt || (!attempt.error && xhr.status >= 200 && xhr.status < 300)) return;
      const { run, error: unanswered } = attempt;
      const error = unanswered ?? errorFromResponse(xhr.status, headersOf(xhr), xhr.responseText);
      const isLost = error.code === 'network_error' && !isTokenError(error);
      const explained = isLost ? await explainLoss(error, run.file.data as Blob) : error;
      attempt.isRepeated = judge(run, explained);
      throw unanswered ? withoutRequest(explained) : explained;
    },

    shouldRetry: (xhr) => tries.get(xhr)?.isRepeated ?? false,

    getResponseData(xhr) {
      const image = imageIn(xhr.responseText, xhr.status);
      const run = tries.get(xhr)?.run;
      if (run) keys.forget(run.file);
      return image as unknown as B;
    },
  };
}

/** The Idempotency-Keys of files that are not stored yet. Chosen again after that, a file is another upload. */
class Keys {
  /** By content, so that nothing is kept of files that are gone; then by Uppy's id. */
  readonly #held = new WeakMap<object, Map<string, HeldKey>>();

  of(file: UppyFile<Meta, Body>, form: Upload): string {
    const { lastModified } = (file.data ?? {}) as Partial<File>;
    const content = file.data ?? file;
    const held = this.#held.get(content) ?? new Map<string, HeldKey>();
    const key = idempotencyKey(held.get(file.id), { ...form, size: file.size, lastModified });
    this.#held.set(content, held.set(file.id, key));
    return key.key;
  }

  forget(file: UppyFile<Meta, Body>): void {
    this.#held.get(file.data ?? file)?.delete(file.id);
  }
}

/** Not before the first upload: while a page is rendered on a server, there is no address to resolve against. */
function tokensOf(options: ImgproXhrOptions): TokenSource | null {
  return options.tokens !== undefined ? options.tokens : tokenSourceOf(options);
}

/** @throws TypeError for an address that `open` would throw at, in a place where Uppy catches nothing. */
const createAddress = (base: string): string =>
  `${new URL(base, globalThis.document?.baseURI).href.replace(/\/+$/, '')}/images`;

/**
 * Aborts when Uppy calls the request off. It hands no signal to its hooks, and would send a request that it has called
 * off while a hook was awaited: aborting one that is not sent does nothing (XMLHttpRequest, the `abort()` method).
 */
function signalOf(xhr: XMLHttpRequest): AbortSignal {
  const stop = new AbortController();
  const abort = xhr.abort.bind(xhr);
  xhr.abort = () => {
    xhr.send = unsent;
    stop.abort(new DOMException('The upload was called off.', 'AbortError'));
    abort();
  };
  return stop.signal;
}

const unsent = (): void => {};

const lost = (): ImgproError =>
  new ImgproError('No answer came: the connection was lost or refused.', { code: 'network_error' });

/** Calls once when no byte has moved for so long (ms): nothing else would end a connection that has gone silent. */
function whenSilent(xhr: XMLHttpRequest, ms: number, onSilent: () => void): void {
  let watchdog: ReturnType<typeof setTimeout>;
  const watch = (unseen = 0) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(onSilent, ms + unseen);
  };
  watch();
  xhr.upload.addEventListener('loadstart', ({ total }) => watch(unseenTime(total)));
  xhr.upload.addEventListener('progress', () => watch());
  xhr.addEventListener('progress', () => watch());
  xhr.addEventListener('loadend', () => clearTimeout(watchdog));
}

/** Uppy puts its request into every error, and where that has no answer, its own words over the error's. */
function withoutRequest(error: ImgproError): ImgproError {
  return Object.defineProperty(error, 'request', { get: () => undefined, set: () => {}, configurable: true });
}
