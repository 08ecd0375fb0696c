import type { Dimensions } from '../../image/dimensions.ts';
import { DEFAULT_RATIO, parseRatio } from '../../image/core/ratio.ts';

/** The pixels an `<img>` says it has, by its attributes or its file. */
export function dimensionsOf(img: HTMLImageElement | null): Dimensions | null {
  if (!img) return null;
  const width = Number(img.getAttribute('width')) || img.naturalWidth;
  const height = Number(img.getAttribute('height')) || img.naturalHeight;
  return width > 0 && height > 0 ? { width, height } : null;
}

/**
 * Gives the stage its shape. `fill` takes the whole width even for a smaller picture, as long as that was not known;
 * in place of a page's own `<img>` that stands in a line of text, the stage does too.
 * Set by script: a style attribute would be refused by a strict Content-Security-Policy.
 */
export function shape(
  stage: HTMLElement,
  known: Dimensions | null,
  ratio: string | null,
  fill: boolean,
  insteadOf: HTMLImageElement | null,
): void {
  const { style } = stage;
  style.aspectRatio = known ? `${known.width} / ${known.height}` : `${parseRatio(ratio) ?? DEFAULT_RATIO}`;
  style.inlineSize = known && !fill ? `min(100%, ${known.width}px)` : '100%';
  const inline = insteadOf !== null && getComputedStyle(insteadOf).display.startsWith('inline');
  style.display = inline ? 'inline-block' : 'block';
}
