import type { Image } from '../../api/types.ts';
import type { ImageLike } from '../../image/core/plain.ts';
import type { FoundImage } from './light-image.ts';
import { hasAddress } from './pixels.ts';

/** The settings an author may have written. */
export interface WaysIn {
  /** In today's shape. */
  image: Image | null;
  imageId: string | null;
  src: string | null;
  width: number | null;
  height: number | null;
}

/** The way an image comes in. Of several the first counts: child, then Image, then id, then address. */
export interface Way {
  kind: 'child' | 'image' | 'id' | 'src' | 'none';
  /** The API's id, as far as it is known. */
  id: string | null;
  /** The image as known at once. */
  image: ImageLike | null;
  /** Whether an `<img>` with an address was there already: the author's, or a server's for this image. */
  there: boolean;
  /** The values the way was made of, for comparison. */
  from: readonly unknown[];
}

export function wayIn(found: FoundImage | null, author: WaysIn): Way {
  const { imageId, src, width, height } = author;
  const { image } = author;
  const there = found !== null && hasAddress(found.img) && !found.made;
  if (there && !found.ours)
    return way('child', image?.id ?? imageId, image, true, [found.img, author.image, imageId]);
  if (image) return way('image', image.id, image, there && found.id === image.id, [author.image]);
  if (imageId) {
    const rendered = there && found.id === imageId;
    // A server's blurred picture says whose it is, not where the sharp one would be.
    const veiled = rendered && found.veiled ? { id: imageId, url: '', nsfw: true } : null;
    return way('id', imageId, veiled, rendered, [imageId]);
  }
  if (src) return way('src', null, { url: src, width, height, sizes: {} }, false, [src, width, height]);
  return way('none', null, null, false, []);
}

function way(
  kind: Way['kind'],
  id: string | null,
  image: ImageLike | null,
  there: boolean,
  from: unknown[],
): Way {
  return { kind, id, image, there, from: [kind, ...from] };
}

export function isSameWay(a: Way, b: Way | null): boolean {
  return (
    b !== null && a.from.length === b.from.length && a.from.every((part, index) => part === b.from[index])
  );
}

/** Whether an Image is as the API gives it today (demo/mock/README.md, Images), in all that decides what is shown. */
export function isOfToday(image: Partial<Image>): boolean {
  return (
    image.object === 'image' &&
    [image.id, image.url, image.page_url].every((text) => typeof text === 'string') &&
    typeof image.nsfw === 'boolean' &&
    typeof image.sizes === 'object' &&
    ['ready', 'processing', 'failed'].includes(image.status!)
  );
}
