import { resolve } from 'node:path';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { kvStore, type KVBinding } from '../../../../src/server/stores/kv.ts';
import type { Reservation } from '../../../../src/server/stores/store.ts';
import { keepsTheContract } from './contract.ts';

const wish = (place: string, more: Partial<Reservation> = {}): Reservation => ({
  counter: 'c',
  place,
  amount: 1,
  limit: 10,
  seconds: 100,
  ...more,
});

/** The part of a namespace that is needed here: the types of Workers are not installed. */
interface Namespace extends KVBinding {
  list(): Promise<{ keys: { name: string; expiration?: number }[] }>;
}

const offline = { cf: false, telemetry: { enabled: false }, compatibilityDate: '2024-10-14' } as const;

describe('the Workers KV store', () => {
  let worker: Miniflare;
  let namespace: Namespace;
  let subjects = 0;

  beforeAll(async () => {
    worker = new Miniflare({
      ...offline,
      modules: true,
      script: 'export default { fetch: () => new Response() }',
      kvNamespaces: ['KV'],
    });
    namespace = (await worker.getKVNamespace('KV')) as unknown as Namespace;
  });

  afterAll(() => worker?.dispose());

  keepsTheContract(
    () => {
      let now = Date.now();
      return {
        store: kvStore(namespace, { prefix: `test ${++subjects}:`, now: () => now }),
        advance: async (milliseconds) => {
          now += milliseconds;
        },
      };
    },
    { runs: 30 },
  );

  test('has two isolates share what KV shows both', async () => {
    const [one, two] = [kvStore(namespace, { prefix: 'both:' }), kvStore(namespace, { prefix: 'both:' })];
    await one.reserve(wish('a', { amount: 6 }));
    await two.confirm('c', 'a', 5, 100);
    expect((await one.reserve(wish('b', { amount: 6 }))).granted).toBe(false);
    expect((await two.reserve(wish('b', { amount: 5 }))).granted).toBe(true);
    await one.set('k', 'v', 100);
    expect(await two.get('k')).toBe('v');
  });

  test('has KV forget counters and notes, with a short key for any name', async () => {
    const store = kvStore(namespace, { prefix: 'kept:' });
    const name = 'x'.repeat(4096);
    await store.confirm(name, name, 1, 3600);
    await store.set(name, 'v', 1);
    const { keys } = await namespace.list();
    const [counter, note] = keys.filter((key) => key.name.startsWith('kept:'));
    const left = (key?: { expiration?: number }) => key!.expiration! - Date.now() / 1000;
    expect(counter!.name).toMatch(/^kept:counter:[0-9a-f]{64}$/);
    expect(left(counter)).toBeGreaterThan(3500);
    expect(left(counter)).toBeLessThan(3700);
    expect(note!.name).toMatch(/^kept:note:[0-9a-f]{64}$/);
    expect(left(note)).toBeGreaterThan(30);
    expect(left(note)).toBeLessThan(100);
  });
});

/** A namespace as another location sees it: what is shown is behind what is written until `settle`. */
class SlowNamespace implements KVBinding {
  readonly written = new Map<string, string>();
  shown = new Map<string, string>();
  puts = 0;
  lifetimes: number[] = [];
  /** Promise that a write waits for. */
  writing = Promise.resolve();
  /** How many of the next writes fail, and of what. */
  failing = { times: 0, error: new Error('KV PUT failed: 429 Too Many Requests') };

  async get(key: string): Promise<string | null> {
    return this.shown.get(key) ?? null;
  }

  async put(key: string, value: string, { expirationTtl }: { expirationTtl: number }): Promise<void> {
    this.puts++;
    if (this.failing.times-- > 0) throw this.failing.error;
    await this.writing;
    this.lifetimes.push(expirationTtl);
    this.written.set(key, value);
  }

  settle(): void {
    this.shown = new Map(this.written);
  }
}

/** Waits for a number of writes to have begun. */
const untilPut = async (namespace: SlowNamespace, puts: number) => {
  while (namespace.puts < puts) await new Promise(setImmediate);
};

