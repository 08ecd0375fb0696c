import type { ImageFormat } from '../../api/index.ts';

/** Reason why a file was refused. */
export type RejectionCode =
  | 'unsupported-type'
  | 'too-large'
  | 'empty'
  | 'too-many'
  | 'dimensions'
  | 'duplicate'
  | 'unreadable'
  | 'custom';

/** Refusal of a file, with the numbers for its message. */
export interface Refusal {
  code: RejectionCode;
  /** Bytes for `too-large`, files for `too-many`. */
  limit?: number;
  /** The allowed dimensions in pixels, for `dimensions`. */
  bounds?: DimensionBounds;
  /** Dimensions of the picture. */
  dimensions?: { width: number; height: number };
  /** The message of a page's own validator. */
  message?: string;
  /** For `custom`: the validator brought no result, as it took too long or threw. */
  unchecked?: 'late' | 'failed';
  /** For `unsupported-type`: the format is allowed, but not for an animated, or a still, picture. */
  motion?: 'moving' | 'still';
  /** Kind of thing that was refused, where it is no file: a folder, a link, or a picture of another page that has no web address. */
  of?: 'folder' | 'link' | 'address';
}

export interface DimensionBounds {
  minWidth?: number;
  minHeight?: number;
  maxWidth?: number;
  maxHeight?: number;
}

/** Rules for what may be uploaded. Missing = no limit. */
export interface UploadRules extends DimensionBounds {
  /** Formats; undefined = all the service takes. */
  formats?: ReadonlySet<Format>;
  maxFiles?: number;
  minFiles?: number;
  maxFileSize?: number;
  /** Formats that are resized before they are sent: only then does `maxFileSize` apply to them. */
  resized?: ReadonlySet<Format>;
  /** Format that pictures are converted to before they are sent. */
  target?: Target;
  /** Formats that are accepted because they will be converted; animated pictures are not. */
  converted?: ReadonlySet<Format>;
  /** Formats that the token accepts; undefined = all. */
  sent?: ReadonlySet<Format>;
  /** Rule for animated pictures; undefined = accepted as others are. */
  animated?: 'deny' | 'only';
}

export type Format = ImageFormat['format'];

/** Formats that a browser may be able to write. */
export type Target = 'jpg' | 'webp' | 'png';

/** Every format that the service accepts, with its names in `accept`. */
export const FORMATS: Record<Format, { mime: string; names: readonly string[]; label: string }> = {
  jpg: { mime: 'image/jpeg', names: ['.jpg', '.jpeg', 'image/jpeg', 'image/jpg'], label: 'JPEG' },
  png: { mime: 'image/png', names: ['.png', 'image/png'], label: 'PNG' },
  gif: { mime: 'image/gif', names: ['.gif', 'image/gif'], label: 'GIF' },
  webp: { mime: 'image/webp', names: ['.webp', 'image/webp'], label: 'WebP' },
  avif: { mime: 'image/avif', names: ['.avif', 'image/avif'], label: 'AVIF' },
  heic: { mime: 'image/heic', names: ['.heic', '.heif', 'image/heic', 'image/heif'], label: 'HEIC' },
  svg: { mime: 'image/svg+xml', names: ['.svg', 'image/svg+xml'], label: 'SVG' },
  bmp: { mime: 'image/bmp', names: ['.bmp', 'image/bmp', 'image/x-ms-bmp'], label: 'BMP' },
  ico: { mime: 'image/x-icon', names: ['.ico', 'image/x-icon', 'image/vnd.microsoft.icon'], label: 'ICO' },
};

const ALL = Object.keys(FORMATS) as Format[];

/**
 * The largest anonymous upload, in bytes, unless the page says otherwise: the service's present cap
 * (demo/mock/README.md, Creating).
 */
export const ANONYMOUS_MAX_BYTES = 20_000_000;

/** Bytes of a size as a page writes it: `20MB` (decimal, as the service counts), `1.5 MiB`, `300000`. Null if invalid. */
export function parseSize(text: string): number | null {
  const [, number, unit = '', binary] =
    /^\s*(\d+(?:\.\d+)?)\s*(?:([kmg]?)b?|([kmg])ib)\s*$/i.exec(text) ?? [];
  const power = ' kmg'.indexOf((binary || unit || ' ').toLowerCase());
  return number ? Math.round(Number(number) * (binary ? 1024 : 1000) ** power) : null;
}

/**
 * Formats that a native `accept` list allows; undefined when it allows all, and for an empty list. Types that the service
 * cannot store are ignored.
 */
export function parseAccept(accept: string): ReadonlySet<Format> | undefined {
  const tokens = accept
    .split(/[\s,]+/)
    .map((token) => token.toLowerCase())
    .filter(Boolean);
  if (tokens.length === 0 || tokens.includes('image/*') || tokens.includes('*/*')) return undefined;
  return new Set(ALL.filter((format) => FORMATS[format].names.some((name) => tokens.includes(name))));
}

/** The `accept` of a native input for these rules: MIME types, and extensions for formats without one on desktops (HEIC). */
export function acceptOf(rules: UploadRules): string {
  const formats = ALL.filter((format) => takes(rules, format));
  if (formats.length === ALL.length) return 'image/*,.heic,.heif,.avif';
  return formats
    .flatMap((format) => [FORMATS[format].mime, ...FORMATS[format].names.slice(0, 2)])
    .filter((name, at, all) => all.indexOf(name) === at)
    .join(',');
}

/** Names of the accepted formats for people: `['JPEG', 'PNG']`; null when all are accepted. */
export function formatLabels(rules: UploadRules): string[] | null {
  const formats = ALL.filter((format) => takes(rules, format));
  return formats.length === ALL.length ? null : formats.map((format) => FORMATS[format].label);
}

/** Whether files of a format may be chosen. */
export function takes({ formats, converted }: UploadRules, format: Format): boolean {
  return !formats || formats.has(format) || (converted?.has(format) ?? false);
}
