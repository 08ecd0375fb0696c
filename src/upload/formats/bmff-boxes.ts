import type { Range, Reader } from './reader.ts';

/** A box of the ISO base media format: the unit of HEIC, AVIF and MP4 files. */
export interface Box extends Range {
  type: string;
  /** Offset of its content, behind the header. */
  content: number;
}

/** The boxes in a range, in order, up to the first that is broken. */
export function boxesOf(reader: Reader, { start, end }: Range): Box[] {
  const boxes: Box[] = [];
  let at = start;
  while (at + 8 <= end) {
    const size = reader.u32(at)!;
    const type = reader.text(at + 4, 4);
    const length = size === 1 ? reader.u64(at + 8) : size === 0 ? end - at : size;
    const head = size === 1 ? 16 : 8;
    if (length === undefined || length < head || at + length > end) break;
    boxes.push({ type, start: at, content: at + head, end: at + length });
    at += length;
  }
  return boxes;
}
