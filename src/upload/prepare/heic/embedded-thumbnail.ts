import { Reader } from '../../formats/reader.ts';
import { boxesOf } from '../../formats/bmff-boxes.ts';

/**
 * Makes the thumbnail in a HEIC, as phones write one, its primary item, in place: decoding it takes a hundredth of the
 * time. False, without a change, when there is none.
 */
export function preferThumbnail(bytes: Uint8Array): boolean {
  const reader = new Reader(bytes);
  const meta = boxesOf(reader, { start: 0, end: bytes.length }).find(({ type }) => type === 'meta');
  const boxes = meta ? boxesOf(reader, { start: meta.content + 4, end: meta.end }) : [];
  const primary = boxes.find(({ type }) => type === 'pitm');
  const references = boxes.find(({ type }) => type === 'iref');
  if (!primary || !references) return false;
  const size = reader.u8(primary.content) === 0 ? 2 : 4;
  const wide = reader.u8(references.content) === 0 ? 2 : 4;
  const main = reader.uint(primary.content + 4, size);
  for (const { type, content } of boxesOf(reader, { start: references.content + 4, end: references.end })) {
    if (type !== 'thmb') continue;
    const from = reader.uint(content, wide);
    const count = reader.u16(content + wide) ?? 0;
    for (let index = 0; index < count; index += 1)
      if (
        from !== undefined &&
        from < 0x10000 &&
        reader.uint(content + wide + 2 + index * wide, wide) === main
      ) {
        if (size === 2) reader.put16(primary.content + 4, from);
        else reader.put32(primary.content + 4, from);
        return true;
      }
  }
  return false;
}
