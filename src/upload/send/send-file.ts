import { DEFAULT_API_URL, errorFromResponse } from '../../api/index.ts';
import type { ImgproError, TokenGrant, TokenSource } from '../../api/index.ts';
import { retry } from '../../api/retry.ts';
import type { Image } from '../../api/types.ts';
import { fetchModule } from '../workers/load-module.ts';
import { imageIn } from './answer.ts';
import { outcomeOf, type AttemptOutcome } from './attempt-outcome.ts';
import { checkPolicy } from './check-policy.ts';
import type { UploadConnection } from './connection.ts';
import { asImgproError, explainLoss, isTokenError, tokenError } from './errors.ts';
import { noteAttempt, type HeldKey } from './idempotency-key.ts';
import { bodyOf, type Upload } from './request-body.ts';
import { decideRetry } from './retry-policy.ts';
import { sendByXhr } from './xhr.ts';

/** The pause between two attempts: its reason, and its end (local clock, ms). */
export interface RetryWait {
  error: ImgproError;
  until: number;
}

export interface SendFileOptions {
  /** The key that the upload is sent under, and what was sent under it before. */
  key: HeldKey;
  /** The upload as it is now. Asked before each attempt: its fields may change until one may have been stored. */
  upload(): Upload;
  /** The way to the API; asked before each attempt. */
  connection(): UploadConnection;
  /**
   * Resolves when the file may be sent, with a signal that aborts as soon as it is held again. Rejects when `signal` aborts.
   */
  turn(signal: AbortSignal): Promise<AbortSignal>;
  /** Whether the browser has lost its connection. */
  isOffline(): boolean;
  /** Number of failed attempts after which another follows. */
  retries(): number;
  /** Milliseconds without progress after which an attempt is given up. */
  stallTimeout: number;
  /**
   * The key as it is to be kept: before each attempt, which waits for it, and after one that was surely not stored.
   */
  onKey(key: HeldKey): Promise<void> | void;
  /** Share of the body that is sent, from 0 to 1. */
  onProgress(share: number | null): void;
  /** A pause before the next attempt begins; null: it is over. */
  onWait(wait: RetryWait | null): void;
  /** Ends all of it. */
  signal: AbortSignal;
}

export interface Stored {
  status: number;
  image: Image;
}

/** Data of one upload over all of its attempts. */
interface Run {
  key: HeldKey;
  /** Failed attempts that count; one that came upon an earlier attempt is a quarter. */
  failures: number;
  /** The token of the present attempt. */
  token: string | null;
  /** The token that the last answer refused as expired. */
  expired: string | undefined;
}

/**
 * Sends one file until it is stored or cannot be: repeated by the cause of a failure, under one Idempotency-Key, held
 * while paused or offline. Not @uppy/xhr-upload: its pauses have no jitter and cannot be ended, an attempt cannot be
 * aborted without its file, and four faults of it (test/browser/upload/faults.test.ts) lose or hang uploads.
 * @throws ImgproError the failure that ended it; the reason of the signal when that aborts
 */
export function sendFile(options: SendFileOptions): Promise<Stored> {
  const { signal } = options;
  const run: Run = { key: options.key, failures: 0, token: null, expired: undefined };
  let isWaiting = false;
  const work = async (): Promise<Stored> => {
    if (isWaiting) options.onWait(null);
    isWaiting = false;
    for (;;) {
      const held = await options.turn(signal);
      try {
        return await attempt(run, options, AbortSignal.any([signal, held]));
      } catch (cause) {
        signal.throwIfAborted();
        if (!held.aborted) throw asImgproError(cause);
      }
    }
  };
  const pause = async (cause: unknown): Promise<number | null> => {
    const error = cause as ImgproError;
    if (isTokenError(error)) return null;
    if (error.code === 'network_error') {
      // Without a connection a failure says nothing of the upload: it waits for the connection, as often as it takes.
      if (options.isOffline()) {
        run.expired = undefined;
        return 0;
      }
      const { content } = options.upload();
      const explained = content instanceof Blob ? await explainLoss(error, content) : error;
      signal.throwIfAborted();
      if (explained !== error) throw explained;
    }
    const isExpired = error.status === 401 && error.code === 'token_expired';
    // An attempt that is still under way is not a failure: a server may take half a minute to see that its connection is
    // gone. Only this 409 is repeated at all.
    if (!isExpired) run.failures += error.status === 409 ? 0.25 : 1;
    const decision = decideRetry(error, {
      failures: run.failures,
      retries: options.retries(),
      refreshed: run.expired !== undefined || run.token === null,
    });
    run.expired = decision.kind === 'refresh' ? run.token! : undefined; // one that was refused was there
    if (decision.kind !== 'retry') return decision.kind === 'refresh' ? 0 : null;
    isWaiting = true;
    options.onWait({ error, until: Date.now() + decision.delay });
    return decision.delay;
  };
  return retry(work, pause, signal);
}

