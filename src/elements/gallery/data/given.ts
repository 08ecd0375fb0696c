import type { Image } from '../../../api/types.ts';
import { servicePart } from '../parts.ts';

/** Images that a page has at hand, or that come one after the other. */
export type GivenImages = Iterable<Image> | AsyncIterable<Image>;

const ID = /^[\w-]{1,64}$/;

/** Whether an image is as the API gives it today (demo/mock/README.md, Images), so that it can be used as it is. */
function isOfToday(image: Partial<Image> | null | undefined): boolean {
  return (
    image?.object === 'image' &&
    typeof image.id === 'string' &&
    ID.test(image.id) &&
    typeof image.url === 'string' &&
    typeof image.page_url === 'string' &&
    typeof image.sizes === 'object' &&
    image.sizes !== null &&
    typeof image.metadata === 'object' &&
    image.metadata !== null &&
    typeof image.nsfw === 'boolean' &&
    typeof image.public === 'boolean' &&
    (image.status === 'ready' || image.status === 'processing' || image.status === 'failed') &&
    !('deleted' in image)
  );
}

/**
 * Images of any generation in today's shape; a warning tells of the first thing that is none. Images of today's shape are used as they
 * are, for a page of a hundred thousand would wait for as many copies; whoever draws an address checks it.
 */
export function readImages(given: readonly unknown[]): readonly Image[] | Promise<readonly Image[]> {
  const images = given as readonly Image[];
  return images.every(isOfToday) ? images : servicePart.fetch().then(({ normalised }) => normalised(given));
}

/** The value of `.images` as an iterable: a single image counts as a list of one, and anything else is said to be none. */
export function givenImages(images: unknown): GivenImages | null {
  if (images === null || images === undefined) return null;
  if (typeof images === 'object' && (Symbol.iterator in images || Symbol.asyncIterator in images))
    return images as GivenImages;
  return [images as Image];
}
