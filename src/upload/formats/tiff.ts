import { Reader, startsWith, type Range } from './reader.ts';

const ORIENTATION = 0x0112;

/** Bytes of one value, by the number of its type. */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/** An entry of a directory. */
export interface Entry {
  /** Offset of the entry itself. */
  at: number;
  tag: number;
  /** Offset and length of its value. */
  value: number;
  length: number;
  /** Its value as an offset. */
  pointer: number;
}

/** A directory: a table of entries. */
export interface Directory extends Range {
  entries: Entry[];
  /** The offset of the next one; 0 = none. */
  next: number;
}

/** Reader for a TIFF block, with its byte order; null when it has no TIFF header. */
export function openTiff(block: Uint8Array): Reader | null {
  if (startsWith(block, 'II\x2a\0')) return new Reader(block, true);
  return startsWith(block, 'MM\0\x2a') ? new Reader(block) : null;
}

/** The directory at an offset; null when there is none. */
export function directoryAt(tiff: Reader, start: number): Directory | null {
  const count = tiff.u16(start);
  if (count === undefined || start < 8 || !tiff.has(start, 2 + count * 12)) return null;
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = start + 2 + index * 12;
    const type = tiff.u16(at + 2)!;
    const length = tiff.u32(at + 4)! * (SIZES[type] ?? 0);
    const pointer = type === 3 ? tiff.u16(at + 8)! : tiff.u32(at + 8)!;
    entries.push({ at, tag: tiff.u16(at)!, length, value: length > 4 ? tiff.u32(at + 8)! : at + 8, pointer });
  }
  const end = start + 2 + count * 12;
  // Some cameras leave out the last pointer.
  return { start, end: end + (tiff.has(end, 4) ? 4 : 0), entries, next: tiff.u32(end) ?? 0 };
}

/** Exif orientation in a TIFF block, 1 to 8; undefined when there is none. */
export function orientationOf(block: Uint8Array): number | undefined {
  const tiff = openTiff(block);
  const first = tiff && directoryAt(tiff, tiff.u32(4) ?? 0);
  return first?.entries.find(({ tag }) => tag === ORIENTATION)?.pointer;
}
