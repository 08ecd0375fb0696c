import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idOfHash, withId, withoutId } from '../../../../src/elements/gallery/viewer/address.ts';
import '../../../harness/properties.ts';

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);

/** Fragments of every kind: of routers, of pages with state in them, with half an address, and plain noise. */
const piece = fc.oneof(
  fc.constantFrom(
    '#',
    '#/',
    '#!/',
    '/album/5',
    '?',
    '&',
    '=',
    'imgpro',
    'imgpro=',
    '&imgpro=a b',
    'imgpro=é',
    '%20',
    '$&',
    '\n',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const fragment = fc
  .array(piece, { maxLength: 8 })
  .map((pieces) => (pieces.length === 0 ? '' : `#${pieces.join('')}`));
/** Fragments that carry no address of an image yet. */
const plain = fragment.filter((hash) => idOfHash(hash) === null);

describe('the address of an image in the viewer', () => {
  test.each([
    ['', '#imgpro=abc'],
    ['#/album/5', '#/album/5?imgpro=abc'],
    ['#!/album/5', '#!/album/5?imgpro=abc'],
    ['#/album/5?sort=name', '#/album/5?sort=name&imgpro=abc'],
    ['#section', '#section&imgpro=abc'],
    ['#a=1', '#a=1&imgpro=abc'],
    ['#imgpro=old', '#imgpro=abc'],
    ['#/album/5?imgpro=old', '#/album/5?imgpro=abc'],
    ['#/album/5?imgpro=old&sort=name', '#/album/5?imgpro=abc&sort=name'],
  ])('stands beside what the page has in its fragment: %j', (hash, expected) => {
    expect(withId(hash, 'abc')).toBe(expected);
  });

  test.each([
    ['#imgpro=abc', ''],
    ['#/album/5?imgpro=abc', '#/album/5'],
    ['#/album/5?imgpro=abc&sort=name', '#/album/5?sort=name'],
    ['#/album/5?sort=name&imgpro=abc&dir=up', '#/album/5?sort=name&dir=up'],
    ['#imgpro=abc&a=1', '#a=1'],
  ])('goes without a trace: %j', (hash, expected) => {
    expect(withoutId(hash)).toBe(expected);
  });

  test.each([
    '',
    '#',
    '#imgpro=',
    '#imgpro=a b',
    '#imgpro=%61',
    '#ximgpro=abc',
    '#/imgpro=abc',
    `#imgpro=${'a'.repeat(65)}`,
  ])('is not in %j', (hash) => {
    expect(idOfHash(hash)).toBeNull();
    expect(withoutId(hash)).toBe(hash);
  });

  test('is read as it was written', () => {
    fc.assert(fc.property(fragment, id, (hash, value) => idOfHash(withId(hash, value)) === value));
  });

  test('leaves a fragment as it was, to the last character', () => {
    fc.assert(fc.property(plain, id, (hash, value) => withoutId(withId(hash, value)) === hash));
  });

  test('takes the place of another one', () => {
    fc.assert(
      fc.property(
        plain,
        id,
        id,
        (hash, one, other) => withId(withId(hash, one), other) === withId(hash, other),
      ),
    );
  });
});
