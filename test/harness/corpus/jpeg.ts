import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import sharp, { type JpegOptions, type Sharp } from 'sharp';
import { bytesOf, join, tiff, type Tag } from '../../unit/upload/formats/blocks.ts';
import { storedPixels, storedSize, type Size } from './pixels.ts';

/** sharp with the pixels of the picture, stored turned. */
export function stored(size: Size, orientation = 1): Sharp {
  return sharp(storedPixels(size, orientation), { raw: { ...storedSize(size, orientation), channels: 3 } });
}

export async function jpegOf(image: Sharp, options: JpegOptions = {}): Promise<Uint8Array> {
  return new Uint8Array(await image.jpeg({ quality: 90, ...options }).toBuffer());
}

/** The colours converted to a profile, which the file then carries. sharp reads profiles from files only. */
export async function inProfile<Value>(
  profile: Uint8Array,
  use: (file: string) => Promise<Value>,
): Promise<Value> {
  const folder = mkdtempSync(path(tmpdir(), 'corpus-'));
  try {
    const file = path(folder, 'profile.icc');
    writeFileSync(file, profile);
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A position north of Berlin, as cameras write it. */
const rationals = (...values: number[]) => {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => {
    view.setUint32(at * 8, Math.round(value * 1000), true);
    view.setUint32(at * 8 + 4, 1000, true);
  });
  return bytes;
};

/** Bytes of the latitude in {@link exifBlock}: where they are, the place is told. */
export const LATITUDE = rationals(52, 30, 7.331);

const GPS: Tag[] = [
  { tag: 1, type: 2, value: bytesOf('N\0') },
  { tag: 2, type: 5, value: LATITUDE },
  { tag: 3, type: 2, value: bytesOf('E\0') },
  { tag: 4, type: 5, value: rationals(13, 24, 9.117) },
];

export interface ExifOptions {
  orientation?: number;
  little?: boolean;
  place?: boolean;
  /** The type of the orientation: a short, as it should be, or a long. */
  type?: 3 | 4;
  extra?: Tag[];
}

/** A block of Exif, without the six bytes that JPEG puts before it. */
export function exifBlock({ orientation, little = true, place = false, type = 3, extra = [] }: ExifOptions) {
  const turn: Tag[] = orientation === undefined ? [] : [{ tag: 0x0112, type, value: orientation }];
  return tiff(little, {
    ifd0: [{ tag: 0x010f, type: 2, value: bytesOf('Corpus\0') }, ...turn, ...extra],
    ...(place && { gps: GPS }),
  });
}

export const exifSegment = (options: ExifOptions): [number, Uint8Array] => [
  0xe1,
  join([bytesOf('Exif\0\0'), exifBlock(options)]),
];

export const xmpSegment = (packet: string): [number, Uint8Array] => [
  0xe1,
  join([bytesOf('http://ns.adobe.com/xap/1.0/\0'), new TextEncoder().encode(packet)]),
];
