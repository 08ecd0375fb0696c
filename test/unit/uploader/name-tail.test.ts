import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tailOf } from '../../../src/elements/uploader/list/file-row.ts';

test('the end of a name begins eight characters before its end', () => {
  expect(tailOf('holiday-2026-0001.jpg')).toBe(13);
  expect(tailOf('a.jpg')).toBe(0);
});

test('and never within a character: emoji, accents, joined ones', () => {
  expect(tailOf('👩‍👩‍👧‍👦'.repeat(3))).toBe(22); // each is eleven units long
  expect(tailOf('e\u0301'.repeat(6) + 'x')).toBe(4);
  expect(tailOf('e\u0301صورة.jpg')).toBe(0); // the accent is no letter that the next one could be joined to
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (name) => {
      const starts = [...new Intl.Segmenter().segment(name)].map(({ index }) => index);
      expect(starts).toContain(tailOf(name));
      expect(tailOf(name)).toBeLessThanOrEqual(Math.max(0, name.length - 8));
    }),
  );
});

test('and never between letters that are joined, with their signs', () => {
  expect(tailOf('عطلة صيفية وجميلات.jpg')).toBe(11); // at the space, not within the last word
  expect(tailOf('مُحَمَّدمُحَمَّد.jpg')).toBe(0); // one word
  expect(tailOf('ܫܠܡܐܫܠܡܐܫܠܡܐ.jpg')).toBe(0); // Syriac
  expect(tailOf('صورة_العائلة_01.jpg')).toBe(5); // a sign between words joins nothing
  expect(tailOf('Überraschung-2026-0001.jpg')).toBe(18);
});
