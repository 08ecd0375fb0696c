import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../../src/server/stores/memory.ts';
import { keepsTheContract } from './contract.ts';

describe('the memory store', () => {
  keepsTheContract(() => {
    let now = 0;
    return {
      store: memoryStore({ now: () => now }),
      advance: async (milliseconds) => {
        now += milliseconds;
      },
    };
  });

  test('forgets to the millisecond', async () => {
    let now = 0;
    const store = memoryStore({ now: () => now });
    const reserve = (place: string) =>
      store.reserve({ counter: 'c', place, amount: 1, limit: 1, seconds: 10 });
    await store.set('k', 'v', 10);
    await reserve('p');
    expect(await reserve('q')).toEqual({ granted: false, retryAfter: 10 });
    now = 9_000;
    expect(await reserve('q')).toEqual({ granted: false, retryAfter: 1 });
    now = 9_999;
    expect([await store.get('k'), await reserve('q')]).toEqual(['v', { granted: false, retryAfter: 1 }]);
    now = 10_000;
    expect([await store.get('k'), await reserve('q')]).toEqual([null, { granted: true }]);
  });

  test('does not grow for ever', async () => {
    let now = 0;
    const store = memoryStore({ now: () => now });
    const before = liveHeap();
    for (let i = 0; i < 300_000; i++) {
      now += 1000;
      await store.set(`key ${i} ${'x'.repeat(100)}`, 'v', 10);
    }
    // All 300,000 would be some 70 MB; ten of them are still valid.
    expect(liveHeap() - before).toBeLessThan(5e6);
    expect(await store.get(`key 299999 ${'x'.repeat(100)}`)).toBe('v');
  });

  test('does not grow behind entries that live longer', async () => {
    let now = 0;
    const store = memoryStore({ now: () => now, maxEntries: 1_000_000 });
    for (let i = 0; i < 10; i++) await store.set(`for long ${i}`, 'v', 1_000_000);
    const before = liveHeap();
    for (let i = 0; i < 200_000; i++) {
      now += 1000;
      await store.set(`key ${i} ${'x'.repeat(100)}`, 'v', i % 100 === 0 ? 1000 : 10);
    }
    expect(liveHeap() - before).toBeLessThan(5e6);
    expect(await store.get('for long 0')).toBe('v');
  });

  test('keeps to its bound, with places of counters too', async () => {
    const store = memoryStore({ maxEntries: 10_000 });
    const before = liveHeap();
    for (let i = 0; i < 2000; i++)
      for (let j = 0; j < 100; j++)
        await store.confirm(`counter ${i}`, `place ${j} ${'x'.repeat(100)}`, 1, 86_400);
    // All 200,000 would be some 40 MB.
    expect(liveHeap() - before).toBeLessThan(10e6);
    const latest = { counter: 'counter 1999', place: 'one more', amount: 1, limit: 100, seconds: 60 };
    expect((await store.reserve(latest)).granted).toBe(false);
  });

  test('forgets the least recently used first, and a refusal is a use', async () => {
    const store = memoryStore({ maxEntries: 100 });
    const mine = { counter: 'mine', amount: 1, limit: 1, seconds: 86_400 };
    await store.reserve({ ...mine, place: 'first' });
    await store.set('old', 'v', 86_400);
    await store.set('asked for', 'v', 86_400);
    for (let i = 0; i < 1000; i++) {
      await store.reserve({ ...mine, counter: `a token's ${i}`, place: 'p' });
      expect((await store.reserve({ ...mine, place: `another ${i}` })).granted).toBe(false);
      expect(await store.get('asked for')).toBe('v');
    }
    expect(await store.get('old')).toBeNull();
  });

  test('a counter of very many places keeps its sum, and names of the latest', async () => {
    const store = memoryStore();
    const before = liveHeap();
    for (let i = 0; i < 100_000; i++) await store.confirm('c', `place ${i} ${'x'.repeat(100)}`, 2, 86_400);
    expect(liveHeap() - before).toBeLessThan(5e6);
    const reserve = (place: string, limit: number) =>
      store.reserve({ counter: 'c', place, amount: 1, limit, seconds: 86_400 });
    expect(await reserve(`place 99999 ${'x'.repeat(100)}`, 1)).toEqual({ granted: true });
    expect((await reserve('one more', 200_000)).granted).toBe(false);
    expect((await reserve('one more', 200_001)).granted).toBe(true);
  });

  test('what is held in such a counter can still be given back', async () => {
    const store = memoryStore();
    const reserve = (place: string) =>
      store.reserve({ counter: 'c', place, amount: 1, limit: 5001, seconds: 60 });
    await reserve('held');
    for (let i = 0; i < 5000; i++) await store.confirm('c', `${i}`, 1, 60);
    expect((await reserve('more')).granted).toBe(false);
    await store.release('c', 'held');
    expect((await reserve('more')).granted).toBe(true);
  });

  test('never grants more than the limit, however small its bounds', async () => {
    const place = fc.nat({ max: 200 }).map(String);
    const act = fc.tuple(fc.constantFrom('reserve', 'confirm', 'release'), place);
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 300, size: 'max' }), async (list) => {
        const store = memoryStore({ maxEntries: 100 });
        const living = new Set<string>();
        const confirmed = new Set<string>();
        for (const [kind, place] of list) {
          if (kind === 'confirm' && living.has(place)) {
            confirmed.add(place);
            await store.confirm('c', place, 1, 60);
          } else if (kind === 'release') {
            if (!confirmed.has(place)) living.delete(place);
            await store.release('c', place);
          } else if (
            (await store.reserve({ counter: 'c', place, amount: 1, limit: 40, seconds: 60 })).granted
          )
            living.add(place);
          expect(living.size).toBeLessThanOrEqual(40);
        }
      }),
    );
  });

  test('refuses a bound that counts nothing any more', () => {
    expect(() => memoryStore({ maxEntries: 99 })).toThrow('at least 100');
    expect(() => memoryStore({ maxEntries: NaN })).toThrow('at least 100');
  });
});

/** The bytes in use once the garbage is gone. */
function liveHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
