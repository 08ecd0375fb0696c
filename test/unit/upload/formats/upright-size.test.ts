import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { formatOf, type ImageFormat } from '../../../../src/api/formats.ts';
import { inspect } from '../../../../src/upload/check/inspect.ts';
import { uprightSize } from '../../../../src/upload/formats/upright-size.ts';
import { gif } from '../../../harness/corpus/gif.ts';
import { exifBlock } from '../../../harness/corpus/jpeg.ts';
import { chunk, png } from '../../../harness/corpus/png.ts';

type Format = ImageFormat['format'];

const blank = (width = 123, height = 45): Sharp =>
  sharp({ create: { width, height, channels: 4, background: '#48a8' } });
const bytesOf = async (image: Sharp) => new Uint8Array(await image.toBuffer());
const latin = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const u16 = (...values: number[]) => values.flatMap((value) => [value & 255, value >> 8]);
const u32 = (...values: number[]) => values.flatMap((value) => [...u16(value & 0xffff, value >>> 16)]);
const box = (type: string, ...content: number[]) => {
  const size = content.length + 8;
  return [size >>> 24, (size >> 16) & 255, (size >> 8) & 255, size & 255, ...latin(type), ...content];
};

const bmp = (height: number) =>
  Uint8Array.from([
    ...latin('BM'),
    ...u32(0, 0, 54, 40, 123, height),
    ...u16(1, 24),
    ...u32(0, 0, 0, 0, 0, 0),
  ]);
const oldBmp = Uint8Array.from([...latin('BM'), ...u32(0, 0, 26, 12), ...u16(123, 45, 1, 24)]);

/** An icon of several sizes; what is larger than 255 stands as 0, and is a PNG. */
function ico(sizes: [width: number, height: number][], png = new Uint8Array()): Uint8Array {
  const head = [0, 0, 1, 0, ...u16(sizes.length)];
  const start = 6 + 16 * sizes.length;
  const entries = sizes.flatMap(([width, height]) => [
    ...[width & 255, height & 255, 0, 0, ...u16(1, 32), ...u32(png.length, start)],
  ]);
  return Uint8Array.from([...head, ...entries, ...png]);
}

const ispe = (width: number, height: number) =>
  box('ispe', 0, 0, 0, 0, 0, 0, width >> 8, width & 255, 0, 0, height >> 8, height & 255);

/** As phones write it: tiles first, the whole picture last, turned by a property. */
function heic({ wide = false, ids = 0, extra = [] as number[][], own = [2, 3] } = {}): Uint8Array {
  const id = (value: number) => (ids === 0 ? [0, value] : [0, 0, 0, value]);
  const place = (value: number) => (wide ? [0x80, value] : [0x80 | value]);
  const tile = [...id(1), 1, ...place(1)];
  const whole = [...id(9), own.length, ...own.flatMap(place)];
  const ipma = box('ipma', ids, 0, 0, wide ? 1 : 0, 0, 0, 0, 2, ...tile, ...whole);
  const ipco = box('ipco', ...ispe(512, 512), ...ispe(4032, 3024), ...box('irot', 3), ...extra.flat());
  const pitm = box('pitm', ids, 0, 0, 0, ...id(9));
  const meta = box('meta', 0, 0, 0, 0, ...pitm, ...box('iprp', ...ipco, ...ipma));
  return Uint8Array.from([...box('ftyp', ...latin('heic'), 0, 0, 0, 0), ...meta, ...box('mdat', 1, 2, 3, 4)]);
}

const turned = (orientation: number) => blank().withMetadata({ orientation });
const SMALL = { width: 10, height: 8 };
const FRAME = { width: 20, height: 40, left: 5, top: 2 };
/** Exif in a chunk before the pixels. */
const turnedPng = (orientation: number) =>
  png({ width: 123, height: 45 }, { before: [chunk('eXIf', exifBlock({ orientation }))] });

const SAMPLES: [string, () => Promise<Uint8Array> | Uint8Array, number, number][] = [
  ['a JPEG', () => bytesOf(blank().jpeg()), 123, 45],
  ['a progressive JPEG', () => bytesOf(blank().jpeg({ progressive: true })), 123, 45],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation): (typeof SAMPLES)[number] => [
    `a JPEG of orientation ${orientation}`,
    () => bytesOf(turned(orientation).jpeg()),
    ...((orientation < 5 ? [123, 45] : [45, 123]) as [number, number]),
  ]),
  ['a PNG', () => bytesOf(blank().png()), 123, 45],
  ['a PNG that its Exif turns', () => turnedPng(6), 45, 123],
  ['a GIF', () => bytesOf(blank().gif()), 123, 45],
  ['a GIF whose first frame is larger than its screen', () => gif(SMALL, { frames: [FRAME] }), 25, 42],
  ['a WebP', () => bytesOf(blank().removeAlpha().webp()), 123, 45],
  ['a WebP with transparency', () => bytesOf(blank().webp()), 123, 45],
  ['a lossless WebP', () => bytesOf(blank().webp({ lossless: true })), 123, 45],
  ['an AVIF', () => bytesOf(blank().avif()), 123, 45],
  ['a HEIC', () => new Uint8Array(readFileSync('test/harness/fixtures/photo.heic')), 1200, 900],
  ['a HEIC of tiles, turned', () => heic(), 3024, 4032],
  ['a HEIC with many properties', () => heic({ wide: true }), 3024, 4032],
  ['a HEIC with many items', () => heic({ ids: 1 }), 3024, 4032],
  ['a BMP', () => bmp(45), 123, 45],
  ['a BMP from the top', () => bmp(-45), 123, 45],
  ['an old BMP', () => oldBmp, 123, 45],
  [
    'an ICO of several sizes',
    () =>
      ico([
        [16, 16],
        [64, 48],
        [32, 32],
      ]),
    64,
    48,
  ],
  [
    'an ICO with a PNG',
    async () =>
      ico(
        [
          [16, 16],
          [0, 0],
        ],
        await bytesOf(blank(512, 300).png()),
      ),
    512,
    300,
  ],
];

