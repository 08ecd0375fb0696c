import { Reader, gather, scatter, type Range } from '../../formats/reader.ts';
import { cleanExif, cleanOther, cleanXmp } from './blocks.ts';
import { scrubJpeg } from './jpeg.ts';
import { LocationError } from './error.ts';
import { findInBytes } from './find-bytes.ts';
import { free, scrubMovie } from './movie.ts';
import { boxesOf, type Box } from '../../formats/bmff-boxes.ts';

interface Item {
  type: string;
  /** MIME type of a `mime` item. */
  content: string;
  /** Content encoding of a `mime` item; empty = none. */
  encoding: string;
}

/** The most top-level boxes: a photo has five, an image sequence some hundred. */
const MOST_BOXES = 10_000;
/** The most extents of all items: a large photo has some hundred. */
const MOST_EXTENTS = 10_000;

/** Boxes that need no search: their content is pixels, or is handled elsewhere. */
const PASSED = new Set(['ftyp', 'mdat', 'meta', 'moov', 'free', 'skip']);

/**
 * Removes the location from a HEIC or AVIF: in the Exif and XMP items of the `meta` box, wherever their extents lie, in
 * films and in further boxes. The bytes are changed in place and none is moved, so that every offset stays valid.
 *
 * @throws LocationError when the items cannot be distinguished from the pixels.
 */
export function scrubBmff(bytes: Uint8Array): void {
  const reader = new Reader(bytes);
  const boxes = boxesOf(reader, { start: 0, end: bytes.length });
  if (boxes.length > MOST_BOXES) throw broken();
  for (const box of boxes) {
    if (box.type === 'meta') scrubMeta(reader, box);
    else if (box.type === 'moov') scrubMovie(bytes.subarray(box.start, box.end));
    else if (!PASSED.has(box.type)) {
      const content = bytes.subarray(box.content, box.end);
      scrubMovie(content); // the film of a motion photo is in a box of its own
      if (findInBytes(content).length > 0) free(bytes, box);
    }
  }
}

function scrubMeta(reader: Reader, meta: Box): void {
  const boxes = boxesOf(reader, { start: meta.content + 4, end: meta.end });
  const box = (type: string): Box | undefined => boxes.find((each) => each.type === type);
  const [information, locations] = [box('iinf'), box('iloc')];
  if (!information || !locations) return;
  const items = itemsOf(reader, information);
  const places = placesOf(reader, locations, box('idat'));
  const pixels = [...places]
    .filter(([id]) => !isMetadata(items.get(id)))
    .flatMap(([, ranges]) => ranges ?? []);
  let gathered = 0;
  for (const [id, item] of items) {
    if (!isMetadata(item)) continue;
    const ranges = places.get(id);
    if (ranges === undefined) continue; // an item without a location in the file
    if (ranges === null) throw new LocationError('Metadata lies where it cannot be reached.');
    if (ranges.some((range) => pixels.some((other) => range.start < other.end && other.start < range.end)))
      throw new LocationError('Metadata and pixels overlap.');
    gathered += ranges.reduce((sum, { start, end }) => sum + end - start, 0);
    if (gathered > reader.length) throw broken(); // more metadata than the file has bytes: the same part many times
    const whole = gather(reader.bytes, ranges);
    cleanItem(whole, item);
    scatter(reader.bytes, ranges, whole);
  }
}

/** Whether an item is metadata, as opposed to pixels or pictures derived from them. */
function isMetadata(item: Item | undefined): item is Item {
  return item?.type === 'Exif' || item?.type === 'mime' || item?.type === 'uri ';
}

function cleanItem(whole: Uint8Array, { type, content, encoding }: Item): void {
  if (encoding !== '') whole.fill(0);
  else if (type === 'Exif') {
    const offset = new Reader(whole).u32(0);
    if (offset === undefined || offset + 4 > whole.length) whole.fill(0);
    else cleanExif(whole.subarray(4 + offset), scrubJpeg);
    cleanOther(whole);
  } else if (/rdf\+xml|xmp/i.test(content)) cleanXmp(whole);
  else cleanOther(whole);
}

/** Items of an `iinf` box, by id. */
function itemsOf(reader: Reader, box: Box): Map<number, Item> {
  const items = new Map<number, Item>();
  const version = reader.u8(box.content);
  const start = box.content + (version === 0 ? 6 : 8);
  for (const entry of boxesOf(reader, { start, end: box.end })) {
    if (entry.type !== 'infe') continue;
    const kind = reader.u8(entry.content)!;
    if (kind < 2) throw new LocationError('The items of this file are of an old kind.');
    const wide = kind === 3 ? 4 : 2;
    const id = reader.uint(entry.content + 4, wide);
    const at = entry.content + 4 + wide + 2;
    if (id === undefined || at + 4 > entry.end) throw broken();
    const [, content = '', encoding = ''] = reader.text(at + 4, entry.end - at - 4).split('\0');
    items.set(id, { type: reader.text(at, 4), content, encoding });
  }
  return items;
}

/** Byte ranges of the items in an `iloc` box, by id; null for an item that is located in a way we do not support. */
function placesOf(reader: Reader, box: Box, idat: Box | undefined): Map<number, Range[] | null> {
  const places = new Map<number, Range[] | null>();
  const version = reader.u8(box.content) ?? 0;
  let at = box.content + 4;
  /** The next number of the box. */
  const take = (size: number): number => {
    const value = at + size <= box.end ? reader.uint(at, size) : undefined;
    if (value === undefined) throw broken();
    at += size;
    return value;
  };
  const sizes = take(2);
  const size = (shift: number): number => (sizes >> shift) & 15;
  const count = take(version < 2 ? 2 : 4);
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    const id = take(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : take(2) & 15;
    const reference = take(2);
    const base = take(size(4));
    const extents = take(2);
    if ((total += extents) > MOST_EXTENTS) throw broken();
    const ranges: Range[] = [];
    let isReached = reference === 0 && (method === 0 || (method === 1 && !!idat));
    for (let extent = 0; extent < extents; extent += 1) {
      if (version > 0) take(size(0));
      const offset = take(size(12));
      const length = take(size(8));
      const from = (method === 1 ? (idat?.content ?? 0) : 0) + base + offset;
      const limit = method === 1 ? (idat?.end ?? 0) : reader.length;
      const end = length === 0 ? limit : from + length;
      if (end > limit || from > end) isReached = false;
      ranges.push({ start: from, end });
    }
    places.set(id, isReached ? ranges : null);
  }
  return places;
}

function broken(): LocationError {
  return new LocationError('The tables of this file are broken.');
}
