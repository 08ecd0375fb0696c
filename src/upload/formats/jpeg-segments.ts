import { Reader, type Range } from './reader.ts';

/** A marker segment of a JPEG; the range is its payload, without marker and length. */
export interface Segment extends Range {
  marker: number;
}

/** A JPEG by its segments. */
export interface Segments {
  segments: Segment[];
  /** Behind the EOI marker, or before a broken segment. */
  end: number;
  /** Whether there is an EOI marker. */
  isComplete: boolean;
}

/** Segments of the JPEG that begins at `start`. */
export function segmentsOf(bytes: Uint8Array, start: number): Segments {
  const reader = new Reader(bytes);
  const segments: Segment[] = [];
  let at = start + 2;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return { segments, end: at, isComplete: false };
    const marker = bytes[at + 1]!;
    if (marker === 0xff) at += 1;
    else if (marker === 0xd9) return { segments, end: at + 2, isComplete: true };
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else {
      const length = reader.u16(at + 2);
      if (length === undefined || length < 2 || !reader.has(at + 2, length))
        return { segments, end: at, isComplete: false };
      segments.push({ marker, start: at + 4, end: at + 2 + length });
      at += 2 + length;
      if (marker === 0xda) at = behindScan(bytes, at);
    }
  }
  return { segments, end: bytes.length, isComplete: false };
}

/** Offset of the first marker behind the coded pixels of a scan. */
function behindScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}
