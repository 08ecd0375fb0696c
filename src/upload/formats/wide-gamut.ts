import { Reader } from './reader.ts';

/**
 * The profile's name, a byte a letter or two; or the number of its primaries (ITU-T H.273) in an AVIF, a HEIC or a PNG.
 */
const DISPLAY_P3 = /Display P3|D\0i\0s\0p\0l\0a\0y\0 \0P\x003|colrnclx\0\f|cICP\f/;
/** The most bytes of a packed profile that are unpacked: a thousand times as many may come of them. */
const MOST = 16 * 1024;

/** Whether the colours of a picture go beyond sRGB: they are those of Display P3, by its first bytes. */
export async function isWideGamut(head: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const text = textOf(head);
  return DISPLAY_P3.test(text) || DISPLAY_P3.test(await packedProfile(head, text.indexOf('iCCP')));
}

/** The profile that a PNG has packed in this chunk, behind its name; nothing where it cannot be read. */
function packedProfile(head: Uint8Array<ArrayBuffer>, at: number): Promise<string> | string {
  const length = new Reader(head).u32(at - 4) ?? 0;
  if (at < 0 || length > MOST) return '';
  const chunk = head.subarray(at + 4, at + 4 + length);
  const packed = new Blob([chunk.subarray(chunk.indexOf(0) + 2)]);
  const profile = packed.stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(profile).text().catch(() => '');
}

const textOf = (bytes: Uint8Array): string => new Reader(bytes).text(0, bytes.length);
