import type { Boxes } from '../../../layout/index.ts';
import type { Image } from '../../../api/types.ts';

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
