import type { Transform, TransformSize } from './transform-parameters.ts';

/** Pixels. */
export interface Dimensions {
  width: number;
  height: number;
}

/** The length of the short side of each ready-made size (API §4, §9); what is known of them without asking. */
const SHORT_SIDE: Partial<Record<TransformSize, number>> = { s: 320, m: 640, l: 1080 };

/**
 * The pixels a transform makes of an image: never enlarged by `size`, `scale-down` and `crop`; filled exactly by
 * `cover` and `pad`; sides swapped by a quarter turn. Serves for the width and height attributes.
 */
export function transformedDimensions(source: Dimensions, transform: Transform): Dimensions {
  const sized = resized(source, transform);
  return isQuarterTurn(transform) ? { width: sized.height, height: sized.width } : sized;
}

function resized(source: Dimensions, { size, w, h, fit = 'scale-down' }: Transform): Dimensions {
  if (w !== undefined || h !== undefined) return fitted(source, w, h, fit);
  if (size === 'social') return { width: 1200, height: 630 };
  const short = size && SHORT_SIDE[size];
  if (!short) return source;
  return scaled(source, Math.min(1, short / Math.min(source.width, source.height)));
}

function fitted(
  source: Dimensions,
  w: number | undefined,
  h: number | undefined,
  fit: NonNullable<Transform['fit']>,
): Dimensions {
  if (w === undefined || h === undefined) {
    const scale = w !== undefined ? w / source.width : h! / source.height;
    return scaled(source, fit === 'cover' || fit === 'pad' ? scale : Math.min(1, scale));
  }
  switch (fit) {
    case 'cover':
    case 'pad':
      return { width: w, height: h };
    case 'crop':
      return { width: Math.min(w, source.width), height: Math.min(h, source.height) };
    case 'scale-down':
      return scaled(source, Math.min(1, w / source.width, h / source.height));
  }
}

function scaled({ width, height }: Dimensions, factor: number): Dimensions {
  // A hair is added before flooring: 4000 * (320 / 3000) must not come out a pixel short by a rounding error.
  const side = (length: number) => Math.max(1, Math.floor(length * factor + 1e-6));
  return { width: side(width), height: side(height) };
}

export function isQuarterTurn({ rotate }: Transform): boolean {
  return rotate === 90 || rotate === 270;
}

/** Whether the transform itself says how large the picture is, which leaves nothing for `srcset` to choose from. */
export function hasFixedSize({ size, w, h }: Transform): boolean {
  return size !== undefined || w !== undefined || h !== undefined;
}
