/** Images as they are: what every picture needs. `attributes.ts` adds what can be done to them on their way out. */
import type { Image, ImageSize } from '../../api/types.ts';
import type { Dimensions } from '../dimensions.ts';
import type { Transform } from '../transform-parameters.ts';
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

/** The addresses of one picture. */
export interface PictureAddresses {
  src: string;
  srcset?: string;
  /** Whether `srcset` is by widths, which makes `sizes` meaningful. */
  responsive: boolean;
}

/** Whether nothing has to be done to the image on its way out. */
export function isPlain(image: Partial<Image>, options: ImageOptions): boolean {
  return !options.transform && !options.formats?.length && !isVeiled(image, options);
}

/** The attributes of an image that `isPlain`. */
export function plainAttributes(image: ImageLike, options: ImageOptions = {}): ImageAttributes {
  const url = safeUrl(image.url);
  return attributesOf(image, options, url && hasPicture(image) ? pictureFrom(image, url) : null);
}

/** The attributes of an `<img>` for these addresses, in writing order. */
export function attributesOf(
  image: ImageLike,
  options: ImageOptions,
  picture: PictureAddresses | null,
  dimensions = ownDimensions(image),
): ImageAttributes {
  const lazy = isLazy(options);
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

/** Addresses of a picture: the files the API has, each `edit`ed; a plain `src` when there is but one width. */
export function pictureFrom(
  image: ImageLike,
  url: string,
  edit: (url: string) => string = (same) => same,
  turned = false,
): PictureAddresses {
  const candidates = candidatesOf(image, url, turned);
  if (candidates.length < 2) return { src: edit(url), responsive: false };
  const srcset = candidates.map(([width, address]) => `${srcsetUrl(edit(address))} ${width}w`).join(', ');
  return { src: edit(url), srcset, responsive: true };
}

/** Width and address of each file the API has, by width, each width once; the original beats a size as wide as it. */
function candidatesOf(image: ImageLike, url: string, turned: boolean): [number, string][] {
  const byWidth = new Map<number, string>();
  for (const size of Object.values(image.sizes ?? {}) as (ImageSize | undefined)[]) {
    const address = safeUrl(size?.url);
    const width = turned ? size?.height : size?.width;
    if (address && isLength(width)) byWidth.set(width, address);
  }
  const own = turned ? image.height : image.width;
  if (isLength(own)) byWidth.set(own, url);
  return [...byWidth].sort(([a], [b]) => a - b);
}

/**
 * The text in place of the picture: as written, else `metadata.alt_text`, else the caption.
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

/** Width and height of the picture as it was uploaded; null while the service does not know them yet. */
export function ownDimensions({ width, height }: ImageLike): Dimensions | null {
  return isLength(width) && isLength(height) ? { width, height } : null;
}

/** Whether there is a file to show. */
export function hasPicture(image: Partial<Image>): boolean {
  return image.status !== 'processing' && image.status !== 'failed' && image.blocked !== true;
}

function isLazy({ priority, loading }: ImageOptions): boolean {
  return !priority && loading !== 'eager';
}

export function sizesFor(options: ImageOptions): string {
  return options.sizes?.trim() || (isLazy(options) ? 'auto, 100vw' : '100vw');
}

export function isLength(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
