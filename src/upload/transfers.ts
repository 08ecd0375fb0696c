import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';
import { DEFAULT_API_URL, errorFromResponse, ImgproError } from '../api/index.ts';
import { sleep } from '../api/sleep.ts';
import { asImgproError } from './failures.ts';
import { KEY_FIELD } from './fields.ts';
import type { HeldKey } from './idempotency.ts';
import { online } from './online.ts';
import type { UploadConnection } from './plugin.ts';
import { decideRetry } from './retry.ts';
import { fateOf, type TryFate } from './writer.ts';

interface TransferOptions {
  connection(): UploadConnection;
  retries(): number;
  stallTimeout(): number;
  onTry(fileId: string, fate: TryFate): void;
  onWait(fileId: string, wait: { error: ImgproError; until: number } | null): void;
}

/** One run of one file: from the start of its upload to its end, over all tries. */
interface Run {
  id: string;
  stop: AbortController;
  failures: number;
  /** The last answer refused the token, and this is the token. */
  expired?: string;
  /** When the next try may begin (local clock, ms); 0 for at once. */
  until: number;
  /** Why nothing can be sent at all: there was no token to learn the address from. */
  unready: ImgproError | null;
  /** The last failure, for `errorOf`. */
  error: ImgproError | null;
}

/** One try of a run. */
interface Try {
  run: Run;
  token: string | null;
  error: ImgproError | null;
  again: boolean;
  settled: boolean;
  watchdog?: ReturnType<typeof setTimeout>;
}

const NEVER = new Promise<never>(() => {});

/**
 * The hooks under @uppy/xhr-upload 6. Its faults (TOOLCHAIN) set the form: a hook that throws before the request
 * hangs the upload, a file cancelled meanwhile is sent all the same, and a rejecting endpoint counts as success.
 * So nothing here rejects: an error is kept, and reported as the failed answer of the next request.
 */
export class Transfers<M extends Meta, B extends Body> {
  readonly #uppy: Uppy<M, B>;
  readonly #options: TransferOptions;
  /** By the object Uppy hands to every hook of a run; a file that is uploaded again is another object. */
  readonly #runs = new WeakMap<object, Run>();
  readonly #current = new Map<string, Run>();
  readonly #tries = new WeakMap<XMLHttpRequest, Try>();

  constructor(uppy: Uppy<M, B>, options: TransferOptions) {
    this.#uppy = uppy;
    this.#options = options;
  }

  listen(): void {
    this.#uppy.on('file-removed', this.#forget);
  }

  stop(): void {
    this.#uppy.off('file-removed', this.#forget);
    for (const run of this.#current.values()) run.stop.abort(aborted());
    this.#current.clear();
  }

  readonly #forget = (file: UppyFile<M, B>): void => {
    const run = this.#current.get(file.id);
    if (!run) return;
    this.#current.delete(file.id);
    run.stop.abort(aborted());
    if (run.until > 0) this.#options.onWait(file.id, null);
  };

  errorOf(fileId: string): ImgproError | null {
    return this.#current.get(fileId)?.error ?? null;
  }

  /** Aborts when the file is taken out of Uppy. */
  signalOf(fileId: string): AbortSignal {
    return (this.#current.get(fileId) ?? this.#begin(fileId)).stop.signal;
  }

  #begin(id: string): Run {
    const run: Run = { id, stop: new AbortController(), failures: 0, until: 0, unready: null, error: null };
    this.#current.set(id, run);
    return run;
  }

  /** Where the file goes. Never rejects (fault 3): without a token the address is of no matter, the try will fail. */
  async endpoint(file: UppyFile<M, B>): Promise<string> {
    const run = this.#begin(file.id);
    this.#runs.set(file, run);
    let base: string | undefined;
    try {
      const { tokens, apiUrl } = this.#options.connection();
      base = apiUrl ?? (tokens ? (await tokens.get({ signal: run.stop.signal })).apiUrl : undefined);
    } catch (cause) {
      run.unready = asImgproError(cause, 'token_unavailable');
    }
    return `${(base ?? DEFAULT_API_URL).replace(/\/+$/, '')}/images`;
  }

