import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutColumns } from '../../../src/layout/columns.ts';
import { layoutGrid } from '../../../src/layout/grid.ts';
import { layoutRows } from '../../../src/layout/rows.ts';
import type { Boxes } from '../../../src/layout/boxes.ts';

const ratios = fc.array(fc.double({ min: 0.3, max: 4, noNaN: true }), { maxLength: 80 });
const width = fc.integer({ min: 1, max: 2600 });
const gap = fc.integer({ min: 0, max: 24 });
const rowHeight = fc.integer({ min: 60, max: 400 });
const columns = fc.integer({ min: 1, max: 40 });

interface Case {
  name: string;
  options: fc.Arbitrary<Record<string, number>>;
  layout(ratios: number[], options: Record<string, number>): Boxes;
}

const layouts: Case[] = [
  {
    name: 'rows',
    options: fc.record({ width, gap, rowHeight }),
    layout: (r, o) => layoutRows(r, o as never),
  },
  {
    name: 'columns',
    options: fc.record({ width, gap, columns }),
    layout: (r, o) => layoutColumns(r, o as never),
  },
  {
    name: 'grid',
    options: fc.record({ width, gap, columns }),
    layout: (r, o) => layoutGrid(r.length, o as never),
  },
];

/** Indices in runs of the same top. */
function rowsOf(boxes: Boxes): number[][] {
  const rows: number[][] = [];
  for (let i = 0; i < boxes.count; i++) {
    if (i === 0 || boxes.top[i] !== boxes.top[i - 1]) rows.push([]);
    rows.at(-1)!.push(i);
  }
  return rows;
}

const right = (boxes: Boxes, i: number) => boxes.left[i]! + boxes.width[i]!;
const bottom = (boxes: Boxes, i: number) => boxes.top[i]! + boxes.height[i]!;

for (const { name, options, layout } of layouts) {
  describe(name, () => {
    test('places every image once, within the width, and nothing over another', () => {
      fc.assert(
        fc.property(ratios, options, (r, o) => {
          const boxes = layout(r, o);
          expect(boxes.count).toBe(r.length);
          for (let i = 0; i < boxes.count; i++) {
            expect(boxes.width[i]).toBeGreaterThan(0);
            expect(boxes.height[i]).toBeGreaterThan(0);
            expect(boxes.left[i]).toBeGreaterThanOrEqual(0);
            expect(right(boxes, i)).toBeLessThanOrEqual(o['width']!);
            expect(bottom(boxes, i)).toBeLessThanOrEqual(boxes.extent);
            for (let j = 0; j < i; j++) {
              const apart =
                right(boxes, j) + o['gap']! <= boxes.left[i]! ||
                right(boxes, i) + o['gap']! <= boxes.left[j]! ||
                bottom(boxes, j) + o['gap']! <= boxes.top[i]! ||
                bottom(boxes, i) + o['gap']! <= boxes.top[j]!;
              expect(apart, `${j} and ${i}`).toBe(true);
            }
          }
        }),
      );
    });

    test('keeps the order: no image begins above an earlier one, and within a line they run on', () => {
      fc.assert(
        fc.property(ratios, options, (r, o) => {
          const boxes = layout(r, o);
          for (let i = 1; i < boxes.count; i++) {
            expect(boxes.top[i]).toBeGreaterThanOrEqual(boxes.top[i - 1]!);
            if (boxes.top[i] === boxes.top[i - 1]) expect(boxes.left[i]).toBeGreaterThan(boxes.left[i - 1]!);
          }
        }),
      );
    });

    test('moves nothing that had settled when more is appended', () => {
      fc.assert(
        fc.property(ratios, ratios, options, (r, more, o) => {
          const before = layout(r, o);
          const after = layout([...r, ...more], o);
          expect(after.settled).toBeGreaterThanOrEqual(before.settled);
          for (const side of ['left', 'top', 'width', 'height'] as const) {
            expect(after[side].subarray(0, before.settled)).toEqual(before[side].subarray(0, before.settled));
          }
        }),
      );
    });
  });
}

