import type { Image, ImageSize } from '../api/types.ts';
import { hasFixedSize, isQuarterTurn, transformedDimensions, type Dimensions } from './dimensions.ts';
import {
  readFormats,
  readTransform,
  withTransform,
  type Transform,
  type TransformFormat,
} from './transform-parameters.ts';
import { safeUrl, srcsetUrl } from './urls.ts';

/** An image as far as it is known: an Image of the API, or no more than an address. */
export type ImageLike = Pick<Image, 'url'> & Partial<Image>;

/** How an image flagged as not safe for work is shown: blurred by the server, as it is, or not at all. */
export type NsfwMode = 'blur' | 'show' | 'hide';

export interface ImageOptions {
  /** As written by the author; `''` marks a decoration. Absent: `metadata.alt_text`, else the caption. */
  alt?: string | null;
  /** Default: `auto, 100vw` when lazy, `100vw` when eager. */
  sizes?: string | null;
  /** The page's main picture: eager, with high priority. */
  priority?: boolean;
  /** Default `lazy`; `priority` makes it eager. */
  loading?: 'lazy' | 'eager';
  /** Further formats for `<picture>`, best first: `avif webp`. */
  formats?: string | readonly string[] | null;
  /** `format=webp&sharp=2` or an object; what is invalid is left out, `parseTransform` tells about it. */
  transform?: string | Transform | null;
  /** Default `blur`. */
  nsfw?: NsfwMode | null;
  /** The person has asked to see this flagged image. */
  revealed?: boolean;
}

/** The attributes of an `<img>`. Write them in their order: `src` comes last, when all it depends on is there. */
export interface ImageAttributes {
  loading: 'lazy' | 'eager';
  sizes?: string;
  width?: string;
  height?: string;
  decoding?: 'async';
  fetchpriority?: 'high';
  alt?: string;
  srcset?: string;
  src?: string;
}

/** The attributes of a `<source>` in a `<picture>`, in writing order. */
export interface SourceAttributes {
  type: string;
  sizes?: string;
  srcset: string;
}

/** How strongly the server blurs flagged images, on the small size: nothing can be made out. */
const NSFW_BLUR = 60;

const MIME_TYPES: Record<TransformFormat, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
};

/**
 * What an `<img>` needs to show this image well: the one function behind element, gallery, lightbox and servers.
 *
 * `srcset` is exactly what the API has: the `sizes` and the original, by width, each once. With nothing to choose
 * from (SVG, a small picture) there is a plain `src`. An image that has no picture (processing, failed, blocked), or
 * must not show it (`nsfw`), gets neither. DESIGN §3.2.
 */
export function imageAttributes(image: ImageLike, options: ImageOptions = {}): ImageAttributes {
  const lazy = isLazy(options);
  const transform = transformFor(image, options);
  const picture = pictureOf(image, options, transform);
  const dimensions = dimensionsOf(image, transform);
  const alt = altText(image, options.alt);
  return {
    loading: lazy ? 'lazy' : 'eager',
    ...(picture?.responsive && { sizes: sizesFor(options) }),
    ...(dimensions && { width: `${dimensions.width}`, height: `${dimensions.height}` }),
    ...(lazy && { decoding: 'async' as const }),
    ...(options.priority && { fetchpriority: 'high' as const }),
    ...(alt !== undefined && { alt }),
    ...(picture?.srcset && { srcset: picture.srcset }),
    ...(picture && { src: picture.src }),
  };
}

/**
 * The `<source>`s for `formats`, best first, with the same widths as the `<img>`. Empty when none is wanted, for
 * sources that cannot be transformed, and for a format that the `<img>` has anyway.
 */
export function imageSources(image: ImageLike, options: ImageOptions = {}): SourceAttributes[] {
  const formats = readFormats(options.formats);
  if (formats.length === 0 || !isTransformable(image) || isVeiled(image, options)) return [];
  const transform = transformFor(image, options);
  const own = transform.format ?? image.format;
  return formats
    .filter((format) => format !== own)
    .flatMap((format) => {
      const picture = pictureOf(image, options, { ...transform, format });
      if (!picture) return [];
      return [
        {
          type: MIME_TYPES[format],
          ...(picture.responsive && { sizes: sizesFor(options) }),
          srcset: picture.srcset ?? srcsetUrl(picture.src),
        },
      ];
    });
}

/**
 * The text in place of the picture: as written, else `metadata.alt_text`, else the caption (DESIGN §9, Image).
 * Undefined when there is none: an empty one would call the picture a decoration, which only its author can say.
 */
export function altText(image: Partial<Image>, written?: string | null): string | undefined {
  if (written !== undefined && written !== null) return written;
  return text(image.metadata?.['alt_text']) || text(image.caption) || undefined;
}

