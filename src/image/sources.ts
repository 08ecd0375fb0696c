import { isTransformable, pictureOf, transformFor } from './attributes.ts';
import { isVeiled, sizesFor, type ImageLike, type ImageOptions } from './core/plain.ts';
import { readFormats, type TransformFormat } from './transform-parameters.ts';
import { srcsetUrl } from './core/urls.ts';

/** The attributes of a `<source>` in a `<picture>`, in writing order. */
export interface SourceAttributes {
  type: string;
  sizes?: string;
  srcset: string;
}

const MIME_TYPES: Record<TransformFormat, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
};

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
