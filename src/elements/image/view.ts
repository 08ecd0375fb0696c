import type { ImageLike, ImageOptions, NsfwMode } from '../../image/core/plain.ts';
import { imageState, type ErrorLike, type ImageState } from '../../image/core/state.ts';
import type { Pixels } from './pixels.ts';

/** The options of an element: how flagged images are shown is decided. */
export type ShownOptions = ImageOptions & Required<Pick<ImageOptions, 'revealed'>> & { nsfw: NsfwMode };

/** All that decides what a person sees. */
export interface Facts {
  image: ImageLike | null;
  error: ErrorLike | null;
  pixels: Pixels;
  /** An `<img>` was there before the element: its pixels speak louder than what is said about them. */
  there: boolean;
  /** An answer of the API is awaited. */
  pending: boolean;
  nsfw: NsfwMode;
  revealed: boolean;
}

/** The state that the facts add up to. */
export function stateOf({ image, error, pixels, there, pending, nsfw, revealed }: Facts): ImageState {
  const told = image ? imageState(image, { nsfw, revealed }) : 'ready';
  // A picture that must not be seen is not shown, loaded or not.
  if (told === 'blocked' || told === 'nsfw') return told;
  if (there && (pixels === 'loaded' || pixels === 'loading'))
    return pixels === 'loaded' ? 'ready' : 'loading';
  if (error) return imageState(error);
  if (told !== 'ready') return told;
  if (pixels === 'loaded') return 'ready';
  return pixels === 'failed' && !pending ? 'error' : 'loading';
}
