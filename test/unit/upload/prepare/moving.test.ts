import { expect, test, vi } from 'vitest';
import { resize } from '../../../../src/upload/prepare/resize.ts';

/** A picture by its brands alone, the first of them the major one. */
const picture = (...brands: string[]) =>
  new Blob([
    Uint8Array.from([0, 0, 0, 8 + 4 * brands.length]),
    `ftyp${brands.join('')}`,
    new Uint8Array(100),
  ]);

const decoder = () => vi.fn(() => Promise.reject(new Error('No decoder.')));

test.each([
  ['hevc', 'mif1'],
  ['hevx', 'mif1'],
  ['hevm', 'mif1'],
  ['hevs', 'mif1'],
  ['msf1', 'heic'],
  ['heic', 'mif1', 'heic', 'miaf', 'tmap', 'hevx'],
])('a HEIC of the brands %s %s is not made one picture, for it moves', async (...brands) => {
  const decode = decoder();
  expect(
    await resize(picture(brands[0]!, '\0\0\0\0', ...brands.slice(1)), { format: 'jpg' }, decode),
  ).toBeNull();
  expect(decode).not.toHaveBeenCalled();
});

test('a HEIC that is one picture is decoded', async () => {
  const decode = decoder();
  await expect(resize(picture('heic', '\0\0\0\0', 'mif1'), { format: 'jpg' }, decode)).rejects.toThrow();
  expect(decode).toHaveBeenCalled();
});
