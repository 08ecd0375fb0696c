import { draft, type Boxes } from './boxes.ts';

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
 * leaves all rows but the last as they were.
 *
 * @param ratios Width through height of each image; positive.
 */
export function layoutRows(ratios: ArrayLike<number>, options: RowsOptions): Boxes {
  const count = ratios.length;
  const width = Math.max(1, Math.floor(options.width));
  const gap = Math.max(0, Math.round(options.gap));
  const target = Math.max(1, options.rowHeight);
  const boxes = draft(count);
  let tallest = 0;
  let y = 0;
  let first = 0;
  let sum = 0;

  const fill = (images: number, ratio: number) => Math.max(1, (width - gap * (images - 1)) / ratio);

  /** Places the images from `first` to before `end` at this exact height; `justified` ends at the full width. */
  const place = (end: number, exact: number, justified: boolean) => {
    const height = Math.max(1, Math.round(exact));
    let run = 0;
    for (let i = first; i < end; i++) {
      const gaps = (i - first) * gap;
      const left = Math.round(run * exact) + gaps;
      run += ratios[i]!;
      const right = justified && i === end - 1 ? width : Math.round(run * exact) + gaps;
      boxes.left[i] = left;
      boxes.top[i] = y;
      boxes.width[i] = Math.max(1, right - left);
      boxes.height[i] = height;
    }
    tallest = Math.max(tallest, height);
    y += height + gap;
    first = end;
    sum = 0;
  };

  for (let i = 0; i < count; i++) {
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

  const settled = first;
  if (first < count) {
    const full = fill(count - first, sum);
    const stretch = full <= target * STRETCH_LAST;
    place(count, stretch ? full : target, stretch);
  }
  return { count, ...boxes, extent: Math.max(0, y - gap), tallest, settled };
}
