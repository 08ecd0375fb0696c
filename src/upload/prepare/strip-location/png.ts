import { Reader, ascii, concat, isSame, startsWith } from '../../formats/reader.ts';
import { cleanExif, cleanIptcOrPhotoshop, cleanOther, cleanXmp } from './blocks.ts';
import { scrubJpeg } from './jpeg.ts';
import { deflate, inflate } from './deflate.ts';
import { LocationError } from './error.ts';
import { findInBytes, hasPlace } from './find-bytes.ts';

/** Chunks of pixels, colours or timing, which are never metadata. */
const PIXELS =
  /^(?:IHDR|PLTE|IDAT|IEND|tRNS|cHRM|gAMA|iCCP|sRGB|sBIT|cICP|mDCV|cLLI|bKGD|hIST|pHYs|acTL|fcTL|fdAT)$/;

/** The most chunks: no program writes as many. */
const MOST_CHUNKS = 100_000;

const TEXTS = new Set(['tEXt', 'zTXt', 'iTXt']);

interface Chunk {
  type: string;
  data: Uint8Array;
  /** Length, type, data and checksum as in the file. */
  whole: Uint8Array;
}

/** Chunks of a PNG, and the offset of their end: behind IEND, or before the first that is broken. */
function chunksOf(bytes: Uint8Array): { chunks: Chunk[]; end: number } {
  const reader = new Reader(bytes);
  const chunks: Chunk[] = [];
  let at = 8;
  while (reader.has(at, 12)) {
    const length = reader.u32(at)!;
    if (!reader.has(at, 12 + length)) break;
    const type = reader.text(at + 4, 4);
    const whole = bytes.subarray(at, at + 12 + length);
    chunks.push({ type, whole, data: whole.subarray(8, 8 + length) });
    at += 12 + length;
    if (type === 'IEND') break;
  }
  return { chunks, end: at };
}

/** The parts of a text chunk; `head` has the bytes before the text. */
interface Text {
  keyword: string;
  head: Uint8Array;
  text: Uint8Array;
  isPacked: boolean;
}

function textOf({ type, data }: Chunk): Text | null {
  const end = data.indexOf(0);
  if (end < 0) return null;
  const keyword = new Reader(data).text(0, end);
  const cut = (at: number, isPacked: boolean): Text => ({
    ...{ keyword, isPacked },
    head: data.subarray(0, at),
    text: data.subarray(at),
  });
  if (type === 'tEXt') return cut(end + 1, false);
  if (type === 'zTXt') return cut(end + 2, true);
  const language = data.indexOf(0, end + 3);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  return translated < 0 ? null : cut(translated + 1, data[end + 1] === 1);
}

/**
 * Removes the location from a PNG: in eXIf, in XMP, and in the hexadecimal "raw profiles" of ImageMagick, packed or not.
 * A chunk that cannot be parsed is left out if a location is found in it. Pixels are never touched.
 */
export async function scrubPng(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { chunks, end } = chunksOf(bytes);
  if (chunks.length > MOST_CHUNKS) throw new LocationError('The file has too many parts.');
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  for (const chunk of chunks) {
    const data = PIXELS.test(chunk.type) ? chunk.data : await clean(chunk);
    if (data === chunk.data) parts.push(chunk.whole);
    else if (data) parts.push(build(chunk.type, data));
  }
  const rest = bytes.slice(end);
  cleanOther(rest);
  return concat([...parts, rest]);
}

/** New data of a chunk: the same array when nothing has to change, null when the chunk is to be left out. */
async function clean(chunk: Chunk): Promise<Uint8Array | null> {
  const { type, data } = chunk;
  const copy = data.slice();
  if (type === 'eXIf') {
    cleanExif(copy, scrubJpeg);
    return isSame(copy, data) ? data : copy;
  }
  const text = TEXTS.has(type) ? textOf({ ...chunk, data: copy }) : null;
  if (!text) return findInBytes(data).length > 0 ? null : data;
  const content = text.isPacked ? await inflate(text.text) : text.text;
  if (!content) return null;
  const before = content.slice();
  const understood = cleanText(text.keyword, content);
  if (!understood || findInBytes(content).length > 0) return null;
  if (isSame(content, before)) return data;
  return concat([text.head, text.isPacked ? await deflate(content) : content]);
}

/** Cleans the text of a chunk in place; false when it cannot be parsed. */
function cleanText(keyword: string, content: Uint8Array): boolean {
  const profile = /^Raw profile type (\w+)$/i.exec(keyword)?.[1]?.toLowerCase();
  if (profile === 'icc' || profile === 'icm') return true;
  if (profile) {
    const raw = parseProfile(content);
    if (!raw) return false;
    if (profile === 'xmp') cleanXmp(raw.bytes);
    else if (profile === 'iptc' || profile === '8bim') cleanIptcOrPhotoshop(raw.bytes, scrubJpeg);
    else if (startsWith(raw.bytes, 'http://ns.adobe.com/xap/1.0/\0')) cleanXmp(raw.bytes.subarray(29));
    else cleanExif(raw.bytes, scrubJpeg);
    raw.write();
  } else if (keyword === 'XML:com.adobe.xmp') cleanXmp(content);
  return true;
}

/** Bytes of a raw profile, and a function that writes them back as its hexadecimal digits; null when it is none. */
function parseProfile(content: Uint8Array): { bytes: Uint8Array; write(): void } | null {
  const head = /^\n?\w*\n\s*\d+\n/.exec(new Reader(content).text(0, 64))?.[0];
  if (head === undefined) return null;
  const places: number[] = [];
  for (let at = head.length; at < content.length; at += 1)
    if (/[\da-f]/i.test(String.fromCharCode(content[at]!))) places.push(at);
  const digits = String.fromCharCode;
  const bytes = Uint8Array.from({ length: places.length >> 1 }, (_, index) =>
    Number.parseInt(digits(content[places[index * 2]!]!, content[places[index * 2 + 1]!]!), 16),
  );
  const write = (): void =>
    bytes.forEach((byte, index) => {
      const text = byte.toString(16).padStart(2, '0');
      content[places[index * 2]!] = text.charCodeAt(0);
      content[places[index * 2 + 1]!] = text.charCodeAt(1);
    });
  return { bytes, write };
}

function build(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const reader = new Reader(chunk);
  reader.put32(0, data.length);
  chunk.set(ascii(type), 4);
  chunk.set(data, 8);
  reader.put32(8 + data.length, crc(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** CRC-32 of the PNG specification, annex D. */
export function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** Traces of a location in the packed and the hexadecimal texts of a PNG, which a search of its bytes cannot find. */
export async function findInPng(bytes: Uint8Array): Promise<string[]> {
  const found: string[] = [];
  for (const chunk of chunksOf(bytes).chunks) {
    if (!TEXTS.has(chunk.type)) continue;
    const text = textOf(chunk);
    const content = text && (text.isPacked ? await inflate(text.text) : text.text);
    if (!text || !content) continue;
    const raw = /^Raw profile/i.test(text.keyword) ? parseProfile(content)?.bytes : undefined;
    const inside = [...findInBytes(content), ...(raw ? findInBytes(raw) : [])];
    if (raw && hasPlace(raw)) inside.push('IPTC');
    found.push(...inside.map((what) => `${text.keyword}: ${what}`));
  }
  return found;
}
