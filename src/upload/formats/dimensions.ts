import type { ImageFormat } from '../../api/index.ts';
import { Reader } from './reader.ts';
import { segmentsOf } from './jpeg-segments.ts';

/** A size in pixels. */
export interface Dimensions {
  width: number;
  height: number;
}

const READERS: Partial<Record<ImageFormat['format'], (reader: Reader) => Dimensions | null>> = {
  jpg: ofJpeg,
  png: ofPng,
  webp: ofWebp,
};

/** Whether a JPEG marker begins a frame header; the three exceptions in that range are tables. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * Size of a picture as it is stored, before its orientation is applied, from its first bytes; null when it is not in
 * them. It tells how much memory decoding would take.
 */
export function dimensionsOf(head: Uint8Array, format: ImageFormat['format']): Dimensions | null {
  const reader = new Reader(head, format !== 'png' && format !== 'jpg');
  const found = READERS[format]?.(reader) ?? null;
  return found && found.width > 0 && found.height > 0 ? found : null;
}

function ofJpeg(reader: Reader): Dimensions | null {
  const frame = segmentsOf(reader.bytes, 0).segments.find(({ marker }) => isFrame(marker));
  return frame ? size(reader.u16(frame.start + 3), reader.u16(frame.start + 1)) : null;
}

function ofPng(reader: Reader): Dimensions | null {
  return size(reader.u32(16), reader.u32(20));
}

function ofWebp(reader: Reader): Dimensions | null {
  const kind = reader.text(12, 4);
  if (kind === 'VP8X') return size(reader.u32(24), reader.u32(27), 0xffffff, 1);
  if (kind !== 'VP8L') return size(reader.u16(26), reader.u16(28), 0x3fff);
  const bits = reader.u32(21);
  return size(bits, bits && bits >>> 14, 0x3fff, 1);
}

/** Size from two numbers: `mask` cuts off bits that belong to something else, `less` is added to numbers stored minus one. */
function size(
  width: number | undefined,
  height: number | undefined,
  mask = 0x7fffffff,
  less = 0,
): Dimensions | null {
  return width === undefined || height === undefined
    ? null
    : { width: (width & mask) + less, height: (height & mask) + less };
}
