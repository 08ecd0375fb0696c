import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RemoteTasks, WorkerUnavailableError } from '../../../../src/upload/workers/remote-tasks.ts';
import { serveTasks } from '../../../../src/upload/workers/serve-tasks.ts';

const tasks = {
  double: (number: number) => number * 2,
  fail: () => {
    throw Object.assign(new Error('too large'), { name: 'SizeError', code: 'too-large' });
  },
  wait: (_: null, signal: AbortSignal) =>
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('left')));
    }),
};

/** A worker in the same thread: both sides speak through it as through the real one. */
class PretendWorker extends EventTarget {
  static all: PretendWorker[] = [];
  readonly heard: unknown[] = [];
  readonly #inside = new EventTarget();
  terminated = false;

  constructor(serves = true) {
    super();
    PretendWorker.all.push(this);
    if (!serves) return;
    queueMicrotask(() =>
      serveTasks(tasks as never, {
        addEventListener: (type, listener) => this.#inside.addEventListener(type, listener as never),
        postMessage: (data) =>
          queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data }))),
      }),
    );
  }
  postMessage(data: unknown): void {
    this.heard.push(data);
    setTimeout(() => this.#inside.dispatchEvent(new MessageEvent('message', { data })));
  }
  terminate(): void {
    this.terminated = true;
  }
}

const remote = (serves = true, options = {}) =>
  new RemoteTasks<typeof tasks>(() => new PretendWorker(serves) as unknown as Worker, options);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  PretendWorker.all = [];
  vi.useRealTimers();
});

/** Lets timers and microtasks run without time passing for idle workers. */
const settle = () => vi.advanceTimersByTimeAsync(1);

describe('functions in a worker', () => {
  test('answer as if they were called here', async () => {
    const answer = remote().call('double', 21);
    await settle();
    expect(await answer).toBe(42);
  });

  test('throw with the name, the message and the code of their error', async () => {
    const answer = expect(remote().call('fail', undefined as never)).rejects.toMatchObject({
      ...{ name: 'SizeError', message: 'too large', code: 'too-large' },
    });
    await settle();
    await answer;
  });

  test('share one worker, which goes when it is idle and comes back when it is wanted', async () => {
    const both = remote(true, { idle: 500 });
    const answers = Promise.all([both.call('double', 1), both.call('double', 2)]);
    await settle();
    expect(await answers).toEqual([2, 4]);
    expect(PretendWorker.all).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(600);
    expect(PretendWorker.all[0]!.terminated).toBe(true);
    const again = both.call('double', 3);
    await settle();
    expect(await again).toBe(6);
  });

  test('are told when nobody waits any more', async () => {
    const stop = new AbortController();
    const answer = remote().call('wait', null, { signal: stop.signal });
    const left = expect(answer).rejects.toThrow('enough');
    await settle();
    stop.abort(new Error('enough'));
    await left;
    expect(PretendWorker.all[0]!.heard.at(-1)).toEqual({ id: 1 });
  });

  for (const [why, start] of [
    ['a policy refuses it', () => Promise.reject(new DOMException('no', 'SecurityError'))],
    ['the build has none', () => null],
  ] as const)
    test(`run here where ${why}, and it is not tried again`, async () => {
      const tried = vi.fn(start);
      const none = new RemoteTasks<typeof tasks>(tried as never);
      expect(await none.run('double', 4, tasks.double)).toBe(8);
      expect(await none.run('double', 5, tasks.double)).toBe(10);
      expect(tried).toHaveBeenCalledTimes(1);
      expect(none.available).toBe(false);
    });

  test('run here when the worker breaks down before it has said a word', async () => {
    const broken = remote(false);
    const answer = broken.run('double', 4, tasks.double);
    await settle();
    PretendWorker.all[0]!.dispatchEvent(new Event('error', { cancelable: true }));
    expect(await answer).toBe(8);
    expect(broken.available).toBe(false);
  });

  test('run here when the worker never says a word', async () => {
    const answer = remote(false, { patience: 2000 }).run('double', 4, tasks.double);
    await vi.advanceTimersByTimeAsync(2001);
    expect(await answer).toBe(8);
  });

  test('get another worker when one breaks down at work, but not for ever', async () => {
    const fragile = remote();
    for (let turn = 0; turn < 3; turn++) {
      const answer = expect(fragile.call('wait', null)).rejects.toThrow(WorkerUnavailableError);
      await settle();
      PretendWorker.all.at(-1)!.dispatchEvent(new Event('error', { cancelable: true }));
      await answer;
    }
    expect(PretendWorker.all).toHaveLength(3);
    expect(fragile.available).toBe(false);
  });
});
