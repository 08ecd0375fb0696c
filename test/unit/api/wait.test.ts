import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pollImage } from '../../../src/api/index.ts';
import { failure, image, reasonOf, scriptedClient } from './scripted.ts';
import type { Answer } from './scripted.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const processing = () => Response.json(image({ status: 'processing', width: null }));
const ready = () => Response.json(image());

/** A client whose image is ready at the nth request; `at` has the seconds at which each came. */
function slow(...answers: Answer[]) {
  const { client, seen } = scriptedClient(answers);
  const start = Date.now();
  const at: number[] = [];
  const push = seen.push.bind(seen);
  seen.push = (...items) => (at.push((Date.now() - start) / 1000), push(...items));
  return { client, seen, at };
}

describe('waiting until an image is ready', () => {
  test('asks at once, then 1 s ×1.5 apart, up to 15 s', async () => {
    const { client, at } = slow(...Array.from({ length: 10 }, processing), ready());
    const promise = client.waitUntilReady('abc12345');
    await vi.runAllTimersAsync();
    expect((await promise).status).toBe('ready');
    const gaps = at.slice(1).map((time, index) => time - at[index]!);
    expect(at[0]).toBe(0);
    [1, 1.5, 2.25, 3.375].forEach((gap, index) => expect(gaps[index]).toBeCloseTo(gap, 1));
    expect(gaps.at(-1)).toBeCloseTo(15, 1);
  });

  test('tells of each answer', async () => {
    const { client } = slow(processing(), ready());
    const states: string[] = [];
    const promise = client.waitUntilReady('abc12345', { onUpdate: ({ status }) => states.push(status) });
    await vi.runAllTimersAsync();
    await promise;
    expect(states).toEqual(['processing', 'ready']);
  });

  test.each([
    ['failed', failure(422, 'media_failed'), 'media_failed'],
    ['failed as an object', Response.json(image({ status: 'failed' })), 'media_failed'],
    ['blocked', failure(403, 'media_blocked'), 'media_blocked'],
    ['gone', failure(404, 'not_found'), 'not_found'],
  ])('ends when it has %s', async (_, answer, code) => {
    const { client, seen } = slow(processing(), answer);
    const promise = reasonOf(client.waitUntilReady('abc12345'));
    await vi.runAllTimersAsync();
    expect((await promise).code).toBe(code);
    expect(seen).toHaveLength(2);
  });

  test('ends after its time, and gives what is known', async () => {
    const { client, seen } = slow(processing());
    const promise = reasonOf(client.waitUntilReady('abc12345', { timeout: 3_000 }));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await promise).toMatchObject({ code: 'timeout', image: { id: 'abc12345', status: 'processing' } });
    expect(seen).toHaveLength(3);
  });

  test('ends by itself after two minutes', async () => {
    const { client } = slow(processing());
    const promise = reasonOf(client.waitUntilReady('abc12345'));
    await vi.advanceTimersByTimeAsync(120_000);
    expect((await promise).code).toBe('timeout');
  });

  test('ends at once when aborted, in a pause or in a request', async () => {
    const paused = slow(processing());
    const hanging = slow(() => new Promise<Response>(() => {}));
    for (const { client, seen } of [paused, hanging]) {
      const controller = new AbortController();
      const promise = reasonOf(client.waitUntilReady('abc12345', { signal: controller.signal }));
      await vi.advanceTimersByTimeAsync(500);
      controller.abort();
      expect((await promise).name).toBe('AbortError');
      await vi.advanceTimersByTimeAsync(60_000);
      expect(seen).toHaveLength(1);
    }
    expect(hanging.seen[0]!.signal.aborted).toBe(true);
    expect(
      (await reasonOf(paused.client.waitUntilReady('abc12345', { signal: AbortSignal.abort() }))).name,
    ).toBe('AbortError');
  });

  test('survives a spell offline, and waits as long as it is told', async () => {
    const { client, at } = slow(
      new TypeError('offline'),
      new TypeError('offline'),
      failure(503, 'x', { 'Retry-After': '20' }),
      ready(),
    );
    const promise = client.waitUntilReady('abc12345');
    await vi.runAllTimersAsync();
    await promise;
    expect(at[3]! - at[2]!).toBeCloseTo(20, 1);
  });

  test('ends when it is told to come back after more than a minute', async () => {
    const { client, seen } = slow(failure(429, 'rate_limited', { 'Retry-After': '61' }));
    const promise = reasonOf(client.waitUntilReady('abc12345'));
    await vi.runAllTimersAsync();
    expect(await promise).toMatchObject({ code: 'rate_limited', retryAfter: 61 });
    expect(seen).toHaveLength(1);
  });

  test('counts failures in a row alone', async () => {
    const nine = Array.from({ length: 9 }, () => new TypeError('offline'));
    const { client } = slow(...nine, processing(), ...nine, ready());
    const promise = client.waitUntilReady('abc12345', { timeout: 600_000 });
    await vi.runAllTimersAsync();
    expect((await promise).status).toBe('ready');
  });

  test('ends with what a listener throws', async () => {
    const { client, seen } = slow(processing(), ready());
    const fault = new Error('of the page');
    const onUpdate = () => {
      throw fault;
    };
    const promise = reasonOf(client.waitUntilReady('abc12345', { onUpdate }));
    await vi.runAllTimersAsync();
    expect([await promise, seen.length]).toEqual([fault, 1]);
  });

  test('gives up when there is no answer for about a minute', async () => {
    const { client, seen } = slow(new TypeError('offline'));
    const promise = reasonOf(client.waitUntilReady('abc12345'));
    await vi.runAllTimersAsync();
    expect((await promise).code).toBe('network_error');
    expect(seen).toHaveLength(10);
  });
});

