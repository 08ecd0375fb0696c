import { warnOnce } from './base/warn.ts';
import { words } from './ui/words.ts';

/** Names that the service keeps for itself: as metadata it drops them without a word, or refuses the upload. */
const RESERVED =
  /^(_.*|file|(page_)?url|id|object|sizes|filename|format|width|height|bytes|transformable|status|(expires|created)_at|metadata|blocked|(block|failure)_reason|)$/;

/** How long a name, and a text that is no caption, may be (characters). */
const LONGEST_NAME = 64;
const LONGEST_TEXT = 1024;

const isLonger = (text: string, limit: number) => text.length > limit && [...text].length > limit;

function isStored(attribute: string, name: string, value: unknown): boolean {
  const isRefused =
    RESERVED.test(name) ||
    isLonger(name, LONGEST_NAME) ||
    (typeof value === 'object' && value !== null) ||
    (name !== 'caption' && isLonger(String(value), LONGEST_TEXT));
  if (isRefused)
    warnOnce(
      `${attribute}:${name}`,
      `${attribute}, ${name}: the service stores no such field, or none so long; it is left out.`,
    );
  return !isRefused;
}

/** The part of a page's metadata that the service stores; the rest warns once. */
export function storedMetadata(
  metadata: Readonly<Record<string, unknown>> | null | undefined,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(metadata ?? {}).filter(([name, value]) => isStored('metadata', name, value)),
  );
}

/** The fields that a person may write; a name that the service does not store warns once. */
export function fieldNames(list: string | readonly string[] | null): string[] {
  return words(list).filter((name) => isStored('fields', name, ''));
}
