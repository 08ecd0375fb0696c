import type { ImageFormat } from '../../api/index.ts';
import { Reader } from './location/bytes.ts';
import { segmentsOf } from './location/jpeg.ts';
import type { Dimensions } from './scale.ts';

const READERS: Partial<Record<ImageFormat['format'], (reader: Reader) => Dimensions | null>> = {
  jpg: ofJpeg,
  png: ofPng,
  webp: ofWebp,
};

/** The frame headers of a JPEG; those in between are tables. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * The size of a picture by its first bytes, before it is turned upright; null when they do not tell. It says what
 * decoding would cost before anything is decoded.
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
  switch (reader.text(12, 4)) {
    case 'VP8X': {
      const [width, height] = [reader.u32(24), reader.u32(27)];
      return width === undefined || height === undefined
        ? null
        : { width: (width & 0xffffff) + 1, height: (height & 0xffffff) + 1 };
    }
    case 'VP8L': {
      const bits = reader.u32(21);
      return bits === undefined ? null : { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    default: {
      const [width, height] = [reader.u16(26), reader.u16(28)];
      return width === undefined || height === undefined
        ? null
        : { width: width & 0x3fff, height: height & 0x3fff };
    }
  }
}

function size(width: number | undefined, height: number | undefined): Dimensions | null {
  return width === undefined || height === undefined ? null : { width, height };
}
