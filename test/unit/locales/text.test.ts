import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPercent } from '../../../src/locales/percent.ts';
import { formatBytes } from '../../../src/locales/bytes.ts';
import { bestLocale, formatText } from '../../../src/locales/text.ts';

describe('texts', () => {
  test('parameters are filled in, numbers as the language writes them', () => {
    expect(formatText('{name}: {count} of {total}', { name: 'a.jpg', count: 1234, total: 2 }, 'de')).toBe(
      'a.jpg: 1.234 of 2',
    );
  });

  test('the plural form follows the count and the language', () => {
    const text = { one: 'one', two: 'two', few: 'few', many: 'many', other: 'other' };
    expect([0, 1, 2, 3, 11].map((count) => formatText(text, { count }, 'ar'))).toEqual([
      'other',
      'one',
      'two',
      'few',
      'many',
    ]);
    expect([0, 1, 2].map((count) => formatText({ one: 'one', other: 'other' }, { count }, 'en'))).toEqual([
      'other',
      'one',
      'other',
    ]);
  });

  test('a name with braces or dollars is text, not a template', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(formatText('<{name}>', { name }, 'en')).toBe(`<${name}>`);
      }),
    );
  });

  test('an unknown parameter stays visible', () => {
    expect(formatText('{who} left', {}, 'en')).toBe('{who} left');
  });
});

describe('sizes', () => {
  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [20_000_000, '20 MB'],
    [2_450_000, '2.5 MB'],
    [3_200_000_000, '3.2 GB'],
  ])('%d is %s', (bytes, text) => expect(formatBytes(bytes, 'en')).toBe(text));
});

test('numbers are the browser’s own, also where they are written without asking it', () => {
  const languages = ['en', 'en-GB', 'en-ZA', 'de', 'de-AT', 'de-CH', 'ar', 'ar-EG', 'fr', 'en-u-nu-arab'];
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const unspaced = (text: string) => text.replace(/\u00a0/g, ' '); // German has both spaces before a unit
  fc.assert(
    fc.property(
      fc.constantFrom(...languages),
      fc.oneof(
        fc.integer({ min: -5, max: 1100 }),
        fc.integer({ min: 900, max: 1_100_000 }),
        fc.double({ min: 0, max: 2000, noNaN: true }),
      ),
      fc.oneof(fc.integer({ min: 0, max: 1100 }), fc.integer({ min: 1000, max: 999_949_999_999 })),
      (language, value, bytes) => {
        expect(formatText('{value}', { value }, language)).toBe(
          new Intl.NumberFormat(language).format(value),
        );
        const percent = Math.min(100, Math.abs(Math.round(value)));
        const style = { style: 'percent' } as const;
        expect(formatPercent(percent, language)).toBe(
          new Intl.NumberFormat(language, style).format(percent / 100),
        );
        const step = Math.floor(Math.log10(Math.max(1, bytes)) / 3);
        const format = new Intl.NumberFormat(language, {
          style: 'unit',
          unit: units[step]!,
          unitDisplay: step > 0 ? 'short' : 'long',
          maximumFractionDigits: step > 1 ? 1 : 0,
        });
        expect(unspaced(formatBytes(bytes, language))).toBe(unspaced(format.format(bytes / 1000 ** step)));
      },
    ),
    { numRuns: 3000 },
  );
});

describe('the best language', () => {
  const available = ['de', 'pt-BR', 'en'];
  test.each([
    ['de-AT', 'de'],
    ['DE', 'de'],
    ['pt-BR', 'pt-BR'],
    ['pt', undefined],
    ['fr', undefined],
    ['', undefined],
  ])('%s is served by %s', (tag, best) => expect(bestLocale(tag, available)).toBe(best));
});
