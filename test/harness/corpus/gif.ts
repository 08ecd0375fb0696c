import { bytesOf, join } from '../../unit/upload/formats/blocks.ts';
import { colourAt, CORNERS, type Size } from './pixels.ts';

const u16 = (...values: number[]) => Uint8Array.from(values.flatMap((value) => [value & 255, value >> 8]));

export interface GifFrame extends Size {
  left?: number;
  top?: number;
  interlaced?: boolean;
  /** The frame has a palette of its own. */
  local?: boolean;
}

const PALETTE = Uint8Array.from([...CORNERS.flat(), ...new Array<number>(124 * 3).fill(0)]);

/** Sub-blocks of at most 255 bytes, and the one that ends them. */
function blocks(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += 255) {
    const part = data.subarray(at, at + 255);
    parts.push(Uint8Array.of(part.length), part);
  }
  return join([...parts, Uint8Array.of(0)]);
}

/** LZW without compression: codes of eight bits, and the table cleared before they would need nine. */
function coded(pixels: Uint8Array): Uint8Array {
  const codes: number[] = [];
  for (let at = 0; at < pixels.length; at += 120) codes.push(0x80, ...pixels.subarray(at, at + 120));
  return join([Uint8Array.of(7), blocks(Uint8Array.from([...codes, 0x81]))]);
}

/** Rows of an interlaced frame in their order (GIF89a, appendix E). */
function rowOrder(height: number, interlaced: boolean): number[] {
  const rows = (start: number, step: number) =>
    Array.from({ length: Math.max(0, Math.ceil((height - start) / step)) }, (_, at) => start + at * step);
  return interlaced ? [...rows(0, 8), ...rows(4, 8), ...rows(2, 4), ...rows(1, 2)] : rows(0, 1);
}

function frameOf(frame: GifFrame, shift: number): Uint8Array {
  const { left = 0, top = 0, width, height, interlaced = false, local = false } = frame;
  const pixels = rowOrder(height, interlaced).flatMap((y) =>
    Array.from({ length: width }, (_, x) => (CORNERS.indexOf(colourAt(x, y, frame) as never) + shift) % 4),
  );
  return join([
    Uint8Array.of(0x2c),
    u16(left, top, width, height),
    Uint8Array.of((local ? 0x86 : 0) | (interlaced ? 0x40 : 0)),
    ...(local ? [PALETTE] : []),
    coded(Uint8Array.from(pixels)),
  ]);
}

export const gifComment = (text: string): Uint8Array =>
  join([Uint8Array.of(0x21, 0xfe), blocks(bytesOf(text))]);

const LOOP = join([Uint8Array.of(0x21, 0xff, 11), bytesOf('NETSCAPE2.0'), Uint8Array.of(3, 1, 0, 0, 0)]);

export interface GifOptions {
  version?: '87a' | '89a';
  /** The logical screen; else the size of the picture. */
  screen?: Size;
  frames?: GifFrame[];
  /** Blocks before the first frame. */
  before?: Uint8Array[];
  /** The colours are in a palette of the whole file. */
  global?: boolean;
  end?: boolean;
}

/** A GIF of the picture; further frames have its colours in other corners. */
export function gif(
  size: Size,
  {
    version = '89a',
    screen = size,
    frames = [size],
    before = [],
    global = true,
    end = true,
  }: GifOptions = {},
): Uint8Array<ArrayBuffer> {
  const pause = version === '89a' ? [Uint8Array.of(0x21, 0xf9, 4, 4, 10, 0, 0, 0)] : [];
  return join([
    bytesOf(`GIF${version}`),
    u16(screen.width, screen.height),
    Uint8Array.of(global ? 0x86 : 0, 0, 0),
    ...(global ? [PALETTE] : []),
    ...before,
    ...(frames.length > 1 ? [LOOP] : []),
    ...frames.flatMap((frame, at) => [...pause, frameOf(frame, at)]),
    ...(end ? [Uint8Array.of(0x3b)] : []),
  ]);
}
