import { startsWith, type Range, type Reader } from '../../formats/reader.ts';
import { directoryAt, openTiff, orientationOf, type Directory, type Entry } from '../../formats/tiff.ts';

const IFD = { sub: 0x014a, exif: 0x8769, gps: 0x8825, interop: 0xa005 };
const TAG = { xmp: 0x02bc, iptc: 0x83bb, photoshop: 0x8649, thumbnail: 0x0201, thumbnailLength: 0x0202 };
const MAKER_NOTE = 0x927c;

/** Tags of maker notes with names of places: Panasonic's, then Nikon's LocationInfo. */
const PANASONIC_PLACES = new Set([0x67, 0x69, 0x6b, 0x6d, 0x6f, 0x80]);
const NIKON_PLACES = new Set([0x39]);

/** The most directories: no camera writes as many; a file with more is an attack. */
const MOST_DIRECTORIES = 64;
/** The most ranges to erase: GPS values, and values of maker notes. */
const MOST_SECRETS = 2000;
/** The most pictures in one block. */
const MOST_PICTURES = 4;

/** Called for each part of a TIFF block that has a format of its own. */
export type Embedded = (kind: 'jpeg' | 'xmp' | 'iptc' | 'photoshop', bytes: Uint8Array) => void;

/**
 * Removes the location from a TIFF block, the format of Exif, in place: the GPS directory is zeroed and the pointer to it
 * removed; all other offsets, those of maker notes too, stay valid. False when the block cannot be parsed; it may be half
 * changed then, and has to be zeroed.
 */
export function scrubTiff(block: Uint8Array, embedded: Embedded): boolean {
  const tiff = openTiff(block);
  if (!tiff) return false;
  const upright = orientationOf(block);
  const kept: Directory[] = [];
  const secret: Range[] = [];
  const pointers: { from: Directory; entry: Entry }[] = [];
  const seen = new Set<number>();
  const waiting = [tiff.u32(4) ?? 0];
  let pictures = 0;
  while (waiting.length > 0) {
    const start = waiting.pop()!;
    if (start === 0 || seen.has(start)) continue;
    seen.add(start);
    const found = directoryAt(tiff, start);
    if (!found || seen.size > MOST_DIRECTORIES) return false;
    kept.push(found);
    waiting.push(found.next);
    for (const entry of found.entries) {
      if (entry.tag === IFD.exif || entry.tag === IFD.interop) waiting.push(entry.pointer);
      if (entry.tag === IFD.sub) waiting.push(...offsets(tiff, entry));
      if (entry.tag === IFD.gps) {
        pointers.push({ from: found, entry });
        const gps = directoryAt(tiff, entry.pointer);
        if (gps) secret.push(gps, ...gps.entries.filter(({ length }) => length > 4).map(rangeOf));
      }
      if (entry.tag === MAKER_NOTE) secret.push(...placesInNotes(tiff, entry));
      if (secret.length > MOST_SECRETS) return false;
    }
    for (const [kind, part] of embeddedIn(tiff, found)) {
      if (kind === 'jpeg' && (pictures += 1) > MOST_PICTURES) return false;
      embedded(kind, part);
    }
  }
  erase(block, secret, kept);
  for (const { from, entry } of pointers.reverse()) removeEntry(tiff, from, entry);
  return orientationOf(block) === upright;
}

const rangeOf = ({ value, length }: Entry): Range => ({ start: value, end: value + length });

function offsets(tiff: Reader, { value, length, pointer }: Entry): number[] {
  if (length <= 4) return [pointer];
  const count = Math.min(length / 4, MOST_DIRECTORIES);
  return Array.from({ length: count }, (_, index) => tiff.u32(value + index * 4) ?? 0);
}

/** Zeroes ranges, but not the header nor a directory that stays: pointers in odd files may overlap them. */
function erase(block: Uint8Array, ranges: readonly Range[], kept: readonly Directory[]): void {
  const tables = kept.map(({ start, end }) => ({ start, bytes: block.slice(start, end) }));
  for (const { start, end } of ranges) block.fill(0, Math.max(8, start), Math.max(8, end));
  for (const { start, bytes } of tables) block.set(bytes, start);
}

/** Removes an entry of a directory: the entries behind it, and the pointer to the next directory, move up. */
function removeEntry(tiff: Reader, { start, end }: Directory, { at }: Entry): void {
  tiff.put16(start, Math.max(0, tiff.u16(start)! - 1));
  tiff.bytes.copyWithin(at, at + 12, end);
  tiff.bytes.fill(0, end - 12, end);
}

function* embeddedIn(tiff: Reader, { entries }: Directory): Generator<[Parameters<Embedded>[0], Uint8Array]> {
  const part = (start: number, length: number) => tiff.bytes.subarray(start, start + length);
  for (const { tag, value, length } of entries) {
    if (tag === TAG.xmp) yield ['xmp', part(value, length)];
    if (tag === TAG.iptc) yield ['iptc', part(value, length)];
    if (tag === TAG.photoshop) yield ['photoshop', part(value, length)];
  }
  const thumbnail = entries.find(({ tag }) => tag === TAG.thumbnail);
  const size = entries.find(({ tag }) => tag === TAG.thumbnailLength);
  if (thumbnail && size) yield ['jpeg', part(thumbnail.pointer, size.pointer)];
}

/** Ranges with names of places in the notes of two makers. Traces in other notes are found by the final search. */
function placesInNotes(tiff: Reader, { value, length }: Entry): Range[] {
  const notes = tiff.bytes.subarray(value, value + length);
  if (startsWith(notes, 'Panasonic\0\0\0')) {
    const found = directoryAt(tiff, value + 12);
    return placesOf(found, PANASONIC_PLACES);
  }
  const inner = startsWith(notes, 'Nikon\0\x02') ? openTiff(notes.subarray(10)) : null;
  if (!inner) return [];
  const places = placesOf(directoryAt(inner, inner.u32(4) ?? 0), NIKON_PLACES);
  const base = value + 10;
  return places.map(({ start, end }) => ({ start: start + base, end: Math.min(end + base, value + length) }));
}

function placesOf(found: Directory | null, tags: ReadonlySet<number>): Range[] {
  return found?.entries.filter(({ tag }) => tags.has(tag)).map(rangeOf) ?? [];
}
