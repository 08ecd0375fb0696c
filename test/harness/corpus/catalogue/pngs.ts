import { deflateSync } from 'node:zlib';
import { bytesOf, join, u32 } from '../../../unit/upload/formats/blocks.ts';
import { PACKET } from '../../../unit/upload/formats/photos.ts';
import type { Facts, Specimen } from '../../corpus.ts';
import { SWAPPED } from '../icc.ts';
import { exifBlock, inProfile, stored } from '../jpeg.ts';
import { storedPixels, storedSize } from '../pixels.ts';
import { apng, chunk, png, type ColourType } from '../png.ts';
import { ORIENTATIONS, SIZE, specimen } from '../specimen.ts';
import sharp from 'sharp';

const of = (name: string, make: Specimen['make'], facts: Partial<Facts> = {}) =>
  specimen(`${name}.png`, make, { format: 'png', ...facts });

const DEPTHS: [ColourType, readonly number[]][] = [
  [0, [1, 2, 4, 8, 16]],
  [2, [8, 16]],
  [3, [2, 4, 8]],
  [4, [8, 16]],
  [6, [8, 16]],
];
const NAMES: Record<ColourType, string> = { 0: 'grey', 2: 'rgb', 3: 'palette', 4: 'grey-alpha', 6: 'rgba' };

/** Stored turned, with Exif before or behind the pixels. */
async function turned(orientation: number, behind = false, place = false): Promise<Uint8Array> {
  const raw = { ...storedSize(SIZE, orientation), channels: 3 } as const;
  const bytes = new Uint8Array(await sharp(storedPixels(SIZE, orientation), { raw }).png().toBuffer());
  const exif = chunk('eXIf', exifBlock({ orientation, place }));
  const at = behind ? bytes.length - 12 : 33;
  return join([bytes.subarray(0, at), exif, bytes.subarray(at)]);
}

/** A PNG that is turned. */
const turnless = (orientation: number): Partial<Facts> =>
  orientation > 1 ? { differs: { webkit: 'Its port for GTK reads no Exif of PNG.' } } : {};

const text = (keyword: string, value: string) =>
  chunk('iTXt', join([bytesOf(`${keyword}\0\0\0\0\0`), new TextEncoder().encode(value)]));

const profile = (data: Uint8Array) =>
  chunk('iCCP', join([bytesOf('profile\0\0'), new Uint8Array(deflateSync(data))]));

/** The animation's control chunk says how many frames there are: one does not move. */
const oneFrame = () => apng(SIZE, 1);

const exchanged = () =>
  inProfile(
    SWAPPED,
    async (path) => new Uint8Array(await stored(SIZE).withIccProfile(path).png().toBuffer()),
  );

export function pngs(): Specimen[] {
  return [
    ...DEPTHS.flatMap(([type, depths]) =>
      depths.flatMap((depth) =>
        [false, true].map((interlaced) =>
          of(
            `png-${NAMES[type]}-${depth}${interlaced ? '-interlaced' : ''}`,
            () => png(SIZE, { type, depth, interlaced }),
            {
              look: type === 0 && depth === 1 ? null : type === 0 || type === 4 ? 'grey' : 'colour',
              tolerance: depth === 2 && type === 0 ? 45 : 20,
            },
          ),
        ),
      ),
    ),
    ...ORIENTATIONS.flatMap((orientation) => [
      of(`png-exif-${orientation}`, () => turned(orientation), turnless(orientation)),
      of(`png-exif-${orientation}-place`, () => turned(orientation, false, true), {
        place: true,
        ...turnless(orientation),
      }),
    ]),
    // PNG allows it; no browser and no library here reads it.
    of('png-exif-behind-the-pixels', () => turned(6, true), { size: storedSize(SIZE, 6), look: null }),
    of('png-p3', async () => new Uint8Array(await stored(SIZE).withIccProfile('p3').png().toBuffer())),
    of('png-swapped-primaries', exchanged, { tolerance: 40 }),
    of('png-broken-profile', () => png(SIZE, { before: [profile(bytesOf('no profile'))] })),
    of('png-srgb', () => png(SIZE, { before: [chunk('sRGB', Uint8Array.of(0))] })),
    of('png-gamma', () => png(SIZE, { before: [chunk('gAMA', u32(100_000))] }), { look: null }),
    of('png-long-text', () => png(SIZE, { before: [text('Comment', 'word '.repeat(60_000))] })),
    of('png-place-in-xmp', () => png(SIZE, { before: [text('XML:com.adobe.xmp', PACKET)] }), { place: true }),
    of('png-place-behind-the-pixels', () => png(SIZE, { after: [text('XML:com.adobe.xmp', PACKET)] }), {
      place: true,
    }),
    of('png-animated-2', () => apng(SIZE, 2), { animated: true }),
    of('png-animated-9', () => apng(SIZE, 9), { animated: true }),
    of('png-animated-1', oneFrame),
    of('png-animation-chunk-behind-the-pixels', () =>
      png(SIZE, { after: [chunk('acTL', join([u32(2), u32(0)]))] }),
    ),
    of('png-trailing-data', () => join([png(SIZE), bytesOf('acTL and IHDR and more')])),
    of('png-unknown-chunk', () => png(SIZE, { before: [chunk('iDOT', new Uint8Array(28))] })),
    of(
      'png-wrong-checksum-of-text',
      () => {
        const bytes = png(SIZE, { before: [text('Comment', 'word')] });
        bytes[60]! ^= 1;
        return bytes;
      },
      { look: null },
    ),
    of(
      'png-apple',
      () => {
        const bytes = png(SIZE);
        return join([
          bytes.subarray(0, 8),
          chunk('CgBI', Uint8Array.of(0x50, 0, 0x20, 2)),
          bytes.subarray(8),
        ]);
      },
      { sound: false, size: null, look: null },
    ),
    ...(
      [
        [1, 1],
        [1, 1200],
        [5000, 2],
        [7, 3],
      ] as const
    ).map(([width, height]) =>
      of(`png-${width}x${height}`, () => png({ width, height }), { size: { width, height }, look: null }),
    ),
    of('png-no-width', () => png({ width: 0, height: 10 }), { size: null, sound: false, look: null }),
    of('png-large-noise-free', () => png({ width: 1500, height: 900 }), {
      size: { width: 1500, height: 900 },
    }),
  ];
}
