/** A step that a person can take with a file, and the place it leads to. */
export interface Move {
  key: 'moveTop' | 'moveUp' | 'moveDown';
  to: number;
}

/** The steps that a file at a place, from 0, of so many can take. */
export function movesOf(at: number, count: number): Move[] {
  const moves: Move[] = [
    { key: 'moveUp', to: at - 1 },
    { key: 'moveDown', to: at + 1 },
    { key: 'moveTop', to: 0 },
  ];
  return at < 0 ? [] : moves.filter(({ key, to }) => to >= 0 && to < count && !(key === 'moveTop' && at < 2));
}

/** The list as keys see it. */
export interface KeyList {
  /** The place of the file that has the focus, from 0. */
  at: number;
  count: number;
  /** 1 in a list; in a grid as many as stand in a row. */
  columns: number;
  rtl: boolean;
}

/**
 * The place that Ctrl+Shift with an arrow, Home or End moves a file to; null when the key means something else. At an end
 * of the list a file stays where it is.
 */
export function placeByKey(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  { at, count, columns, rtl }: KeyList,
): number | null {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (!shiftKey || altKey || !(ctrlKey || metaKey) || at < 0) return null;
  const forward = rtl ? 'ArrowLeft' : 'ArrowRight';
  const last = count - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key === 'ArrowUp') return at < columns ? at : at - columns;
  // The last row of a grid may be short: from above its empty places it goes to the end.
  if (key === 'ArrowDown')
    return Math.floor(at / columns) === Math.floor(last / columns) ? at : Math.min(last, at + columns);
  if (columns === 1 || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return null;
  return Math.max(0, Math.min(last, key === forward ? at + 1 : at - 1));
}

/** A row as it is laid out: its place among all files, and its box within the list. */
export interface RowBox {
  at: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The place of the row whose middle is nearest to a point; the place given when there are no rows. */
export function nearestPlace(rows: readonly RowBox[], point: { x: number; y: number }, from: number): number {
  let place = from;
  let least = Infinity;
  for (const { at, x, y, width, height } of rows) {
    const distance = Math.hypot(x + width / 2 - point.x, y + height / 2 - point.y);
    if (distance >= least) continue;
    least = distance;
    place = at;
  }
  return place;
}

/**
 * By how much each row makes room while the file at `from` is carried to `to`: those between the two move up, or down, to
 * where they will stand.
 * @param inColumns Rows stand side by side, all of one size; else one above the other, each as high as it is.
 */
export function roomFor(
  rows: readonly RowBox[],
  { from, to, inColumns }: { from: number; to: number; inColumns: boolean },
): Map<number, { x: number; y: number }> {
  const byPlace = new Map(rows.map((row) => [row.at, row]));
  const height = byPlace.get(from)?.height ?? 0;
  const step = from < to ? -1 : 1;
  const shifts = new Map<number, { x: number; y: number }>();
  for (const { at, x, y } of rows) {
    if (at === from || at < Math.min(from, to) || at > Math.max(from, to)) continue;
    const next = byPlace.get(at + step);
    if (!inColumns) shifts.set(at, { x: 0, y: step * height });
    else if (next) shifts.set(at, { x: next.x - x, y: next.y - y });
  }
  return shifts;
}

/** How near an edge scrolling begins, at most (px). */
const EDGE = 56;

/** How fast to scroll for a pointer between two edges: from -1, up, over 0, not at all, to 1, down. */
export function edgeSpeed(at: number, from: number, to: number): number {
  const zone = Math.min(EDGE, (to - from) / 4);
  if (zone <= 0) return 0;
  if (at < from + zone) return -Math.min(1, (from + zone - at) / zone);
  return at > to - zone ? Math.min(1, (at - to + zone) / zone) : 0;
}
