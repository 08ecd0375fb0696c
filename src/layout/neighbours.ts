import type { Boxes } from './boxes.ts';
import { firstAtOrBelow } from './window.ts';

export type Direction = 'previous' | 'next' | 'up' | 'down' | 'first' | 'last' | 'page-up' | 'page-down';

export interface NeighbourOptions {
  /** The horizontal line kept while going up and down; default: the middle of the box. */
  goal?: number;
  /** Height of a page, in pixels, for `page-up` and `page-down`. */
  page?: number;
}

/**
 * Where an arrow key leads from a box: its index, or the same one where there is nothing that way.
 * `previous` and `next` follow the order; left and right are the caller's matter, who knows the writing direction.
 */
export function neighbour(
  boxes: Boxes,
  index: number,
  direction: Direction,
  options: NeighbourOptions = {},
): number {
  if (boxes.count === 0) return -1;
  const from = Math.min(Math.max(0, index), boxes.count - 1);
  const goal = options.goal ?? middle(boxes, from);
  switch (direction) {
    case 'previous':
      return Math.max(0, from - 1);
    case 'next':
      return Math.min(boxes.count - 1, from + 1);
    case 'first':
      return 0;
    case 'last':
      return boxes.count - 1;
    case 'down':
      return below(boxes, from, goal);
    case 'up':
      return above(boxes, from, goal);
    case 'page-down':
      return leap(boxes, from, goal, options.page ?? boxes.tallest, below);
    case 'page-up':
      return leap(boxes, from, goal, options.page ?? boxes.tallest, above);
  }
}

/** The middle of a box, the line that `goal` keeps. */
export function middle(boxes: Boxes, index: number): number {
  return boxes.left[index]! + boxes.width[index]! / 2;
}

function below(boxes: Boxes, from: number, goal: number): number {
  const bottom = boxes.top[from]! + boxes.height[from]!;
  const start = firstAtOrBelow(boxes, bottom);
  let best = from;
  let least = Infinity;
  // Nothing that begins a tallest box further down can be the nearest. Above the first of them may stand a heading.
  const limit = (boxes.top[start] ?? 0) + boxes.tallest;
  for (let i = start; i < boxes.count && boxes.top[i]! <= limit; i++) {
    const cost = distance(boxes, i, goal) + 2 * (boxes.top[i]! - bottom);
    if (cost < least) [best, least] = [i, cost];
  }
  // Beneath the end of a full row stands a shorter last one, perhaps none.
  return best;
}

function above(boxes: Boxes, from: number, goal: number): number {
  const top = boxes.top[from]!;
  const end = firstAtOrBelow(boxes, top);
  let best = from;
  let least = Infinity;
  const limit = (boxes.top[end - 1] ?? 0) - 3 * boxes.tallest;
  for (let i = end - 1; i >= 0 && boxes.top[i]! >= limit; i--) {
    const bottom = boxes.top[i]! + boxes.height[i]!;
    if (bottom > top) continue;
    const cost = distance(boxes, i, goal) + 2 * (top - bottom);
    if (cost < least) [best, least] = [i, cost];
  }
  return best;
}

/** How far a box is from a vertical line; 0 if the line goes through it. */
function distance(boxes: Boxes, index: number, line: number): number {
  const left = boxes.left[index]!;
  return Math.max(0, left - line, line - left - boxes.width[index]!);
}

function leap(boxes: Boxes, from: number, goal: number, page: number, step: typeof below): number {
  const start = boxes.top[from]!;
  let at = from;
  for (;;) {
    const next = step(boxes, at, goal);
    if (next === at) return at;
    if (at !== from && Math.abs(boxes.top[next]! - start) > page) return at;
    at = next;
  }
}
