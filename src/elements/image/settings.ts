import { parseFormats, parseTransform, type Transform } from '../../image/transforms.ts';
import { warnOnce } from '../shared/warn.ts';

/** The value if it is one of those allowed, else the fallback and, once a page, a warning that names the fix. */
export function oneOf<Value extends string>(
  attribute: string,
  value: string | null | undefined,
  allowed: readonly Value[],
  fallback: Value,
): Value {
  if (value === null || value === undefined || value === '') return fallback;
  if ((allowed as readonly string[]).includes(value)) return value as Value;
  warnOnce(
    `image:${attribute}:${value}`,
    `<imgpro-image ${attribute}="${value}">: it has to be one of ${allowed.join(', ')}; ${fallback || 'none'} is used.`,
  );
  return fallback;
}

/** Tells of what the service would silently ignore. */
export function checkTransform(transform: string | Transform | null): void {
  for (const problem of parseTransform(transform).problems)
    warnOnce(`image:transform:${problem}`, `<imgpro-image transform>: ${problem} It is left out.`);
}

export function checkFormats(formats: string | readonly string[] | null): void {
  for (const problem of parseFormats(formats).problems)
    warnOnce(`image:formats:${problem}`, `<imgpro-image formats>: ${problem} It is left out.`);
}
