import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ImgproError, isRetryable, retryDelay } from '../../../src/api/index.ts';

const error = (status: number, code = 'x', over: object = {}) =>
  new ImgproError('No', { code, status, ...over });

describe('a request may be sent again', () => {
  test.each([
    ['408', error(408)],
    ['429', error(429, 'rate_limited')],
    ['503', error(503)],
    ['a key in progress', error(409, 'idempotency_key_in_progress')],
  ])('after %s, whatever it does', (_, reason) => {
    expect(isRetryable(reason, { idempotent: true })).toBe(true);
    expect(isRetryable(reason, { idempotent: false })).toBe(true);
  });

  test.each([
    ['no answer', error(0, 'network_error')],
    ['a time limit', error(0, 'timeout')],
    ['500', error(500, 'upload_failed')],
    ['502', error(502, 'fetch_failed')],
    ['504', error(504)],
    ['an answer of the CDN in front', error(522)],
  ])('after %s only when repeating it does no harm', (_, reason) => {
    expect(isRetryable(reason, { idempotent: true })).toBe(true);
    expect(isRetryable(reason, { idempotent: false })).toBe(false);
  });

  test.each([
    ['a bad request', error(400)],
    ['a bad key', error(401, 'unauthorized')],
    ['an expired token', error(401, 'token_expired')],
    ['a lock', error(403, 'media_locked')],
    ['a full quota, also as 429', error(429, 'quota_exceeded')],
    ['a full quota without its code', error(429, 'x', { type: 'quota_error' })],
    ['a used-up token', error(429, 'token_exhausted')],
    ['a key used for something else', error(409, 'idempotency_key_conflict')],
    ['a gateway without a good key', error(502, 'gateway_misconfigured')],
    ['what is not implemented', error(501)],
    ['an answer that is none', error(200, 'invalid_response')],
    ['an abort', new DOMException('x', 'AbortError')],
    ['a mistake in the program', new TypeError('x')],
  ])('never after %s', (_, reason) => {
    expect(isRetryable(reason, { idempotent: true })).toBe(false);
  });
});

describe('the wait before another try', () => {
  test('is anything up to a limit that doubles from half a second to eight', () => {
    const longest = [1, 2, 3, 4, 5, 6, 20].map((attempt) => retryDelay(attempt, undefined, () => 1));
    expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
    expect(retryDelay(3, undefined, () => 0)).toBe(0);
    expect(retryDelay(3, undefined, () => 0.5)).toBe(1000);
  });

  test('is never shorter than Retry-After', () => {
    fc.assert(
      fc.property(
        fc.nat(20),
        fc.nat(10_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, retryAfter, random) => {
          const delay = retryDelay(attempt, error(429, 'rate_limited', { retryAfter }), () => random);
          expect(delay).toBeGreaterThanOrEqual(retryAfter * 1000);
          expect(delay).toBeLessThanOrEqual(retryAfter * 1000 + 8000);
        },
      ),
    );
  });
});
