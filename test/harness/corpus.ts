import type { ImageFormat } from '../../src/api/formats.ts';
import type { Size } from './corpus/pixels.ts';
import { bitmaps } from './corpus/catalogue/bitmaps.ts';
import { damaged } from './corpus/catalogue/damaged.ts';
import { gifs } from './corpus/catalogue/gifs.ts';
import { heifs } from './corpus/catalogue/heifs.ts';
import { jpegs } from './corpus/catalogue/jpegs.ts';
import { others } from './corpus/catalogue/others.ts';
import { pngs } from './corpus/catalogue/pngs.ts';
import { svgs } from './corpus/catalogue/svgs.ts';
import { webps } from './corpus/catalogue/webps.ts';

/** Readers of pictures: the libraries that ours is compared with, the mock service, and browsers. */
export type Other = 'image-size' | 'file-type' | 'sharp' | 'mock' | 'chromium' | 'firefox' | 'webkit';

/** The facts about a file of the corpus. */
export interface Facts {
  /** By content; null when it is no picture that the service takes. */
  format: ImageFormat['format'] | null;
  /** Pixels as they are shown, upright; null when the file has none that could be told. */
  size: Size | null;
  /** Several frames, shown one after the other. */
  animated: boolean;
  /** Whether every byte is as it should be. A damaged file may be decoded in part, or not at all. */
  sound: boolean;
  /** How its corners look; null when they are not compared. */
  look: 'colour' | 'grey' | null;
  /** By how much a channel of a corner may differ, 0 to 255. */
  tolerance: number;
  /** Whether it tells where it was taken. */
  place: boolean;
  /** Who reads the file otherwise than it is meant, and why that is no fault of ours. */
  differs: Partial<Record<Other, string>>;
}

/** A file that can be made. */
export interface Specimen extends Facts {
  /** File name; its extension may be wrong. */
  name: string;
  /** The type a browser would declare, by the extension. */
  type: string;
  make(): Promise<Uint8Array> | Uint8Array;
}

/**
 * Pictures as people have them, made by code: formats, orientations, colours, animations, damage. Each is small, and shows
 * the same four corners, so that one that is turned, mirrored or miscoloured can be told from one that is right.
 */
export function corpus(): Specimen[] {
  return [
    ...jpegs(),
    ...pngs(),
    ...webps(),
    ...heifs(),
    ...gifs(),
    ...bitmaps(),
    ...svgs(),
    ...others(),
    ...damaged(),
  ];
}

/** A sample, for runs that do not have minutes: of each format some files, and some that are damaged. */
export function shortCorpus(every = 11): Specimen[] {
  return corpus().filter(({ format }, at) => at % every === 0 && format !== 'heic');
}
