import { bytesOf, join } from '../../unit/upload/formats/blocks.ts';
import { colourAt, CORNERS, type Size } from './pixels.ts';

const le = (size: 2 | 4) => (value: number) => {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  if (size === 2) view.setUint16(0, value & 0xffff, true);
  else view.setUint32(0, value >>> 0, true);
  return bytes;
};
const u16 = le(2);
const u32 = le(4);

/** Size of the header: 12 and 64 are OS/2's, 16 is its short form, the others are Windows's. */
export type BmpHeader = 12 | 16 | 40 | 52 | 56 | 64 | 108 | 124;

export interface BmpOptions {
  header?: BmpHeader;
  depth?: 1 | 4 | 8 | 16 | 24 | 32;
  /** Rows are stored from the top: the height is negative. */
  fromTop?: boolean;
  /** Run lengths (RLE8), of depth 8. */
  packed?: boolean;
}

/** Rows of four bytes' multiples, the lowest first unless asked otherwise. */
function rows(size: Size, depth: number, fromTop: boolean): Uint8Array[] {
  const lines = Array.from({ length: size.height }, (_, y) => {
    const row = new Uint8Array(Math.ceil((size.width * depth) / 32) * 4);
    for (let x = 0; x < size.width; x += 1) {
      const colour = colourAt(x, y, size);
      const [red, green, blue] = colour;
      const index = CORNERS.indexOf(colour as never);
      if (depth === 32) row.set([blue, green, red, 255], x * 4);
      else if (depth === 24) row.set([blue, green, red], x * 3);
      else if (depth === 16) row.set(u16(((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3)), x * 2);
      else row[(x * depth) >> 3]! |= (index & (2 ** depth - 1)) << (8 - depth - ((x * depth) & 7));
    }
    return row;
  });
  return fromTop ? lines : lines.reverse();
}

/** RLE8: pairs of a count and an index; 0 0 ends a row, 0 1 the picture. */
function runs(size: Size): Uint8Array {
  const half = size.width >> 1;
  const line = (y: number) => {
    const [left, right] = [0, size.width - 1].map((x) => CORNERS.indexOf(colourAt(x, y, size) as never));
    return [half, left!, size.width - half, right!, 0, 0];
  };
  const lines = Array.from({ length: size.height }, (_, at) => line(size.height - 1 - at));
  return Uint8Array.from([...lines.flat(), 0, 1]);
}

/** The bitmap's header, palette and pixels, without the file's header. */
export function dib(
  size: Size,
  { header = 40, depth = 24, fromTop = false, packed = false }: BmpOptions = {},
  /** In an icon the height counts the mask too. */
  height = size.height,
): { head: Uint8Array; pixels: Uint8Array } {
  const pixels = packed ? runs(size) : join(rows(size, depth, fromTop));
  const isFirstOs2 = header === 12;
  const colours = depth <= 8 ? CORNERS.slice(0, 2 ** depth) : [];
  const palette = colours.map(([red, green, blue]) =>
    Uint8Array.from(isFirstOs2 ? [blue, green, red] : [blue, green, red, 0]),
  );
  // OS/2's first form has no count of colours: the palette is as long as the depth allows.
  if (isFirstOs2 && depth <= 8) while (palette.length < 2 ** depth) palette.push(new Uint8Array(3));
  const fields = isFirstOs2
    ? [u32(12), u16(size.width), u16(height), u16(1), u16(depth)]
    : [u32(header), u32(size.width), u32(fromTop ? -height : height), u16(1), u16(depth)];
  if (!isFirstOs2 && header >= 40)
    fields.push(u32(packed ? 1 : 0), u32(pixels.length), u32(2835), u32(2835), u32(colours.length), u32(0));
  const head = join(fields);
  const rest = new Uint8Array(Math.max(0, header - head.length));
  // Version 4 and 5 name their colour space: sRGB.
  if (header >= 108) rest.set(bytesOf('BGRs'), 56 - 40);
  return { head: join([head, rest, ...palette]), pixels };
}

/** A BMP of the picture. */
export function bmp(size: Size, options: BmpOptions = {}): Uint8Array<ArrayBuffer> {
  const { head, pixels } = dib(size, options);
  const start = 14 + head.length;
  return join([bytesOf('BM'), u32(start + pixels.length), u32(0), u32(start), head, pixels]);
}

/** A picture in an icon: a PNG, or a bitmap with a mask. */
export interface IconEntry extends Size {
  data: Uint8Array;
  depth?: number;
}

/** A bitmap as icons hold it: twice as high as it is shown, the lower half a mask. */
export function iconBitmap(size: Size): IconEntry {
  const { head, pixels } = dib(size, { depth: 32 }, size.height * 2);
  const mask = new Uint8Array(Math.ceil(size.width / 32) * 4 * size.height);
  return { ...size, data: join([head, pixels, mask]) };
}

/** An ICO; `type` 2 is a cursor. */
export function ico(entries: readonly IconEntry[], type = 1): Uint8Array<ArrayBuffer> {
  let start = 6 + 16 * entries.length;
  const table = entries.map(({ width, height, data, depth = 32 }) => {
    const entry = join([
      Uint8Array.of(width & 255, height & 255, 0, 0),
      u16(1),
      u16(depth),
      u32(data.length),
      u32(start),
    ]);
    start += data.length;
    return entry;
  });
  return join([u16(0), u16(type), u16(entries.length), ...table, ...entries.map(({ data }) => data)]);
}
