import { normaliseImage, pollImage, type Image } from '../../../api/index.ts';
import { connect, type ConnectionOptions } from '../../shared/connection/connection.ts';
import { adviseOfImage } from './advice.ts';
import { watchNear, whenNear } from './near.ts';
import { getShared } from './shared-get.ts';

/** Fewer than usual: a person waits before an empty place, and has a button to try again. */
const MAX_RETRIES = 2;

/** Gets an image, now; elements that ask for the same one share the request. */
export async function getImage(
  element: Element & ConnectionOptions,
  id: string,
  signal: AbortSignal,
): Promise<Image> {
  return getShared(connect(element).client, id, signal, { maxRetries: MAX_RETRIES });
}

/** Gets an image when the element comes near the viewport. */
export async function getImageWhenNear(
  element: Element & ConnectionOptions,
  id: string,
  signal: AbortSignal,
): Promise<Image> {
  await whenNear(element, signal);
  return getImage(element, id, signal);
}

/** Waits until an image is processed; asks only while somebody could see the answer. */
export async function waitForImage(
  element: Element & ConnectionOptions,
  id: string,
  signal: AbortSignal,
): Promise<Image> {
  let near = false;
  watchNear(element, (is) => (near = is), signal);
  const visible = () => near && document.visibilityState === 'visible';
  return pollImage(connect(element).client, id, { signal, visible });
}

/** An Image of any generation in today's shape; null, and a word to the author, for what is none. */
export function readImage(image: unknown): Image | null {
  try {
    return normaliseImage(image);
  } catch (error) {
    adviseOfImage(error);
    return null;
  }
}
