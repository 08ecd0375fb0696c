import { isRetryable, retryDelay, type ImgproError } from '../../api/index.ts';

/** The longest wait, in seconds, that a server may ask for; a longer one fails the file, with a time to retry. */
export const LONGEST_WAIT = 5 * 60;

export type RetryDecision =
  | { kind: 'fail' }
  /** Ask for a new token, then send again; does not count as a failed attempt. */
  | { kind: 'refresh' }
  /** Send again after `delay` milliseconds. */
  | { kind: 'retry'; delay: number };

export interface FailedAttempts {
  /** Number of failed attempts so far, this one included. */
  failures: number;
  /** Number of failed attempts after which another follows. */
  retries: number;
  /** The answer before this one was a refused token as well. */
  refreshed: boolean;
}

/**
 * Decision about a failed attempt, by its cause. Every upload carries an Idempotency-Key, so that whatever may have
 * been stored can be sent again safely; what cannot succeed by repetition is never repeated.
 */
export function decideRetry(
  error: ImgproError,
  { failures, retries, refreshed }: FailedAttempts,
  random: () => number = Math.random,
): RetryDecision {
  if (error.status === 401 && error.code === 'token_expired')
    return refreshed ? { kind: 'fail' } : { kind: 'refresh' };
  if (failures > retries) return { kind: 'fail' };
  if (!isRetryable(error, { idempotent: true })) return { kind: 'fail' };
  if ((error.retryAfter ?? 0) > LONGEST_WAIT) return { kind: 'fail' };
  // The jitter comes on top of what the server asks for, lest all clients return in the same instant.
  const asked = (error.retryAfter ?? 0) * 1000;
  return { kind: 'retry', delay: asked + retryDelay(failures - 1, undefined, random) };
}
