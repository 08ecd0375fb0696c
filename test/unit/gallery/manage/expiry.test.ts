import { describe, expect, test } from 'vitest';
import { endOf, expiryOf, inWords } from '../../../../src/elements/gallery/manage/expiry.ts';
import { imageOf } from './image.ts';

const AT = '2026-03-05T14:00:00Z';

describe('the expiry of images', () => {
  test('is one time, never, or each its own', () => {
    const at = (...times: (string | null)[]) =>
      expiryOf(times.map((expires_at, i) => imageOf(`i${i}`, { expires_at })));
    expect(at(AT, AT)).toEqual({ at: AT });
    expect(at(null)).toEqual({ at: null });
    expect(at(AT, null)).toBe('differs');
    expect(at(null, AT)).toBe('differs');
  });

  test('is kept unless another is chosen', () => {
    expect(endOf('keep', 0)).toBe(undefined);
    expect(endOf('nonsense', 0)).toBe(undefined);
    expect(endOf('never', 0)).toBe(null);
    expect(endOf('7d', Date.parse('2026-03-01T00:00:00Z'))).toBe('2026-03-08T00:00:00.000Z');
  });

  test('is said with its hour, as the language writes it', () => {
    expect(inWords(AT, 'en')).toMatch(/March 5, 2026/);
    expect(inWords(AT, 'de')).toMatch(/5\. März 2026/);
  });
});
