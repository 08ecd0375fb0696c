import type { ImageFormat } from '../../api/index.ts';
import { boxesOf } from '../formats/bmff-boxes.ts';
import { segmentsOf } from '../formats/jpeg-segments.ts';
import { indexOf, Reader } from '../formats/reader.ts';

/** Whether a file goes on to the end of its picture, as far as its format tells it. */
const READERS: Partial<Record<ImageFormat['format'], (bytes: Uint8Array) => boolean>> = {
  jpg: (bytes) => segmentsOf(bytes, 0).isComplete,
  png: (bytes) =>
    indexOf(bytes, 'IEND', Math.max(0, bytes.length - TAIL)) >= 0 || indexOf(bytes, 'IEND') >= 0,
  webp: (bytes) => (new Reader(bytes, true).u32(4) ?? Infinity) + 8 <= bytes.length,
  bmp: bmpIsWhole,
  avif: boxesAreWhole,
  heic: boxesAreWhole,
};

/** Last bytes that are searched first: the whole file takes longer. */
const TAIL = 64;

/**
 * Whether all of a picture is there. Browsers decode the beginning of one that was cut off, and leave the rest grey: drawn
 * anew, it would look whole to everybody after them. The service refuses it as it is.
 */
export const isWhole = (bytes: Uint8Array, format: ImageFormat['format']): boolean =>
  READERS[format]?.(bytes) ?? true;

/** No box goes beyond the end of the file. */
function boxesAreWhole(bytes: Uint8Array): boolean {
  const last = boxesOf(new Reader(bytes), { start: 0, end: bytes.length }).at(-1);
  // Less than a header may follow the last one.
  return last !== undefined && last.end + 8 > bytes.length;
}

/** Rows that are not packed are as long as the header says, to a multiple of four bytes. */
function bmpIsWhole(bytes: Uint8Array): boolean {
  const reader = new Reader(bytes, true);
  const isFirst = reader.u32(14) === 12;
  const [width, height, depth] = isFirst
    ? [reader.u16(18), reader.u16(20), reader.u16(24)]
    : [reader.u32(18), Math.abs((reader.u32(22) ?? 0) | 0), reader.u16(28)];
  const isPacked = !isFirst && [1, 2].includes(reader.u32(30) ?? 0);
  const pixels = Math.ceil(((width ?? 0) * (depth ?? 0)) / 32) * 4 * (height ?? 0);
  return isPacked || (reader.u32(10) ?? 0) + pixels <= bytes.length;
}
