import { keptExif } from './exif.ts';

/**
 * The author and copyright written in a HEIC file. The converted JPEG keeps these two and nothing else: place, time and
 * camera stay behind with the original that is thrown away.
 */
export function heicExif(bytes: Uint8Array): Record<string, Record<string, string>> | null {
  const at = indexOf(bytes, [0x45, 0x78, 0x69, 0x66, 0, 0]);
  const kept = at < 0 ? null : keptExif(bytes.subarray(at));
  return kept ? { IFD0: kept } : null;
}

function indexOf(bytes: Uint8Array, pattern: number[]): number {
  const first = pattern[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (pattern.every((byte, offset) => bytes[at + offset] === byte)) return at;
  }
  return -1;
}
