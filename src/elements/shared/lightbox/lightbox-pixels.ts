import { largestOf } from '../../../image/srcset.ts';
import type { LightboxSlide } from './lightbox-types.ts';

export interface Size {
  width: number;
  height: number;
}

/** How far two shapes may differ and still be one: sizes are whole pixels, small ones are coarse. */
const SAME_SHAPE = 0.02;

/**
 * The size to lay a slide out in before its file is there: its own pixels where they are known; else its shape, as large
 * as the view; with no shape known, the view itself, in which the picture is fitted.
 * @param thumbnail The small picture's natural size; zero while it is not there.
 */
export function expectedSize(slide: LightboxSlide, thumbnail: Size | null, view: Size): Size {
  if (slide.src === null) return view; // there are words instead
  const declared = sizeOf(slide);
  if (declared && !slide.isGuess) return declared;
  const shape = thumbnail?.width && thumbnail.height ? thumbnail : declared;
  if (!shape) return view;
  const width = widest(slide) ?? Math.min(view.width, (view.height * shape.width) / shape.height);
  return scaledTo(width, shape);
}

/**
 * The pixels of a slide whose file is there. The declared size holds as long as the file has its shape: the file may be
 * one of several sizes. Otherwise the file tells, with the widths that its `srcset` names.
 * @param natural The natural size of the `<img>`; zero for a file that has none, as some SVGs.
 */
export function loadedSize(slide: LightboxSlide, natural: Size): Size | null {
  const declared = sizeOf(slide);
  if (!natural.width || !natural.height) return declared;
  if (declared && !slide.isGuess && isSameShape(declared, natural)) return declared;
  // With a srcset the natural size is that of the layout.
  if (slide.srcset) return scaledTo(widest(slide) ?? natural.width * densest(slide), natural);
  return natural;
}

function sizeOf({ width, height }: LightboxSlide): Size | null {
  return width && height ? { width, height } : null;
}

/** The width of the largest file that is named with one. */
function widest({ srcset }: LightboxSlide): number | undefined {
  return largestOf(srcset ?? '')?.width;
}

function densest({ srcset }: LightboxSlide): number {
  return largestOf(srcset ?? '')?.density ?? 1;
}

function scaledTo(width: number, shape: Size): Size {
  return { width: Math.round(width), height: Math.max(1, Math.round((width * shape.height) / shape.width)) };
}

function isSameShape(one: Size, other: Size): boolean {
  return Math.abs((one.width * other.height) / (one.height * other.width) - 1) <= SAME_SHAPE;
}