describe('rows', () => {
  const options = fc.record({ width, gap, rowHeight });

  test('fill the width exactly, all but an open last one', () => {
    fc.assert(
      fc.property(ratios, options, (r, o) => {
        const boxes = layoutRows(r, o);
        for (const row of rowsOf(boxes)) {
          if (row[0]! >= boxes.settled) continue;
          expect(boxes.left[row[0]!]).toBe(0);
          expect(right(boxes, row.at(-1)!)).toBe(Math.floor(o.width));
          for (const i of row.slice(1)) expect(boxes.left[i]).toBe(right(boxes, i - 1) + o.gap);
        }
      }),
    );
  });

  test('keep the shapes of the images to the pixel', () => {
    fc.assert(
      fc.property(ratios, options, (r, o) => {
        const boxes = layoutRows(r, o);
        for (let i = 0; i < boxes.count; i++) {
          // Edges and heights are rounded: half a pixel of height, and half at either side.
          const slack = 1 + 0.5 * r[i]! + 1e-6;
          expect(Math.abs(boxes.width[i]! - boxes.height[i]! * r[i]!)).toBeLessThanOrEqual(slack);
        }
      }),
    );
  });

  test('come as near to the wanted height as taking or leaving one image allows', () => {
    fc.assert(
      fc.property(ratios, options, (r, o) => {
        const boxes = layoutRows(r, o);
        const off = (images: number[]) => {
          const sum = images.reduce((all, i) => all + r[i]!, 0);
          const height = Math.max(1, (o.width - o.gap * (images.length - 1)) / sum);
          return Math.abs(Math.log(height / o.rowHeight));
        };
        for (const row of rowsOf(boxes)) {
          const next = row.at(-1)! + 1;
          if (next >= boxes.settled) continue;
          expect(off(row)).toBeLessThanOrEqual(off([...row, next]) + 1e-9);
          if (row.length > 1) expect(off(row)).toBeLessThanOrEqual(off(row.slice(0, -1)) + 1e-9);
        }
      }),
    );
  });

  test('leave a few images at the wanted height instead of blowing them up', () => {
    const boxes = layoutRows([1.5], { width: 1200, rowHeight: 240, gap: 8 });
    expect([boxes.width[0], boxes.height[0], boxes.settled]).toEqual([360, 240, 0]);
  });

  test('stretch a last row that is nearly full', () => {
    const boxes = layoutRows([1.5, 1.5, 1.5], { width: 1180, rowHeight: 250, gap: 8 });
    expect(right(boxes, 2)).toBe(1180);
    expect(boxes.settled).toBe(0);
  });

  test('give an image wider than the page a row of its own, as low as it must be', () => {
    const boxes = layoutRows([1.5, 1.5, 8, 1.5], { width: 800, rowHeight: 200, gap: 4 });
    expect(boxes.width[2]).toBe(800);
    expect(boxes.height[2]).toBe(100);
  });

  test('survive an empty list, and a page without any width', () => {
    expect(layoutRows([], { width: 800, rowHeight: 200, gap: 8 }).extent).toBe(0);
    const boxes = layoutRows([1, 2], { width: 0, rowHeight: 200, gap: 8 });
    expect([...boxes.width]).toEqual([1, 1]);
  });
});

describe('columns', () => {
  test('keep the shapes, and end within one image of each other', () => {
    fc.assert(
      fc.property(ratios, fc.record({ width, gap, columns }), (r, o) => {
        const boxes = layoutColumns(r, o);
        const ends = new Map<number, number>();
        for (let i = 0; i < boxes.count; i++) {
          expect(boxes.height[i]).toBe(Math.max(1, Math.round(boxes.width[i]! / r[i]!)));
          ends.set(boxes.left[i]!, bottom(boxes, i) + o.gap);
        }
        if (ends.size === o.columns) {
          const all = [...ends.values()];
          expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(boxes.tallest + o.gap);
        }
      }),
    );
  });

  test('fill the width exactly', () => {
    const boxes = layoutColumns([1, 1, 1], { width: 1000, columns: 3, gap: 8 });
    expect([...boxes.left]).toEqual([0, 336, 672]);
    expect(right(boxes, 2)).toBe(1000);
  });
});

describe('grid', () => {
  test('has cells of one size, row by row, to the full width', () => {
    const boxes = layoutGrid(5, { width: 1000, columns: 3, gap: 8 });
    expect(new Set(boxes.height).size).toBe(1);
    expect([...boxes.top]).toEqual([0, 0, 0, 336, 336]);
    expect(right(boxes, 2)).toBe(1000);
    expect(boxes.extent).toBe(664);
  });
});
