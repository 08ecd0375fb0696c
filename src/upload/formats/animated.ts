import type { ImageFormat } from '../../api/formats.ts';

/** A GIF larger than this is not read through to find its second picture (bytes). */
const MOST_READ = 64_000_000;

/**
 * Whether a picture is animated: it has several frames that are shown one after the other. Null when that cannot be found
 * out, as for a damaged file, which the server then decides on. Never rejects.
 */
export async function isMoving(file: Blob, format: ImageFormat['format']): Promise<boolean | null> {
  try {
    if (format === 'gif') return file.size > MOST_READ ? null : gifMoves(await bytes(file, 0, file.size));
    if (format === 'png') return await pngMoves(file);
    if (format === 'webp') return await webpMoves(file);
    if (format === 'avif' || format === 'heic') return sequenceMoves(await bytes(file, 0, 80));
    return false;
  } catch {
    return null;
  }
}

async function bytes(file: Blob, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(start, end).arrayBuffer());
}

/** GIF89a is a sequence of blocks; a second image descriptor is a second frame. */
export function gifMoves(gif: Uint8Array): boolean | null {
  const tableSize = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  const afterBlocks = (at: number) => {
    while (gif[at]) at += gif[at]! + 1;
    return at + 1;
  };
  let at = 13 + tableSize(gif[10] ?? 0);
  let frames = 0;
  while (at < gif.length) {
    if (gif[at] === 0x3b) return false;
    if (gif[at] === 0x21) at = afterBlocks(at + 2);
    else if (gif[at] === 0x2c) {
      frames += 1;
      if (frames === 2) return true;
      at = afterBlocks(at + 11 + tableSize(gif[at + 9] ?? 0));
    } else return null;
  }
  return at === gif.length && frames > 0 ? false : null; // many lack only the byte that ends them
}

/** In a PNG the control chunk of an animation (`acTL`), with the number of frames, comes before the pixels (`IDAT`). */
async function pngMoves(file: Blob): Promise<boolean | null> {
  for (let at = 8; at + 8 <= file.size;) {
    const head = await bytes(file, at, at + 12);
    const kind = String.fromCharCode(...head.subarray(4, 8));
    if (kind === 'acTL') return new DataView(head.buffer).getUint32(8) > 1;
    if (kind === 'IDAT' || kind === 'IEND') return false;
    at += 12 + new DataView(head.buffer).getUint32(0);
  }
  return null;
}

/** Only the extended form of WebP (`VP8X`) has frames (`ANMF`), and a flag for them; there may be a single one. */
async function webpMoves(file: Blob): Promise<boolean | null> {
  const head = await bytes(file, 0, 21);
  if (String.fromCharCode(...head.subarray(12, 16)) !== 'VP8X') return false;
  const flags = head[20];
  if (flags === undefined) return null;
  if (!(flags & 2)) return false;
  let frames = 0;
  let at = 30;
  while (at + 8 <= file.size) {
    const chunk = await bytes(file, at, at + 8);
    if (String.fromCharCode(...chunk.subarray(0, 4)) === 'ANMF') frames += 1;
    if (frames === 2) return true;
    const size = new DataView(chunk.buffer).getUint32(4, true);
    at += 8 + size + (size & 1);
  }
  return at > file.size ? null : false;
}

/** In ISO base media files (HEIC, AVIF) an image sequence has a brand of its own. */
export function sequenceMoves(head: Uint8Array): boolean {
  const size = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const brands = String.fromCharCode(...head.subarray(8, Math.min(size, head.length)));
  return (brands.match(/[^]{4}/g) ?? []).some((brand) => /^(avis|msf1|hevc|hevx|hevm|hevs)$/.test(brand));
}
