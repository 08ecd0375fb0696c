/** Up to here every row stands in the page; beyond, only those near the visible ones. */
export const ALL_UP_TO = 100;

export interface ListGeometry {
  count: number;
  columns: number;
  /** Pixels from one row of tiles to the next. */
  rowHeight: number;
  scrollTop: number;
  viewport: number;
}

/** Which files stand in the page, and the empty pixels before and after them. */
export interface ListRange {
  start: number;
  end: number;
  before: number;
  after: number;
}

/** The rows in sight and one screen on either side, as all rows are of one height. */
export function visibleRange({ count, columns, rowHeight, scrollTop, viewport }: ListGeometry): ListRange {
  if (count <= ALL_UP_TO) return { start: 0, end: count, before: 0, after: 0 };
  // Before the first measurement a screenful is enough to measure.
  if (rowHeight <= 0) return { start: 0, end: Math.min(count, 30), before: 0, after: 0 };
  const rows = Math.ceil(count / columns);
  const first = Math.max(0, Math.floor((scrollTop - viewport) / rowHeight));
  const last = Math.min(rows, Math.ceil((scrollTop + 2 * viewport) / rowHeight));
  const start = Math.min(first, Math.max(0, rows - 1));
  return {
    start: start * columns,
    end: Math.min(count, last * columns),
    before: start * rowHeight,
    after: Math.max(0, rows - last) * rowHeight,
  };
}
