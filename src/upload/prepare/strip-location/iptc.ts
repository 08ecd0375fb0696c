import { Reader, concat, startsWith } from '../../formats/reader.ts';

/** Datasets of record 2 that name a place: content location, city, sublocation, province, country. */
const PLACES = new Set([26, 27, 90, 92, 95, 100, 101]);

/** A resource of a Photoshop block. */
export interface Resource {
  id: number;
  data: Uint8Array;
}

/** Resources of a Photoshop block (`8BIM`); null when it cannot be parsed. */
export function resourcesOf(block: Uint8Array): Resource[] | null {
  const reader = new Reader(block);
  const found: Resource[] = [];
  let at = 0;
  while (at + 12 <= block.length) {
    if (!/^(?:8BIM|PHUT|DCSR|AgHg|MeSa)$/.test(reader.text(at, 4))) break;
    const id = reader.u16(at + 4)!;
    const name = reader.u8(at + 6)!;
    const size = at + 6 + name + 1 + ((name + 1) % 2);
    const length = reader.u32(size);
    if (length === undefined || !reader.has(size + 4, length)) return null;
    found.push({ id, data: block.subarray(size + 4, size + 4 + length) });
    at = size + 4 + length + (length % 2);
  }
  return block.subarray(at).every((byte) => byte === 0) ? found : null;
}

/** Removes places from IPTC datasets, in place; zeroes fill the end. False when they cannot be parsed. */
export function scrubIptc(block: Uint8Array): boolean {
  const reader = new Reader(block);
  const kept: Uint8Array[] = [];
  let removed = false;
  let at = 0;
  while (at < block.length && block[at] !== 0) {
    const size = reader.u16(at + 3);
    if (block[at] !== 0x1c || size === undefined) return false;
    const extended = size & 0x8000 ? size & 0x7fff : 0;
    const length = extended ? reader.uint(at + 5, extended) : size;
    const end = length === undefined ? Infinity : at + 5 + extended + length;
    if (end > block.length) return false;
    if (block[at + 1] === 2 && PLACES.has(block[at + 2]!)) removed = true;
    else kept.push(block.subarray(at, end));
    at = end;
  }
  if (!block.subarray(at).every((byte) => byte === 0)) return false;
  if (!removed) return true;
  const whole = concat(kept);
  block.set(whole);
  block.fill(0, whole.length);
  return true;
}

/** Whether a block begins as IPTC datasets do. */
export function isIptc(block: Uint8Array): boolean {
  return startsWith(block, '\x1c') && block[1]! >= 1 && block[1]! <= 9;
}
