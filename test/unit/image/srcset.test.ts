import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestOf, parseSrcset } from '../../../src/image/srcset.ts';

test('the files of a srcset by width, by density, and without either', () => {
  expect(parseSrcset(' a.jpg 320w,\n b.jpg 1600w ,c.jpg 800w')).toEqual([
    { url: 'a.jpg', width: 320, density: 1 },
    { url: 'b.jpg', width: 1600, density: 1 },
    { url: 'c.jpg', width: 800, density: 1 },
  ]);
  expect(parseSrcset('a.jpg, b.jpg 1.5x, c.jpg 2x')).toMatchObject([
    { url: 'a.jpg', density: 1 },
    { url: 'b.jpg', density: 1.5 },
    { url: 'c.jpg', density: 2 },
  ]);
  expect(parseSrcset('https://cdn.test/w_300,h_200/a.jpg 300w, b,c.jpg')).toMatchObject([
    { url: 'https://cdn.test/w_300,h_200/a.jpg', width: 300 },
    { url: 'b,c.jpg' },
  ]);
  expect(parseSrcset('')).toEqual([]);
});

test('the largest, whatever the order', () => {
  const widths = fc.uniqueArray(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(widths, (all) => {
      const srcset = all.map((width) => `https://cdn.test/a,b/${width}.jpg ${width}w`).join(', ');
      expect(largestOf(srcset)?.width).toBe(Math.max(...all));
      expect(parseSrcset(srcset)).toHaveLength(all.length);
    }),
  );
  expect(largestOf('a.jpg, b.jpg 2x')?.url).toBe('b.jpg');
  expect(largestOf(' ')).toBeNull();
});
