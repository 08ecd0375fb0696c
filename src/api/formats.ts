/** What a file is, by its content. `format` is written as the service writes it: `jpg`, never `jpeg`. */
export interface ImageFormat {
  format: 'jpg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic' | 'svg' | 'bmp' | 'ico';
  mime: string;
}

const of = (format: ImageFormat['format'], mime = `image/${format}`): ImageFormat => ({ format, mime });

const latin = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

const HEIC_BRANDS = /^(?:hei[cxms]|hev[cxms]|mif1|msf1)$/;

/** ISO base media: the major brand, or a compatible one, tells AVIF from HEIC. */
function isoMedia(bytes: Uint8Array): ImageFormat | null {
  const end = Math.min(bytes.length, new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), 256);
  const brands = [latin(bytes, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin(bytes, at, at + 4));
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return of('avif');
  return brands.some((brand) => HEIC_BRANDS.test(brand)) ? of('heic') : null;
}

/** An SVG's root may stand behind a byte order mark, a declaration, comments and a doctype. */
function isSvg(bytes: Uint8Array): boolean {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, 4096));
  return /^\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE(?:[^[>]|\[[\s\S]*?\])*>\s*)*<(?:[\w-]+:)?svg[\s>/]/i.test(
    text,
  );
}

/**
 * The image format of a file's first bytes (4 KB are enough), or `null` when it is none that the service takes
 * (API §3). Decides by content alone: names and declared types lie.
 */
export function formatOf(bytes: Uint8Array): ImageFormat | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xd8 && c === 0xff) return of('jpg', 'image/jpeg');
  if (latin(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return of('png');
  if (/^GIF8[79]a/.test(latin(bytes, 0, 6))) return of('gif');
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP') return of('webp');
  if (bytes.length >= 12 && latin(bytes, 4, 8) === 'ftyp') return isoMedia(bytes);
  // 'BM' alone begins many a text: the size of the header that follows must be one of those that exist.
  if (a === 0x42 && b === 0x4d && [12, 16, 40, 52, 56, 64, 108, 124].includes(bytes[14] ?? 0))
    return of('bmp');
  if (a === 0 && b === 0 && c === 1 && d === 0 && (bytes[4] ?? 0) > 0) return of('ico', 'image/x-icon');
  return isSvg(bytes) ? of('svg', 'image/svg+xml') : null;
}
