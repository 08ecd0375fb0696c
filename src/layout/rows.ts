import { Draft, GroupCursor, type Boxes, type Groups, type Heading, type Layout } from './boxes.ts';

export interface RowsOptions {
  /** Width of the list, in CSS pixels. */
  width: number;
  /** The height a row should have; each comes as near as its images allow. */
  rowHeight: number;
  gap: number;
}

/** An unfilled last row is stretched to the full width if that makes it no taller than this, in row heights. */
const STRETCH_LAST = 1.12;

/**
 * Justified rows: images keep their order and their shapes, every row fills the width exactly, and rows come as
 * near to the wanted height as they can.
 *
 * Greedy, nearest of two: a row takes images until it is low enough, then the last one stays or opens the next row,
 * whichever leaves this row's height nearer to the wanted one, measured as a ratio: half as high is as wrong as
 * twice as high. One pass, and a row never depends on what comes two images after it, so whatever is appended
 * leaves all rows but the last as they were. The last row of a group ends like the last of all.
 */
export function rowsLayout(options: RowsOptions, draft = new Draft()): Layout {
  const width = Math.max(1, Math.floor(options.width));
  const gap = Math.max(0, Math.round(options.gap));
  const target = Math.max(1, options.rowHeight);
  const headings: Heading[] = [];
  let count = 0;
  let tallest = 0;
  /** Top of the row that is being filled, its first image, and the shapes in it so far. */
  let y = 0;
  let first = 0;
  let sum = 0;
  /** The row that is being filled begins here: everything before it stays. */
  let settled = 0;
  let settledY = 0;
  let extent = 0;

  const fill = (images: number, ratio: number) => Math.max(1, (width - gap * (images - 1)) / ratio);

  const goOn = (ratios: ArrayLike<number>, until: number, groups?: Groups, writes = false) => {
    if (writes) draft.reserve(until);
    const { left: lefts, top: tops, width: widths, height: heights } = draft;

    /** Places the images from `first` to before `end` at this exact height; `justified` ends at the full width. */
    const place = (end: number, exact: number, justified: boolean) => {
      const height = Math.max(1, Math.round(exact));
      let run = 0;
      for (let i = writes ? first : end; i < end; i++) {
        const gaps = (i - first) * gap;
        const left = Math.round(run * exact) + gaps;
        run += ratios[i]!;
        const right = justified && i === end - 1 ? width : Math.round(run * exact) + gaps;
        lefts[i] = left;
        tops[i] = y;
        widths[i] = Math.max(1, right - left);
        heights[i] = height;
      }
      tallest = Math.max(tallest, height);
      y += height + gap;
      first = end;
      sum = 0;
    };
    /** Places a row that was not filled, the last one. */
    const placeOpen = (end: number) => {
      if (first >= end) return;
      const full = fill(end - first, sum);
      const stretch = full <= target * STRETCH_LAST;
      place(end, stretch ? full : target, stretch);
    };

    const group = new GroupCursor(groups, settled);
    first = settled;
    y = settledY;
    sum = 0;
    // The heading above an open row was placed with it.
    while (headings.length > 0 && headings.at(-1)!.index >= first) y = headings.pop()!.top;
    for (let i = first; i < until; i++) {
      if (group.opensAt(i)) {
        placeOpen(i);
        headings.push({ index: i, top: y });
        y += groups!.heading;
      }
      const ratio = ratios[i]!;
      const held = i - first;
      const low = fill(held + 1, sum + ratio);
      if (low > target) {
        sum += ratio;
        continue;
      }
      const high = held > 0 ? fill(held, sum) : Infinity;
      if (high * low < target * target) {
        place(i, high, true);
        // The image that opens the next row may fill that one alone.
        const alone = fill(1, ratio);
        if (alone <= target) place(i + 1, alone, true);
        else sum = ratio;
      } else {
        place(i + 1, low, true);
      }
    }
    settled = first;
    settledY = y;
    placeOpen(until);
    extent = Math.max(0, y - gap);
    count = until;
  };

  return {
    get boxes() {
      const { left, top, width, height } = draft;
      return { count, left, top, width, height, extent, tallest, settled, headings };
    },
    append: (ratios, until = ratios.length, groups) => goOn(ratios, until, groups, true),
    skip: goOn,
  };
}

/** The places of these images in rows, all at once. */
export function layoutRows(ratios: ArrayLike<number>, options: RowsOptions): Boxes {
  const layout = rowsLayout(options);
  layout.append(ratios);
  return layout.boxes;
}
