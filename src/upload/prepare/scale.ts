import type { Dimensions } from '../formats/dimensions.ts';
import type { ImageFormat } from '../../api/index.ts';

/** The largest size with the same shape whose longer side is `longest` at most; never larger than it was. */
export function fitWithin({ width, height }: Dimensions, longest: number | undefined): Dimensions {
  const factor = Math.min(1, (longest ?? Infinity) / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/**
 * The sizes on the way down: each half of the one before, so that every pixel takes part; the last one is `to`.
 * Browsers look at four pixels, or at few more, for each they draw.
 */
export function stepsDown(from: Dimensions, to: Dimensions): Dimensions[] {
  const steps: Dimensions[] = [];
  let { width, height } = from;
  while (width > to.width * 2 && height > to.height * 2) {
    width = Math.ceil(width / 2);
    height = Math.ceil(height / 2);
    steps.push({ width, height });
  }
  return [...steps, { ...to }];
}

/**
 * Types browsers write formats as. Missing: it is sent as it is, for nothing would be won (SVG), or frames lost (GIF).
 */
const WRITTEN: Partial<Record<ImageFormat['format'], string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/jpeg',
  avif: 'image/webp',
  bmp: 'image/png',
};

/** The type to write, or undefined for what is left alone. */
export function writtenAs(format: ImageFormat['format'] | undefined): string | undefined {
  return format && WRITTEN[format];
}

/** Why a picture is drawn anew. */
export interface Reasons {
  /** It is too large, or a quality is asked for. */
  isRewritten: boolean;
  /** Format the picture is to have, whatever it has now. */
  target: ImageFormat['format'] | undefined;
  /** It cannot be seen, or may not be sent, as it is. */
  isNeeded: boolean;
}

/** A way to write a picture; the lighter one is sent, unless it has to be another one. */
export interface Writing {
  type: string;
  isNeeded: boolean;
}

/** The ways to write a picture, the best first. None: it is sent as it is. */
export function writingsOf(
  format: ImageFormat['format'],
  { isRewritten, target, isNeeded }: Reasons,
): Writing[] {
  const own = WRITTEN[format];
  const wanted = target && target !== format && WRITTEN[target];
  const writings = wanted ? [{ type: wanted, isNeeded }] : [];
  if (isRewritten && own && own !== wanted) writings.push({ type: own, isNeeded: false });
  return own ? writings : [];
}

const EXTENSIONS: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' };

/** The name of a file whose type has changed: `IMG_1.heic` → `IMG_1.jpg`. */
export function renamed(name: string, before: string, after: string): string {
  const extension = EXTENSIONS[after];
  return before === after || !extension ? name : `${name.replace(/\.\w{2,5}$/, '')}.${extension}`;
}
