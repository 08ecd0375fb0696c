import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ImgproError, isRetryable, retryDelay } from '../../../src/api/index.ts';
import { retry } from '../../../src/api/retry.ts';

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

describe('work that is retried', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  const failed = (): Promise<never> => Promise.reject(new Error('no'));

  test('gives the result of the first attempt that succeeds, each after its pause', async () => {
    const start = Date.now();
    const at: number[] = [];
    const work = async () => {
      at.push(Date.now() - start);
      return at.length < 4 ? failed() : 'done';
    };
    const result = retry(work, (_, failures) => failures * 1000);
    await vi.runAllTimersAsync();
    expect(await result).toBe('done');
    expect(at).toEqual([0, 1000, 3000, 6000]);
  });

  test('fails with the last error once its policy gives up', async () => {
    let attempts = 0;
    const result = retry(
      () => Promise.reject(new Error(`${++attempts}`)),
      (_, failures) => (failures < 3 ? 1 : null),
    ).catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    expect(await result).toMatchObject({ message: '3' });
  });

  test('is attempted again without a timer after a pause of 0', async () => {
    const work = vi
      .fn(failed)
      .mockRejectedValueOnce(new Error('expired'))
      .mockResolvedValue('done' as never);
    expect(await retry(work, () => 0)).toBe('done');
  });

  test('waits for a policy that has something to wait for', async () => {
    const work = vi
      .fn(failed)
      .mockRejectedValueOnce(new Error('offline'))
      .mockResolvedValue('done' as never);
    let goOnline = () => {};
    const online = new Promise<void>((resolve) => (goOnline = resolve));
    const result = retry(work, async () => {
      await online;
      return 5;
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).toHaveBeenCalledTimes(1);
    goOnline();
    await vi.runAllTimersAsync();
    expect(await result).toBe('done');
  });

  test('never begins after an abort', async () => {
    const work = vi.fn(failed);
    await expect(retry(work, () => 1, AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
    expect(work).not.toHaveBeenCalled();
  });

  test('that is aborted in a pause fails at once, with the reason', async () => {
    const leaving = new AbortController();
    const work = vi.fn(failed);
    const result = retry(work, () => 60_000, leaving.signal).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1000);
    const start = Date.now();
    leaving.abort(new Error('left'));
    expect(await result).toMatchObject({ message: 'left' });
    expect(Date.now()).toBe(start);
    expect(work).toHaveBeenCalledTimes(1);
  });

  test('whose attempt is aborted fails with the reason, and its policy is not asked', async () => {
    const leaving = new AbortController();
    const pause = vi.fn(() => 1);
    const work = () =>
      new Promise<never>((_, reject) =>
        leaving.signal.addEventListener('abort', () => reject(new Error('no'))),
      );
    const result = retry(work, pause, leaving.signal);
    leaving.abort(new Error('left'));
    await expect(result).rejects.toThrow('left');
    expect(pause).not.toHaveBeenCalled();
  });

  test('is never attempted more or later than its policy says, whenever it is aborted', async () => {
    const outcomes = fc.array(
      fc.record({ succeeds: fc.boolean(), pause: fc.option(fc.nat(1000)), isAsync: fc.boolean() }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(outcomes, fc.option(fc.nat(3000)), async (script, abortAt) => {
        const leaving = new AbortController();
        const start = Date.now();
        const at: number[] = [];
        const work = () => {
          expect(leaving.signal.aborted).toBe(false);
          at.push(Date.now() - start);
          return script[at.length - 1]?.succeeds ? Promise.resolve('done') : failed();
        };
        const pause = (_: unknown, failures: number) => {
          const { pause, isAsync } = script[failures - 1] ?? { pause: null, isAsync: false };
          return isAsync ? Promise.resolve(pause) : pause;
        };
        const expected: number[] = [];
        let end = 'no';
        for (let time = 0, index = 0; ; index += 1) {
          expected.push(time);
          const { succeeds, pause } = script[index] ?? { succeeds: false, pause: null };
          if (succeeds) end = 'done';
          if (succeeds || pause === null) break;
          time += pause;
          if (abortAt !== null && time > abortAt) {
            end = 'left';
            break;
          }
        }
        if (abortAt !== null) setTimeout(() => leaving.abort(new Error('left')), abortAt + 0.5);
        const result = retry(work, pause, leaving.signal).catch((error: unknown) => (error as Error).message);
        await vi.runAllTimersAsync();
        expect(await result).toBe(end);
        expect(at).toEqual(expected);
      }),
    );
  });
});
