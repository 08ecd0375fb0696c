import { isImgproError } from './errors.ts';
import type { ImgproError } from './errors.ts';

/** The first back-off is up to this long, in ms; each further one up to twice the last. */
const BASE_DELAY = 500;
/** No back-off of our own is longer, in ms. */
const MAX_DELAY = 8_000;
/** The client reports a longer Retry-After (in seconds) instead of waiting for it. */
export const MAX_RETRY_AFTER = 60;
/** All the waiting of one call, in ms. */
export const MAX_TOTAL_WAIT = 120_000;

/** What no second try can change, whatever its status is. */
const FINAL_CODES = ['quota_exceeded', 'token_exhausted', 'gateway_misconfigured', 'invalid_response'];

/**
 * Whether the same request may be sent again (DESIGN §5). `idempotent` tells whether a request that was carried out
 * although its answer was lost does no harm when it is repeated: GET, PATCH, DELETE, or a POST with an Idempotency-Key.
 */
export function isRetryable(error: unknown, { idempotent }: { idempotent: boolean }): boolean {
  if (!isImgproError(error)) return false;
  const { code, status, type } = error;
  if (type === 'quota_error' || FINAL_CODES.includes(code)) return false;
  if (code === 'idempotency_key_in_progress' || [408, 429, 503].includes(status)) return true;
  return idempotent && (status >= 500 ? status !== 501 : code === 'network_error' || code === 'timeout');
}

/**
 * How long to wait before another try, in ms: full jitter over a doubling back-off, after all that Retry-After asks for.
 * @param attempt how many tries have failed, from 1
 * @param random a source of numbers from 0 to 1, for tests
 */
export function retryDelay(attempt: number, error?: ImgproError, random: () => number = Math.random): number {
  const backOff = random() * Math.min(MAX_DELAY, BASE_DELAY * 2 ** (attempt - 1));
  return Math.round((error?.retryAfter ?? 0) * 1000 + backOff);
}

/**
 * What all calls of one client may spend on retries, so that an outage is not met with five times the load: a retry
 * costs one, a success earns one back.
 */
export const RETRY_BUDGET = 50;