  /** Waits out the pause, fetches the token, writes the headers. Never rejects (fault 1). */
  async beforeRequest(xhr: XMLHttpRequest, file: UppyFile<M, B>): Promise<void> {
    const run = this.#runs.get(file)!;
    const { signal } = run.stop;
    const attempt: Try = { run, token: null, error: run.unready, again: false, settled: false };
    this.#tries.set(xhr, attempt);
    try {
      if (run.until > 0) await this.#wait(run);
      const { tokens } = this.#options.connection();
      if (!attempt.error && tokens)
        attempt.token = (await tokens.get({ signal, expired: run.expired })).token;
      signal.throwIfAborted();
      if (!attempt.error) this.#dress(xhr, attempt);
    } catch (cause) {
      attempt.error ??= asImgproError(cause, 'token_unavailable');
    }
    if (signal.aborted || !this.#uppy.getFile(file.id)) return NEVER; // fault 2: returning would send it
    if (!attempt.error) {
      this.#options.onTry(file.id, 'sent');
      return this.#watch(xhr, attempt);
    }
    run.error = attempt.error;
    xhr.onload!.call(xhr, new ProgressEvent('load')); // ends in afterResponse, which throws the error
    return NEVER;
  }

  #dress(xhr: XMLHttpRequest, attempt: Try): void {
    const meta = this.#uppy.getFile(attempt.run.id)?.meta as Record<string, unknown> | undefined;
    const held = meta?.[KEY_FIELD] as HeldKey | undefined;
    xhr.setRequestHeader('Accept', 'application/json');
    if (held) xhr.setRequestHeader('Idempotency-Key', held.key);
    // Here alone: a header that is set twice is sent as both values in one.
    if (attempt.token) xhr.setRequestHeader('Authorization', `Bearer ${attempt.token}`);
  }

  async #wait(run: Run): Promise<void> {
    const error = run.error!;
    run.error = null;
    try {
      // Uppy has waited a little already.
      await sleep(Math.max(0, run.until - Date.now()), run.stop.signal);
      if (error.code === 'network_error') await online(run.stop.signal);
    } finally {
      run.until = 0;
      this.#options.onWait(run.id, null);
    }
  }

  /** A connection that has gone silent is given up and tried again; Uppy itself would only announce it. */
  #watch(xhr: XMLHttpRequest, attempt: Try): void {
    const limit = this.#options.stallTimeout();
    const restart = () => {
      clearTimeout(attempt.watchdog);
      if (attempt.settled) return;
      attempt.watchdog = setTimeout(() => {
        attempt.error = new ImgproError('The upload made no progress for a while.', { code: 'timeout' });
        const fail = xhr.onerror;
        xhr.abort();
        fail?.call(xhr, new ProgressEvent('error'));
      }, limit);
    };
    const settle = () => {
      attempt.settled = true;
      clearTimeout(attempt.watchdog);
    };
    xhr.upload.addEventListener('progress', restart);
    xhr.addEventListener('progress', restart);
    for (const end of ['loadend', 'abort', 'error'] as const) xhr.addEventListener(end, settle);
    restart();
  }

  /** Judges every answer. Throws what must not be repeated; the thrown error reaches `upload-error` as it is. */
  async afterResponse(xhr: XMLHttpRequest): Promise<void> {
    const attempt = this.#tries.get(xhr);
    if (!attempt) return;
    if (attempt.error) throw attempt.error;
    if (xhr.status >= 200 && xhr.status < 300) {
      attempt.run.error = null;
      return;
    }
    const fate = fateOf(xhr.status);
    if (fate) this.#options.onTry(attempt.run.id, fate);
    attempt.error = errorFromResponse(xhr.status, headersOf(xhr), xhr.responseText);
    this.#judge(attempt);
    if (!attempt.again) throw attempt.error;
  }

  /** Asked after each failed try; one that had no answer is judged here. */
  shouldRetry(xhr: XMLHttpRequest): boolean {
    const attempt = this.#tries.get(xhr);
    if (!attempt) return false;
    if (!attempt.error || (attempt.error.code === 'timeout' && attempt.error.status === 0)) {
      attempt.error ??= new ImgproError('No answer came: the connection was lost or refused.', {
        code: 'network_error',
      });
      this.#judge(attempt);
    }
    return attempt.again;
  }

  #judge(attempt: Try): void {
    const { run } = attempt;
    const error = attempt.error!;
    const refused = error.status === 401 && error.code === 'token_expired';
    if (!refused) run.failures += 1;
    const { failures } = run;
    const decision = decideRetry(error, {
      failures,
      retries: this.#options.retries(),
      refreshed: run.expired !== undefined,
    });
    run.expired = decision.kind === 'refresh' && attempt.token !== null ? attempt.token : undefined;
    run.until = decision.kind === 'retry' ? Date.now() + decision.delay : 0;
    run.error = decision.kind === 'refresh' ? null : error;
    attempt.again = decision.kind === 'retry' || run.expired !== undefined;
    if (run.until > 0) this.#options.onWait(run.id, { error, until: run.until });
  }
}

/** All headers at once: asking for a single one that is not exposed logs an error in browsers. */
function headersOf(xhr: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const line of xhr
    .getAllResponseHeaders()
    .trim()
    .split(/[\r\n]+/)) {
    const at = line.indexOf(':');
    if (at > 0) headers.append(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  return headers;
}

const aborted = (): DOMException => new DOMException('The file was taken off the queue.', 'AbortError');
