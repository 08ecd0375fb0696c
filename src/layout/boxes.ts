/**
 * Where every image of a gallery stands, in whole CSS pixels from the inline start and the top of its list.
 * Typed arrays, because a gallery may hold 100,000 of them and is laid out anew at every change of its width.
 *
 * `top` never decreases with the index, in all three layouts: `window.ts` and `neighbours.ts` lean on that.
 */
export interface Boxes {
  readonly count: number;
  readonly left: Int32Array;
  readonly top: Int32Array;
  readonly width: Int32Array;
  readonly height: Int32Array;
  /** Height of the whole. */
  readonly extent: number;
  /** Height of the tallest box: how far above a line a box that crosses it may begin. */
  readonly tallest: number;
  /**
   * How many boxes, from the first on, stay where they are whatever is appended. The rest, an unfilled last row,
   * may still grow.
   */
  readonly settled: number;
}

/** Boxes that a layout writes while it runs. */
export interface Draft {
  left: Int32Array;
  top: Int32Array;
  width: Int32Array;
  height: Int32Array;
}

export function draft(count: number): Draft {
  return {
    left: new Int32Array(count),
    top: new Int32Array(count),
    width: new Int32Array(count),
    height: new Int32Array(count),
  };
}

/** As many columns as asked for, or as fit with a pixel each and the gaps between them; at least one. */
export function fittingColumns(width: number, columns: number, gap: number): number {
  return Math.max(1, Math.min(Math.floor(columns), Math.floor((width + gap) / (gap + 1))));
}

/** The left edge of each of `columns` columns, and one more: the right edge plus a gap. They fill the width exactly. */
export function columnEdges(width: number, columns: number, gap: number): Int32Array {
  const edges = new Int32Array(columns + 1);
  // Rounding the edges, not the widths, spreads the odd pixels and lets no error add up.
  for (let column = 0; column <= columns; column++)
    edges[column] = Math.round((column * (width + gap)) / columns);
  return edges;
}
