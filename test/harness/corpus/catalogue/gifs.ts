import sharp from 'sharp';
import { bytesOf, join } from '../../../unit/upload/formats/blocks.ts';
import type { Facts, Specimen } from '../../corpus.ts';
import { gif, gifComment } from '../gif.ts';
import { stored } from '../jpeg.ts';
import { SIZE, specimen } from '../specimen.ts';

const of = (name: string, make: Specimen['make'], facts: Partial<Facts> = {}) =>
  specimen(`${name}.gif`, make, { format: 'gif', ...facts });

const frames = (count: number) => Array.from({ length: count }, () => SIZE);

async function byLibrary(count: number): Promise<Uint8Array> {
  const pages = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      stored(SIZE, at === 0 ? 1 : 3)
        .png()
        .toBuffer(),
    ),
  );
  return new Uint8Array(
    await (count > 1 ? sharp(pages, { join: { animated: true } }) : sharp(pages[0])).gif().toBuffer(),
  );
}

export function gifs(): Specimen[] {
  return [
    of('gif-87a', () => gif(SIZE, { version: '87a' })),
    of('gif-89a', () => gif(SIZE)),
    of('gif-local-palette', () => gif(SIZE, { global: false, frames: [{ ...SIZE, local: true }] })),
    of('gif-interlaced', () => gif(SIZE, { frames: [{ ...SIZE, interlaced: true }] })),
    of('gif-animated-2', () => gif(SIZE, { frames: frames(2) }), { animated: true }),
    of('gif-animated-87a', () => gif(SIZE, { version: '87a', frames: frames(2) }), { animated: true }),
    of('gif-animated-40', () => gif(SIZE, { frames: frames(40) }), { animated: true }),
    of(
      'gif-animated-small-frames',
      () => gif(SIZE, { frames: [SIZE, { width: 10, height: 10, left: 5, top: 6, local: true }] }),
      { animated: true },
    ),
    of('gif-comment', () => gif(SIZE, { before: [gifComment('a comment; with , and ! in it')] })),
    of('gif-long-comment', () => gif(SIZE, { before: [gifComment('word '.repeat(3000))] })),
    of('gif-no-trailer', () => gif(SIZE, { end: false })),
    of('gif-trailing-data', () => join([gif(SIZE), bytesOf(', trailing data')])),
    of(
      'gif-frame-smaller-than-screen',
      () => gif(SIZE, { frames: [{ width: 50, height: 40, left: 10, top: 10 }] }),
      { look: null },
    ),
    of('gif-frame-larger-than-screen', () => gif(SIZE, { screen: { width: 40, height: 30 } }), {
      differs: { 'image-size': 'It looks at the logical screen alone.' },
    }),
    of('gif-no-screen', () => gif(SIZE, { screen: { width: 0, height: 0 } }), {
      differs: { 'image-size': 'It looks at the logical screen alone.' },
    }),
    of('gif-by-library', () => byLibrary(1)),
    of('gif-by-library-animated', () => byLibrary(3), { animated: true }),
    of('gif-1x1', () => gif({ width: 1, height: 1 }), { size: { width: 1, height: 1 }, look: null }),
    of('gif-2500x2', () => gif({ width: 2500, height: 2 }), { size: { width: 2500, height: 2 }, look: null }),
    of('gif-no-frames', () => gif(SIZE, { frames: [] }), { sound: false, look: null }),
  ];
}
