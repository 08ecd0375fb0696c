import { formatOf, type ImageFormat } from '../api/index.ts';
import type { FileFacts } from './rules.ts';

/** Enough of a file to tell what it is. */
const HEAD = 4096;

export interface Inspected extends FileFacts {
  mime: string;
  /** By size and first bytes: equal files have equal ones, others hardly ever. */
  fingerprint: string;
}

/** Reads what the rules need to know. Never rejects: a file that cannot be read is a fact too. */
export async function inspect(file: Blob, wantsDimensions: boolean): Promise<Inspected> {
  const unknown = { size: file.size, format: null, mime: '', readable: true, fingerprint: '' };
  if (file.size === 0) return unknown;
  let head: Uint8Array;
  try {
    const start = file.size > HEAD ? file.slice(0, HEAD) : file;
    head = new Uint8Array(await start.arrayBuffer());
  } catch {
    return { ...unknown, readable: false };
  }
  const format = formatOf(head);
  if (!format) return unknown;
  const dimensions = wantsDimensions ? await measure(file, format.format) : undefined;
  const fingerprint = `${file.size}:${hash(head)}`;
  return { ...unknown, format: format.format, mime: format.mime, dimensions, fingerprint };
}

/** FNV-1a. Equal hashes are compared byte by byte, so a short one will do. */
function hash(bytes: Uint8Array): number {
  let value = 0x811c9dc5;
  for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/** Pixels as shown, or null where the browser cannot decode the format: the server then judges. */
async function measure(
  file: Blob,
  format: ImageFormat['format'],
): Promise<{ width: number; height: number } | null> {
  if (format === 'svg' || typeof createImageBitmap !== 'function') return null;
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return null;
  }
}

/** Whether two files hold the same bytes; read in slices, so that large ones need no memory. */
export async function sameBytes(a: Blob, b: Blob): Promise<boolean> {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  const step = 1 << 20;
  for (let at = 0; at < a.size; at += step) {
    const [left, right] = await Promise.all([bytes(a, at, at + step), bytes(b, at, at + step)]);
    if (!left.every((byte, index) => byte === right[index])) return false;
  }
  return true;
}

async function bytes(blob: Blob, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await blob.slice(start, end).arrayBuffer());
}
