import { formatOf } from '../../api/formats.ts';
import type { Inspected, Wanted } from './inspected.ts';

/** Enough of a file to tell what it is. */
const HEAD = 4096;

/** Enough for every format but SVG: sixteen brands of ISO base media are the longest signature. */
const SIGNATURE = 80;

/** Bytes of a file that are read at a time. */
const STEP = 1 << 20;

/** Reads what the rules need to know of each file. Never rejects: a file that cannot be read is a fact too. */
export async function inspectAll(files: readonly Blob[], wanted: Wanted = {}): Promise<Inspected[]> {
  const heads = await readHeads(files);
  const inspected = files.map((file, at) => readFacts(file, heads[at]!));
  if (!wanted.dimensions && !wanted.motion) return inspected;
  try {
    const { lookFurther } = await import('./inspect-pixels.ts');
    return await lookFurther(files, inspected, wanted);
  } catch {
    return inspected; // its code could not be fetched: what cannot be told is let through, and the server judges
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
 * The first bytes of each file, null for one that cannot be read. Read as one: each read of its own costs the main
 * thread more than all else that is done with the file.
 */
async function readHeads(files: readonly Blob[]): Promise<(Uint8Array | null)[]> {
  const parts = files.map((file) => (file.size > HEAD ? file.slice(0, HEAD) : file));
  try {
    const all = new Uint8Array(await new Blob(parts).arrayBuffer());
    let at = 0;
    const heads = parts.map(({ size }) => all.subarray(at, (at += size)));
    if (at === all.length) return heads;
  } catch {
    // One of them cannot be read: which one, each has to tell by itself.
  }
  return Promise.all(
    parts.map(async (part) => {
      try {
        return new Uint8Array(await part.arrayBuffer());
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

/** FNV-1a, by words. Equal hashes are compared byte by byte, so a short one will do. */
function hash({ buffer, byteOffset, byteLength }: Uint8Array): number {
  const words = new DataView(buffer, byteOffset, byteLength);
  let value = 0x811c9dc5 ^ byteLength;
  let at = 0;
  for (; at + 4 <= byteLength; at += 4) value = Math.imul(value ^ words.getUint32(at), 0x01000193);
  for (; at < byteLength; at += 1) value = Math.imul(value ^ words.getUint8(at), 0x01000193);
  return value >>> 0;
}

/** Pieces of files that are hashed at a time; one of them is in memory of each. */
const HASHED_AT_A_TIME = 4;

/**
 * Digests that tell files with the same beginning apart: by their middle and end, or as a whole. Never rejects: empty
 * for one that cannot be read. Other digests, other files; the same digest has to be looked at byte by byte.
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

/** Whether two files hold the same bytes; read in slices, so that large ones need no memory. */
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
