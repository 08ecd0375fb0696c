/**
 * Transforms: what the CDN does to an image on its way out, told by query parameters (API §9). The service ignores
 * what it does not understand and caches each distinct address apart, so mistakes are found here and parameters sorted.
 */

export type TransformSize = 's' | 'm' | 'l' | 'xl' | 'xxl' | 'social';
export type TransformFormat = 'jpg' | 'png' | 'webp' | 'avif' | 'gif';
export type TransformFit = 'scale-down' | 'cover' | 'crop' | 'pad';

/** The parameters of API §9. */
export interface Transform {
  /** A ready-made size; `social` is a padded 1200x630 card. */
  size?: TransformSize;
  /** Output format; beats the extension of the address. */
  format?: TransformFormat;
  /** Width in pixels. */
  w?: number;
  /** Height in pixels. */
  h?: number;
  /** How `w` and `h` are met; default `scale-down`, which never enlarges. */
  fit?: TransformFit;
  /** 0–10, 1 = unchanged. */
  brightness?: number;
  /** 0–10, 1 = unchanged. */
  contrast?: number;
  /** 0–10, 0 and 1 = unchanged. */
  gamma?: number;
  /** 0–10, 1 = unchanged, 0 = grey. */
  saturation?: number;
  /** 1–250. */
  blur?: number;
  /** 0–10. */
  sharp?: number;
  /** Clockwise degrees. */
  rotate?: 90 | 180 | 270;
  flip?: 'h' | 'v' | 'hv';
  segment?: 'foreground';
  /** A CSS colour behind what is transparent. */
  background?: string;
  /** What is kept of EXIF; default `copyright`. */
  metadata?: 'copyright' | 'none' | 'keep';
}

export type TransformName = keyof Transform;

/** A checked transform, and a sentence for each part of the input that the service would ignore. */
export interface ParsedTransform {
  transform: Transform;
  problems: string[];
}

interface Rule {
  /** What is allowed, to end the sentence "… has to be …". */
  expected: string;
  /** The value as it is sent, or undefined when it is not allowed. */
  read(text: string): string | number | undefined;
}

const oneOf = (...values: (string | number)[]): Rule => ({
  expected: values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`,
  read: (text) => values.find((value) => `${value}` === text),
});

const numberFrom = (min: number, max: number): Rule => ({
  expected: `a number from ${min} to ${max}`,
  read: (text) => {
    const value = decimal(text);
    return value !== undefined && value >= min && value <= max ? value : undefined;
  },
});

const pixels: Rule = {
  expected: 'a whole number of pixels, 1 or more',
  read: (text) => {
    const value = decimal(text);
    return value !== undefined && Number.isSafeInteger(value) && value >= 1 ? value : undefined;
  },
};

const colour: Rule = {
  expected: 'a CSS colour, such as white, #ff8800 or rgb(255 136 0)',
  read: (text) =>
    /^(#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})|[a-z]{3,30}|(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([\d\s.,%/+a-z-]{1,60}\))$/i.test(
      text,
    )
      ? text
      : undefined,
};

const rules: Record<TransformName, Rule> = {
  size: oneOf('s', 'm', 'l', 'xl', 'xxl', 'social'),
  format: oneOf('jpg', 'png', 'webp', 'avif', 'gif'),
  w: pixels,
  h: pixels,
  fit: oneOf('scale-down', 'cover', 'crop', 'pad'),
  brightness: numberFrom(0, 10),
  contrast: numberFrom(0, 10),
  gamma: numberFrom(0, 10),
  saturation: numberFrom(0, 10),
  blur: numberFrom(1, 250),
  sharp: numberFrom(0, 10),
  rotate: oneOf(90, 180, 270),
  flip: oneOf('h', 'v', 'hv'),
  segment: oneOf('foreground'),
  background: colour,
  metadata: oneOf('copyright', 'none', 'keep'),
};

/** Every parameter's name, in the order in which they are written. */
export const TRANSFORM_NAMES = (Object.keys(rules) as TransformName[]).sort();

function isTransformName(name: string): name is TransformName {
  return Object.hasOwn(rules, name);
}

/** A plain decimal: no signs of other bases, exponents or infinities that the service would read otherwise. */
function decimal(text: string): number | undefined {
  return /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
}

/**
 * Reads a transform as written in an attribute (`format=webp&sharp=2`) or given as an object, and checks it.
 * What would be ignored by the service is left out and explained in `problems`; nothing throws.
 */
export function parseTransform(input: string | Transform | null | undefined): ParsedTransform {
  const problems: string[] = [];
  const found: Partial<Record<TransformName, string | number>> = {};
  for (const [name, value] of entriesOf(input)) {
    if (value === '') continue;
    if (!isTransformName(name)) problems.push(unknownName(name));
    else {
      const read = rules[name].read(value);
      if (read === undefined) problems.push(`${name}=${value}: ${name} has to be ${rules[name].expected}.`);
      else found[name] = read;
    }
  }
  const sorted = TRANSFORM_NAMES.filter((name) => name in found).map((name) => [name, found[name]]);
  return { transform: Object.fromEntries(sorted) as Transform, problems };
}

function entriesOf(input: string | Transform | null | undefined): Iterable<[string, string]> {
  if (!input) return [];
  if (typeof input === 'string') return new URLSearchParams(input.trim().replace(/^\?/, ''));
  return Object.entries(input)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]): [string, string] => [name, `${value}`.trim()]);
}

const OFTEN_MEANT: Record<string, TransformName> = {
  width: 'w',
  height: 'h',
  f: 'format',
  fm: 'format',
  sharpen: 'sharp',
  bg: 'background',
};

function unknownName(name: string): string {
  const meant =
    OFTEN_MEANT[name.toLowerCase()] ??
    TRANSFORM_NAMES.find((known) => known.length > 2 && distance(known, name.toLowerCase()) <= 2);
  return `${name} is not a transform${meant ? `; did you mean ${meant}?` : `. Known are ${TRANSFORM_NAMES.join(', ')}.`}`;
}

/** Levenshtein's distance, for "did you mean". */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

/**
 * The address of an image with transforms applied: known parameters sorted by name, each once, those given beating
 * those already there. Foreign parameters (a signature) stay as they are, in front; a fragment stays at the end.
 * @throws RangeError with a sentence for each parameter that the service would ignore.
 */
export function transformUrl(url: string, transform: Transform | string): string {
  const { transform: checked, problems } = parseTransform(transform);
  if (problems.length > 0) throw new RangeError(problems.join(' '));
  return withTransform(url, checked);
}

/** As `transformUrl`, for a transform that has been checked. */
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

/** The formats of a list such as `avif webp` (spaces or commas), in its order, each once; and what is wrong with it. */
export function parseFormats(input: string | readonly string[] | null | undefined): {
  formats: TransformFormat[];
  problems: string[];
} {
  const words = typeof input === 'string' ? input.split(/[\s,]+/).filter(Boolean) : [...(input ?? [])];
  const formats: TransformFormat[] = [];
  const problems: string[] = [];
  for (const word of words) {
    const format = rules.format.read(word.toLowerCase().replace(/^jpeg$/, 'jpg')) as
      TransformFormat | undefined;
    if (!format) problems.push(`${word} is not an output format: it has to be ${rules.format.expected}.`);
    else if (!formats.includes(format)) formats.push(format);
  }
  return { formats, problems };
}
