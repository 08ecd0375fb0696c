import { windowAround, type Boxes, type Range } from '../../../layout/index.ts';
import type { View } from './viewport.ts';

/** Up to this many images all tiles stand in the page; of more, those near the view. */
export const ALL_AT_ONCE = 500;
/** As many images are printed at most: paper has an end. */
export const MOST_ON_PAPER = 2_000;
/** How far beyond the view tiles are kept, in pixels. */
const TILE_MARGIN = 1200;

/** The images near the view, whose tiles are in the page; those of before, as long as they are near enough. */
export const nearView = (boxes: Boxes, view: View, before: Range | undefined): Range =>
  windowAround(boxes, view, TILE_MARGIN, before);

/** The lines around the view that something high is cut to. */
export function linesAround({ from, to }: View): View {
  const margin = 4 * TILE_MARGIN;
  return { from: from - margin, to: to + margin };
}

/**
 * The tiles of a range, in order; one more if the focus is elsewhere.
 * @param pinned The index of a tile that stays wherever one scrolls; -1 for none.
 * @param count How many images there are.
 */
export function indicesOf({ start, end }: Range, pinned: number, count: number): number[] {
  const indices = Array.from({ length: end - start }, (_, at) => start + at);
  if (pinned >= 0 && pinned < start) indices.unshift(pinned);
  else if (pinned >= end && pinned < count) indices.push(pinned);
  return indices;
}

/** The boxes that no further page can move. */
export function settledBoxes(boxes: Boxes): Boxes {
  const { count, settled, top, height } = boxes;
  if (settled === 0 || settled === count) return boxes;
  const extent = top[settled - 1]! + height[settled - 1]!;
  const headings = boxes.headings.filter(({ index }) => index < settled);
  return { ...boxes, count: settled, extent, headings };
}
