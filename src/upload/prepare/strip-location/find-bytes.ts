/**
 * Patterns of the search that proves a file free of its location. The search shares no code with the removal: it does not
 * parse a format, but looks for traces of a location anywhere in the bytes.
 */
const PATTERNS: readonly [string, RegExp][] = [
  // Names in XMP or C2PA: an element, an attribute, or a key of JSON.
  [
    'XMP',
    /[:<"]\w{0,40}GPS(?:Lat|Long|Alt|Pos|Dest|Time|Date|Area|Img|Map|Speed|Track|Version)\w{0,40}["\s=>/]/i,
  ],
  ['XMP', /:\w{0,40}(?:Latitude|Longt?itude|Altitude)\s{0,40}[=>/]/i],
  ['XMP', /:Location(?:Created|Shown)?\s{0,40}[=>/]/i],
  [
    'XMP',
    /:(?:City|State|Country|CountryCode|CountryName|ProvinceState|Sub-?location|WorldRegion)\s{0,40}[=>/]/i,
  ],
  ['XMP', /G\0P\0S\0[LAPDTV]\0|L\0o\0c\0a\0t\0i\0o\0n\0(?:C\0r|S\0h)/i],
  ['film', /\xa9xyz[^]{4}[+-]\d/],
  ['film', /quicktime\.location/i],
];

/** The most steps of one search. No photo needs a hundredth of them; a file that needs more is an attack, and is refused. */
const MOST_STEPS = 20e6;

const SLICE = 1 << 20;
/** Overlap of two slices: longer than any match, so that none is missed at a border. */
const OVERLAP = 256;

/** Traces of a location in these bytes: kinds with offsets, for a developer. Empty when there is none. */
export function findInBytes(bytes: Uint8Array): string[] {
  return [...new Set([...searching(bytes)].filter((found) => found !== null))];
}

/** The same search step by step: it yields null after each step, so that the caller can pause for the page. */
export function* searching(bytes: Uint8Array): Generator<string | null> {
  yield* texts(bytes);
  yield* directories(bytes);
  yield* datasets(bytes);
}

function* texts(bytes: Uint8Array): Generator<string | null> {
  const decoder = new TextDecoder('latin1');
  for (let at = 0; at < bytes.length; at += SLICE) {
    const text = decoder.decode(bytes.subarray(at, at + SLICE + OVERLAP));
    for (const [kind, pattern] of PATTERNS) {
      const match = pattern.exec(text);
      if (match) yield `${kind} at ${at + match.index}: ${match[0].replace(/[^\x20-\x7e]/g, '')}`;
    }
    yield null;
  }
}

/** Finds TIFF headers whose directories point to GPS data. */
function* directories(bytes: Uint8Array): Generator<string | null> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const left = { steps: MOST_STEPS };
  for (const little of [true, false]) {
    const letter = little ? 0x49 : 0x4d;
    for (let at = bytes.indexOf(letter); at >= 0; at = bytes.indexOf(letter, at + 1)) {
      if (bytes[at + 1] !== letter || at + 8 > bytes.length) continue;
      if (view.getUint16(at + 2, little) !== 42) continue;
      if (pointsToGps(view, at, little, left)) yield `Exif GPS at ${at}`;
      if (left.steps < 0) return yield 'Exif: too much to search';
    }
    yield null;
  }
}

function pointsToGps(view: DataView, base: number, little: boolean, left: { steps: number }): boolean {
  let table = view.getUint32(base + 4, little);
  for (let turn = 0; turn < 8 && table >= 8 && base + table + 2 <= view.byteLength; turn += 1) {
    const count = view.getUint16(base + table, little);
    for (let index = 0; index < count; index += 1) {
      const at = base + table + 2 + index * 12;
      if ((left.steps -= 1) < 0) return false;
      if (at + 12 > view.byteLength) return false;
      if (view.getUint16(at, little) === 0x8825) return true;
    }
    const next = base + table + 2 + count * 12;
    if (next + 4 > view.byteLength) return false;
    table = view.getUint32(next, little);
  }
  return false;
}

/** Finds IPTC datasets of record 2 that name a place, in Photoshop blocks. */
function* datasets(bytes: Uint8Array): Generator<string> {
  const left = { steps: MOST_STEPS };
  for (let at = bytes.indexOf(0x38); at >= 0; at = bytes.indexOf(0x38, at + 1)) {
    if (bytes[at + 1] !== 0x42 || bytes[at + 2] !== 0x49 || bytes[at + 3] !== 0x4d) continue;
    if (bytes[at + 4] !== 4 || bytes[at + 5] !== 4) continue;
    let from = at + 6 + 1 + bytes[at + 6]!;
    from += (from - at) % 2;
    const size = (bytes[from]! << 24) | (bytes[from + 1]! << 16) | (bytes[from + 2]! << 8) | bytes[from + 3]!;
    const block = bytes.subarray(from + 4, from + 4 + Math.max(0, size));
    if (hasPlace(block, left)) yield `IPTC at ${at}`;
    if (left.steps < 0) return yield 'IPTC: too much to search';
  }
}

/** Whether IPTC datasets name a place. */
export function hasPlace(block: Uint8Array, left = { steps: MOST_STEPS }): boolean {
  for (let at = 0; block[at] === 0x1c && at + 5 <= block.length;) {
    if ((left.steps -= 1) < 0) return false;
    if (block[at + 1] === 2 && [26, 27, 90, 92, 95, 100, 101].includes(block[at + 2]!)) return true;
    at += 5 + ((block[at + 3]! << 8) | block[at + 4]!);
  }
  return false;
}
