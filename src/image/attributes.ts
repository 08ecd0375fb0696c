import { isQuarterTurn, transformedDimensions, type Dimensions } from './dimensions.ts';
import { readGeometry } from './geometry.ts';
import {
  attributesOf,
  hasPicture,
  isLength,
  isPlain,
  isVeiled,
  ownDimensions,
  pictureFrom,
  plainAttributes,
  type ImageAttributes,
  type ImageLike,
  type ImageOptions,
  type PictureAddresses,
} from './core/plain.ts';
import { readTransform, withTransform, type Transform } from './transform-parameters.ts';
import { safeUrl, srcsetUrl } from './core/urls.ts';

export {
  altText,
  isVeiled,
  type ImageAttributes,
  type ImageLike,
  type ImageOptions,
  type NsfwMode,
} from './core/plain.ts';

/** How strongly the server blurs flagged images, on the small size: nothing can be made out. */
const NSFW_BLUR = 60;

/**
 * The attributes that an `<img>` needs to show this image well: the one function behind element, gallery, lightbox and
 * servers.
 *
 * `srcset` is exactly what the API has: the `sizes` and the original, by width, each once. With nothing to choose
 * from (SVG, a small picture) there is a plain `src`. An image that has no picture (processing, failed, blocked), or
 * must not show it (`nsfw`), gets neither.
 */
export function imageAttributes(image: ImageLike, options: ImageOptions = {}): ImageAttributes {
  if (isPlain(image, options)) return plainAttributes(image, options);
  const picture = pictureOf(image, options, transformFor(image, options));
  return attributesOf(image, options, picture, imageDimensions(image, options));
}

/** The pixels to reserve; null while the service does not know them yet. */
export function imageDimensions(image: ImageLike, options: ImageOptions = {}): Dimensions | null {
  const own = ownDimensions(image);
  if (!own || !options.transform || !isTransformable(image)) return own;
  return transformedDimensions(own, readGeometry(options.transform));
}

/** Whether the service takes transforms for it. */
export function isTransformable(image: ImageLike): boolean {
  return image.transformable !== false;
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

export function pictureOf(
  image: ImageLike,
  options: ImageOptions,
  transform: Transform,
): PictureAddresses | null {
  const url = safeUrl(image.url);
  if (!url || !hasPicture(image)) return null;
  if (isVeiled(image, options)) return veiledPicture(image, options, transform);
  const edit = (address: string) => withTransform(address, transform);
  if (!hasFixedSize(transform)) return pictureFrom(image, url, edit, isQuarterTurn(transform));
  return { src: edit(url), srcset: densities(image, url, transform), responsive: false };
}

/** The blurred stand-in: one small picture, blurred by the server, so that the sharp one is not even fetched. */
function veiledPicture(
  image: ImageLike,
  options: ImageOptions,
  transform: Transform,
): PictureAddresses | null {
  if (options.nsfw === 'hide' || !isTransformable(image)) return null;
  const base = (!hasFixedSize(transform) && safeUrl(image.sizes?.['small']?.url)) || safeUrl(image.url)!;
  return { src: withTransform(base, { ...transform, blur: NSFW_BLUR }), responsive: false };
}

/** For a size fixed by the transform: the same at double density, where the original has the pixels for it. */
function densities(image: ImageLike, url: string, transform: Transform): string | undefined {
  const { w, h, size } = transform;
  if (size !== undefined || !isLength(image.width) || !isLength(image.height)) return undefined;
  if ((w ?? 0) * 2 > image.width || (h ?? 0) * 2 > image.height) return undefined;
  const double = { ...transform, ...(w !== undefined && { w: w * 2 }), ...(h !== undefined && { h: h * 2 }) };
  return `${srcsetUrl(withTransform(url, transform))} 1x, ${srcsetUrl(withTransform(url, double))} 2x`;
}

/** Whether the transform itself says how large the picture is, which leaves nothing for `srcset` to choose from. */
function hasFixedSize({ size, w, h }: Transform): boolean {
  return size !== undefined || w !== undefined || h !== undefined;
}

export function transformFor(image: ImageLike, options: ImageOptions): Transform {
  return isTransformable(image) ? readTransform(options.transform) : {};
}
