import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visibleRange } from '../../../src/elements/uploader/list/list-window.ts';
import { ALL_UP_TO } from '../../../src/elements/uploader/list/long-list.ts';

describe('the window of a long list', () => {
  test('is all of a short one', () => {
    const range = visibleRange({ count: ALL_UP_TO, columns: 1, rowHeight: 72, scrollTop: 0, viewport: 400 });
    expect(range).toEqual({ start: 0, end: ALL_UP_TO, before: 0, height: 0 });
  });

  test('holds what can be seen, and no gap is ever lost', () => {
    const geometry = fc.record({
      count: fc.integer({ min: ALL_UP_TO + 1, max: 20_000 }),
      columns: fc.integer({ min: 1, max: 8 }),
      rowHeight: fc.integer({ min: 20, max: 300 }),
      viewport: fc.integer({ min: 50, max: 2000 }),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(geometry, ({ at, ...rest }) => {
        const { count, columns, rowHeight, viewport } = rest;
        const height = Math.ceil(count / columns) * rowHeight;
        const scrollTop = at * Math.max(0, height - viewport);
        const { start, end, before, ...range } = visibleRange({ ...rest, scrollTop });
        const through = before + Math.ceil((end - start) / columns) * rowHeight;
        expect(start % columns).toBe(0);
        expect(before).toBe((start / columns) * rowHeight);
        expect(range.height).toBe(height);
        expect(before).toBeLessThanOrEqual(scrollTop);
        expect(through).toBeGreaterThanOrEqual(Math.min(height, scrollTop + viewport));
        expect(end - start).toBeLessThanOrEqual((Math.ceil((3 * viewport) / rowHeight) + 2) * columns);
      }),
    );
  });

  test('knows of rows that are higher than the others', () => {
    const geometry = fc.record({
      count: fc.integer({ min: ALL_UP_TO + 1, max: 2000 }),
      viewport: fc.integer({ min: 50, max: 900 }),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      higher: fc.dictionary(
        fc.integer({ min: 0, max: ALL_UP_TO }).map(String),
        fc.integer({ min: 1, max: 200 }),
      ),
    });
    fc.assert(
      fc.property(geometry, ({ count, viewport, at, higher }) => {
        const extra = new Map(Object.entries(higher).map(([row, more]) => [Number(row), more]));
        const heights = Array.from({ length: count }, (_, row) => 72 + (extra.get(row) ?? 0));
        const sum = (from: number, to: number) =>
          heights.slice(from, to).reduce((all, each) => all + each, 0);
        const height = sum(0, count);
        const scrollTop = at * Math.max(0, height - viewport);
        const range = visibleRange({ count, columns: 1, rowHeight: 72, scrollTop, viewport, extra });
        expect(range.before).toBe(sum(0, range.start));
        expect(range.height).toBe(height);
        expect(range.before).toBeLessThanOrEqual(scrollTop);
        expect(sum(0, range.end)).toBeGreaterThanOrEqual(Math.min(height, scrollTop + viewport));
      }),
    );
  });
});
