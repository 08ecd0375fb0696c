import type { Boxes } from './boxes.ts';
import { rangeBetween } from './window.ts';

/** A point of the list, in pixels from its inline-start edge and its top. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The index of the box at a point, or of the nearest one; -1 for an empty list. Lines count for more than columns: a point
 * between two rows belongs to the nearer row. O(log n).
 */
export function nearestBox(boxes: Boxes, { x, y }: Point): number {
  const line = Math.min(Math.max(0, y), boxes.extent);
  const { start, end } = rangeBetween(boxes, line - boxes.tallest, line + boxes.tallest);
  let nearest = Math.min(start, boxes.count - 1);
  let least = Infinity;
  for (let i = start; i < end; i++) {
    const dx = Math.max(0, boxes.left[i]! - x, x - boxes.left[i]! - boxes.width[i]!);
    const dy = Math.max(0, boxes.top[i]! - line, line - boxes.top[i]! - boxes.height[i]!);
    if (dx + 4 * dy < least) [nearest, least] = [i, dx + 4 * dy];
  }
  return nearest;
}

/**
 * The indices of the boxes that the rectangle between two points touches, ascending. O(log n) and what the boxes between its
 * upper and its lower line cost.
 */
export function boxesBetween(boxes: Boxes, a: Point, b: Point): number[] {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  const { start, end } = rangeBetween(boxes, top, bottom);
  const hits: number[] = [];
  for (let i = start; i < end; i++) {
    const misses =
      boxes.left[i]! > right ||
      boxes.left[i]! + boxes.width[i]! < left ||
      boxes.top[i]! > bottom ||
      boxes.top[i]! + boxes.height[i]! < top;
    if (!misses) hits.push(i);
  }
  return hits;
}
