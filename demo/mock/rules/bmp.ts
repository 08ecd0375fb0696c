import type { Dimensions } from './sizes.ts';

/** Sizes of the headers that a bitmap may have; 12 is OS/2's first one, with numbers of 16 bits. */
const HEADERS = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

/** Whether a file that begins with "BM", as many a text does, goes on as a bitmap. */
export const hasBmpHeader = (head: Uint8Array): boolean =>
  head.length >= 18 && HEADERS.has(new DataView(head.buffer, head.byteOffset).getUint32(14, true));

/** Pixels of a BMP, by its header; null when it has none. Rows that are stored from the top have a negative height. */
export function bmpDimensions(bytes: Uint8Array): Dimensions | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 26 || !hasBmpHeader(bytes)) return null;
  return view.getUint32(14, true) === 12
    ? { width: view.getUint16(18, true), height: view.getUint16(20, true) }
    : { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}
