import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dropPlace, placeAfterDrop } from '../../../src/layout/drop.ts';
import { layoutGrid } from '../../../src/layout/grid.ts';
import { layoutRows } from '../../../src/layout/rows.ts';

const grid = layoutGrid(8, { width: 320, columns: 3, gap: 10 });

test.each([
  [10, 50, 0, false],
  [90, 50, 0, true],
  [120, 50, 1, false],
  [315, 160, 5, true],
  // Between two rows, beside the last image, above and below the list.
  [50, 103, 0, false],
  [50, 108, 3, false],
  [300, 260, 7, true],
  [50, -80, 0, false],
  [50, 900, 6, false],
])('a drop at %i, %i goes beside %i (after: %s)', (x, y, index, after) => {
  expect(dropPlace(grid, x, y)).toEqual({ index, after });
});

test('in an empty list there is no place', () => {
  expect(dropPlace(layoutGrid(0, { width: 320, columns: 3, gap: 10 }), 1, 1)).toBeNull();
});

test('what is dropped ends up beside what was marked', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.4, max: 3, noNaN: true }), { minLength: 2, maxLength: 40 }),
      fc.nat(1000),
      fc.nat(2000),
      fc.nat(39),
      (ratios, x, y, seed) => {
        const boxes = layoutRows(ratios, { width: 1000, rowHeight: 160, gap: 6 });
        const from = seed % ratios.length;
        const drop = dropPlace(boxes, x, y)!;
        const order = ratios.map((_, i) => i);
        order.splice(placeAfterDrop(from, drop), 0, ...order.splice(from, 1));
        const gap = order.indexOf(from) - order.indexOf(drop.index);
        expect(gap).toBe(drop.index === from ? 0 : drop.after ? 1 : -1);
      },
    ),
  );
});
