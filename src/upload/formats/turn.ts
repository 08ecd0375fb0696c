import type { ImageFormat } from '../../api/formats.ts';
import { itemTurns } from './heif-size.ts';
import { segmentsOf } from './jpeg-segments.ts';
import { Reader, startsWith } from './reader.ts';
import { orientationOf } from './tiff.ts';

/** How a picture is turned when it is shown. */
export interface Turn {
  /** As in Exif, 2 to 8. */
  orientation: number;
  /** The same picture without being turned. */
  bare: Blob;
}

/** Exif longer than this is not read: orientation stands at its beginning (bytes). */
const MOST_EXIF = 1 << 16;
/** First bytes in which the properties of an AVIF, and the blocks of a JPEG, are looked for. */
const MOST_PROPERTIES = 1 << 18;

/**
 * How a picture is turned that not every browser turns, so that some show it lying on its side: PNG, WebP, AVIF, and a JPEG
 * whose Exif is not its first block. The service turns each. Null for what is not turned, or turned by all alike.
 */
export async function turnOf(file: Blob, format: ImageFormat['format']): Promise<Turn | null> {
  const turn =
    format === 'jpg'
      ? await ofJpeg(file)
      : format === 'png'
        ? await ofPng(file)
        : format === 'webp'
          ? await ofWebp(file)
          : format === 'avif'
            ? await ofAvif(file)
            : null;
  return turn && turn.orientation >= 2 && turn.orientation <= 8 ? turn : null;
}

const read = async (file: Blob, start: number, end: number): Promise<Reader> =>
  new Reader(new Uint8Array(await file.slice(start, end).arrayBuffer()));

/** Some writers put the six bytes before Exif that JPEG has. */
async function orientationAt(file: Blob, start: number, length: number): Promise<number> {
  const { bytes } = await read(file, start, start + Math.min(length, MOST_EXIF));
  const isMarked = bytes[0] === 0x45 && bytes[1] === 0x78;
  return orientationOf(isMarked ? bytes.slice(6) : bytes) ?? 1;
}

/** Firefox reads the first block of the kind that Exif shares with XMP, and no other. */
async function ofJpeg(file: Blob): Promise<Turn | null> {
  const { bytes } = await read(file, 0, MOST_PROPERTIES);
  const blocks = segmentsOf(bytes, 0).segments.filter(({ marker }) => marker === 0xe1);
  const at = blocks.findIndex(({ start }) => startsWith(bytes, 'Exif\0\0', start));
  if (at < 1) return null;
  const { start, end } = blocks[at]!;
  return {
    orientation: orientationOf(bytes.slice(start + 6, end)) ?? 1,
    bare: new Blob([file.slice(0, start - 4), file.slice(end)], { type: file.type }),
  };
}

/** Exif (`eXIf`) counts before the pixels only. */
async function ofPng(file: Blob): Promise<Turn | null> {
  for (let at = 8; at + 8 <= file.size;) {
    const chunk = await read(file, at, at + 8);
    const [length, kind] = [chunk.u32(0)!, chunk.text(4, 4)];
    if (kind === 'IDAT') return null;
    if (kind === 'eXIf')
      return {
        orientation: await orientationAt(file, at + 8, length),
        bare: new Blob([file.slice(0, at), file.slice(at + 12 + length)], { type: file.type }),
      };
    at += 12 + length;
  }
  return null;
}

/** Exif stands behind the pixels, if the extended form (`VP8X`) has a flag for it. */
async function ofWebp(file: Blob): Promise<Turn | null> {
  const head = await read(file, 0, 21);
  if (head.text(12, 4) !== 'VP8X' || !(head.u8(20)! & 8)) return null;
  for (let at = 30; at + 8 <= file.size;) {
    const chunk = await read(file, at, at + 8);
    const length = new Reader(chunk.bytes, true).u32(4)!;
    if (chunk.text(0, 4) === 'EXIF')
      return {
        orientation: await orientationAt(file, at + 8, length),
        // Under another name nobody reads it.
        bare: new Blob([file.slice(0, at), 'xxxx', file.slice(at + 4)], { type: file.type }),
      };
    at += 8 + length + (length & 1);
  }
  return null;
}

/** Orientations by quarters turned to the left, without and with a mirroring from top to bottom, and from left to right. */
const ORIENTATIONS = [
  [1, 8, 3, 6],
  [4, 5, 2, 7],
  [2, 7, 4, 5],
] as const;

/** Properties of the picture turn it: `irot`, then `imir` (ISO/IEC 23008-12, 6.5.10, 6.5.12). */
async function ofAvif(file: Blob): Promise<Turn | null> {
  const reader = await read(file, 0, MOST_PROPERTIES);
  const turns = itemTurns(reader);
  const [rotation, mirror] = ['irot', 'imir'].map((type) => turns.find((turn) => turn.type === type));
  if (!rotation && !mirror) return null;
  const side = mirror ? 1 + ((reader.u8(mirror.content) ?? 0) & 1) : 0;
  const orientation = ORIENTATIONS[side]![(rotation ? (reader.u8(rotation.content) ?? 0) : 0) & 3]!;
  const head = reader.bytes;
  // Both become turns by nothing: a property of an unknown type would be refused.
  for (const { start, content } of [rotation, mirror].filter((turn) => turn !== undefined)) {
    head.set([0x69, 0x72, 0x6f, 0x74], start + 4);
    head[content] = 0;
  }
  return { orientation, bare: new Blob([head as BlobPart, file.slice(head.length)], { type: file.type }) };
}
