import { normaliseImage, type Image } from '../../../api/index.ts';
import { adviseOfImage } from './advice.ts';

/** An Image of any generation in today's shape; null, and a word to the author, for what is none. */
export function readImage(image: unknown): Image | null {
  try {
    return normaliseImage(image);
  } catch (error) {
    adviseOfImage(error);
    return null;
  }
}
