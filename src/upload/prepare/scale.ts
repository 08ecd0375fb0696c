import type { Dimensions } from '../formats/dimensions.ts';
import type { ImageFormat } from '../../api/index.ts';

/** The size scaled down, with the same aspect ratio, so that its longer side is at most `longest`; never scaled up. */
export function fitWithin({ width, height }: Dimensions, longest: number | undefined): Dimensions {
  const factor = Math.min(1, (longest ?? Infinity) / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/**
 * Sizes for scaling down step by step: each is half of the one before, the last is `to`. In one large step pixels would be
 * skipped, since browsers mix only four, or a few more, into each pixel they draw.
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
 * MIME type that a browser writes for each format. A format that is not listed is sent as it is: nothing would be gained
 * (SVG), or frames would be lost (GIF).
 */
const WRITTEN: Partial<Record<ImageFormat['format'], string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/jpeg',
  avif: 'image/webp',
  bmp: 'image/png',
};

/** MIME type to write for a format; undefined for one that is sent as it is. */
export function writtenAs(format: ImageFormat['format'] | undefined): string | undefined {
  return format && WRITTEN[format];
}

/** Reasons to write a picture anew. */
export interface Reasons {
  /** It is too large, or a quality was asked for. */
  isRewritten: boolean;
  /** It is too large, and has to be made smaller whatever it weighs then. */
  isLimited: boolean;
  /** Format the picture is to have, whatever it has now. */
  target: ImageFormat['format'] | undefined;
  /** Few browsers show it as it is, or it may not be sent so. */
  isNeeded: boolean;
}

/** One type to write a picture as. The result is sent if it is smaller than the file, or if it is needed. */
export interface Writing {
  type: string;
  isNeeded: boolean;
}

/** Types to write a picture as, the best first; none when it is sent as it is. */
export function writingsOf(
  format: ImageFormat['format'],
  { isRewritten, isLimited, target, isNeeded }: Reasons,
): Writing[] {
  const own = WRITTEN[format];
  if (!own) return [];
  const wanted = target && target !== format && WRITTEN[target];
  const writings = wanted ? [{ type: wanted, isNeeded: isNeeded || (isLimited && wanted === own) }] : [];
  if (isRewritten && own !== wanted) writings.push({ type: own, isNeeded: isLimited });
  if (isLimited && own === 'image/webp')
    // Safari writes no WebP.
    for (const type of ['image/jpeg', 'image/png']) writings.push({ type, isNeeded: true });
  return writings;
}

const EXTENSIONS: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' };

/** File name with the extension of its new type: `IMG_1.heic` → `IMG_1.jpg`. */
export function renamed(name: string, before: string, after: string): string {
  const extension = EXTENSIONS[after];
  return before === after || !extension ? name : `${name.replace(/\.\w{2,5}$/, '')}.${extension}`;
}
