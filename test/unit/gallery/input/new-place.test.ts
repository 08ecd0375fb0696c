import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexAfterMove } from '../../../../src/elements/gallery/input/drag.ts';
import { indexAt, type NewPlace } from '../../../../src/elements/gallery/input/new-place.ts';

/** The letters after some of them are moved together. */
function moved(letters: string, picked: string, to: NewPlace): string {
  const places = [...picked].map((letter) => letters.indexOf(letter));
  const rest = [...letters].filter((letter) => !picked.includes(letter));
  rest.splice(indexAt(places, letters.length, to), 0, ...picked);
  return rest.join('');
}

describe('the new place of images that are moved together', () => {
  test.each<[string, NewPlace, string]>([
    ['d', 'start', 'dabcef'],
    ['d', 'earlier', 'abdcef'],
    ['d', 'later', 'abcedf'],
    ['d', 'end', 'abcefd'],
    ['a', 'earlier', 'abcdef'],
    ['f', 'later', 'abcdef'],
    ['bd', 'start', 'bdacef'],
    ['bd', 'earlier', 'bdacef'],
    ['bd', 'later', 'acebdf'],
    ['bd', 'end', 'acefbd'],
    ['ac', 'earlier', 'acbdef'],
    ['df', 'later', 'abcedf'],
    ['bd', 0, 'bdacef'],
    ['bd', 2, 'acbdef'],
    ['bd', 4, 'acebdf'],
  ])('%s: %s', (picked, to, order) => expect(moved('abcdef', picked, to)).toBe(order));

  test('is that of a dragged image for a single one', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(20), (from, to, more) => {
        const count = Math.max(from, to) + 1 + more;
        expect(indexAt([from], count, to)).toBe(indexAfterMove(from, { from, to }));
      }),
    );
  });

  test('is within the others, whatever is moved where', () => {
    const some = fc.uniqueArray(fc.nat(30), { minLength: 1 }).map((places) => places.sort((a, b) => a - b));
    const where = fc.constantFrom<NewPlace>('start', 'earlier', 'later', 'end');
    fc.assert(
      fc.property(some, fc.oneof(where, fc.nat(30)), (places, to) => {
        const index = indexAt(places, 31, to);
        expect(index).toBeGreaterThanOrEqual(0);
        expect(index).toBeLessThanOrEqual(31 - places.length);
      }),
    );
  });
});
