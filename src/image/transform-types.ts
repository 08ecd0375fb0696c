export type TransformSize = 's' | 'm' | 'l' | 'xl' | 'xxl' | 'social';
export type TransformFormat = 'jpg' | 'png' | 'webp' | 'avif' | 'gif';
export type TransformFit = 'scale-down' | 'cover' | 'crop' | 'pad';

/** The parameters of a transform: what the CDN does to an image on its way out. */
export interface Transform {
  /** A ready-made size; `social` is a padded 1200x630 card. */
  size?: TransformSize;
  /** Output format; beats the extension of the address. */
  format?: TransformFormat;
  /** Width in pixels. */
  w?: number;
  /** Height in pixels. */
  h?: number;
  /** How `w` and `h` are met; default `scale-down`, which never enlarges. */
  fit?: TransformFit;
  /** 0–10, 1 = unchanged. */
  brightness?: number;
  /** 0–10, 1 = unchanged. */
  contrast?: number;
  /** 0–10, 0 and 1 = unchanged. */
  gamma?: number;
  /** 0–10, 1 = unchanged, 0 = grey. */
  saturation?: number;
  /** 1–250. */
  blur?: number;
  /** 0–10. */
  sharp?: number;
  /** Clockwise degrees. */
  rotate?: 90 | 180 | 270;
  flip?: 'h' | 'v' | 'hv';
  segment?: 'foreground';
  /** A CSS colour behind what is transparent. */
  background?: string;
  /** EXIF metadata to keep; default `copyright`. */
  metadata?: 'copyright' | 'none' | 'keep';
}
