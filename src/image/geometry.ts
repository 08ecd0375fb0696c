import type { Transform } from './transform-types.ts';

/** The parameters that say how large a picture comes out: enough to hold its place. The others are read later. */

export type Reader = (text: string) => string | number | undefined;

export const oneOf =
  (...values: (string | number)[]): Reader =>
  (text) =>
    values.find((value) => `${value}` === text);

const pixels: Reader = (text) => (/^\d{1,9}(\.0{1,9})?$/.test(text) && Number(text)) || undefined;

/** The value as it is sent, or undefined when it is not allowed. */
export const GEOMETRY = {
  size: oneOf('s', 'm', 'l', 'xl', 'xxl', 'social'),
  w: pixels,
  h: pixels,
  fit: oneOf('scale-down', 'cover', 'crop', 'pad'),
  rotate: oneOf(90, 180, 270),
};

/** Names and values as they were written in an attribute (`format=webp&sharp=2`) or an object; empty ones are absent. */
export function writtenParameters(input: string | Transform | null | undefined): [string, string][] {
  const written =
    typeof input === 'string'
      ? [...new URLSearchParams(input.trim())]
      : Object.entries(input ?? {}).map(([name, value]): [string, string] => [name, `${value ?? ''}`.trim()]);
  return written.filter(([, value]) => value !== '');
}

/** Size parameters of a transform as written; of two valid values the last. */
export function readGeometry(input: string | Transform): Transform {
  return readParameters(input, GEOMETRY);
}

/** The parameters that readers know and allow. */
export function readParameters(
  input: string | Transform | null | undefined,
  readers: Record<string, Reader>,
): Transform {
  const found: Record<string, string | number> = {};
  for (const [name, value] of writtenParameters(input)) {
    const read = Object.hasOwn(readers, name) ? readers[name]!(value) : undefined;
    if (read !== undefined) found[name] = read;
  }
  return found;
}
