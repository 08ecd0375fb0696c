import type { Dimensions } from './dimensions.ts';
import { Reader } from './reader.ts';
import { boxesOf, type Box } from './bmff-boxes.ts';

/**
 * Size of the primary item of a HEIC or AVIF, with its rotation applied (ISO/IEC 23008-12, 6.5). Other items have other
 * sizes, as the tiles in which phones write a picture. Null when the first bytes do not contain it, or the picture has a
 * crop (`clap`).
 */
export function itemSize(head: Uint8Array): Dimensions | null {
  const reader = new Reader(head);
  let size: Dimensions | null = null;
  let isTurned = false;
  for (const { type, content } of itemProperties(reader)) {
    if (type === 'clap') return null;
    if (type === 'irot') isTurned = (reader.u8(content) ?? 0) % 2 === 1;
    const [width, height] = [reader.u32(content + 4), reader.u32(content + 8)];
    if (type === 'ispe' && width && height) size = { width, height };
  }
  return size && isTurned ? { width: size.height, height: size.width } : size;
}

/** Properties by which the primary item is turned or mirrored. */
export const itemTurns = (reader: Reader): Box[] =>
  itemProperties(reader).filter(({ type }) => type === 'irot' || type === 'imir');

/** Properties of the primary item; none when the first bytes do not contain them. */
function itemProperties(reader: Reader): Box[] {
  const inside = (box: Box | undefined, skip = 0): Box[] =>
    box ? boxesOf(reader, { start: box.content + skip, end: box.end }) : [];
  const named = (boxes: readonly Box[], type: string) => boxes.find((box) => box.type === type);
  const meta = inside(named(boxesOf(reader, { start: 0, end: reader.length }), 'meta'), 4);
  const primary = named(meta, 'pitm');
  if (!primary) return [];
  const id = reader.uint(primary.content + 4, idSizeOf(reader, primary));
  const tables = inside(named(meta, 'iprp'));
  const properties = inside(named(tables, 'ipco'));
  return tables
    .filter(({ type }) => type === 'ipma')
    .flatMap((table) => propertiesOf(reader, table, id))
    .map((place) => properties[place - 1])
    .filter((property) => property !== undefined);
}

/** Bytes of an item id in a box, by the version of the box. */
const idSizeOf = (reader: Reader, { content }: Pick<Box, 'content'>) => (reader.u8(content) ? 4 : 2);

/** Indices, from 1, of the properties that an `ipma` box assigns to an item. */
function propertiesOf(reader: Reader, { content, end }: Box, item: number | undefined): number[] {
  const idSize = idSizeOf(reader, { content });
  const isWide = ((reader.u8(content + 3) ?? 0) & 1) === 1;
  const size = isWide ? 2 : 1;
  let at = content + 8;
  while (at + idSize < end) {
    const id = reader.uint(at, idSize);
    const count = reader.u8(at + idSize) ?? 0;
    at += idSize + 1;
    if (id === item)
      return Array.from({ length: count }, (_, index) =>
        isWide ? (reader.u16(at + index * 2) ?? 0) & 0x7fff : (reader.u8(at + index) ?? 0) & 0x7f,
      );
    at += count * size;
  }
  return [];
}