const sizeOf = (head: Uint8Array) => uprightSize(head, formatOf(head)!.format);

/** A HEIC of which a part is shown. */
const cropped = () =>
  Uint8Array.from(heic({ extra: [box('clap', ...Array<number>(32).fill(0))], own: [2, 4] }));

describe('the size as shown, by the first bytes', () => {
  test.each(SAMPLES)('of %s', async (_, make, width, height) => {
    expect(sizeOf(await make())).toEqual({ width, height });
  });

  test.each(SAMPLES)('of %s that is cut anywhere is the same, or unknown', async (_, make, width, height) => {
    const whole = await make();
    const { format } = formatOf(whole)!;
    for (let end = 0; end < Math.min(whole.length, 2000); end += 1) {
      const size = uprightSize(whole.slice(0, end), format);
      // Only where a picture says more of itself further on may it be told too early.
      if (size && format !== 'ico') expect(size, `${end} bytes`).toEqual({ width, height });
    }
  });

  test('is unknown where it is for the decoder to say', async () => {
    expect(sizeOf(cropped())).toBeNull();
    expect(uprightSize(new TextEncoder().encode('<svg width="5" height="5">'), 'svg')).toBeNull();
  });

  test('is no size and no exception, whatever the bytes are', async () => {
    const samples = await Promise.all(SAMPLES.map(async ([, make]) => (await make()).slice(0, 1200)));
    const broken = fc
      .tuple(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(1199), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
      )
      .map(([sample, changes]) => {
        const bytes = sample.slice();
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        return bytes;
      });
    const formats: Format[] = ['jpg', 'png', 'webp', 'gif', 'bmp', 'ico', 'avif', 'heic', 'svg'];
    fc.assert(
      fc.property(
        fc.oneof(broken, fc.uint8Array({ maxLength: 200 })),
        fc.constantFrom(...formats),
        (head, format) => {
          const size = uprightSize(head, format);
          if (size)
            expect(Number.isSafeInteger(size.width * 2) && size.width > 0 && size.height > 0).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the pixels of a chosen file', () => {
  afterEach(() => vi.unstubAllGlobals());

  const decoding = () => {
    const close = vi.fn();
    const decode = vi.fn(() => Promise.resolve({ width: 7, height: 5, close }));
    vi.stubGlobal('createImageBitmap', decode);
    return { decode, close };
  };
  const dimensions = async (bytes: Uint8Array<ArrayBuffer>) =>
    (await inspect(new Blob([bytes]), { dimensions: true })).dimensions;

  test('are told by the header, and nothing is decoded', async () => {
    const { decode } = decoding();
    for (const [, make, width, height] of SAMPLES)
      expect(await dimensions(Uint8Array.from(await make()))).toEqual({ width, height });
    expect(decode).not.toHaveBeenCalled();
  });

  test('are found behind all that a camera writes before them', async () => {
    const { decode } = decoding();
    const jpeg = await bytesOf(blank().jpeg());
    const notes = Array.from({ length: 12 }, () => [
      0xff,
      0xed,
      0xff,
      0xff,
      ...Array<number>(0xfffd).fill(1),
    ]);
    const long = Uint8Array.from([...jpeg.subarray(0, 2), ...notes.flat(), ...jpeg.subarray(2)]);
    expect(await dimensions(long)).toEqual({ width: 123, height: 45 });
    expect(decode).not.toHaveBeenCalled();
  });

  test('are those of a WebP that is turned by what stands at its end', async () => {
    const { decode } = decoding();
    for (const [orientation, width, height] of [
      [2, 123, 45],
      [6, 45, 123],
    ] as const) {
      const webp = Uint8Array.from(await bytesOf(turned(orientation).webp()));
      expect(await dimensions(webp)).toEqual({ width, height });
    }
    expect(decode).not.toHaveBeenCalled();
  });

  test('are decoded where the header does not tell them, and given free', async () => {
    const { decode, close } = decoding();
    expect(await dimensions(cropped())).toEqual({ width: 7, height: 5 });
    expect(decode).toHaveBeenCalledOnce();
    expect(close).toHaveBeenCalledOnce();
  });

  test('are unknown of what is damaged, or where nothing decodes', async () => {
    vi.stubGlobal('createImageBitmap', () => Promise.reject(new DOMException('No.', 'InvalidStateError')));
    expect(await dimensions(cropped())).toBeNull();
    vi.stubGlobal('createImageBitmap', undefined);
    expect(await dimensions(cropped())).toBeNull();
  });
});
