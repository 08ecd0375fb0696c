import sharp, { type WebpOptions } from 'sharp';
import { bytesOf, join } from '../../../unit/upload/formats/blocks.ts';
import { PACKET } from '../../../unit/upload/formats/photos.ts';
import type { Facts, Specimen } from '../../corpus.ts';
import { exifBlock, stored } from '../jpeg.ts';
import { storedPixels, type Size } from '../pixels.ts';
import { ORIENTATIONS, SIZE, specimen } from '../specimen.ts';

const of = (name: string, make: Specimen['make'], facts: Partial<Facts> = {}) =>
  specimen(`${name}.webp`, make, { format: 'webp', ...facts });

const plain = async (orientation = 1, options: WebpOptions = {}, size: Size = SIZE) =>
  new Uint8Array(
    await stored(size, orientation)
      .webp({ quality: 90, ...options })
      .toBuffer(),
  );

const u24 = (value: number) => Uint8Array.of(value & 255, (value >> 8) & 255, value >> 16);
const u32 = (value: number) => join([u24(value & 0xffffff), Uint8Array.of(value >>> 24)]);

function riff(type: string, data: Uint8Array): Uint8Array {
  return join([bytesOf(type), u32(data.length), data, new Uint8Array(data.length % 2)]);
}

/** The chunk of the pixels of a simple WebP. */
const pixelsOf = (webp: Uint8Array) => webp.subarray(12);

const FLAGS = { animation: 2, xmp: 4, exif: 8 };

/** The extended form, by hand: what it is flagged as, the pixels, and further chunks. */
function extended(size: Size, flags: number, chunks: Uint8Array[]): Uint8Array {
  const head = riff('VP8X', join([Uint8Array.of(flags, 0, 0, 0), u24(size.width - 1), u24(size.height - 1)]));
  const body = join([bytesOf('WEBP'), head, ...chunks]);
  return join([bytesOf('RIFF'), u32(body.length), body]);
}

const turnedSize = (orientation: number) =>
  orientation > 4 ? { width: SIZE.height, height: SIZE.width } : SIZE;

async function turned(orientation: number, options: WebpOptions = {}, place = false): Promise<Uint8Array> {
  const exif = riff('EXIF', exifBlock({ orientation, place }));
  return extended(turnedSize(orientation), FLAGS.exif, [pixelsOf(await plain(orientation, options)), exif]);
}

async function animated(frames: number): Promise<Uint8Array> {
  const animation = riff('ANIM', new Uint8Array(6));
  const pictures = await Promise.all(
    Array.from({ length: frames }, async (_, at) =>
      riff(
        'ANMF',
        join([
          u24(0),
          u24(0),
          u24(SIZE.width - 1),
          u24(SIZE.height - 1),
          u24(100),
          Uint8Array.of(0),
          pixelsOf(await plain(at === 0 ? 1 : 3)),
        ]),
      ),
    ),
  );
  return extended(SIZE, FLAGS.animation, [animation, ...pictures]);
}

const withAlpha = async (options: WebpOptions = {}) => {
  const rgb = storedPixels(SIZE);
  const rgba = new Uint8Array(SIZE.width * SIZE.height * 4);
  for (let at = 0; at < SIZE.width * SIZE.height; at += 1) {
    rgba.set(rgb.subarray(at * 3, at * 3 + 3), at * 4);
    rgba[at * 4 + 3] = at % SIZE.width < 2 ? 0 : 255;
  }
  return new Uint8Array(
    await sharp(rgba, { raw: { ...SIZE, channels: 4 } })
      .webp({ quality: 90, ...options })
      .toBuffer(),
  );
};

/** A WebP that is turned. */
function turnless(orientation: number): Partial<Facts> {
  const why = 'It reads no Exif of WebP; the service and its library do.';
  return orientation > 1 ? { differs: { chromium: why, firefox: why, webkit: why } } : {};
}

export function webps(): Specimen[] {
  return [
    of('webp-lossy', () => plain()),
    of('webp-lossless', () => plain(1, { lossless: true })),
    of('webp-near-lossless', () => plain(1, { nearLossless: true })),
    of('webp-alpha', () => withAlpha()),
    of('webp-alpha-lossless', () => withAlpha({ lossless: true })),
    ...ORIENTATIONS.flatMap((orientation) => [
      of(`webp-exif-${orientation}`, () => turned(orientation), turnless(orientation)),
      of(`webp-exif-${orientation}-lossless-place`, () => turned(orientation, { lossless: true }, true), {
        place: true,
        ...turnless(orientation),
      }),
    ]),
    of('webp-exif-not-flagged', async () =>
      extended(SIZE, 0, [pixelsOf(await plain()), riff('EXIF', exifBlock({ orientation: 1 }))]),
    ),
    of(
      'webp-place-in-xmp',
      async () =>
        extended(SIZE, FLAGS.xmp, [pixelsOf(await plain()), riff('XMP ', new TextEncoder().encode(PACKET))]),
      { place: true },
    ),
    of('webp-p3', async () => new Uint8Array(await stored(SIZE).withIccProfile('p3').webp().toBuffer()), {
      differs: { webkit: 'Its port for GTK reads no profile of WebP.' },
    }),
    of('webp-animated-2', () => animated(2), { animated: true }),
    of('webp-animated-7', () => animated(7), { animated: true }),
    of('webp-animated-1', () => animated(1)),
    of('webp-trailing-data', async () => join([await plain(), bytesOf('trailing data')])),
    of('webp-1x1', () => plain(1, {}, { width: 1, height: 1 }), {
      size: { width: 1, height: 1 },
      look: null,
    }),
    of('webp-3000x2', () => plain(1, {}, { width: 3000, height: 2 }), {
      size: { width: 3000, height: 2 },
      look: null,
    }),
    of('webp-large', () => plain(1, {}, { width: 1300, height: 700 }), {
      size: { width: 1300, height: 700 },
    }),
  ];
}
