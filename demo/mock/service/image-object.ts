import type { Image, ImageSizes } from '../../../src/api/types.ts';
import type { StoredImage } from '../ports.ts';
import { isTransformable, outputFormat } from '../rules/formats.ts';
import { segmentOf } from '../rules/ids.ts';
import { iso } from '../rules/published-at.ts';
import { SHORT_SIDES, sized } from '../rules/sizes.ts';

/** Where the mock is reached: `http://host` plus its base path, no slash at the end. */
export type Base = string;

export function fileUrl(image: StoredImage, base: Base): string {
  return `${base}/cdn/${segmentOf(image.id)}/${image.id}.${outputFormat(image.source)}`;
}

export function pageUrl(image: StoredImage, base: Base): string {
  return `${base}/${image.id}`;
}

export function filenameOf(image: StoredImage): string {
  return image.filename ?? `${image.id}.${outputFormat(image.source)}`;
}

/** The Image object (demo/mock/README.md, Images). `owner` = the caller owns it and may learn why it is blocked. */
export function imageObject(image: StoredImage, base: Base, owner: boolean): Image {
  const url = fileUrl(image, base);
  const known = image.state !== 'processing';
  const transformable = isTransformable(image.source);
  return {
    id: image.id,
    object: 'image',
    url,
    page_url: pageUrl(image, base),
    sizes: known && transformable ? sizesOf(image, url) : {},
    filename: filenameOf(image),
    format: outputFormat(image.source),
    width: known ? image.width : null,
    height: known ? image.height : null,
    bytes: known ? image.bytes : null,
    transformable,
    status: image.state,
    public: image.public,
    published_at: iso(image.publishedAt),
    expires_at: image.expiresAt === null ? null : iso(image.expiresAt),
    created_at: iso(image.createdAt),
    caption: image.caption,
    metadata: image.metadata,
    nsfw: image.nsfw,
    blocked: image.blocked,
    block_reason: image.blocked && owner ? image.blockReason : null,
    failure_reason: image.state === 'failed' ? image.failureReason : null,
  };
}

function sizesOf(image: StoredImage, url: string): ImageSizes {
  const of = (name: keyof typeof SHORT_SIDES, letter: string) => ({
    url: `${url}?size=${letter}`,
    ...sized(image, SHORT_SIDES[name]),
  });
  return { small: of('small', 's'), medium: of('medium', 'm'), large: of('large', 'l') };
}
