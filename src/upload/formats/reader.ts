const latin1 = new TextDecoder('latin1');

/** Reads numbers from bytes; `undefined` beyond their end, so that a length in a file may be wrong without harm. */
export class Reader {
  readonly bytes: Uint8Array;
  readonly little: boolean;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, little = false) {
    this.bytes = bytes;
    this.little = little;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  has(at: number, length: number): boolean {
    return at >= 0 && length >= 0 && at + length <= this.bytes.length;
  }

  u8(at: number): number | undefined {
    return this.bytes[at];
  }

  u16(at: number): number | undefined {
    return this.has(at, 2) ? this.#view.getUint16(at, this.little) : undefined;
  }

  u32(at: number): number | undefined {
    return this.has(at, 4) ? this.#view.getUint32(at, this.little) : undefined;
  }

  u64(at: number): number | undefined {
    if (!this.has(at, 8)) return undefined;
    const value = this.#view.getBigUint64(at, this.little);
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
  }

  /** An unsigned number of 0, 2, 4 or 8 bytes, as in `iloc` boxes. */
  uint(at: number, size: number): number | undefined {
    if (size === 0) return 0;
    if (size === 2) return this.u16(at);
    if (size === 4) return this.u32(at);
    return size === 8 ? this.u64(at) : undefined;
  }

  put16(at: number, value: number): void {
    this.#view.setUint16(at, value, this.little);
  }

  put32(at: number, value: number): void {
    this.#view.setUint32(at, value, this.little);
  }

  /** Latin-1 text; a range that goes beyond the end is cut. */
  text(at: number, length: number): string {
    return latin1.decode(this.bytes.subarray(at, at + length));
  }
}

/** Bytes of an ASCII or Latin-1 text. */
export function ascii(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function startsWith(bytes: Uint8Array, prefix: string, at = 0): boolean {
  if (at + prefix.length > bytes.length) return false;
  for (let index = 0; index < prefix.length; index += 1)
    if (bytes[at + index] !== prefix.charCodeAt(index)) return false;
  return true;
}

/** Offset of a byte sequence, at or after `from`; -1 when it is not there. */
export function indexOf(bytes: Uint8Array, pattern: string, from = 0): number {
  const first = pattern.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1))
    if (startsWith(bytes, pattern, at)) return at;
  return -1;
}

/** A part of a file, `end` excluded. */
export interface Range {
  start: number;
  end: number;
}

/** Copies several ranges into one array, as for a text that a file has in several parts. */
export function gather(bytes: Uint8Array, ranges: readonly Range[]): Uint8Array<ArrayBuffer> {
  return concat(ranges.map(({ start, end }) => bytes.subarray(start, end)));
}

/** Writes an array of {@link gather}, which may be changed but has the same length, back into the ranges. */
export function scatter(bytes: Uint8Array, ranges: readonly Range[], whole: Uint8Array): void {
  let at = 0;
  for (const { start, end } of ranges) {
    bytes.set(whole.subarray(at, at + end - start), start);
    at += end - start;
  }
}

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two arrays hold the same bytes. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false; // `every` takes ten times as long
  return true;
}
