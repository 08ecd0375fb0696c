import { boxesOf, type Box } from '../../formats/bmff-boxes.ts';
import { Reader, ascii, type Range } from '../../formats/reader.ts';

const CONTAINERS = new Set(['moov', 'trak', 'udta', 'meta', 'ilst', 'mdia', 'minf']);
const PLACES = new Set(['\xa9xyz', 'loci']);
const KEY = /location|gps/i;

/**
 * Removes the location from a film, in place: boxes that contain one become free space.
 *
 * @returns The offset at which the film ends.
 */
export function scrubMovie(film: Uint8Array): number {
  const reader = new Reader(film);
  const visit = (range: Range, depth: number): number => {
    if (depth > 8) return range.end;
    const boxes = boxesOf(reader, range);
    for (const box of boxes) {
      if (PLACES.has(box.type)) free(film, box);
      else if (CONTAINERS.has(box.type)) {
        // A `meta` box has a version in MP4, and none in QuickTime.
        const skip = box.type === 'meta' && reader.u32(box.content) === 0 ? 4 : 0;
        visit({ start: box.content + skip, end: box.end }, depth + 1);
      }
    }
    const keys = boxes.find(({ type }) => type === 'keys');
    const list = boxes.find(({ type }) => type === 'ilst');
    if (keys) scrubKeys(reader, keys, list);
    return boxes.at(-1)?.end ?? range.start;
  };
  return visit({ start: 0, end: film.length }, 0);
}

/** Cleans QuickTime's metadata: names are in one table, values in another, by number. */
function scrubKeys(reader: Reader, keys: Box, list: Box | undefined): void {
  const places = new Set<string>();
  let at = keys.content + 8;
  for (let number = 1; at + 8 <= keys.end; number += 1) {
    const length = reader.u32(at)!;
    if (length < 8 || at + length > keys.end) break;
    if (KEY.test(reader.text(at + 8, length - 8))) {
      reader.bytes.fill(0x2d, at + 8, at + length);
      places.add(String.fromCharCode(...[24, 16, 8, 0].map((shift) => (number >> shift) & 255)));
    }
    at += length;
  }
  for (const box of list ? boxesOf(reader, { start: list.content, end: list.end }) : [])
    if (places.has(box.type)) free(reader.bytes, box);
}

export function free(bytes: Uint8Array, { start, content, end }: Box): void {
  bytes.set(ascii('free'), start + 4);
  bytes.fill(0, content, end);
}
