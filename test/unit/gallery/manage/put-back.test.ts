import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { putBack } from '../../../../src/elements/gallery/manage/put-back.ts';
import { FormerOrder } from '../../../../src/elements/gallery/manage/former-order.ts';

const back = (present: string, ids: string, order: string) =>
  putBack([...present], new Set(ids), [...order]).join('');

describe('images that are put back', () => {
  test('stand where they stood', () => {
    expect(back('ade', 'bc', 'abcde')).toBe('abcde');
    expect(back('cd', 'ab', 'abcd')).toBe('abcd');
    expect(back('', 'ab', 'ab')).toBe('ab');
  });

  test('stand next to the neighbours they had, wherever those are now', () => {
    expect(back('nadb', 'c', 'abcd')).toBe('nadbc');
    expect(back('nbc', 'a', 'abc')).toBe('nabc');
    expect(back('n', 'a', 'abc')).toBe('na');
  });

  test('are all there once, and the others in their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...'abcdefghij')), fc.func(fc.boolean()), (order, goes) => {
        const gone = order.filter((id) => goes(id));
        const present = order.filter((id) => !goes(id));
        expect(putBack(present, new Set(gone), order)).toEqual(order);
      }),
    );
  });
});

test('of two deletions one after the other, each is put back where it stood', () => {
  const order = new FormerOrder();
  order.leave([...'abcd'], ['b']);
  order.leave([...'acd'], ['c']);
  const first = order.with([...'ad'], 'b');
  order.forget(['b']);
  expect(order.with(first, 'c').join('')).toBe('abcd');
});
