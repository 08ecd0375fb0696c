import { ALL_UP_TO, type ListRange } from './long-list.ts';

/** Rows that stand in the page before any has been measured: about a screenful. */
const UNMEASURED = 12;

export interface ListGeometry {
  count: number;
  /** Files that may come onto the list yet: a list that will be long begins as one. */
  coming?: number;
  columns: number;
  /** Pixels from one row of tiles to the next. */
  rowHeight: number;
  scrollTop: number;
  viewport: number;
  /** By how much single rows are higher than the others, by the number of the row. */
  extra?: ReadonlyMap<number, number>;
}

/** Pixels from the top of the list to a row. */
export function offsetOf(row: number, rowHeight: number, extra?: ReadonlyMap<number, number>): number {
  let offset = row * rowHeight;
  for (const [at, more] of extra ?? []) if (at < row) offset += more;
  return offset;
}

/** The rows in sight and one screen on either side. All are of one height, but for those known to be higher. */
export function visibleRange({
  count,
  coming = 0,
  columns,
  rowHeight,
  scrollTop,
  viewport,
  extra,
}: ListGeometry): ListRange {
  if (count + coming <= ALL_UP_TO) return { start: 0, end: count, before: 0, height: 0 };
  if (rowHeight <= 0) return { start: 0, end: Math.min(count, UNMEASURED), before: 0, height: 0 };
  const rows = Math.ceil(count / columns);
  /** How many rows begin at or above a height, or end there. */
  const rowAt = (y: number) => {
    let low = 0;
    let high = rows;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (offsetOf(middle, rowHeight, extra) <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const start = Math.min(rowAt(Math.max(0, scrollTop - viewport)), rows - 1);
  const bottom = scrollTop + 2 * viewport;
  const through = rowAt(bottom);
  const last = Math.min(rows, offsetOf(through, rowHeight, extra) < bottom ? through + 1 : through);
  return {
    start: start * columns,
    end: Math.min(count, last * columns),
    before: offsetOf(start, rowHeight, extra),
    height: offsetOf(rows, rowHeight, extra),
  };
}
