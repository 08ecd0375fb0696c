/** A group's heading: it stands above the first box of the group, over the full width. */
export interface Heading {
  /** Index of the group's first box. */
  readonly index: number;
  readonly top: number;
}

/**
 * Places of many images, in whole CSS pixels from the inline-start edge and the top of the list.
 * `top` never decreases with the index, in all three layouts: `window.ts` and `neighbours.ts` lean on that.
 * The arrays may be longer than `count`.
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
  /** The headings of the groups, from top to bottom; none without groups. */
  readonly headings: readonly Heading[];
}

/** The groups of images that follow one another. */
export interface Groups {
  /** The indices where a group begins, ascending. The first of all is 0. */
  readonly starts: readonly number[];
  /** Height of a heading, in pixels, with the space below it. */
  readonly heading: number;
}

/**
 * A layout that can go on: images appended cost what they cost alone, however many stand already.
 */
export interface Layout {
  /** The places so far. They are of one moment: another `append` may write on into the same arrays. */
  readonly boxes: Boxes;
  /**
   * Places the images from `boxes.count` on.
   * @param ratios Width through height of each image, from the first of all on; positive.
   * @param count How many of them there are; default: as many as `ratios` holds.
   */
  append(ratios: ArrayLike<number>, count?: number, groups?: Groups): void;
  /**
   * Goes on past the images to before `count` as `append` does, but writes none of their places: what is appended next
   * stands where it would. It takes a fraction of the time.
   */
  skip(ratios: ArrayLike<number>, count: number, groups?: Groups): void;
}

/** Boxes that a layout writes while it runs. Their room doubles when it is used up, so that appending stays linear. */
export class Draft {
  left: Int32Array = new Int32Array(0);
  top: Int32Array = new Int32Array(0);
  width: Int32Array = new Int32Array(0);
  height: Int32Array = new Int32Array(0);

  /** Makes room for so many boxes. */
  reserve(count: number): void {
    const room = this.left.length;
    if (count <= room) return;
    // Exactly as many at first: most lists come whole.
    const size = room === 0 ? count : Math.max(count, room * 2);
    for (const side of ['left', 'top', 'width', 'height'] as const) {
      const grown = new Int32Array(size);
      grown.set(this[side]);
      this[side] = grown;
    }
  }

  put(index: number, left: number, top: number, width: number, height: number): void {
    this.left[index] = left;
    this.top[index] = top;
    this.width[index] = width;
    this.height[index] = height;
  }
}

/** Walks along the beginnings of groups while a layout walks along the images. */
export class GroupCursor {
  readonly #starts: readonly number[];
  #at: number;

  constructor(groups: Groups | undefined, from: number) {
    this.#starts = groups?.starts ?? [];
    this.#at = lowerBound(this.#starts, from);
  }

  /** Whether a group begins at this image; to be asked for one image after the other. */
  opensAt(index: number): boolean {
    if (this.#starts[this.#at] !== index) return false;
    this.#at++;
    return true;
  }
}

/** The first place of an ascending list whose value is not below this one. */
export function lowerBound(ascending: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
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
