import { keptExif } from './exif.ts';

/** How a TIFF block begins, in either byte order. */
const STARTS = [
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
];

/**
 * The author and copyright written in a HEIC file. The converted JPEG keeps these two and nothing else: place, time and
 * camera stay behind with the original that is thrown away.
 */
export function heicExif(bytes: Uint8Array): Record<string, Record<string, string>> | null {
  for (const start of STARTS) {
    for (let at = indexOf(bytes, start, 0); at >= 0; at = indexOf(bytes, start, at + 1)) {
      const kept = keptExif(bytes.subarray(at));
      if (kept) return { IFD0: kept };
    }
  }
  return null;
}

function indexOf(bytes: Uint8Array, pattern: number[], from: number): number {
  const first = pattern[0] ?? 0;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (pattern.every((byte, offset) => bytes[at + offset] === byte)) return at;
  }
  return -1;
}