async function attempt(run: Run, options: SendFileOptions, signal: AbortSignal): Promise<Stored> {
  const { client, tokens, apiUrl } = options.connection();
  if (client) {
    run.token = null;
    const { sendByClient } = await fetchModule(() => import('./client-request.ts'), signal);
    const upload = frozen(run, options.upload());
    return noted(run, options, upload, signal, async () => {
      options.onProgress(null);
      return { status: 200, image: await sendByClient(client, upload, run.key.key, signal) };
    });
  }
  const grant = tokens ? await grantOf(tokens, run.expired, signal) : null;
  run.token = grant?.token ?? null;
  const upload = frozen(run, options.upload());
  await checkPolicy(upload, grant?.policy);
  signal.throwIfAborted();
  const base = (apiUrl ?? grant?.apiUrl ?? DEFAULT_API_URL).replace(/\/+$/, '');
  return noted(run, options, upload, signal, () => post(`${base}/images`, upload, run, options, signal));
}

async function grantOf(
  tokens: TokenSource,
  expired: string | undefined,
  signal: AbortSignal,
): Promise<TokenGrant> {
  try {
    return await tokens.get({ signal, expired });
  } catch (cause) {
    throw tokenError(cause);
  }
}

/** The upload as it was sent under its key, where it may have been stored; nothing else may follow under that key. */
function frozen({ key }: Run, upload: Upload): Upload {
  return key.sent ? { ...upload, ...key.sent } : upload;
}

/** Notes an attempt in the key before it is made, and its outcome where the image was surely not stored. */
async function noted(
  run: Run,
  options: SendFileOptions,
  upload: Upload,
  signal: AbortSignal,
  send: () => Promise<Stored>,
): Promise<Stored> {
  const note = async (outcome: AttemptOutcome) => {
    const key = noteAttempt(run.key, upload, outcome);
    await options.onKey(key);
    run.key = key;
  };
  await note('sent');
  if (signal.aborted) await note('declined'); // held or ended while the key was being kept: nothing was sent
  signal.throwIfAborted();
  try {
    return await send();
  } catch (cause) {
    const outcome = outcomeOf((cause as Partial<ImgproError>).status ?? 0);
    if (outcome) await note(outcome);
    throw cause;
  }
}

async function post(
  url: string,
  upload: Upload,
  { key, token, failures }: Run,
  { connection, onProgress, stallTimeout }: SendFileOptions,
  signal: AbortSignal,
): Promise<Stored> {
  if (failures > 0) onProgress(0);
  const answer = await sendByXhr({
    url,
    headers: {
      Accept: 'application/json',
      'Idempotency-Key': key.key,
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(typeof upload.content === 'string' && { 'Content-Type': 'application/json' }),
    },
    body: bodyOf(upload),
    ...{ stallTimeout, onProgress, signal },
  });
  const { status, headers, text } = answer;
  if (status < 200 || status >= 300) throw errorFromResponse(status, headers, text);
  connection().onAnswer?.(headers);
  return { status, image: imageIn(text, status) };
}