describe('the Workers KV store, where KV is behind', () => {
  const setup = () => {
    const namespace = new SlowNamespace();
    const clock = { now: 1_000_000 };
    const isolate = () => kvStore(namespace, { now: () => clock.now });
    return { namespace, clock, isolate };
  };

  test('an isolate reads its own writes', async () => {
    const { isolate } = setup();
    const store = isolate();
    expect((await store.reserve(wish('a', { amount: 6 }))).granted).toBe(true);
    expect((await store.reserve(wish('b', { amount: 5 }))).granted).toBe(false);
    await store.confirm('c', 'a', 2, 100);
    expect((await store.reserve(wish('b', { amount: 8 }))).granted).toBe(true);
    await store.release('c', 'b');
    expect((await store.reserve(wish('d', { amount: 8 }))).granted).toBe(true);
    await store.set('k', 'v', 100);
    expect(await store.get('k')).toBe('v');
  });

  test('what an isolate released stays released though KV shows it held', async () => {
    const { isolate, namespace } = setup();
    const store = isolate();
    await store.reserve(wish('a', { amount: 10 }));
    namespace.settle();
    await store.release('c', 'a');
    expect((await store.reserve(wish('b', { amount: 10 }))).granted).toBe(true);
  });

  test('what another isolate overwrote is written again', async () => {
    const { isolate, namespace } = setup();
    const [one, two] = [isolate(), isolate()];
    await one.confirm('c', 'a', 3, 100);
    await two.confirm('c', 'b', 4, 100);
    namespace.settle();
    await one.confirm('c', 'd', 1, 100);
    namespace.settle();
    const third = isolate();
    expect((await third.reserve(wish('e', { amount: 3 }))).granted).toBe(false);
    expect((await third.reserve(wish('e', { amount: 2 }))).granted).toBe(true);
  });

  test('of two beginnings the first holds', async () => {
    const { isolate, namespace, clock } = setup();
    const [one, two] = [isolate(), isolate()];
    await one.reserve(wish('a'));
    clock.now += 40_000;
    await two.reserve(wish('b', { amount: 10 }));
    namespace.settle();
    expect(await one.reserve(wish('d'))).toEqual({ granted: false, retryAfter: 60 });
  });

  test('after two minutes KV alone is believed', async () => {
    const { isolate, namespace, clock } = setup();
    const [one, two] = [isolate(), isolate()];
    const long = { seconds: 3600 };
    await one.reserve(wish('a', { ...long, amount: 10 }));
    namespace.settle();
    clock.now += 60_000;
    await two.release('c', 'a');
    namespace.settle();
    expect((await one.reserve(wish('b', { ...long, amount: 10 }))).granted).toBe(false);
    clock.now += 60_000;
    expect((await one.reserve(wish('b', { ...long, amount: 10 }))).granted).toBe(true);
  });

  test('after two minutes KV alone is believed of a place, though another was used since', async () => {
    const { isolate, namespace, clock } = setup();
    const [one, two] = [isolate(), isolate()];
    const long = { seconds: 3600 };
    await one.reserve(wish('a', { ...long, amount: 9 }));
    namespace.settle();
    clock.now += 60_000;
    await one.reserve(wish('b', long));
    namespace.settle();
    await two.release('c', 'a');
    namespace.settle();
    clock.now += 60_000;
    expect((await one.reserve(wish('d', { ...long, amount: 10 }))).granted).toBe(false);
    expect((await one.reserve(wish('d', { ...long, amount: 9 }))).granted).toBe(true);
  });

  test('a call waits for a write that is under way', async () => {
    const { isolate, namespace } = setup();
    const store = isolate();
    let finish = () => {};
    namespace.writing = new Promise((resolve) => (finish = resolve));
    const first = store.reserve(wish('a', { amount: 10 }));
    await untilPut(namespace, 1);
    const second = store.reserve(wish('b'));
    // Time enough for the second to be decided, if nothing held it up.
    for (let i = 0; i < 100; i++) await new Promise(setImmediate);
    expect(namespace.puts).toBe(1);
    finish();
    expect((await first).granted).toBe(true);
    expect((await second).granted).toBe(false);
  });

  test('a counter of very many places keeps its sum, and its text short', async () => {
    const { isolate, namespace } = setup();
    const store = isolate();
    for (let i = 0; i < 1500; i++) {
      await store.confirm('c', `place ${i}`, 2, 86_400);
      if (i % 2) namespace.settle();
    }
    const [text] = namespace.written.values();
    expect((JSON.parse(text!) as { used: unknown[] }).used).toHaveLength(1000);
    const reserve = (limit: number) => store.reserve(wish('one more', { limit, seconds: 86_400 }));
    expect((await reserve(3000)).granted).toBe(false);
    expect((await reserve(3001)).granted).toBe(true);
  });

  test('KV is never given less than 60 seconds', async () => {
    const { isolate, namespace } = setup();
    const store = isolate();
    await store.set('k', 'v', 1);
    await store.reserve(wish('a', { seconds: 61.5 }));
    expect(namespace.lifetimes).toEqual([60, 62]);
  });
});

