import { isImgproError } from './errors.ts';
import type { ImgproError } from './errors.ts';
import { sleep } from './sleep.ts';

/** Error codes that another attempt cannot change, whatever the status is. */
const FINAL_CODES = ['quota_exceeded', 'token_exhausted', 'gateway_misconfigured'];

/**
 * Whether the same request may be sent again. `idempotent`: repeating it does no harm if it was carried out and only its
 * answer was lost, as for GET, PATCH, DELETE, or a POST with an Idempotency-Key.
 */
export function isRetryable(error: unknown, { idempotent }: { idempotent: boolean }): boolean {
  if (!isImgproError(error)) return false;
  const { code, status, type } = error;
  if (type === 'quota_error' || FINAL_CODES.includes(code)) return false;
  if (code === 'idempotency_key_in_progress' || [408, 429, 503].includes(status)) return true;
  return idempotent && (status >= 500 ? status !== 501 : code === 'network_error' || code === 'timeout');
}

/**
 * Whether the client itself sends a request again. All its requests are idempotent, as its POSTs have keys. A Retry-After
 * of more than a minute is reported instead of waited for.
 */
export const isWorthWaiting = (error: unknown): boolean =>
  isRetryable(error, { idempotent: true }) && ((error as ImgproError).retryAfter ?? 0) <= 60;

/**
 * How long to wait before another attempt, in ms: the time of Retry-After, plus full jitter over a back-off that doubles
 * from half a second to eight seconds.
 * @param attempt how many attempts have failed, from 1
 * @param random a source of numbers from 0 to 1, for tests
 */
export function retryDelay(attempt: number, error?: ImgproError, random: () => number = Math.random): number {
  return (error?.retryAfter ?? 0) * 1000 + random() * Math.min(8_000, 250 * 2 ** attempt);
}

/**
 * How long to wait before the next attempt, in ms, 0 for not at all; `null` gives up.
 * @param failures how many attempts have failed, from 1
 */
export type PauseAfter = (error: unknown, failures: number) => number | null | Promise<number | null>;

/**
 * Result of the first attempt at `work` that succeeds. Rejects with the error of the attempt after which `pause` gives up.
 * From the moment that `signal` aborts no attempt begins, a pause ends at once, and the rejection is the signal's reason.
 */
export async function retry<T>(work: () => Promise<T>, pause: PauseAfter, signal?: AbortSignal): Promise<T> {
  for (let failures = 0; ;) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      const delay = await pause(error, ++failures);
      if (delay === null) throw error;
      if (delay) await sleep(delay, signal);
    }
  }
}
