import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeptFile } from '../../../../src/upload/state/snapshot.ts';
import { capOf, placeFor, QUEUE_CAP, StorageBudget } from '../../../../src/upload/recovery/storage-budget.ts';

const chosen = (content: Blob | string | null = new Blob(), imageId?: string) =>
  ({ content, imageId }) as KeptFile;

/** Decides about everything that is pending, as the keeper does. */
function decide(places: StorageBudget, sizes: Record<string, number>): void {
  for (let [id] = places.pending; id !== undefined; [id] = places.pending)
    if (places.take(id, sizes[id]!, false) === 'missing') places.turnAway(id, sizes[id]!);
    else places.copied(id);
}

const kinds = (places: StorageBudget, ids: string) => [...ids].map((id) => places.get(id)?.content?.kind);

describe('the room for bytes', () => {
  test('is half of what the browser would still give, and never more than the cap', () => {
    expect(capOf({ quota: 100_000_000, usage: 20_000_000 })).toBe(40_000_000);
    expect(capOf({ quota: 1e12, usage: 0 })).toBe(QUEUE_CAP);
    expect(capOf(null)).toBe(QUEUE_CAP);
    expect(capOf({ quota: 5, usage: 9 })).toBe(0);
  });

  test('a file is copied while there is room, kept by reference beyond it, else not kept', () => {
    expect(placeFor(10, { used: 0, cap: 10, referable: true })).toBe('bytes');
    expect(placeFor(11, { used: 0, cap: 10, referable: true })).toBe('reference');
    expect(placeFor(1, { used: 10, cap: 10, referable: false })).toBe('missing');
  });
});

describe('the places of files in the store', () => {
  test('keep the order in which the files came', () => {
    const places = new StorageBudget(100);
    expect(['a', 'b', 'a'].map((id) => places.of(id, chosen()).order)).toEqual([1, 2, 1]);
  });

  test('keep it also when what is about to be sent is written before the others', () => {
    const places = new StorageBudget(100);
    for (const id of 'abc') places.expect(id);
    expect(['c', 'b', 'a'].map((id) => places.of(id, chosen()).order)).toEqual([3, 2, 1]);
    places.expect('d');
    places.delete('d');
    places.expect('e');
    places.expect('d');
    const [d, e] = ['d', 'e'].map((id) => places.of(id, chosen()).order);
    expect(d).toBeGreaterThan(e!);
  });

  test('follow the list when a file is moved, as a rule by one number alone', () => {
    const places = new StorageBudget(100);
    for (const id of 'abcd') places.of(id, chosen());
    expect(places.moved('d', [...'adbc'])).toEqual(['d']);
    expect(places.moved('a', [...'dabc'])).toEqual(['a']);
    expect(places.moved('x', [...'dxabc']), 'of which nothing is stored').toEqual([]);
    const order = (id: string) => places.of(id, chosen()).order;
    expect([...'abcd'].sort((one, other) => order(one) - order(other)).join('')).toBe('dabc');
    expect(order('e'), 'one that comes later stands behind all').toBeGreaterThan(order('c'));
  });

  test('follow the list after any moves, also where no number is left between two', () => {
    const moves = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 200 });
    fc.assert(
      fc.property(moves, (steps) => {
        const places = new StorageBudget(100);
        const list = [...'abcdef'];
        for (const id of list) places[steps.length % 2 ? 'expect' : 'of'](id, chosen());
        for (const [from, to] of [...steps, ...Array<[number, number]>(120).fill([2, 1])]) {
          const [id] = list.splice(from, 1);
          list.splice(to, 0, id!);
          places.moved(id!, list);
        }
        const orders = list.map((id) => places.of(id, chosen()).order);
        expect(orders).toEqual([...new Set(orders)].sort((a, b) => a - b));
      }),
    );
  });

  test('are given while there is room; a smaller file may still fit behind a large one', () => {
    const places = new StorageBudget(100);
    for (const id of 'abc') places.of(id, chosen());
    decide(places, { a: 60, b: 60, c: 40 });
    expect(kinds(places, 'abc')).toEqual(['bytes', 'missing', 'bytes']);
    expect([...places.turnedAway.keys()]).toEqual(['b']);
  });

  test('that a stored image leaves go to those who had to wait, in their order', () => {
    const places = new StorageBudget(100);
    const sizes = { a: 100, b: 60, c: 30, d: 30 };
    for (const id of 'abcd') places.of(id, chosen());
    decide(places, sizes);
    places.of('a', chosen(new Blob(), 'image'));
    decide(places, sizes);
    expect(kinds(places, 'abcd')).toEqual(['done', 'bytes', 'bytes', 'missing']);
  });

  test('shrink to what is in use when the disk is full', () => {
    const places = new StorageBudget(1000);
    for (const id of 'ab') places.of(id, chosen());
    places.take('a', 10, false);
    places.take('b', 10, false);
    places.full('b');
    places.turnAway('b', 10);
    places.of('c', chosen());
    expect(places.take('c', 1, false)).toBe('missing');
  });

  test('are not told of as long as the bytes are on their way', () => {
    const places = new StorageBudget(100);
    places.of('a', chosen());
    places.take('a', 10, false);
    places.of('a', chosen());
    expect([kinds(places, 'a'), [...places.pending]]).toEqual([[undefined], []]);
    places.copied('a');
    expect(kinds(places, 'a')).toEqual(['bytes']);
  });

  test('of what is stored before its bytes were copied are not taken for bytes', () => {
    const places = new StorageBudget(100);
    places.of('a', chosen());
    places.take('a', 10, false);
    places.of('a', chosen(new Blob(), 'image'));
    places.copied('a');
    expect(kinds(places, 'a')).toEqual(['done']);
  });

  test('of an address take no room', () => {
    const places = new StorageBudget(0);
    expect(places.of('a', chosen('https://x.test/a.jpg')).content).toEqual({
      kind: 'address',
      url: 'https://x.test/a.jpg',
    });
    expect([...places.pending]).toEqual([]);
  });

  test('never hold more bytes than there is room for, whatever comes and goes', () => {
    const step = fc.record({ id: fc.constantFrom(...'abcdef'), size: fc.nat(60), ends: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const places = new StorageBudget(100);
        const sizes: Record<string, number> = {};
        for (const { id, size, ends } of steps) {
          if (ends) places.delete(id);
          else {
            sizes[id] = places.get(id) ? sizes[id]! : size;
            places.of(id, chosen());
          }
          decide(places, sizes);
          const held = [...'abcdef'].filter((each) => places.get(each)?.content?.kind === 'bytes');
          expect(held.reduce((sum, each) => sum + sizes[each]!, 0)).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});
