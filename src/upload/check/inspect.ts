import { formatOf } from '../../api/formats.ts';
import type { Inspected, Wanted } from './inspected.ts';

/** First bytes of a file from which its format and its fingerprint are taken. */
const HEAD = 4096;

/** A file of at most so many bytes is read whole: to slice it costs the main thread more. */
const WHOLE = 16_384;

/** Bytes that identify every format but SVG; the longest signature has sixteen brands of ISO base media. */
const SIGNATURE = 80;

/** Bytes of a file that are compared or hashed at a time. */
const STEP = 1 << 20;

/** Reads the facts about each file that the rules need. Never rejects: that a file cannot be read is a fact too. */
export async function inspectAll(files: readonly Blob[], wanted: Wanted = {}): Promise<Inspected[]> {
  const heads = await readHeads(files);
  const inspected = files.map((file, at) => readFacts(file, heads[at]!));
  if (!wanted.dimensions && !wanted.motion) return inspected;
  try {
    const { inspectPixels } = await import('./inspect-pixels.ts');
    return await inspectPixels(files, inspected, wanted);
  } catch {
    return inspected; // its code could not be fetched: unknown facts pass the rules, and the server decides
  }
}

/** Facts about Blobs that were read before: the beginning of each is read once. */
const known = new WeakMap<Blob, Inspected>();

/** Notes the facts about a file, which were read elsewhere. */
export function noteFacts(file: Blob, facts: Inspected): void {
  if (facts.readable) known.set(file, facts);
}

/** The facts about one file; its beginning is read once for as long as it is in memory. */
export async function factsAbout(file: Blob): Promise<Inspected> {
  const facts = known.get(file) ?? (await inspect(file));
  noteFacts(file, facts);
  return facts;
}

/** The facts about one file as it is now. */
export async function inspect(file: Blob, wanted?: Wanted): Promise<Inspected> {
  return (await inspectAll([file], wanted))[0]!;
}

/**
 * The first bytes of each file; null for one that cannot be read. All are read as one Blob: each read costs the main
 * thread more than all else that is done with a file.
 */
async function readHeads(files: readonly Blob[]): Promise<(Uint8Array | null)[]> {
  const parts = files.map((file) => (file.size > WHOLE ? file.slice(0, HEAD) : file));
  try {
    const all = new Uint8Array(await new Blob(parts).arrayBuffer());
    let at = 0;
    const heads = parts.map(({ size }) => all.subarray(at, (at += size)).subarray(0, HEAD));
    if (at === all.length) return heads;
  } catch {
    // One of them cannot be read. Reading each by itself finds out which.
  }
  return Promise.all(
    parts.map(async (part) => {
      try {
        return new Uint8Array(await part.arrayBuffer()).subarray(0, HEAD);
      } catch {
        return null;
      }
    }),
  );
}

function readFacts(file: Blob, head: Uint8Array | null): Inspected {
  const { size } = file;
  const unknown = { size, format: null, mime: '', readable: head !== null || size === 0, fingerprint: '' };
  if (!head || size === 0) return unknown;
  const format = formatOf(head.subarray(0, SIGNATURE)) ?? formatOf(head);
  if (!format) return unknown;
  return { ...unknown, ...format, fingerprint: `${size}:${hash(head)}` };
}

/** FNV-1a over words of 32 bits. It may be short: files with equal hashes are compared byte by byte. */
function hash({ buffer, byteOffset, byteLength }: Uint8Array): number {
  const words = new DataView(buffer, byteOffset, byteLength);
  let value = 0x811c9dc5 ^ byteLength;
  let at = 0;
  for (; at + 4 <= byteLength; at += 4) value = Math.imul(value ^ words.getUint32(at), 0x01000193);
  for (; at < byteLength; at += 1) value = Math.imul(value ^ words.getUint8(at), 0x01000193);
  return value >>> 0;
}

/** Files that are hashed at a time; of each, one step is in memory. */
const HASHED_AT_A_TIME = 4;

/**
 * Hashes to distinguish files with the same first bytes: of their middle and end, or of the whole file; empty for a file
 * that cannot be read. Files with different hashes differ; those with equal ones have to be compared. Never rejects.
 */
export async function digestAll(files: readonly Blob[], whole: boolean): Promise<string[]> {
  const digests: string[] = [];
  const left = files.entries();
  const next = async () => {
    for (const [at, file] of left) digests[at] = await (whole ? digest(file) : sample(file)).catch(() => '');
  };
  await Promise.all(Array.from({ length: HASHED_AT_A_TIME }, next));
  return digests;
}

async function sample(file: Blob): Promise<string> {
  const middle = file.size >> 1;
  const parts = [file.slice(middle, middle + HEAD), file.slice(Math.max(0, file.size - HEAD))];
  return String(hash(new Uint8Array(await new Blob(parts).arrayBuffer())));
}

async function digest(file: Blob): Promise<string> {
  const hashes: number[] = [];
  for (let at = 0; at < file.size; at += STEP) hashes.push(hash(await bytes(file, at, at + STEP)));
  return hashes.join();
}

/** Whether two files hold the same bytes. They are read in slices, so that large ones take no memory. */
export async function sameBytes(a: Blob, b: Blob): Promise<boolean> {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (let at = 0; at < a.size; at += STEP) {
    const [left, right] = await Promise.all([bytes(a, at, at + STEP), bytes(b, at, at + STEP)]);
    if (!left.every((byte, index) => byte === right[index])) return false;
  }
  return true;
}

async function bytes(blob: Blob, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await blob.slice(start, end).arrayBuffer());
}
