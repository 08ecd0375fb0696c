import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutColumns } from '../../../src/layout/columns.ts';
import { layoutGrid } from '../../../src/layout/grid.ts';
import { layoutRows } from '../../../src/layout/rows.ts';
import { rangeBetween, windowAround } from '../../../src/layout/window.ts';
import type { Boxes } from '../../../src/layout/boxes.ts';

const ratios = fc.array(fc.double({ min: 0.3, max: 4, noNaN: true }), { minLength: 1, maxLength: 120 });
const layouts = fc.constantFrom(
  (r: number[]): Boxes => layoutRows(r, { width: 900, rowHeight: 180, gap: 6 }),
  (r: number[]): Boxes => layoutColumns(r, { width: 900, columns: 4, gap: 6 }),
  (r: number[]): Boxes => layoutGrid(r.length, { width: 900, columns: 4, gap: 6 }),
);

describe('the run between two lines', () => {
  test('holds every image that shows between them', () => {
    fc.assert(
      fc.property(ratios, layouts, fc.integer({ max: 9000 }), fc.nat(2000), (r, layout, from, height) => {
        const boxes = layout(r);
        const { start, end } = rangeBetween(boxes, from, from + height);
        for (let i = 0; i < boxes.count; i++) {
          const shows = boxes.top[i]! + boxes.height[i]! >= from && boxes.top[i]! <= from + height;
          if (shows) expect(i >= start && i < end, String(i)).toBe(true);
        }
      }),
    );
  });

  test('is short however long the list is', () => {
    const boxes = layoutRows(new Float64Array(100_000).fill(1.5), { width: 1200, rowHeight: 240, gap: 8 });
    const { start, end } = rangeBetween(boxes, 1_000_000, 1_001_000);
    expect(end - start).toBeLessThan(40);
  });
});

describe('the window', () => {
  const boxes = layoutRows(new Float64Array(2000).fill(1.5), { width: 1200, rowHeight: 240, gap: 8 });

  test('stays as it is while one scrolls a little', () => {
    const first = windowAround(boxes, { from: 10_000, to: 11_000 }, 1500);
    expect(windowAround(boxes, { from: 10_300, to: 11_300 }, 1500, first)).toBe(first);
  });

  test('moves on before its edge is seen', () => {
    const first = windowAround(boxes, { from: 10_000, to: 11_000 }, 1500);
    const second = windowAround(boxes, { from: 11_200, to: 12_200 }, 1500, first);
    expect(second.end).toBeGreaterThan(first.end);
  });

  test('always holds what is seen', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 120_000 }), { minLength: 1 }), (stops) => {
        let current: { start: number; end: number } | undefined;
        for (const from of stops) {
          current = windowAround(boxes, { from, to: from + 900 }, 1200, current);
          const seen = rangeBetween(boxes, from, from + 900);
          expect(current.start).toBeLessThanOrEqual(seen.start);
          expect(current.end).toBeGreaterThanOrEqual(seen.end);
          expect(current.end - current.start).toBeLessThan(120);
        }
      }),
    );
  });
});
