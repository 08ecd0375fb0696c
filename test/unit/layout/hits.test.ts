import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Boxes } from '../../../src/layout/boxes.ts';
import { layoutColumns } from '../../../src/layout/columns.ts';
import { layoutGrid } from '../../../src/layout/grid.ts';
import { boxesBetween, nearestBox } from '../../../src/layout/hits.ts';
import { layoutRows } from '../../../src/layout/rows.ts';

const grid = layoutGrid(8, { width: 320, columns: 3, gap: 10 });

/** Some boxes of each layout. */
const layouts = fc
  .tuple(
    fc.array(fc.double({ min: 0.4, max: 3, noNaN: true }), { minLength: 1, maxLength: 60 }),
    fc.constantFrom('rows', 'columns', 'grid'),
    fc.integer({ min: 0, max: 12 }),
  )
  .map(([ratios, layout, gap]) =>
    layout === 'rows'
      ? layoutRows(ratios, { width: 1000, rowHeight: 160, gap })
      : layout === 'columns'
        ? layoutColumns(ratios, { width: 1000, columns: 4, gap })
        : layoutGrid(ratios.length, { width: 1000, columns: 4, gap }),
  );
const point = fc.record({ x: fc.integer({ min: -50, max: 1050 }), y: fc.integer({ min: -50, max: 4000 }) });

const edges = ({ left, top, width, height }: Boxes, i: number) => ({
  left: left[i]!,
  top: top[i]!,
  right: left[i]! + width[i]!,
  bottom: top[i]! + height[i]!,
});

describe('the box nearest to a point', () => {
  test.each([
    [10, 50, 0],
    [120, 50, 1],
    [315, 160, 5],
    // Between two rows, beside the last image, above and below the list.
    [50, 103, 0],
    [50, 108, 3],
    [300, 260, 7],
    [50, -80, 0],
    [50, 900, 6],
  ])('%i, %i is %i', (x, y, index) => {
    expect(nearestBox(grid, { x, y })).toBe(index);
  });

  test('is none in an empty list', () => {
    expect(nearestBox(layoutGrid(0, { width: 320, columns: 3, gap: 10 }), { x: 1, y: 1 })).toBe(-1);
  });

  test('is the one that the point lies in', () => {
    fc.assert(
      fc.property(layouts, fc.nat(59), (boxes, seed) => {
        const index = seed % boxes.count;
        const { left, top, right, bottom } = edges(boxes, index);
        expect(nearestBox(boxes, { x: (left + right) / 2, y: (top + bottom) / 2 })).toBe(index);
      }),
    );
  });
});

describe('the boxes between two points', () => {
  test('are those that the rectangle touches, whichever corners are given', () => {
    fc.assert(
      fc.property(layouts, point, point, (boxes, a, b) => {
        const [x0, x1] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
        const [y0, y1] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
        const touched = Array.from({ length: boxes.count }, (_, i) => i).filter((i) => {
          const { left, top, right, bottom } = edges(boxes, i);
          return left <= x1 && right >= x0 && top <= y1 && bottom >= y0;
        });
        expect(boxesBetween(boxes, a, b)).toEqual(touched);
        expect(boxesBetween(boxes, b, a)).toEqual(touched);
      }),
    );
  });

  test('are found without a look at all others', () => {
    const boxes = layoutGrid(100_000, { width: 1000, columns: 5, gap: 8 });
    let read = 0;
    const top = new Proxy(boxes.top, {
      get: (target, key) => {
        read++;
        return Reflect.get(target, key) as unknown;
      },
    });
    const y = boxes.top[50_000]!;
    const hits = boxesBetween({ ...boxes, top }, { x: 0, y: y + 10 }, { x: 300, y: y + 20 });
    expect(hits).toEqual([50_000, 50_001]);
    expect(read).toBeLessThan(100);
  });
});
