import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutColumns } from '../../../src/layout/columns.ts';
import { layoutGrid } from '../../../src/layout/grid.ts';
import { layoutRows } from '../../../src/layout/rows.ts';
import { middle, neighbour, type Direction } from '../../../src/layout/neighbours.ts';

const grid = layoutGrid(8, { width: 320, columns: 3, gap: 10 });

describe('arrow keys in a grid', () => {
  test.each<[number, Direction, number]>([
    [4, 'previous', 3],
    [4, 'next', 5],
    [4, 'up', 1],
    [4, 'down', 7],
    [4, 'first', 0],
    [4, 'last', 7],
    [0, 'previous', 0],
    [7, 'next', 7],
    [1, 'up', 1],
    [7, 'down', 7],
    // Beneath the third column nothing stands: the nearest of the last row takes it.
    [5, 'down', 7],
  ])('from %i %s to %i', (from, direction, to) => {
    expect(neighbour(grid, from, direction)).toBe(to);
  });

  test('go a page at a time', () => {
    const long = layoutGrid(40, { width: 430, columns: 4, gap: 10 });
    expect(neighbour(long, 1, 'page-down', { page: 330 })).toBe(13);
    expect(neighbour(long, 13, 'page-up', { page: 330 })).toBe(1);
    expect(neighbour(long, 37, 'page-down', { page: 330 })).toBe(37);
  });

  test('in an empty gallery lead nowhere', () => {
    expect(neighbour(layoutGrid(0, { width: 320, columns: 3, gap: 10 }), 0, 'next')).toBe(-1);
  });
});

test('in columns down and up stay in the column', () => {
  const boxes = layoutColumns([1, 0.5, 1, 1, 1, 2, 1, 1, 0.7], { width: 320, columns: 3, gap: 10 });
  const down = neighbour(boxes, 0, 'down');
  expect(boxes.left[down]).toBe(boxes.left[0]);
  expect(neighbour(boxes, down, 'up')).toBe(0);
});

test('down and up keep to their line through rows of different images', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.4, max: 3, noNaN: true }), { minLength: 12, maxLength: 60 }),
      fc.nat(3),
      (r, index) => {
        const boxes = layoutRows(r, { width: 1000, rowHeight: 160, gap: 6 });
        const goal = middle(boxes, index);
        let at = index;
        const path = [at];
        for (let next; (next = neighbour(boxes, at, 'down', { goal })) !== at; at = next) path.push(next);
        // Every row is visited once, from the first to the last.
        const tops = path.map((i) => boxes.top[i]!);
        expect(tops).toEqual([...new Set(boxes.top)].slice(tops[0] === 0 ? 0 : 1));
        for (const expected of path.slice(0, -1).reverse()) {
          at = neighbour(boxes, at, 'up', { goal });
          expect(boxes.top[at]).toBe(boxes.top[expected]);
        }
      },
    ),
  );
});
