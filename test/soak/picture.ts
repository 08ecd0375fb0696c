/** Tiny pictures made by code, each unlike any other. Runs in Node, which checks, and in the page, which uploads. */

const SIDE = 8;

/** A valid PNG of 8 by 8 pixels whose pixels and text chunk are those of `seed` and `index` alone. */
export function pngOf(seed: number, index: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, SIDE);
  view.setUint32(4, SIDE);
  header.set([8, 2, 0, 0, 0], 8); // eight bits, RGB
  const row = SIDE * 3 + 1;
  const pixels = new Uint8Array(row * SIDE);
  let state = (seed * 2_654_435_761 + index * 40_503 + 1) >>> 0;
  for (let at = 0; at < pixels.length; at++) {
    if (at % row === 0) continue; // no filter
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pixels[at] = state >>> 24;
  }
  const text = new TextEncoder().encode(`Comment\0${captionOf(seed, index)}`);
  return concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('tEXt', text),
    chunk('IDAT', stored(pixels)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

export const captionOf = (seed: number, index: number): string => `Picture ${index} of run ${seed}`;
export const nameOf = (index: number): string => `picture-${index}.png`;

/** A zlib stream of one stored block: no compressor is needed. */
function stored(data: Uint8Array): Uint8Array {
  const head = new Uint8Array(7);
  head.set([0x78, 0x01, 0x01]);
  new DataView(head.buffer).setUint16(3, data.length, true);
  new DataView(head.buffer).setUint16(5, ~data.length & 0xffff, true);
  let a = 1;
  let b = 0;
  for (const byte of data) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return concat([head, data, number(((b << 16) | a) >>> 0)]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const typed = concat([new TextEncoder().encode(type), data]);
  return concat([number(data.length), typed, number(crc(typed))]);
}

function crc(bytes: Uint8Array): number {
  let value = 0xffff_ffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  }
  return ~value >>> 0;
}

function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function concat(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
