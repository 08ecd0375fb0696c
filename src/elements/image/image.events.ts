import type { Image } from '../../api/types.ts';
import type { ImageState } from '../../image/core/state.ts';

/** The picture is there. Also told when it was before the element's script came. */
export interface ImageLoadDetail {
  /** Null for a picture that is not known to the API. */
  image: Image | null;
}

/** There is no picture. */
export interface ImageErrorDetail {
  /** `media_failed` `media_blocked` `not_found` `load_failed`, or the code of the API's answer. */
  code: string;
  /** For people who develop; the element shows its own words to people who look. */
  message: string;
}

export interface ImageStateDetail {
  state: ImageState;
  image: Image | null;
}

/** A person asked to see a flagged image. */
export interface ImageRevealDetail {
  image: Image | null;
}

export interface ImgproImageEventMap {
  'imgpro-load': CustomEvent<ImageLoadDetail>;
  'imgpro-error': CustomEvent<ImageErrorDetail>;
  'imgpro-state': CustomEvent<ImageStateDetail>;
  'imgpro-reveal': CustomEvent<ImageRevealDetail>;
}