/** Not every object that is handed in as an Image came from the API. */
function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** Whether the image may only be shown blurred, or not at all, until the person asks to see it. */
export function isVeiled(image: Partial<Image>, { nsfw, revealed }: ImageOptions = {}): boolean {
  return image.nsfw === true && nsfw !== 'show' && !revealed;
}

/**
 * A picture of a few hundred bytes to stand behind the real one while that loads; null where it could shine through
 * (anything but JPEG may be transparent) or cannot be made.
 */
export function placeholderUrl(image: ImageLike): string | null {
  const url = safeUrl(image.url);
  if (!url || image.format !== 'jpg' || !isTransformable(image) || !hasPicture(image)) return null;
  return withTransform(url, { w: 32 });
}

/** The pixels to reserve; null while the service does not know them yet. */
export function imageDimensions(image: ImageLike, options: ImageOptions = {}): Dimensions | null {
  return dimensionsOf(image, transformFor(image, options));
}

interface Picture {
  src: string;
  srcset?: string;
  /** Whether `srcset` is by widths, which makes `sizes` meaningful. */
  responsive: boolean;
}

function pictureOf(image: ImageLike, options: ImageOptions, transform: Transform): Picture | null {
  const url = safeUrl(image.url);
  if (!url || !hasPicture(image)) return null;
  if (isVeiled(image, options)) return veiledPicture(image, options, transform);
  const src = withTransform(url, transform);
  if (hasFixedSize(transform)) return { src, srcset: densities(image, url, transform), responsive: false };
  const candidates = candidatesOf(image, url, transform);
  if (candidates.length < 2) return { src, responsive: false };
  const srcset = candidates.map(([width, address]) => `${srcsetUrl(address)} ${width}w`).join(', ');
  return { src, srcset, responsive: true };
}

/** The blurred stand-in: one small picture, blurred by the server, so that the sharp one is not even fetched. */
function veiledPicture(image: ImageLike, options: ImageOptions, transform: Transform): Picture | null {
  if (options.nsfw === 'hide' || !isTransformable(image)) return null;
  const base = (!hasFixedSize(transform) && safeUrl(image.sizes?.['small']?.url)) || safeUrl(image.url)!;
  return { src: withTransform(base, { ...transform, blur: NSFW_BLUR }), responsive: false };
}

/** Width and address of each file the API has, by width, each width once; the original beats a size as wide as it. */
function candidatesOf(image: ImageLike, url: string, transform: Transform): [number, string][] {
  const turned = isQuarterTurn(transform);
  const byWidth = new Map<number, string>();
  for (const size of Object.values(image.sizes ?? {}) as (ImageSize | undefined)[]) {
    const address = safeUrl(size?.url);
    const width = turned ? size?.height : size?.width;
    if (address && isLength(width)) byWidth.set(width, withTransform(address, transform));
  }
  const own = turned ? image.height : image.width;
  if (isLength(own)) byWidth.set(own, withTransform(url, transform));
  return [...byWidth].sort(([a], [b]) => a - b);
}

/** For a size fixed by the transform: the same at double density, where the original has the pixels for it. */
function densities(image: ImageLike, url: string, transform: Transform): string | undefined {
  const { w, h, size } = transform;
  if (size !== undefined || !isLength(image.width) || !isLength(image.height)) return undefined;
  if ((w ?? 0) * 2 > image.width || (h ?? 0) * 2 > image.height) return undefined;
  const double = { ...transform, ...(w !== undefined && { w: w * 2 }), ...(h !== undefined && { h: h * 2 }) };
  return `${srcsetUrl(withTransform(url, transform))} 1x, ${srcsetUrl(withTransform(url, double))} 2x`;
}

function dimensionsOf(image: ImageLike, transform: Transform): Dimensions | null {
  if (!isLength(image.width) || !isLength(image.height)) return null;
  return transformedDimensions({ width: image.width, height: image.height }, transform);
}

function transformFor(image: ImageLike, options: ImageOptions): Transform {
  return isTransformable(image) ? readTransform(options.transform) : {};
}

function isTransformable(image: ImageLike): boolean {
  return image.transformable !== false;
}

function hasPicture(image: Partial<Image>): boolean {
  return image.status !== 'processing' && image.status !== 'failed' && image.blocked !== true;
}

function isLazy({ priority, loading }: ImageOptions): boolean {
  return !priority && loading !== 'eager';
}

function sizesFor(options: ImageOptions): string {
  return options.sizes?.trim() || (isLazy(options) ? 'auto, 100vw' : '100vw');
}

function isLength(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
