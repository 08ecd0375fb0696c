import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImgproStore, Reservation } from '../../../../src/server/stores/store.ts';
import { ModelStore, actOnBoth, acts } from './model.ts';

/** An empty store, and how its time is moved on. */
export interface Subject {
  store: ImgproStore;
  advance(milliseconds: number): Promise<void>;
}

const wish = (place: string, more: Partial<Reservation> = {}): Reservation => ({
  counter: 'c',
  place,
  amount: 1,
  limit: 10,
  seconds: 100,
  ...more,
});

const granted = { granted: true };

/** Names that a store may mistake for each other, or for something of its own. */
const weirdNames = [
  '',
  ' ',
  '.',
  '..',
  'a',
  'A',
  'a:b',
  'a:b:c',
  'a\nb',
  'a\r\nb',
  'a\0b',
  'a\0',
  'sum',
  'until',
  '__proto__',
  'constructor',
  '{a}',
  '}{',
  '*',
  '%',
  'é',
  'e\u0301',
  '\u{1f600}',
  '\ud83d',
  '\ude00',
  '\ufffd',
  '"\\ud83d"',
  '"a"',
  `${'x'.repeat(4096)}1`,
  `${'x'.repeat(4096)}2`,
];

/** Contract of every store, whatever it stands on. */
export function keepsTheContract(make: () => Promise<Subject> | Subject, { runs = 100 } = {}): void {
  const size = process.env['FC_RUNS'] ? {} : { numRuns: runs };
  const storeOf = async () => (await make()).store;

  describe('of a counter', () => {
    test('never more is granted than there is, however many ask at once', async () => {
      const store = await storeOf();
      const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => store.reserve(wish(`${i}`))));
      expect(answers.filter((answer) => answer.granted)).toHaveLength(10);
    });

    test('amounts add up, and one that is over what is left leaves room for a smaller one', async () => {
      const store = await storeOf();
      const reserve = async (place: string, amount: number) =>
        (await store.reserve(wish(place, { amount, limit: 70_000_000 }))).granted;
      expect(await reserve('a', 40_000_000)).toBe(true);
      expect(await reserve('b', 30_000_001)).toBe(false);
      expect(await reserve('c', 30_000_000)).toBe(true);
      expect(await reserve('d', 1)).toBe(false);
    });

    test('amounts stay exact up to 2^53', async () => {
      const store = await storeOf();
      const limit = Number.MAX_SAFE_INTEGER;
      await store.reserve(wish('a', { amount: limit - 2, limit }));
      await store.confirm('c', 'a', limit - 1, 100);
      expect((await store.reserve(wish('b', { amount: 2, limit }))).granted).toBe(false);
      expect((await store.reserve(wish('c', { amount: 1, limit }))).granted).toBe(true);
    });

    test('what was really used replaces what was reserved', async () => {
      const store = await storeOf();
      await store.reserve(wish('a', { amount: 8 }));
      await store.confirm('c', 'a', 3, 100);
      expect((await store.reserve(wish('b', { amount: 8 }))).granted).toBe(false);
      expect((await store.reserve(wish('b', { amount: 7 }))).granted).toBe(true);
    });

    test('confirmed again, it is the last amount that counts', async () => {
      const store = await storeOf();
      await store.confirm('c', 'a', 9, 100);
      await store.confirm('c', 'a', 4, 100);
      expect((await store.reserve(wish('b', { amount: 7 }))).granted).toBe(false);
      expect((await store.reserve(wish('b', { amount: 6 }))).granted).toBe(true);
    });

    test('a place that is held is granted again, without being counted', async () => {
      const store = await storeOf();
      for (let i = 0; i < 3; i++) expect(await store.reserve(wish('a', { limit: 2 }))).toEqual(granted);
      expect(await store.reserve(wish('b', { limit: 2 }))).toEqual(granted);
      expect(await store.reserve(wish('a', { limit: 2 }))).toEqual(granted);
    });

    test('a place that is confirmed is granted again, over the limit too', async () => {
      const store = await storeOf();
      await store.reserve(wish('a', { limit: 1 }));
      await store.confirm('c', 'a', 1, 100);
      expect(await store.reserve(wish('a', { amount: 5, limit: 1 }))).toEqual(granted);
      expect((await store.reserve(wish('b', { limit: 1 }))).granted).toBe(false);
    });

    test('a place that two hold is free when both have released it', async () => {
      const store = await storeOf();
      await store.reserve(wish('a', { amount: 10 }));
      await store.reserve(wish('a', { amount: 10 }));
      await store.release('c', 'a');
      expect((await store.reserve(wish('b'))).granted).toBe(false);
      await store.release('c', 'a');
      expect(await store.reserve(wish('b', { amount: 10 }))).toEqual(granted);
    });

    test('a place that two hold is final when one confirms it, whatever the other does', async () => {
      const store = await storeOf();
      await store.reserve(wish('a', { amount: 10 }));
      await store.reserve(wish('a', { amount: 10 }));
      await store.confirm('c', 'a', 9, 100);
      await store.release('c', 'a');
      expect((await store.reserve(wish('b', { amount: 2 }))).granted).toBe(false);
      expect((await store.reserve(wish('b', { amount: 1 }))).granted).toBe(true);
    });

    test('a larger amount for a held place has to fit, and then counts', async () => {
      const store = await storeOf();
      await store.reserve(wish('a', { amount: 4 }));
      expect((await store.reserve(wish('a', { amount: 11 }))).granted).toBe(false);
      expect((await store.reserve(wish('b', { amount: 6 }))).granted).toBe(true);
      await store.release('c', 'b');
      expect((await store.reserve(wish('a', { amount: 8 }))).granted).toBe(true);
      expect((await store.reserve(wish('b', { amount: 3 }))).granted).toBe(false);
      expect((await store.reserve(wish('a', { amount: 5 }))).granted).toBe(true);
      expect((await store.reserve(wish('b', { amount: 2 }))).granted).toBe(true);
    });

    test('a place that is released is free', async () => {
      const store = await storeOf();
      await store.reserve(wish('a', { amount: 10 }));
      await store.release('c', 'a');
      expect(await store.reserve(wish('b', { amount: 10 }))).toEqual(granted);
    });

    test('released twice, it is given back once', async () => {
      const store = await storeOf();
      await store.reserve(wish('a', { amount: 5 }));
      await store.reserve(wish('b', { amount: 5 }));
      await store.release('c', 'a');
      await store.release('c', 'a');
      expect((await store.reserve(wish('d', { amount: 6 }))).granted).toBe(false);
      expect((await store.reserve(wish('d', { amount: 5 }))).granted).toBe(true);
    });

    test('a place that is confirmed is not given back', async () => {
      const store = await storeOf();
      await store.reserve(wish('a', { amount: 10 }));
      await store.confirm('c', 'a', 10, 100);
      await store.release('c', 'a');
      expect((await store.reserve(wish('b'))).granted).toBe(false);
    });

    test('a place that never was is released without a trace', async () => {
      const store = await storeOf();
      await store.release('c', 'a');
      expect(await store.reserve(wish('b', { amount: 10 }))).toEqual(granted);
      await store.release('c', 'a');
      expect((await store.reserve(wish('d'))).granted).toBe(false);
    });

    test('a place confirmed after its release counts again, over the limit', async () => {
      const store = await storeOf();
      await store.reserve(wish('a', { amount: 10 }));
      await store.release('c', 'a');
      await store.reserve(wish('b', { amount: 9 }));
      await store.confirm('c', 'a', 10, 100);
      await store.release('c', 'b');
      expect((await store.reserve(wish('d'))).granted).toBe(false);
    });

    test('a place confirmed after its counter ended counts in the next', async () => {
      const { store, advance } = await make();
      await store.reserve(wish('a'));
      await advance(101_000);
      await store.confirm('c', 'a', 10, 100);
      const answer = await store.reserve(wish('b'));
      expect(answer).toMatchObject({ granted: false });
      await advance(101_000);
      expect(await store.reserve(wish('b'))).toEqual(granted);
    });

    test('the life begins with the first reservation, and no later act makes it longer', async () => {
      const { store, advance } = await make();
      await store.reserve(wish('a', { amount: 5 }));
      await advance(60_000);
      await store.reserve(wish('b', { amount: 5 }));
      await store.confirm('c', 'b', 5, 100);
      await store.release('c', 'a');
      await advance(30_000);
      expect((await store.reserve(wish('d', { amount: 6 }))).granted).toBe(false);
      await advance(11_000);
      expect((await store.reserve(wish('d', { amount: 10 }))).granted).toBe(true);
    });

    test('a refusal tells the seconds until the counter begins anew', async () => {
      const { store, advance } = await make();
      await store.reserve(wish('a', { amount: 10 }));
      await advance(40_000);
      const { retryAfter } = (await store.reserve(wish('b'))) as { retryAfter: number };
      expect(retryAfter).toBeLessThanOrEqual(60);
      expect(retryAfter).toBeGreaterThan(52);
      expect(Number.isInteger(retryAfter)).toBe(true);
    });

    test('a refusal begins no counter, and tells a whole life', async () => {
      const { store, advance } = await make();
      expect(await store.reserve(wish('a', { amount: 11 }))).toEqual({ granted: false, retryAfter: 100 });
      await advance(60_000);
      await store.reserve(wish('a', { amount: 10 }));
      await advance(60_000);
      expect((await store.reserve(wish('b'))).granted).toBe(false);
    });

    test('another counter is not touched', async () => {
      const store = await storeOf();
      await store.reserve(wish('a', { amount: 10 }));
      expect(await store.reserve(wish('a', { counter: 'd', amount: 10 }))).toEqual(granted);
      await store.release('d', 'a');
      expect((await store.reserve(wish('b'))).granted).toBe(false);
    });
  });

  describe('of notes', () => {
    test('the last text under a key is there', async () => {
      const store = await storeOf();
      expect(await store.get('k')).toBeNull();
      await store.set('k', 'one', 100);
      await store.set('k', 'Zwei \u{1f600}\n"\\', 100);
      expect(await store.get('k')).toBe('Zwei \u{1f600}\n"\\');
      await store.set('k', '', 100);
      expect(await store.get('k')).toBe('');
    });

    test('a text is forgotten after its time, which begins anew when it is set again', async () => {
      const { store, advance } = await make();
      await store.set('k', 'one', 100);
      await advance(90_000);
      expect(await store.get('k')).toBe('one');
      await store.set('k', 'two', 100);
      await advance(90_000);
      expect(await store.get('k')).toBe('two');
      await advance(11_000);
      expect(await store.get('k')).toBeNull();
    });
  });

  describe('names of any kind', () => {
    test('of counters do not collide', async () => {
      const store = await storeOf();
      for (const counter of weirdNames)
        expect(await store.reserve(wish('p', { counter, limit: 1 })), counter).toEqual(granted);
      for (const counter of weirdNames)
        expect((await store.reserve(wish('q', { counter, limit: 1 }))).granted, counter).toBe(false);
    });

    test('of places do not collide', async () => {
      const store = await storeOf();
      const limit = weirdNames.length;
      for (const place of weirdNames) {
        expect(await store.reserve(wish(place, { limit })), place).toEqual(granted);
        expect(await store.reserve(wish(place, { limit })), place).toEqual(granted);
        await store.confirm('c', place, 1, 100);
      }
      expect((await store.reserve(wish('one more', { limit }))).granted).toBe(false);
      expect((await store.reserve(wish('one more', { limit: limit + 1 }))).granted).toBe(true);
    });

    test('of notes do not collide, nor with those of counters', async () => {
      const store = await storeOf();
      for (const [i, key] of weirdNames.entries()) {
        await store.set(key, `${i}`, 100);
        await store.reserve(wish('p', { counter: key }));
      }
      const found = [];
      for (const key of weirdNames) found.push(await store.get(key));
      expect(found).toEqual(weirdNames.map((_, i) => `${i}`));
    });

    test('of counter and place are kept apart', async () => {
      const store = await storeOf();
      await store.reserve(wish('c', { counter: 'a:b', limit: 1 }));
      expect(await store.reserve(wish('b:c', { counter: 'a', limit: 1 }))).toEqual(granted);
      expect((await store.reserve(wish('x', { counter: 'a', limit: 1 }))).granted).toBe(false);
    });
  });

  test('any acts one after the other have the outcome that the contract says', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (list) => {
        const { store, advance } = await make();
        const model = new ModelStore();
        for (const act of list) await actOnBoth(act, store, model, advance);
      }),
      size,
    );
  });

  test('any amounts at once never pass the limit, nor is room left for one that was refused', async () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(amounts, fc.integer({ min: 1, max: 30 }), async (list, limit) => {
        const store = await storeOf();
        const answers = await Promise.all(
          list.map((amount, i) => store.reserve(wish(`${i}`, { amount, limit }))),
        );
        const sum = list.reduce((total, amount, i) => (answers[i]!.granted ? total + amount : total), 0);
        expect(sum).toBeLessThanOrEqual(limit);
        for (const [i, amount] of list.entries())
          if (!answers[i]!.granted) expect(sum + amount).toBeGreaterThan(limit);
      }),
      size,
    );
  });
}
