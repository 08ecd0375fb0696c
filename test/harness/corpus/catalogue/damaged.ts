import type { Specimen } from '../../corpus.ts';
import { bitmaps } from './bitmaps.ts';
import { gifs } from './gifs.ts';
import { heifs } from './heifs.ts';
import { jpegs } from './jpegs.ts';
import { pngs } from './pngs.ts';
import { svgs } from './svgs.ts';
import { webps } from './webps.ts';

const DAMAGES: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  'cut-at-20-bytes': (bytes) => bytes.slice(0, 20),
  'cut-at-a-third': (bytes) => bytes.slice(0, Math.floor(bytes.length / 3)),
  'cut-at-two-thirds': (bytes) => bytes.slice(0, Math.floor((bytes.length * 2) / 3)),
  'cut-at-the-end': (bytes) => bytes.slice(0, -9),
  'zeros-inside': (bytes) => {
    const copy = bytes.slice();
    return copy.fill(0, Math.floor(copy.length * 0.55), Math.floor(copy.length * 0.8));
  },
  'noise-inside': (bytes) => {
    const copy = bytes.slice();
    let noise = 7;
    for (let at = Math.floor(copy.length / 2); at < copy.length - 12; at += 1 + (noise >>> 28)) {
      noise = (Math.imul(noise, 1103515245) + 12345) | 0;
      copy[at] = noise >>> 24;
    }
    return copy;
  },
};

/** Of each format and form one, which is then damaged in each way. */
const SOUND = new Set([
  'jpeg-large-6.jpg',
  'jpeg-turned-6-progressive.jpg',
  'jpeg-turned-3-p3.jpg',
  'png-rgb-8.png',
  'png-rgba-16-interlaced.png',
  'png-animated-9.png',
  'webp-large.webp',
  'webp-lossless.webp',
  'webp-animated-7.webp',
  'avif-turned-6.avif',
  'avif-animated-5.avif',
  'heic-photo.heic',
  'gif-by-library.gif',
  'gif-animated-40.gif',
  'bmp-header-40-depth-24.bmp',
  'ico-several.ico',
  'svg-plain.svg',
]);

export function damaged(): Specimen[] {
  return [...jpegs(), ...pngs(), ...webps(), ...heifs(), ...gifs(), ...bitmaps(), ...svgs()]
    .filter(({ name }) => SOUND.has(name))
    .flatMap((sound) => {
      let whole: Promise<Uint8Array> | undefined;
      const made = async () => (whole ??= Promise.resolve(sound.make()));
      return Object.entries(DAMAGES).map(([how, damage]) => ({
        ...sound,
        name: `${how}-${sound.name}`,
        make: async () => damage(await made()),
        sound: false,
        look: null,
        place: false,
      }));
    });
}
