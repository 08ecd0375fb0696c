import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Image } from '../../../../src/api/types.ts';
import {
  stopAt,
  stopBy,
  stopsOf,
  yearOf,
  type Stop,
} from '../../../../src/elements/gallery/scrubber/stops.ts';
import { Arrangement } from '../../../../src/elements/gallery/stage/arrangement.ts';
import { otherLayout } from '../../../../src/elements/gallery/stage/other-layouts.ts';
import { Grouping } from '../../../../src/elements/gallery/stage/groups.ts';

const stop = (key: string, line: number): Stop => ({ key, line });
const STOPS = [
  stop('draft', 0),
  stop('2026-05', 100),
  stop('2026-04', 300),
  stop('2025-12', 500),
  stop('2025-11', 600),
];

const image = (published_at: string | null) =>
  ({ published_at, created_at: '2026-01-01T00:00:00Z', width: 600, height: 400 }) as Image;
const IMAGES = ['2026-05-17', '2026-05-02', '2026-04-30', '2026-04-30', '2025-12-24'].map((day) =>
  image(`${day}T12:00:00Z`),
);
const arranged = (groupBy: 'month' | 'day' | null) => {
  const arrangement = new Arrangement();
  const options = { layout: 'grid', width: 100, columns: 1, rowHeight: null, gap: 0 } as const;
  const grouping = groupBy && new Grouping(groupBy);
  arrangement.anew(IMAGES, { ...options, grouping, others: otherLayout });
  return arrangement;
};

describe('the months of a list', () => {
  test('begin at their first image where there are no headings', () => {
    const months = new Grouping('month');
    months.append(IMAGES);
    expect(stopsOf(months.groups, arranged(null).boxes)).toEqual([
      stop('2026-05', 0),
      stop('2026-04', 200),
      stop('2025-12', 400),
    ]);
  });

  for (const by of ['month', 'day'] as const)
    test(`begin at their heading, with groups by ${by}`, () => {
      const { groups, boxes } = arranged(by);
      const stops = stopsOf(groups, boxes);
      expect(stops.map(({ key }) => key)).toEqual(['2026-05', '2026-04', '2025-12']);
      const tops = boxes.headings.map(({ top }) => top);
      expect(stops.map(({ line }) => line)).toEqual(by === 'month' ? tops : [tops[0], tops[2], tops[3]]);
    });

  test('leave out images that have no place yet', () => {
    const { groups, boxes } = arranged('month');
    expect(stopsOf(groups, { ...boxes, count: 3 }).map(({ key }) => key)).toEqual(['2026-05', '2026-04']);
  });
});

describe('a step', () => {
  test.each([
    ['next', 0, '2026-05'],
    ['next', 150, '2026-04'],
    ['next', 600, undefined],
    ['previous', 0, undefined],
    ['previous', 100, 'draft'],
    ['previous', 150, '2026-05'],
    ['next-year', 100, '2025-12'],
    ['next-year', 0, '2026-05'],
    ['next-year', 550, undefined],
    ['previous-year', 600, '2025-12'],
    ['previous-year', 500, '2026-05'],
    ['previous-year', 350, '2026-05'],
    ['previous-year', 0, undefined],
  ] as const)('%s from line %d leads to %s', (step, line, key) => {
    expect(stopBy(step, STOPS, line)?.key).toBe(key);
  });

  test('leads nowhere without months', () => {
    expect(stopBy('next', [], 0)).toBeNull();
  });

  const lists = fc
    .uniqueArray(fc.nat(100_000), { minLength: 1, maxLength: 80 })
    .map((lines) => lines.sort((a, b) => a - b))
    .chain((lines) =>
      fc
        .array(fc.constantFrom('2026-02', '2026-01', '2025-12', '2024-03', 'draft', ''), {
          minLength: lines.length,
          maxLength: lines.length,
        })
        .map((keys) => lines.map((line, at) => stop(keys[at]!, at === 0 ? 0 : line + 1))),
    );

  test('always goes on in its direction, so that many of them lead to the end', () => {
    fc.assert(
      fc.property(lists, fc.nat(100_001), (stops, line) => {
        for (const step of ['next', 'next-year'] as const)
          expect(stopBy(step, stops, line)?.line ?? Infinity).toBeGreaterThan(line);
        for (const step of ['previous', 'previous-year'] as const)
          expect(stopBy(step, stops, line)?.line ?? -1).toBeLessThan(line);
      }),
    );
  });

  test('by a month, is to the nearest; by a year, to the beginning of one', () => {
    fc.assert(
      fc.property(lists, fc.nat(100_001), (stops, line) => {
        const after = stops.filter((each) => each.line > line);
        const before = stops.filter((each) => each.line < line);
        expect(stopBy('next', stops, line)).toEqual(after[0] ?? null);
        expect(stopBy('previous', stops, line)).toEqual(before.at(-1) ?? null);
        for (const step of ['next-year', 'previous-year'] as const) {
          const to = stopBy(step, stops, line);
          const above = to && stops[stops.indexOf(to) - 1];
          if (to && above) expect(yearOf(above.key)).not.toBe(yearOf(to.key));
        }
      }),
    );
  });

  test('a line belongs to the month that began last', () => {
    fc.assert(
      fc.property(lists, fc.nat(100_001), (stops, line) => {
        const at = stopAt(stops, line);
        expect(stops[at]!.line).toBeLessThanOrEqual(line);
        expect(stops[at + 1]?.line ?? Infinity).toBeGreaterThan(line);
      }),
    );
  });
});
