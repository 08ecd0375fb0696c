import { Reader, ascii } from '../../formats/reader.ts';
import { cleanExif, cleanOther, cleanXmp } from './blocks.ts';
import { scrubJpeg } from './jpeg.ts';
import { LocationError } from './error.ts';

const PIXELS = /^(?:VP8 |VP8L|VP8X|ALPH|ANIM|ANMF|ICCP)$/;
/** The most chunks: no program writes as many. */
const MOST_CHUNKS = 100_000;
/** Bits of the VP8X header that announce these chunks. */
const FLAGS = { EXIF: 0x08, 'XMP ': 0x04 };

/** Removes the location from a WebP, in place. Chunks keep their size; one that had to be zeroed is renamed to `JUNK`. */
export function scrubWebp(bytes: Uint8Array): void {
  const reader = new Reader(bytes, true);
  let at = 12;
  let header = -1;
  let chunks = 0;
  while (reader.has(at, 8)) {
    if ((chunks += 1) > MOST_CHUNKS) throw new LocationError('The file has too many parts.');
    const name = reader.text(at, 4);
    const size = reader.u32(at + 4)!;
    if (!reader.has(at + 8, size)) break;
    const data = bytes.subarray(at + 8, at + 8 + size);
    if (name === 'VP8X') header = at + 8;
    else if (name === 'EXIF' || name === 'XMP ') {
      if (name === 'EXIF') cleanExif(data, scrubJpeg);
      else cleanXmp(data);
      if (isBlank(data)) {
        bytes.set(ascii('JUNK'), at);
        if (header > 0) bytes[header]! &= ~FLAGS[name];
      }
    } else if (!PIXELS.test(name)) cleanOther(data);
    at += 8 + size + (size % 2);
  }
  cleanOther(bytes.subarray(Math.min(at, bytes.length)));
}

function isBlank(data: Uint8Array): boolean {
  return data.every((byte) => byte === 0 || byte === 0x20);
}
