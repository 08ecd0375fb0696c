import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  extendTo,
  toggle,
  toggleAll,
  withIds,
  withoutIds,
  type Order,
} from '../../../../src/elements/gallery/input/runs.ts';
import {
  keepOnly,
  NOTHING,
  sameIds,
  selectOnly,
  without,
  type Selection,
} from '../../../../src/elements/gallery/input/selection.ts';

const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
const orderOf = (ids: string[]): Order => ({
  images: ids.map((id) => ({ id })),
  indexOf: (id) => ids.indexOf(id),
});
const order = orderOf(letters);
const ids = ({ ids }: Selection) => [...ids].sort().join('');

describe('a selection', () => {
  test('takes an image in and out again', () => {
    const one = toggle(NOTHING, 'b');
    expect(ids(one)).toBe('b');
    expect(ids(toggle(one, 'b'))).toBe('');
  });

  test('extends from the anchor in either direction', () => {
    expect(ids(extendTo(toggle(NOTHING, 'c'), order, 'e'))).toBe('cde');
    expect(ids(extendTo(toggle(NOTHING, 'c'), order, 'a'))).toBe('abc');
  });

  test('lets a run grow and shrink on top of what was selected before', () => {
    let selection = toggle(toggle(NOTHING, 'a'), 'c');
    selection = extendTo(selection, order, 'f');
    expect(ids(selection)).toBe('acdef');
    selection = extendTo(selection, order, 'd');
    expect(ids(selection)).toBe('acd');
  });

  test('begins a run at the image itself where there is no anchor', () => {
    expect(ids(extendTo(NOTHING, order, 'd'))).toBe('d');
    const afterDelete = without(toggle(NOTHING, 'c'), ['c']);
    expect(ids(extendTo(afterDelete, order, 'e'))).toBe('e');
  });

  test('never holds what has gone, whatever happened before', () => {
    const acts = fc.array(
      fc.tuple(fc.constantFrom('toggle', 'extend', 'without'), fc.constantFrom(...letters)),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(acts, fc.subarray(letters), (steps, gone) => {
        let selection = NOTHING;
        for (const [act, id] of steps) {
          if (act === 'toggle') selection = toggle(selection, id);
          else if (act === 'extend') selection = extendTo(selection, order, id);
          else selection = without(selection, [id]);
        }
        const left = without(selection, gone);
        for (const id of gone) expect(left.ids.has(id)).toBe(false);
        // Nor does it come back with the next run.
        const rest = letters.filter((id) => !gone.includes(id));
        const last = rest.at(-1);
        if (last === undefined) return;
        for (const id of extendTo(left, orderOf(rest), last).ids) expect(rest).toContain(id);
      }),
    );
  });

  test('walks along the run of Shift alone, however many images there are', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ({ id: `${i}` }));
    let read = 0;
    const images = new Proxy(many, {
      get: (target, key) => {
        read++;
        return Reflect.get(target, key) as unknown;
      },
    });
    const run = extendTo(toggle(NOTHING, '50000'), { images, indexOf: Number }, '50003');
    expect(run.ids.size).toBe(4);
    expect(read).toBeLessThan(10);
  });

  test('grows and shrinks by many at once, and the next run begins where it is told', () => {
    const some = withIds(new Set(['a']), ['c', 'd'], 'c');
    expect(ids(some)).toBe('acd');
    expect(ids(extendTo(some, order, 'e'))).toBe('acde');
    expect(ids(withoutIds(some.ids, ['a', 'd', 'f'], null))).toBe('c');
  });

  test('takes a whole group, and leaves it when all of it was there', () => {
    const part = toggle(NOTHING, 'b');
    const whole = toggleAll(part, ['b', 'c']);
    expect(ids(whole)).toBe('bc');
    expect(ids(toggleAll(whole, ['b', 'c']))).toBe('');
  });

  test('keeps what stays', () => {
    const left = keepOnly(toggle(toggle(NOTHING, 'a'), 'b'), (id) => id === 'a');
    expect(left).toEqual({ ids: new Set(['a']), anchor: null, base: new Set(['a']) });
  });

  test('is the same with the same ids', () => {
    expect(sameIds(selectOnly(['a', 'b']), selectOnly(['b', 'a']))).toBe(true);
    expect(sameIds(selectOnly(['a', 'b']), selectOnly(['a', 'c']))).toBe(false);
  });
});
