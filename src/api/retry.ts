import { isImgproError } from './errors.ts';
import type { ImgproError } from './errors.ts';

/** The first back-off is up to this long, in ms; each further one up to twice the last. */
const BASE_DELAY = 500;
/** No back-off of our own is longer, in ms. */
const MAX_DELAY = 8_000;
/** A longer Retry-After (in seconds) is reported instead of waited for. */
export const MAX_RETRY_AFTER = 60;
/** All the waiting of one call, in ms. */
export const MAX_TOTAL_WAIT = 120_000;

/** Codes that no second try can change, whatever their status is. */
const FINAL_CODES = new Set([
  'quota_exceeded',
  'token_exhausted',
  'gateway_misconfigured',
  'invalid_response',
]);

/**
 * Whether the same request may be sent again (DESIGN §5). `idempotent` tells whether a request that was carried out
 * although its answer was lost does no harm when it is repeated: GET, PATCH, DELETE, or a POST with an Idempotency-Key.
 */
export function isRetryable(error: unknown, { idempotent }: { idempotent: boolean }): boolean {
  if (!isImgproError(error) || FINAL_CODES.has(error.code) || error.type === 'quota_error') return false;
  const { code, status } = error;
  if (code === 'idempotency_key_in_progress' || status === 408 || status === 429 || status === 503)
    return true;
  if (!idempotent) return false;
  return code === 'network_error' || code === 'timeout' || (status >= 500 && status !== 501);
}

/**
 * How long to wait before another try, in ms: full jitter over a doubling back-off, after what Retry-After asks for.
 * @param attempt how many retries went before, from 0
 * @param random a source of numbers from 0 to 1, for tests
 */
export function retryDelay(attempt: number, error?: ImgproError, random: () => number = Math.random): number {
  const backOff = random() * Math.min(MAX_DELAY, BASE_DELAY * 2 ** attempt);
  return Math.round(Math.min(error?.retryAfter ?? 0, MAX_RETRY_AFTER) * 1000 + backOff);
}

/**
 * What all calls of one client may spend on retries, so that an outage is not met with five times the load: a retry
 * costs one, a success earns one back.
 */
export class RetryBudget {
  readonly #most: number;
  #left: number;

  constructor(most = 50) {
    this.#most = most;
    this.#left = most;
  }

  /** Takes one retry; false when none is left. */
  spend(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  earn(): void {
    this.#left = Math.min(this.#most, this.#left + 1);
  }
}
