/** A place in a list: the sort time (unix seconds) and the row of the last image seen. */
export interface Cursor {
  publishedAt: number;
  row: number;
}

/** Opaque to clients; looks like the documents' `1704067200_42`. */
export function writeCursor(cursor: Cursor): string {
  return `${cursor.publishedAt}_${cursor.row}`;
}

/** null when it was not written by `writeCursor`. The image it names need not exist any more. */
export function readCursor(text: string): Cursor | null {
  const match = /^(-?\d{1,12})_(\d{1,15})$/.exec(text);
  return match ? { publishedAt: Number(match[1]), row: Number(match[2]) } : null;
}

/** Newest first; of the same second, the one stored later first. Positive when `a` comes after `b`. */
export function compareNewestFirst(a: Cursor, b: Cursor): number {
  return b.publishedAt - a.publishedAt || b.row - a.row;
}
