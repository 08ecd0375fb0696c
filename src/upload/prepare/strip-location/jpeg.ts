import { Reader, gather, indexOf, scatter, startsWith, type Range } from '../../formats/reader.ts';
import { segmentsOf } from '../../formats/jpeg-segments.ts';
import { cleanExif, cleanOther, cleanPhotoshop, cleanXmp } from './blocks.ts';
import { LocationError } from './error.ts';
import { findInBytes } from './find-bytes.ts';
import { scrubMovie } from './movie.ts';

const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENDED_XMP = 'http://ns.adobe.com/xmp/extension/\0';
/** Length of the header of an extended XMP segment: name, GUID, full length, offset. */
const EXTENDED_HEAD = EXTENDED_XMP.length + 32 + 4 + 4;
const PHOTOSHOP = 'Photoshop 3.0\0';

/** The most segments: no camera writes as many; a file with more is an attack. */
const MOST_SEGMENTS = 20_000;

/**
 * Removes the location from a JPEG: in Exif, XMP (the extended form too, which takes several segments) and IPTC, and in
 * the pictures and films that phones append. The bytes are changed in place and none is moved, so that offsets (of maker
 * notes, MPF, motion photos) stay valid.
 */
export function scrubJpeg(bytes: Uint8Array, depth = 0): void {
  const end = scrubOne(bytes, 0, depth);
  if (end < bytes.length) scrubTrailer(bytes, end, depth);
}

function scrubOne(bytes: Uint8Array, start: number, depth: number): number {
  const { segments, end } = segmentsOf(bytes, start);
  const extended = new Map<string, { at: number; range: Range }[]>();
  const photoshop: Range[] = [];
  if (segments.length > MOST_SEGMENTS) throw new LocationError('The file has too many parts.');
  for (const { marker, start: from, end: to } of segments) {
    if (marker < 0xe0 || (marker > 0xef && marker !== 0xfe)) continue;
    const payload = bytes.subarray(from, to);
    if (marker === 0xe1 && startsWith(payload, 'Exif\0')) cleanExif(payload, scrubJpeg, depth);
    else if (marker === 0xe1 && startsWith(payload, XMP)) cleanXmp(payload.subarray(XMP.length));
    else if (marker === 0xe1 && startsWith(payload, EXTENDED_XMP) && payload.length >= EXTENDED_HEAD) {
      const head = new Reader(payload);
      const guid = head.text(EXTENDED_XMP.length, 32);
      const parts = extended.get(guid) ?? [];
      extended.set(guid, parts);
      parts.push({ at: head.u32(EXTENDED_HEAD - 4)!, range: { start: from + EXTENDED_HEAD, end: to } });
    } else if (marker === 0xed && startsWith(payload, PHOTOSHOP))
      photoshop.push({ start: from + PHOTOSHOP.length, end: to });
    else cleanOther(payload);
  }
  for (const parts of extended.values()) {
    parts.sort((a, b) => a.at - b.at);
    const ranges = parts.map(({ range }) => range);
    rewrite(bytes, ranges, cleanXmp);
  }
  if (photoshop.length > 0) rewrite(bytes, photoshop, (block) => cleanPhotoshop(block, scrubJpeg, depth));
  return end;
}

function rewrite(bytes: Uint8Array, ranges: readonly Range[], clean: (block: Uint8Array) => void): void {
  const whole = gather(bytes, ranges);
  clean(whole);
  scatter(bytes, ranges, whole);
}

/** Cleans the data behind the picture: gain maps and other pictures, the film of a motion photo, data of the maker. */
function scrubTrailer(bytes: Uint8Array, from: number, depth: number): void {
  let at = from;
  let [picture, film] = [0, 0];
  for (;;) {
    if (picture >= 0 && picture < at) picture = indexOf(bytes, '\xff\xd8\xff', at);
    if (film >= 0 && film < at + 4) film = indexOf(bytes, 'ftyp', at + 4);
    if (picture < 0 && film < 0) break;
    const isPicture = film < 0 || (picture >= 0 && picture < film);
    if (isPicture) at = Math.max(scrubOne(bytes, picture, depth + 1), picture + 3);
    else at = Math.max(film - 4 + scrubMovie(bytes.subarray(film - 4)), film + 4);
  }
  // The rest is not needed to show the picture, and may be zeroed.
  const rest = bytes.subarray(from);
  if (findInBytes(rest).length > 0) rest.fill(0);
}
