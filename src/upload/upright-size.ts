import type { ImageFormat } from '../api/formats.ts';
import { itemSize } from './item-size.ts';
import { dimensionsOf } from './preparing/dimensions.ts';
import { Reader, indexOf, startsWith } from './preparing/location/bytes.ts';
import { segmentsOf } from './preparing/location/jpeg.ts';
import { orientationOf } from './preparing/location/tiff.ts';
import type { Dimensions } from './preparing/scale.ts';

type Format = ImageFormat['format'];

const READERS: Record<Format, (head: Uint8Array) => Dimensions | null> = {
  jpg: ofJpeg,
  png: ofPng,
  webp: ofWebp,
  gif: (head) => little(head, 6, 8),
  bmp: ofBmp,
  ico: ofIco,
  avif: itemSize,
  heic: itemSize,
  svg: () => null, // it has no pixels
};

/** The size of a picture as it is shown, by its first bytes; null when they do not tell. Never throws. */
export function uprightSize(head: Uint8Array, format: Format): Dimensions | null {
  const size = READERS[format](head);
  return size && size.width > 0 && size.height > 0 ? size : null;
}

function ofJpeg(head: Uint8Array): Dimensions | null {
  const size = dimensionsOf(head, 'jpg');
  if (!size) return null;
  const exif = segmentsOf(head, 0).segments.find(
    ({ marker, start }) => marker === 0xe1 && startsWith(head, 'Exif\0\0', start),
  );
  const orientation = (exif && orientationOf(head.subarray(exif.start + 6, exif.end))) ?? 1;
  return orientation >= 5 && orientation <= 8 ? { width: size.height, height: size.width } : size;
}

/** Browsers do not agree on the orientation that a PNG or a WebP may have: whoever has one is decoded. */
function ofPng(head: Uint8Array): Dimensions | null {
  const pixels = indexOf(head, 'IDAT');
  if (pixels < 0 || !startsWith(head, 'IHDR', 12) || indexOf(head.subarray(0, pixels), 'eXIf') >= 0)
    return null;
  return dimensionsOf(head, 'png');
}

function ofWebp(head: Uint8Array): Dimensions | null {
  const isKnown =
    (startsWith(head, 'VP8X', 12) && (head[20]! & 8) === 0) ||
    (startsWith(head, 'VP8L', 12) && head[20] === 0x2f) ||
    (startsWith(head, 'VP8 ', 12) && startsWith(head, '\x9d\x01\x2a', 23));
  return isKnown ? dimensionsOf(head, 'webp') : null;
}

function ofBmp(head: Uint8Array): Dimensions | null {
  const reader = new Reader(head, true);
  if (reader.u32(14) === 12) return little(head, 18, 20);
  const [width, height] = [reader.u32(18), reader.u32(22)];
  // A negative height says that the rows come from the top.
  return width === undefined || height === undefined
    ? null
    : { width: width | 0, height: Math.abs(height | 0) };
}

/** Of several pictures the largest is shown. One of 256 pixels and more is a PNG, and says itself what it has. */
function ofIco(head: Uint8Array): Dimensions | null {
  const reader = new Reader(head, true);
  const count = reader.u16(4) ?? 0;
  if (!reader.has(6, count * 16)) return null;
  let largest: Dimensions | null = null;
  for (let at = 6; at < 6 + count * 16; at += 16) {
    const size = { width: head[at] || 256, height: head[at + 1] || 256 };
    const start = reader.u32(at + 12)!;
    const inside = startsWith(head, '\x89PNG', start) ? dimensionsOf(head.subarray(start), 'png') : null;
    if (!largest || size.width * size.height >= largest.width * largest.height) largest = inside ?? size;
  }
  return largest;
}

function little(head: Uint8Array, width: number, height: number): Dimensions | null {
  const reader = new Reader(head, true);
  const size = { width: reader.u16(width), height: reader.u16(height) };
  return size.width === undefined || size.height === undefined ? null : (size as Dimensions);
}
