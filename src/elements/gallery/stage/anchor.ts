import { firstEndingBelow, type Boxes } from '../../../layout/index.ts';
import type { Image } from '../../../api/types.ts';

/** An image at the top of the view, and how far below its top the view begins, in pixels. */
export interface SeenImage {
  id: string;
  offset: number;
}

/** The image at this line of the list; null where the line is above all of them. */
export function imageAt(line: number, boxes: Boxes, images: readonly Image[]): SeenImage | null {
  const index = firstEndingBelow(boxes, line);
  const image = line > 0 && images[index];
  return image ? { id: image.id, offset: Math.round(line - boxes.top[index]!) } : null;
}

/** The images in their order, which of them is at the top of the view, and where that one begins. */
export interface Anchored {
  images: readonly Image[];
  index: number;
  top: number;
}

/**
 * How far the list has to be scrolled so that what was seen stays where it was, in pixels: the image at the top of the view
 * where it is still there; else the next after it, which begins where that one began; else the last before it. 0 where none
 * of them has a place.
 * @param indexOf The index of an image after the change, or -1.
 */
export function shiftOf(
  { images, index: anchor, top }: Anchored,
  after: Boxes,
  indexOf: (id: string) => number,
): number {
  const kept = survivorOf(images, anchor, (id) => indexOf(id) >= 0);
  const index = kept < 0 ? -1 : indexOf(images[kept]!.id);
  return index < 0 || index >= after.count ? 0 : after.top[index]! - top;
}

function survivorOf(images: readonly Image[], index: number, isThere: (id: string) => boolean): number {
  for (let i = index; i < images.length; i++) if (isThere(images[i]!.id)) return i;
  for (let i = index - 1; i >= 0; i--) if (isThere(images[i]!.id)) return i;
  return -1;
}

/**
 * The line of the list to scroll to, so that a box is in view; null where it is already.
 * @param view The lines that can be seen.
 */
export function lineToShow(
  boxes: Boxes,
  index: number,
  view: { from: number; to: number },
  block: 'nearest' | 'center',
): number | null {
  const top = boxes.top[index]!;
  const bottom = top + boxes.height[index]!;
  const height = view.to - view.from;
  if (block === 'nearest') {
    if (top >= view.from && bottom <= view.to) return null;
    if (bottom - top <= height) return top < view.from ? top : bottom - height;
  }
  return top - Math.max(0, (height - (bottom - top)) / 2);
}
