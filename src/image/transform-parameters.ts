/**
 * Transforms: what the CDN does to an image on its way out, told by query parameters. The service caches each
 * distinct address apart, so parameters are checked and sorted. `transforms.ts` explains what is left out here.
 */

import { GEOMETRY, oneOf, readParameters, type Reader } from './geometry.ts';
import type { Transform, TransformFormat } from './transform-types.ts';

export type { Transform, TransformFit, TransformFormat, TransformSize } from './transform-types.ts';

export type TransformName = keyof Transform;

const colour: Reader = (text) =>
  /^(#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})|[a-z]{3,30}|(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([\d\s.,%/+a-z-]{1,60}\))$/i.test(
    text,
  )
    ? text
    : undefined;

/** A plain decimal: no signs of other bases, exponents or infinities that the service would read otherwise. */
const numberFrom =
  (min: number, max: number): Reader =>
  (text) => {
    const value = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : NaN;
    return value >= min && value <= max ? value : undefined;
  };

const tenfold = numberFrom(0, 10);

/** The value as it is sent, or undefined when it is not allowed. */
export const READERS: Record<TransformName, Reader> = {
  ...GEOMETRY,
  format: oneOf('jpg', 'png', 'webp', 'avif', 'gif'),
  brightness: tenfold,
  contrast: tenfold,
  gamma: tenfold,
  saturation: tenfold,
  blur: numberFrom(1, 250),
  sharp: tenfold,
  flip: oneOf('h', 'v', 'hv'),
  segment: oneOf('foreground'),
  background: colour,
  metadata: oneOf('copyright', 'none', 'keep'),
};

/** Every parameter's name, in the order in which they are written. */
export const TRANSFORM_NAMES = (Object.keys(READERS) as TransformName[]).sort();

export function isTransformName(name: string): name is TransformName {
  return Object.hasOwn(READERS, name);
}

/** The transform that is written, without what the service would ignore. */
export function readTransform(input: string | Transform | null | undefined): Transform {
  const found = readParameters(input, READERS);
  return Object.fromEntries(
    TRANSFORM_NAMES.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]]])),
  );
}

/** One output format as it is sent. */
export function readFormat(word: string): TransformFormat | undefined {
  return READERS.format(word.toLowerCase().replace(/^jpeg$/, 'jpg')) as TransformFormat | undefined;
}

/** The words of a list: spaces or commas. */
export function writtenFormats(input: string | readonly string[] | null | undefined): readonly string[] {
  return typeof input === 'string' ? input.split(/[\s,]+/).filter(Boolean) : (input ?? []);
}

/** The formats of a list such as `avif webp`, in its order, each once. */
export function readFormats(input: string | readonly string[] | null | undefined): TransformFormat[] {
  return [...new Set(writtenFormats(input).flatMap((word) => readFormat(word) ?? []))];
}

/**
 * An address with a checked transform: known parameters sorted by name, each once, those given beating those already
 * there. Foreign parameters (a signature) stay as they are, in front; a fragment stays at the end.
 */
export function withTransform(url: string, transform: Transform): string {
  const [, path = '', query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(url) ?? [];
  const foreign: string[] = [];
  const known: Partial<Record<TransformName, string>> = {};
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', value = ''] = new URLSearchParams(pair).entries().next().value ?? [];
    if (isTransformName(name)) known[name] = value;
    else foreign.push(pair);
  }
  for (const [name, value] of Object.entries(transform)) known[name as TransformName] = `${value}`;
  const own = TRANSFORM_NAMES.filter((name) => name in known).map(
    (name) => `${name}=${encodeURIComponent(known[name]!)}`,
  );
  const all = [...foreign, ...own].join('&');
  return path + (all && `?${all}`) + fragment;
}
