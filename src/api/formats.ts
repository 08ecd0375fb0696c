/** Format of a file, by its content. `format` is written as the service writes it: `jpg`, never `jpeg`. */
export interface ImageFormat {
  format: 'jpg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic' | 'svg' | 'bmp' | 'ico';
  mime: string;
}

/** The first bytes of each format, byte for byte as Latin-1 text. */
const SIGNATURES: [ImageFormat['format'], string, RegExp][] = [
  ['jpg', 'jpeg', /^\xff\xd8\xff/],
  ['png', 'png', /^\x89PNG\r\n\x1a\n/],
  ['gif', 'gif', /^GIF8[79]a/],
  ['webp', 'webp', /^RIFF[^]{4}WEBP/],
  // ISO base media: AVIF and HEIC differ in the major brand, or in a compatible one.
  ['avif', 'avif', /^[^]{4}ftyp(?:[^]{4}){0,15}?avi[fs]/],
  ['heic', 'heic', /^[^]{4}ftyp(?:[^]{4}){0,15}?(?:hei[cxms]|hev[cxms]|m[is]f1)/],
  // 'BM' begins many a text too: the size of the header that follows must be one of those that exist.
  ['bmp', 'bmp', /^BM[^]{12}[\x0c\x10\x28\x34\x38\x40\x6c\x7c]\0\0\0/],
  ['ico', 'x-icon', /^\0\0\x01\0[^\0]\0/],
  // The root may stand behind a byte order mark, a declaration, comments and a doctype.
  [
    'svg',
    'svg+xml',
    /^(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->)[^])*-->\s*|<!DOCTYPE(?:[^[>]|\[[^\]]*\])*>\s*)*<(?:\w+:)?svg[\s>/]/i,
  ],
];

/**
 * The image format of a file's first bytes (4 KB are enough), or `null` when the service does not accept it
 * (demo/mock/README.md, Creating). Decides by content alone: names and declared types lie.
 */
export function formatOf(bytes: Uint8Array): ImageFormat | null {
  const head = String.fromCharCode(...bytes.subarray(0, 4096));
  const found = SIGNATURES.find(([, , signature]) => signature.test(head));
  return found ? { format: found[0], mime: `image/${found[1]}` } : null;
}
