import type { ImageFormat } from '../../api/formats.ts';
import { itemSize } from './heif-size.ts';
import { dimensionsOf } from './dimensions.ts';
import { Reader, startsWith } from './reader.ts';
import { segmentsOf } from './jpeg-segments.ts';
import { orientationOf } from './tiff.ts';
import type { Dimensions } from './dimensions.ts';

type Format = ImageFormat['format'];

const READERS: Partial<Record<Format, (head: Uint8Array) => Dimensions | null>> = {
  jpg: ofJpeg,
  png: ofPng,
  webp: (head) => (WEBP.test(textOf(head)) ? dimensionsOf(head, 'webp') : null),
  gif: ofGif,
  bmp: ofBmp,
  ico: ofIco,
  avif: itemSize,
  heic: itemSize,
};

/** The forms of WebP. */
const WEBP = /^[^]{12}VP8(?:X[^]{4}|L[^]{4}\/| [^]{7}\x9d\x01\*)/;

/**
 * Size of a picture as it is shown, from its first bytes; null when it is not in them. That of a WebP is as it is stored:
 * its orientation stands at its end (`turnOf`). Never throws.
 */
export function uprightSize(head: Uint8Array, format: Format): Dimensions | null {
  const size = READERS[format]?.(head);
  return size && size.width > 0 && size.height > 0 ? size : null;
}

const textOf = (head: Uint8Array): string => new Reader(head).text(0, head.length);

function ofJpeg(head: Uint8Array): Dimensions | null {
  const size = dimensionsOf(head, 'jpg');
  const exif = segmentsOf(head, 0).segments.find(
    ({ marker, start }) => marker === 0xe1 && startsWith(head, 'Exif\0\0', start),
  );
  const orientation = (exif && orientationOf(head.subarray(exif.start + 6, exif.end))) ?? 1;
  return size && turnedBy(orientation, size);
}

/** Size of a picture that is stored in this one, and shown with this Exif orientation. */
export const turnedBy = (orientation = 1, { width, height }: Dimensions): Dimensions =>
  orientation >= 5 && orientation <= 8 ? { width: height, height: width } : { width, height };

/** Exif of a PNG counts before its pixels only, as browsers and the service read it. */
function ofPng(head: Uint8Array): Dimensions | null {
  const reader = new Reader(head);
  let orientation: number | undefined;
  for (let at = 8; reader.has(at, 8);) {
    const [length, kind] = [reader.u32(at)!, reader.text(at + 4, 4)];
    if (at === 8 && kind !== 'IHDR') return null;
    if (kind === 'IDAT') {
      const size = dimensionsOf(head, 'png');
      return size && turnedBy(orientation, size);
    }
    if (kind === 'eXIf') orientation ??= orientationOf(head.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return null;
}

/** A GIF is as large as its logical screen, or as its first frame where that goes beyond. */
function ofGif(head: Uint8Array): Dimensions | null {
  const reader = new Reader(head, true);
  const table = (flags: number | undefined) => (flags && flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + table(head[10]);
  while (head[at] === 0x21) {
    at += 2;
    while (head[at]) at += head[at]! + 1;
    at += 1;
  }
  const [left, top, width, height] = [1, 3, 5, 7].map((place) => reader.u16(at + place));
  if (head[at] !== 0x2c || height === undefined) return null;
  const screen = little(head, 6, 8);
  return {
    width: Math.max(screen.width, left! + width!),
    height: Math.max(screen.height, top! + height),
  };
}

/** The height of a BMP is negative when its rows are stored from the top. */
function ofBmp(head: Uint8Array): Dimensions {
  const reader = new Reader(head, true);
  if (reader.u32(14) === 12) return little(head, 18, 20);
  return { width: reader.u32(18)! | 0, height: Math.abs(reader.u32(22)! | 0) };
}

/** Size of the largest picture in an ICO. A PNG inside has its size in its own header. */
function ofIco(head: Uint8Array): Dimensions | null {
  const reader = new Reader(head, true);
  const end = 6 + (reader.u16(4) ?? 0) * 16;
  if (end > head.length) return null;
  let largest: Dimensions | null = null;
  for (let at = 6; at < end; at += 16) {
    const size = { width: head[at] || 256, height: head[at + 1] || 256 };
    const start = reader.u32(at + 12)!;
    const inside = startsWith(head, '\x89PNG', start) ? dimensionsOf(head.subarray(start), 'png') : null;
    if (!largest || size.width * size.height >= largest.width * largest.height) largest = inside ?? size;
  }
  return largest;
}

/** Size from two little-endian 16-bit numbers at these offsets; undefined numbers beyond the end. */
function little(head: Uint8Array, width: number, height: number): Dimensions {
  const reader = new Reader(head, true);
  return { width: reader.u16(width)!, height: reader.u16(height)! };
}
