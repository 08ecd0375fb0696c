import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  extendTo,
  NOTHING,
  sameIds,
  selectOnly,
  toggle,
  without,
  type Selection,
} from '../../../../src/elements/gallery/input/selection.ts';

const order = ['a', 'b', 'c', 'd', 'e', 'f'];
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
      fc.tuple(fc.constantFrom('toggle', 'extend', 'without'), fc.constantFrom(...order)),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(acts, fc.subarray(order), (steps, gone) => {
        let selection = NOTHING;
        for (const [act, id] of steps) {
          if (act === 'toggle') selection = toggle(selection, id);
          else if (act === 'extend') selection = extendTo(selection, order, id);
          else selection = without(selection, [id]);
        }
        const left = without(selection, gone);
        for (const id of gone) expect(left.ids.has(id)).toBe(false);
        // Nor does it come back with the next run.
        const rest = order.filter((id) => !gone.includes(id));
        const last = rest.at(-1);
        if (last === undefined) return;
        for (const id of extendTo(left, rest, last).ids) expect(rest).toContain(id);
      }),
    );
  });

  test('is the same with the same ids', () => {
    expect(sameIds(selectOnly(['a', 'b']), selectOnly(['b', 'a']))).toBe(true);
    expect(sameIds(selectOnly(['a', 'b']), selectOnly(['a', 'c']))).toBe(false);
  });
});
