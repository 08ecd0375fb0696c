import type { Boxes } from './boxes.ts';
import { rangeBetween } from './window.ts';

/** Where something dropped at a point would go: beside which box, and on which of its sides. */
export interface DropPlace {
  /** The box that is marked. */
  index: number;
  /** Whether what is dropped comes after it. */
  after: boolean;
}

/**
 * The place for what is dropped at a point of the list: beside the box under it, or the nearest one; after it in the
 * second half of its width. Null for an empty list.
 */
export function dropPlace(boxes: Boxes, x: number, y: number): DropPlace | null {
  if (boxes.count === 0) return null;
  const line = Math.min(Math.max(0, y), boxes.extent);
  const { start, end } = rangeBetween(boxes, line - boxes.tallest, line + boxes.tallest);
  let index = Math.min(start, boxes.count - 1);
  let least = Infinity;
  for (let i = start; i < end; i++) {
    const away = distance(boxes, i, x, line);
    if (away < least) [index, least] = [i, away];
  }
  return { index, after: x > boxes.left[index]! + boxes.width[index]! / 2 };
}

/** The new index of the box `from` when it is dropped there. */
export function placeAfterDrop(from: number, { index, after }: DropPlace): number {
  const before = index + (after ? 1 : 0);
  return before > from ? before - 1 : before;
}

/** Rows count for more than columns: a point between two rows belongs to the nearer one. */
function distance(boxes: Boxes, i: number, x: number, y: number): number {
  const dx = Math.max(0, boxes.left[i]! - x, x - boxes.left[i]! - boxes.width[i]!);
  const dy = Math.max(0, boxes.top[i]! - y, y - boxes.top[i]! - boxes.height[i]!);
  return dx + 4 * dy;
}
