import { fileTypeFromBuffer } from 'file-type';
import { hasBmpHeader } from './bmp.ts';

/** Image formats the service accepts (demo/mock/README.md, Creating), under the names it uses for them. */
export type SourceFormat = 'jpg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic' | 'svg' | 'bmp' | 'ico';

export const MIME: Record<SourceFormat, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  svg: 'image/svg+xml',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
};

const BY_MIME: Record<string, SourceFormat> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/heic': 'heic',
  'image/heif': 'heic',
  'image/heic-sequence': 'heic',
  'image/heif-sequence': 'heic',
  'image/bmp': 'bmp',
  'image/x-icon': 'ico',
};

/** How much of a file `detectFormat` wants to see. */
export const HEAD_BYTES = 4_100;

/** The format by content; the name and the declared type don't count (demo/mock/README.md, Creating). null = not an image we take. */
export async function detectFormat(head: Uint8Array): Promise<SourceFormat | null> {
  const known = await fileTypeFromBuffer(head).catch(() => undefined);
  // An SVG that opens with an XML declaration is known only as XML.
  if (known && known.mime !== 'application/xml' && known.mime !== ('image/svg+xml' as string)) {
    const format = BY_MIME[known.mime] ?? null;
    // A cursor has the type of an icon, and "BM" begins many a text.
    return known.ext === 'cur' || (format === 'bmp' && !hasBmpHeader(head)) ? null : format;
  }
  return looksLikeSvg(head) ? 'svg' : null;
}

/** The root element is `<svg`, after at most a declaration, a doctype and comments. */
export function looksLikeSvg(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head).replace(/^\uFEFF/, '');
  const rest = text.replace(/^(?:\s+|<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\][^>]*)?>)*/i, '');
  return /^<(?:[\w-]+:)?svg[\s>/]/i.test(rest);
}

/** A stored HEIC serves as jpg; all else as it came. */
export function outputFormat(source: SourceFormat): string {
  return source === 'heic' ? 'jpg' : source;
}

export function isTransformable(source: SourceFormat): boolean {
  return source !== 'svg' && source !== 'bmp' && source !== 'ico';
}

/** Decimal megabytes (demo/mock/README.md, Creating). */
export const MAX_BYTES = {
  keyed: 70_000_000,
  svg: 10_000_000,
  anonymous: 20_000_000,
  generation1: 100_000_000,
};

/** Refused from the header, before a pixel is decoded. */
export const MAX_PIXELS = 100_000_000;
