import type { Boxes } from './boxes.ts';

/** Indices from `start` to before `end`. */
export interface Range {
  start: number;
  end: number;
}

/**
 * A run of boxes that holds every box between the lines `from` and `to` (pixels from the top of the list).
 * It may hold a few more: boxes that begin up to the tallest one's height above. O(log n).
 */
export function rangeBetween(boxes: Boxes, from: number, to: number): Range {
  if (to < from) return { start: 0, end: 0 };
  const start = firstAtOrBelow(boxes, from - boxes.tallest);
  return { start, end: Math.max(start, firstAtOrBelow(boxes, to + 1)) };
}

/** The first box whose top is at or below this line; `count` if there is none. */
export function firstAtOrBelow(boxes: Boxes, line: number): number {
  let low = 0;
  let high = boxes.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (boxes.top[middle]! < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first box that is still to be seen from a line downwards; -1 if there is none. */
export function firstEndingBelow(boxes: Boxes, line: number): number {
  for (let i = rangeBetween(boxes, line, line).start; i < boxes.count; i++)
    if (boxes.top[i]! + boxes.height[i]! > line) return i;
  return -1;
}

/**
 * The run to keep in the page: what is near the view, and no new one while the old still covers the view well.
 * So scrolling changes the page a few times a screen, not at every frame.
 *
 * @param view The lines the window shows.
 * @param margin How far beyond the view images are kept ready, in pixels.
 */
export function windowAround(
  boxes: Boxes,
  view: { from: number; to: number },
  margin: number,
  current?: Range,
): Range {
  const needed = rangeBetween(boxes, view.from - margin / 2, view.to + margin / 2);
  if (current && current.end <= boxes.count && current.start <= needed.start && current.end >= needed.end) {
    const ample = rangeBetween(boxes, view.from - 2 * margin, view.to + 2 * margin);
    if (current.start >= ample.start && current.end <= ample.end) return current;
  }
  return rangeBetween(boxes, view.from - margin, view.to + margin);
}
