/** Work on lists that are very long: another width, and a height that no browser can make. */
import { Draft, lowerBound, type Boxes, type Heading } from '../../../layout/index.ts';
import { breath, SLICE_MS } from '../data/breath.ts';
import {
  layoutOf,
  type Arrangement,
  type ArrangementOptions,
  type Relayout,
  type Resized,
} from './arrangement.ts';
import type { ScrollScale } from './scroll-scale.ts';
import { scrollElementBy, viewOf } from './viewport.ts';

export { ScrollScale } from './scroll-scale.ts';

/** As many images are placed before the clock is looked at. */
const PORTION = 10_000;
/** As many images before the first in view, and from there on, are placed at once. */
const BEFORE = 2_000;
const AFTER = 4_000;

/**
 * Places very many images for another width: those around the view at once, all others in slices, between which people are
 * heard.
 * @param at The index of the first image in view.
 * @param done All could be placed, so that `finish` costs nothing; not called when something else came before.
 */
export function resize(
  arrangement: Arrangement,
  options: ArrangementOptions,
  at: number,
  done: () => void,
): void {
  const from = Math.max(0, at);
  const around = { start: from - BEFORE, end: from + AFTER };
  const coming = arrangement.resize(options, (before, resized) => relayout(before, { ...resized, around }));
  void goOn(arrangement, coming, done);
}

async function goOn(arrangement: Arrangement, coming: Relayout, done: () => void): Promise<void> {
  const isLast = () => arrangement.coming === coming;
  do await breath();
  while (isLast() && !coming.goOn(SLICE_MS));
  if (isLast()) done();
}

/**
 * Places very many images for another width. The images around the view get their final places at once: the layout skips what is
 * before them, which takes a fraction of the time. Until the others have theirs too, they stand above and below as before, drawn
 * out or pushed together, so that the list has about the length that it will have. Nothing in view moves when it is done.
 */
export function relayout(before: Boxes, { shapes, options, groups, around }: Resized): Relayout {
  const whole = new Draft();
  const layout = layoutOf(options, whole);
  return {
    boxes: placedAround(before, { shapes, options, groups, around }),
    layout,
    goOn(ms) {
      const end = performance.now() + ms;
      whole.reserve(before.count);
      for (let at = layout.boxes.count; at < before.count;) {
        at = Math.min(before.count, at + PORTION);
        layout.append(shapes, at, groups);
        if (performance.now() > end) break;
      }
      return layout.boxes.count === before.count;
    },
  };
}

/** Puts the scroll bar of a scaled list where it belongs; nothing that is seen moves. */
export function rest(
  { list, scroller }: { list: HTMLElement | null; scroller: Element },
  scale: ScrollScale,
  renderNow: () => void,
): void {
  const seen = list && viewOf(list, scroller);
  if (!seen || !scale.isApart(seen)) return;
  scrollElementBy(list, scroller, scale.scrollTo(seen));
  renderNow();
}

/** All boxes, of which those around the view are right. They are written into the arrays of those before. */
function placedAround(before: Boxes, { shapes, options, groups, around }: Resized): Boxes {
  const { count, extent } = before;
  const start = Math.min(Math.max(0, around.start), count);
  const end = Math.max(start, Math.min(count, around.end));
  const near = layoutOf(options, draftOver(before));
  near.skip(shapes, start, groups);
  const first = near.boxes.settled;
  const below = { from: topAt(before, end), to: 0 };
  const above = topAt(before, first);
  near.append(shapes, end, groups);
  const { left, top, width, height, headings, tallest } = near.boxes;

  const topNow = first < end ? topAt(near.boxes, first) : above;
  below.to = first < end ? near.boxes.extent + 1 : below.from;
  const stretchAbove = above > 0 ? topNow / above : 0;
  for (let i = 0; i < first; i++) top[i] = top[i]! * stretchAbove;
  const stretch = below.from > above ? (below.to - topNow) / (below.from - above) : 1;
  const down = (line: number) => below.to + Math.floor((line - below.from) * stretch);
  for (let i = end; i < count; i++) top[i] = down(top[i]!);
  const next = before.headings.slice(firstFrom(before.headings, end));
  const bottom = count > 0 ? top[count - 1]! + height[count - 1]! : 0;
  const reached = Math.max(end < count ? down(extent) : near.boxes.extent, bottom);
  return {
    ...{ count, left, top, width, height, extent: reached },
    tallest: Math.max(before.tallest, tallest),
    settled: end < count ? before.settled : near.boxes.settled,
    headings: [...headings, ...next.map(({ index, top: line }) => ({ index, top: down(line) }))],
  };
}

/** A draft that writes into the arrays of these boxes; the arrays are other objects, as those of other places are. */
function draftOver({ left, top, width, height }: Boxes): Draft {
  const draft = new Draft();
  draft.left = left.subarray(0);
  draft.top = top.subarray(0);
  draft.width = width.subarray(0);
  draft.height = height.subarray(0);
  return draft;
}

/** Where the box at an index begins, with the heading above it; the end of the list after the last. */
function topAt({ top, count, extent, headings }: Boxes, index: number): number {
  if (index >= count) return extent;
  const heading = headings[firstFrom(headings, index)];
  return heading?.index === index ? heading.top : top[index]!;
}

/** The first heading of a group that begins at this image or after it. */
function firstFrom(headings: readonly Heading[], index: number): number {
  return lowerBound(
    headings.map((heading) => heading.index),
    index,
  );
}
