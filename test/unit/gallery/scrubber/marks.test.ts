import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marksOf } from '../../../../src/elements/gallery/scrubber/marks.ts';
import { yearOf, type Stop } from '../../../../src/elements/gallery/scrubber/stops.ts';

/** So many months back from December 2026, evenly over a list. */
const months = (count: number, extent: number): Stop[] =>
  Array.from({ length: count }, (_, at) => ({
    key: `${2026 - Math.floor(at / 12)}-${String(12 - (at % 12)).padStart(2, '0')}`,
    line: (at * extent) / count,
  }));

describe('the marks of a rail', () => {
  test('are years by name, and months without where there is little room', () => {
    const marks = marksOf(months(24, 10_000), 10_000, 200);
    expect(marks.filter(({ label }) => label === 'year').map(({ key }) => key)).toEqual([
      '2026-12',
      '2025-12',
    ]);
    expect(marks.filter(({ label }) => !label).map(({ key }) => key)).toContain('2026-06');
  });

  test('name months where there is ample room', () => {
    const marks = marksOf(months(3, 900), 900, 300);
    expect(marks).toEqual([
      { key: '2026-12', at: 0, label: 'year' },
      { key: '2026-11', at: 100, label: 'month' },
      { key: '2026-10', at: 200, label: 'month' },
    ]);
  });

  test('name a year in a list of drafts and dates, but no drafts', () => {
    const stops = [
      { key: 'draft', line: 0 },
      { key: '2026-05', line: 500 },
      { key: '', line: 900 },
    ];
    expect(marksOf(stops, 1000, 500).map(({ label }) => label)).toEqual([null, 'year', null]);
  });

  test('are none on a rail without a length, or of a list without a height', () => {
    expect(marksOf(months(3, 900), 900, 0)).toEqual([]);
    expect(marksOf(months(3, 900), 0, 300)).toEqual([]);
  });

  const lists = fc
    .array(fc.tuple(fc.integer({ min: 2000, max: 2030 }), fc.integer({ min: 1, max: 12 }), fc.nat(100_000)), {
      minLength: 1,
      maxLength: 400,
    })
    .map((all) =>
      all
        .map(([year, month, line]) => ({ key: `${year}-${String(month).padStart(2, '0')}`, line }))
        .sort((a, b) => a.line - b.line),
    );
  const lengths = fc.integer({ min: 1, max: 2000 });

  test('stand in their order on the rail, by the share of the list', () => {
    fc.assert(
      fc.property(lists, lengths, (stops, length) => {
        const marks = marksOf(stops, 100_000, length);
        const lines = new Set(stops.map(({ key, line }) => `${key} ${(line / 100_000) * length}`));
        for (const { key, at } of marks) expect(lines.has(`${key} ${at}`)).toBe(true);
        expect(marks.every(({ at }) => at >= 0 && at <= length)).toBe(true);
        expect(marks.every(({ at }, i) => i === 0 || at >= marks[i - 1]!.at)).toBe(true);
      }),
    );
  });

  test('do not overlap', () => {
    fc.assert(
      fc.property(lists, lengths, (stops, length) => {
        const marks = marksOf(stops, 100_000, length);
        for (let i = 1; i < marks.length; i++) {
          const [above, below] = [marks[i - 1]!, marks[i]!];
          const least = above.label && below.label ? 20 : above.label || below.label ? 10 : 7;
          expect(below.at - above.at).toBeGreaterThanOrEqual(least);
        }
      }),
    );
  });

  test('name a year only where it begins', () => {
    fc.assert(
      fc.property(lists, lengths, (stops, length) => {
        const named = marksOf(stops, 100_000, length).filter(({ label }) => label === 'year');
        expect(named[0]?.at).toBe((stops[0]!.line / 100_000) * length);
        for (const { key, at } of named)
          expect(
            stops.some(
              (stop, i) =>
                stop.key === key &&
                (stop.line / 100_000) * length === at &&
                yearOf(stops[i - 1]?.key ?? '') !== yearOf(key),
            ),
          ).toBe(true);
      }),
    );
  });
});
