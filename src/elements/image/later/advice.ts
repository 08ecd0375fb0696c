import { parseFormats, parseTransform, type Transform } from '../../../image/transforms.ts';
import { warnOnce } from '../../shared/base/warn.ts';

/** Tells of an attribute that says what is not known. */
export function advise(attribute: string, written: unknown, allowed: readonly string[]): void {
  if (attribute === 'transform') return adviseOfTransform(written as string | Transform);
  if (attribute === 'formats') return adviseOfFormats(written as string | readonly string[]);
  adviseOfValue(attribute, String(written), allowed.filter(Boolean), allowed[0]!);
}

/** Tells of what the service would silently ignore. */
function adviseOfTransform(transform: string | Transform | null): void {
  for (const problem of parseTransform(transform).problems)
    warnOnce(`image:transform:${problem}`, `<imgpro-image transform>: ${problem} It is left out.`);
}

function adviseOfFormats(formats: string | readonly string[] | null): void {
  for (const problem of parseFormats(formats).problems)
    warnOnce(`image:formats:${problem}`, `<imgpro-image formats>: ${problem} It is left out.`);
}

/** Tells of a value that an attribute does not know, and of what is taken instead. */
export function adviseOfValue(
  attribute: string,
  value: string,
  allowed: readonly string[],
  fallback: string,
): void {
  warnOnce(
    `image:${attribute}:${value}`,
    `<imgpro-image ${attribute}="${value}">: it has to be one of ${allowed.join(', ')}; ${fallback || 'none'} is used.`,
  );
}

export function adviseOfAlt(): void {
  warnOnce(
    'image:alt',
    '<imgpro-image> shows a picture without a text alternative. Write alt="…", or alt="" for a decoration, ' +
      'or give the image a caption or metadata.alt_text.',
  );
}

export function adviseOfImage(error: unknown): void {
  warnOnce(
    'image:image',
    `<imgpro-image>.image is not an Image of the API. ${error instanceof Error ? error.message : String(error)}`,
  );
}
