import { SIZE_LETTERS, sized, type Dimensions } from './sizes.ts';

/** The query of a delivery address (demo/mock/README.md, Delivery), with only what is valid in it. */
export interface Transform {
  size?: string;
  format?: OutputFormat;
  w?: number;
  h?: number;
  fit?: Fit;
  brightness?: number;
  contrast?: number;
  gamma?: number;
  saturation?: number;
  blur?: number;
  sharp?: number;
  rotate?: 90 | 180 | 270;
  flip?: 'h' | 'v' | 'hv';
  segment?: 'foreground';
  background?: string;
  metadata?: 'none' | 'keep';
}

export type OutputFormat = 'jpg' | 'png' | 'webp' | 'avif' | 'gif';
export type Fit = 'scale-down' | 'cover' | 'crop' | 'pad';

export const SOCIAL = { width: 1200, height: 630 };
/** The largest side a caller may ask for. */
export const MAX_SIDE = 8_192;

/**
 * Reads delivery parameters. Invalid values are ignored and the image still loads; values that change nothing are
 * dropped, so that equal pictures share one cache entry.
 */
export function parseTransform(
  query: URLSearchParams,
  isColour: (text: string) => boolean = looksLikeColour,
): Transform {
  const transform: Transform = {};
  const size = query.get('size');
  if (size !== null && (size === 'social' || Object.hasOwn(SIZE_LETTERS, size))) transform.size = size;
  const format = readFormat(query.get('format'));
  if (format) transform.format = format;
  for (const side of ['w', 'h'] as const) {
    const value = number(query.get(side), 1, MAX_SIDE);
    if (value !== undefined && Number.isInteger(value)) transform[side] = value;
  }
  const fit = query.get('fit');
  if (fit === 'cover' || fit === 'crop' || fit === 'pad') transform.fit = fit;
  for (const tone of ['brightness', 'contrast', 'saturation', 'gamma'] as const) {
    const value = number(query.get(tone), 0, 10);
    if (value !== undefined && value !== 1 && !(tone === 'gamma' && value === 0)) transform[tone] = value;
  }
  const blur = number(query.get('blur'), 1, 250);
  if (blur !== undefined) transform.blur = blur;
  const sharp = number(query.get('sharp'), 0, 10);
  if (sharp !== undefined && sharp > 0) transform.sharp = sharp;
  const rotate = Number(query.get('rotate'));
  if (rotate === 90 || rotate === 180 || rotate === 270) transform.rotate = rotate;
  const flip = query.get('flip');
  if (flip === 'h' || flip === 'v' || flip === 'hv') transform.flip = flip;
  if (query.get('segment') === 'foreground') transform.segment = 'foreground';
  const background = query.get('background');
  if (background !== null && isColour(background)) transform.background = background.toLowerCase();
  const metadata = query.get('metadata');
  if (metadata === 'none' || metadata === 'keep') transform.metadata = metadata;
  return transform;
}

/** `jpeg` is accepted as another name of jpg; there is no `auto`. */
export function readFormat(text: string | null | undefined): OutputFormat | null {
  if (text === 'jpeg') return 'jpg';
  return text === 'jpg' || text === 'png' || text === 'webp' || text === 'avif' || text === 'gif'
    ? text
    : null;
}

function number(text: string | null, least: number, most: number): number | undefined {
  if (text === null || !/^\d{1,6}(\.\d{1,6})?$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

export function looksLikeColour(text: string): boolean {
  return /^(?:#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]{3,20}|(?:rgb|hsl)a?\([\d\s.,%/-]{5,40}\))$/i.test(
    text,
  );
}

/** One text for equal transforms: sorted, so that the order of the query is irrelevant. */
export function canonical(transform: Transform): string {
  return Object.entries(transform)
    .map(([name, value]) => `${name}=${String(value)}`)
    .sort()
    .join('&');
}

/** How the picture is laid out: scaled to `inner`, then cropped or padded to `outer`. */
export interface Plan {
  inner: Dimensions;
  outer: Dimensions;
  how: 'scale' | 'cover' | 'pad';
}

/** The geometry of a transform for a source of the given dimensions (already upright). w and h beat `size`. */
export function planOf(source: Dimensions, transform: Transform): Plan {
  const turned = transform.rotate === 90 || transform.rotate === 270;
  const upright = turned ? { width: source.height, height: source.width } : source;
  const { w, h, size } = transform;
  if (w === undefined && h === undefined) {
    if (size === 'social') return pad(upright, SOCIAL);
    const outer =
      size === undefined ? { ...upright } : sized(upright, SIZE_LETTERS[size] ?? Number.MAX_SAFE_INTEGER);
    return { inner: outer, outer, how: 'scale' };
  }
  if (w !== undefined && h !== undefined) {
    const box = { width: w, height: h };
    if (transform.fit === 'cover') return { inner: box, outer: box, how: 'cover' };
    if (transform.fit === 'pad') return pad(upright, box);
    if (transform.fit === 'crop') {
      const outer = { width: Math.min(w, upright.width), height: Math.min(h, upright.height) };
      return { inner: outer, outer, how: 'cover' };
    }
  }
  const enlarges = transform.fit === 'cover' || transform.fit === 'pad';
  const outer = within(upright, w ?? Infinity, h ?? Infinity, enlarges);
  return { inner: outer, outer, how: 'scale' };
}

function within(source: Dimensions, w: number, h: number, enlarges: boolean): Dimensions {
  const fitting = Math.min(w / source.width, h / source.height);
  const scale = enlarges ? fitting : Math.min(1, fitting);
  const side = (length: number): number =>
    Math.max(1, Math.min(MAX_SIDE * 2, Math.floor(length * scale + 1e-9)));
  return { width: side(source.width), height: side(source.height) };
}

function pad(source: Dimensions, box: Dimensions): Plan {
  return { inner: within(source, box.width, box.height, true), outer: { ...box }, how: 'pad' };
}
