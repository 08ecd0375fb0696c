import { crc32, deflateSync } from 'node:zlib';
import { bytesOf, join, u32 } from '../../unit/upload/formats/blocks.ts';
import { colourAt, CORNERS, luma, type Size } from './pixels.ts';

/** Colour type of PNG 1.2, section 4.1.1. */
export type ColourType = 0 | 2 | 3 | 4 | 6;

const SIGNATURE = bytesOf('\x89PNG\r\n\x1a\n');

export function chunk(type: string, data: Uint8Array = new Uint8Array()): Uint8Array {
  const body = join([bytesOf(type), data]);
  return join([u32(data.length), body, u32(crc32(body))]);
}

const CHANNELS: Record<ColourType, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Samples of one pixel, in the depth. Transparent forms are opaque but for a strip at the right edge. */
function samples(x: number, y: number, size: Size, type: ColourType, depth: number): number[] {
  const most = 2 ** depth - 1;
  const scaled = (value: number) => Math.round((value / 255) * most);
  const colour = colourAt(x, y, size);
  const alpha = x >= size.width - 2 ? 0 : most;
  if (type === 3) return [CORNERS.indexOf(colour as never) & most];
  if (type === 0) return [scaled(luma(colour))];
  if (type === 4) return [scaled(luma(colour)), alpha];
  return type === 6 ? [...colour.map(scaled), alpha] : colour.map(scaled);
}

/** Filtered rows of a picture, or of a pass of an interlaced one. */
function rows(size: Size, type: ColourType, depth: number, xs: number[], ys: number[]): Uint8Array[] {
  if (xs.length === 0) return [];
  return ys.map((y) => {
    const row = new Uint8Array(1 + Math.ceil((xs.length * CHANNELS[type] * depth) / 8));
    let bit = 8;
    for (const x of xs)
      for (const value of samples(x, y, size, type, depth)) {
        if (depth === 16) row.set([value >> 8, value & 255], bit >> 3);
        else row[bit >> 3]! |= value << (8 - depth - (bit & 7));
        bit += depth;
      }
    return row;
  });
}

/** Start and step of each pass of Adam7: x, y, step of x, step of y. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

const range = (start: number, end: number, step: number) =>
  Array.from({ length: Math.max(0, Math.ceil((end - start) / step)) }, (_, at) => start + at * step);

function imageData(size: Size, type: ColourType, depth: number, interlaced: boolean): Uint8Array {
  const passes = interlaced ? PASSES : ([[0, 0, 1, 1]] as const);
  const lines = passes.flatMap(([x, y, across, down]) =>
    rows(size, type, depth, range(x, size.width, across), range(y, size.height, down)),
  );
  return new Uint8Array(deflateSync(join(lines)));
}

export interface PngOptions {
  type?: ColourType;
  depth?: number;
  interlaced?: boolean;
  /** Chunks between the header and the pixels. */
  before?: Uint8Array[];
  /** Chunks behind the pixels. */
  after?: Uint8Array[];
}

/** A PNG of the picture in any colour type and depth (PNG 1.2). */
export function png(
  size: Size,
  { type = 2, depth = 8, interlaced = false, before = [], after = [] }: PngOptions = {},
): Uint8Array<ArrayBuffer> {
  const palette = type === 3 ? [chunk('PLTE', Uint8Array.from(CORNERS.slice(0, 2 ** depth).flat()))] : [];
  return join([
    SIGNATURE,
    header(size, type, depth, interlaced),
    ...palette,
    ...before,
    chunk('IDAT', imageData(size, type, depth, interlaced)),
    ...after,
    chunk('IEND'),
  ]);
}

function header({ width, height }: Size, type: number, depth: number, interlaced: boolean): Uint8Array {
  return chunk('IHDR', join([u32(width), u32(height), Uint8Array.of(depth, type, 0, 0, Number(interlaced))]));
}

/** An animation (https://w3c.github.io/png/#apng-frame-based-animation): the picture, then frames of its upper half. */
export function apng(size: Size, frames: number): Uint8Array<ArrayBuffer> {
  let sequence = 0;
  const control = ({ width, height }: Size) =>
    chunk(
      'fcTL',
      join([
        u32((sequence += 1) - 1),
        u32(width),
        u32(height),
        u32(0),
        u32(0),
        Uint8Array.of(0, 1, 0, 10, 0, 0),
      ]),
    );
  const half = { width: size.width, height: Math.ceil(size.height / 2) };
  const first = control(size);
  const more = Array.from({ length: frames - 1 }, () => [
    control(half),
    chunk('fdAT', join([u32((sequence += 1) - 1), imageData(half, 2, 8, false)])),
  ]).flat();
  return png(size, { before: [chunk('acTL', join([u32(frames), u32(0)])), first], after: more });
}
