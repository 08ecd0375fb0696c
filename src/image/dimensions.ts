import type { Transform, TransformSize } from './transform-parameters.ts';

/** Pixels. */
export interface Dimensions {
  width: number;
  height: number;
}

/** The short side of each ready-made size, in pixels: known without asking (demo/mock/README.md, Images). */
const SHORT_SIDE: Partial<Record<TransformSize, number>> = { s: 320, m: 640, l: 1080 };

/**
 * The pixels a transform makes of an image: never enlarged by `size`, `scale-down` and `crop`; filled exactly by
 * `cover` and `pad`; sides swapped by a quarter turn. Serves for the width and height attributes.
 */
export function transformedDimensions(source: Dimensions, transform: Transform): Dimensions {
  const { width, height } = resized(source, transform);
  return isQuarterTurn(transform) ? { width: height, height: width } : { width, height };
}

function resized({ width, height }: Dimensions, { size, w, h, fit }: Transform): Dimensions {
  const enlarges = fit === 'cover' || fit === 'pad';
  if (w && h && (enlarges || fit === 'crop'))
    return { width: enlarges ? w : Math.min(w, width), height: enlarges ? h : Math.min(h, height) };
  const sized = w || h;
  if (!sized && size === 'social') return { width: 1200, height: 630 };
  const short = size && SHORT_SIDE[size];
  const factor = sized
    ? Math.min(w ? w / width : Infinity, h ? h / height : Infinity)
    : short
      ? short / Math.min(width, height)
      : 1;
  const limited = sized && enlarges ? factor : Math.min(1, factor);
  // A hair is added before flooring: 4000 * (320 / 3000) must not come out a pixel short by a rounding error.
  const side = (length: number) => Math.max(1, Math.floor(length * limited + 1e-6));
  return { width: side(width), height: side(height) };
}

export function isQuarterTurn({ rotate }: Transform): boolean {
  return (rotate ?? 0) % 180 > 0;
}