describe('polling', () => {
  test('is shared by all who wait for one image of a client', async () => {
    const { client, seen } = slow(processing(), processing(), ready());
    const all = Promise.all([
      pollImage(client, 'abc12345'),
      pollImage(client, 'abc12345'),
      pollImage(client, 'abc12345', { immediate: true }),
    ]);
    await vi.runAllTimersAsync();
    expect((await all).map(({ status }) => status)).toEqual(['ready', 'ready', 'ready']);
    expect(seen).toHaveLength(3);
  });

  test('is another one for another image, another client, and after the end', async () => {
    const one = slow(ready());
    const two = slow(ready());
    const all = [pollImage(one.client, 'a'), pollImage(one.client, 'b'), pollImage(two.client, 'a')];
    await vi.runAllTimersAsync();
    await Promise.all(all);
    expect([one.seen.length, two.seen.length]).toEqual([2, 1]);
    void pollImage(one.client, 'a');
    await vi.runAllTimersAsync();
    expect(one.seen).toHaveLength(3);
  });

  test('begins after a second', async () => {
    const { client, at } = slow(ready());
    const promise = pollImage(client, 'abc12345');
    await vi.runAllTimersAsync();
    await promise;
    expect(at).toEqual([1]);
  });

  test('tells a latecomer what is known', async () => {
    const { client } = slow(processing(), ready());
    const first = pollImage(client, 'abc12345');
    await vi.advanceTimersByTimeAsync(1_500);
    const onUpdate = vi.fn();
    const second = pollImage(client, 'abc12345', { onUpdate });
    expect(onUpdate).toHaveBeenCalledWith(expect.objectContaining({ status: 'processing' }));
    await vi.runAllTimersAsync();
    await Promise.all([first, second]);
  });

  test('goes on for the others when one leaves, and stops with the last', async () => {
    const { client, seen } = slow(processing());
    const [first, second] = [new AbortController(), new AbortController()];
    const leaving = reasonOf(pollImage(client, 'abc12345', { signal: first.signal }));
    const staying = reasonOf(pollImage(client, 'abc12345', { signal: second.signal }));
    await vi.advanceTimersByTimeAsync(1_100);
    first.abort();
    expect((await leaving).name).toBe('AbortError');
    await vi.advanceTimersByTimeAsync(1_500);
    expect(seen).toHaveLength(2);
    second.abort();
    expect((await staying).name).toBe('AbortError');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toHaveLength(2);
  });

  test('goes on when a listener throws, which is an uncaught error of its own', async () => {
    const { client } = slow(processing(), ready());
    const queued = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((listener) => {
      try {
        listener();
      } catch (error) {
        thrown.push(error);
      }
    });
    const thrown: unknown[] = [];
    const fault = new Error('of the page');
    const onUpdate = () => {
      throw fault;
    };
    const all = Promise.all([pollImage(client, 'abc12345', { onUpdate }), pollImage(client, 'abc12345')]);
    await vi.runAllTimersAsync();
    expect((await all).map(({ status }) => status)).toEqual(['ready', 'ready']);
    expect(thrown).toEqual([fault, fault]);
    expect(queued).toHaveBeenCalled();
  });

  test('asks nothing while nobody sees it, and soon when somebody does', async () => {
    const { client, seen } = slow(processing(), ready());
    let visible = false;
    const promise = pollImage(client, 'abc12345', { visible: () => visible });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(seen).toHaveLength(0);
    visible = true;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen).toHaveLength(1);
    await vi.runAllTimersAsync();
    await promise;
  });

  test('asks when one of several is seen', async () => {
    const { client, seen } = slow(ready());
    const all = Promise.all([
      pollImage(client, 'abc12345', { visible: () => false }),
      pollImage(client, 'abc12345'),
    ]);
    await vi.runAllTimersAsync();
    await all;
    expect(seen).toHaveLength(1);
  });
});
