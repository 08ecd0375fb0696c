import { describe, expect, test } from 'vitest';
import { ImgproError } from '../../../../src/api/index.ts';
import { decideRetry } from '../../../../src/upload/send/retry-policy.ts';

const error = (code: string, status: number, retryAfter?: number) =>
  new ImgproError('…', { code, status, retryAfter });
const first = { failures: 1, retries: 6, refreshed: false };

describe('after a failed try', () => {
  test.each([
    ['network_error', 0],
    ['timeout', 0],
    ['request_timeout', 408],
    ['rate_limited', 429],
    ['upload_failed', 500],
    ['upstream_unreachable', 502],
    ['service_unavailable', 503],
    ['upstream_unreachable', 504],
    ['idempotency_key_in_progress', 409],
  ])('%s (%d) is tried again', (code, status) => {
    expect(decideRetry(error(code, status), first).kind).toBe('retry');
  });

  test.each([
    ['validation_error', 422],
    ['unsupported_type', 422],
    ['file_too_large', 413],
    ['forbidden', 403],
    ['token_invalid', 401],
    ['quota_exceeded', 403],
    ['token_exhausted', 429],
    ['idempotency_key_conflict', 409],
    ['gateway_misconfigured', 502],
    ['invalid_response', 200],
  ])('%s (%d) is not', (code, status) => {
    expect(decideRetry(error(code, status), first)).toEqual({ kind: 'fail' });
  });

  test('an expired token is renewed once, not twice in a row', () => {
    const expired = error('token_expired', 401);
    expect(decideRetry(expired, first)).toEqual({ kind: 'refresh' });
    expect(decideRetry(expired, { ...first, refreshed: true })).toEqual({ kind: 'fail' });
  });

  test('the number of tries has an end', () => {
    const lost = error('network_error', 0);
    expect(decideRetry(lost, { ...first, failures: 6 }).kind).toBe('retry');
    expect(decideRetry(lost, { ...first, failures: 7 })).toEqual({ kind: 'fail' });
    expect(decideRetry(lost, { ...first, retries: 0 })).toEqual({ kind: 'fail' });
  });

  test('the server’s wait is kept, with jitter on top', () => {
    const busy = error('rate_limited', 429, 90);
    expect(decideRetry(busy, first, () => 0)).toEqual({ kind: 'retry', delay: 90_000 });
    const most = decideRetry(busy, first, () => 0.999);
    expect(most.kind === 'retry' && most.delay > 90_000).toBe(true);
  });

  test('a wait over five minutes fails with a time to retry', () => {
    expect(decideRetry(error('rate_limited', 429, 301), first)).toEqual({ kind: 'fail' });
    expect(decideRetry(error('rate_limited', 429, 300), first).kind).toBe('retry');
  });

  test('the pause grows from try to try', () => {
    const pause = (failures: number) => {
      const decision = decideRetry(error('network_error', 0), { ...first, failures }, () => 0.999);
      return decision.kind === 'retry' ? decision.delay : NaN;
    };
    expect(pause(2)).toBeGreaterThan(pause(1));
    expect(pause(3)).toBeGreaterThan(pause(2));
  });

  test.each([
    ['network_error', 0],
    ['request_timeout', 408],
    ['rate_limited', 429],
    ['upload_failed', 500],
    ['idempotency_key_in_progress', 409],
  ])('the pause after %s (%d) is jittered in full, from nothing at all', (code, status) => {
    const pause = (random: number, failures: number) => {
      const decision = decideRetry(error(code, status), { ...first, failures }, () => random);
      return decision.kind === 'retry' ? decision.delay : NaN;
    };
    for (const failures of [1, 2, 3, 4, 5, 6]) {
      const most = Math.min(8_000, 250 * 2 ** (failures - 1));
      expect(pause(0, failures)).toBe(0);
      expect(pause(0.5, failures)).toBe(most / 2);
      expect(pause(1, failures)).toBe(most);
    }
  });

  test('no other 4xx is ever repeated, whatever it asks for', () => {
    for (let status = 400; status < 500; status++) {
      if ([408, 409, 429].includes(status)) continue;
      expect(decideRetry(error('x', status, 1), first), String(status)).toEqual({ kind: 'fail' });
    }
    expect(decideRetry(error('idempotency_key_conflict', 409, 1), first)).toEqual({ kind: 'fail' });
  });
});
