/** Transforms with an explanation of what is wrong with them, for those who write them. */
import { writtenParameters } from './geometry.ts';
import {
  isTransformName,
  readFormat,
  readFormats,
  readTransform,
  READERS,
  TRANSFORM_NAMES,
  withTransform,
  writtenFormats,
  type Transform,
  type TransformFormat,
  type TransformName,
} from './transform-parameters.ts';

export { TRANSFORM_NAMES, type Transform } from './transform-parameters.ts';

/** A checked transform, and a sentence for each part of the input that the service would ignore. */
export interface ParsedTransform {
  transform: Transform;
  problems: string[];
}

const ZERO_TO_TEN = 'a number from 0 to 10';
const PIXELS = 'a whole number of pixels, 1 or more';
const FORMATS = 'one of jpg, png, webp, avif, gif';

/** Allowed values of each parameter, to end the sentence "… has to be …". */
const EXPECTED: Record<TransformName, string> = {
  size: 'one of s, m, l, xl, xxl, social',
  format: FORMATS,
  w: PIXELS,
  h: PIXELS,
  fit: 'one of scale-down, cover, crop, pad',
  brightness: ZERO_TO_TEN,
  contrast: ZERO_TO_TEN,
  gamma: ZERO_TO_TEN,
  saturation: ZERO_TO_TEN,
  blur: 'a number from 1 to 250',
  sharp: ZERO_TO_TEN,
  rotate: 'one of 90, 180, 270',
  flip: 'one of h, v, hv',
  segment: 'foreground',
  background: 'a CSS colour, such as white, #ff8800 or rgb(255 136 0)',
  metadata: 'one of copyright, none, keep',
};

/**
 * Reads a transform as written in an attribute (`format=webp&sharp=2`) or given as an object, and checks it.
 * Parameters the service would ignore are left out and explained in `problems`; nothing throws.
 */
export function parseTransform(input: string | Transform | null | undefined): ParsedTransform {
  const problems = writtenParameters(input).flatMap(([name, value]) => {
    if (!isTransformName(name)) return [unknownName(name)];
    return READERS[name](value) === undefined
      ? [`${name}=${value}: ${name} has to be ${EXPECTED[name]}.`]
      : [];
  });
  return { transform: readTransform(input), problems };
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

/** The formats of a list such as `avif webp` (spaces or commas), in its order, each once; and what is wrong with it. */
export function parseFormats(input: string | readonly string[] | null | undefined): {
  formats: TransformFormat[];
  problems: string[];
} {
  const problems = writtenFormats(input)
    .filter((word) => !readFormat(word))
    .map((word) => `${word} is not an output format: it has to be ${FORMATS}.`);
  return { formats: readFormats(input), problems };
}