describe('the Workers KV store, with one write a second', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const setup = () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const namespace = new SlowNamespace();
    return { namespace, store: kvStore(namespace) };
  };

  test('calls at the same time share a write', async () => {
    const { namespace, store } = setup();
    await Promise.all(Array.from({ length: 50 }, (_, i) => store.reserve(wish(`${i}`))));
    expect(namespace.puts).toBe(1);
  });

  test('a call that changes nothing writes nothing', async () => {
    const { namespace, store } = setup();
    await store.reserve(wish('a', { amount: 11 }));
    await store.release('c', 'a');
    await store.confirm('c', 'a', 10, 100);
    expect(namespace.puts).toBe(1);
    await store.confirm('c', 'a', 10, 100);
    await store.reserve(wish('a'));
    await store.reserve(wish('b'));
    await store.release('c', 'a');
    expect(namespace.puts).toBe(1);
  });

  test('a write that comes too soon is tried again', async () => {
    const { namespace, store } = setup();
    namespace.failing.times = 3;
    const answer = store.reserve(wish('a', { limit: 1 }));
    for (const [tries, pause] of [1000, 2000, 4000].entries()) {
      await untilPut(namespace, tries + 1);
      await vi.advanceTimersByTimeAsync(pause - 1);
      expect(namespace.puts).toBe(tries + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(namespace.puts).toBe(tries + 2);
    }
    expect(await answer).toEqual({ granted: true });
    expect((await store.reserve(wish('b', { limit: 1 }))).granted).toBe(false);
  });

  test('what could not be written fails, and has not happened', async () => {
    const { namespace, store } = setup();
    namespace.failing.times = 4;
    const answer = expect(store.reserve(wish('a', { amount: 10 }))).rejects.toThrow('429');
    await untilPut(namespace, 1);
    await vi.advanceTimersByTimeAsync(7_000);
    await answer;
    expect((await store.reserve(wish('b', { amount: 10 }))).granted).toBe(true);
  });

  test('any other failure is passed on at once', async () => {
    const { namespace, store } = setup();
    namespace.failing = { times: 1, error: new Error('KV PUT failed: 500 Internal Server Error') };
    await expect(store.confirm('c', 'a', 1, 100)).rejects.toThrow('500');
    expect(namespace.puts).toBe(1);
  });
});

describe('the Workers KV store in workerd', () => {
  /** A worker that makes its store once, as a site does. `?hang` never gets an answer from KV; pauses are short. */
  const source = `
    import { kvStore } from './src/server/stores/kv.ts';
    const later = globalThis.setTimeout;
    globalThis.setTimeout = (run, pause, ...values) => later(run, pause / 50, ...values);
    let namespace, store, hangs = false;
    export default {
      async fetch(request, { KV }) {
        namespace ??= {
          get: (key) => (hangs ? ((hangs = false), new Promise(() => {})) : KV.get(key)),
          put: (...values) => KV.put(...values),
        };
        store ??= kvStore(namespace);
        const { searchParams } = new URL(request.url);
        hangs ||= searchParams.has('hang');
        const counter = searchParams.get('counter');
        const place = searchParams.get('place');
        return Response.json(await store.reserve({ counter, place, amount: 1, limit: 10, seconds: 100 }));
      },
    };`;
  let worker: Miniflare;

  const reserve = async (query: string) => {
    const response = await worker.dispatchFetch(`http://localhost/?${query}`);
    return { status: response.status, text: await response.text() };
  };

  beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: { contents: source, resolveDir: resolve(import.meta.dirname, '../../../..'), loader: 'ts' },
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
    });
    worker = new Miniflare({
      ...offline,
      modules: true,
      script: outputFiles[0]!.text,
      kvNamespaces: ['KV'],
      handleRuntimeStdio: () => {},
    });
    await worker.ready;
  });

  afterAll(() => worker?.dispose());

  test('never more is granted than there is to requests at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => reserve(`counter=many&place=${i}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    expect(answers.filter(({ text }) => text === '{"granted":true}')).toHaveLength(10);
  });

  test('a request that is cut off in the middle holds up the others for a while only', async () => {
    const cut = reserve('counter=cut&place=a&hang');
    const others = await Promise.all(Array.from({ length: 5 }, (_, i) => reserve(`counter=cut&place=${i}`)));
    expect(others).toEqual(others.map(() => ({ status: 200, text: '{"granted":true}' })));
    await cut.catch(() => {});
  });
});
