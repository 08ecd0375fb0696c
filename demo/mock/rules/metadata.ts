import { bad, good, type Details, type Result } from './result.ts';

export const MAX_KEYS = 50;
export const MAX_KEY_LENGTH = 64;
export const MAX_VALUE_LENGTH = 1024;

/** Names that belong to the Image object: they never become metadata (demo/mock/README.md, Creating). */
export const CORE_FIELDS: ReadonlySet<string> = new Set([
  'id', 'object', 'url', 'page_url', 'sizes', 'filename', 'format', 'width', 'height', 'bytes', 'transformable',
  'status', 'public', 'published_at', 'expires_at', 'created_at', 'caption', 'metadata', 'nsfw', 'blocked',
  'block_reason', 'failure_reason',
]); // prettier-ignore

/** Routing markers such as `_csrf` are stripped before storage. */
export function isRoutingMarker(name: string): boolean {
  return name.startsWith('_') && name !== '__proto__';
}

const length = (text: string): number => [...text].length;

/**
 * Reads custom fields. Numbers and booleans become strings, null stays null (it removes a field in a PATCH),
 * objects and arrays are refused. A Map, so that `__proto__` is a name like any other.
 */
export function readMetadata(
  entries: Iterable<readonly [string, unknown]>,
): Result<Map<string, string | null>, Details> {
  const fields = new Map<string, string | null>();
  const details = new Map<string, string[]>();
  for (const [name, value] of entries) {
    if (name === '') details.set('metadata', ['A field needs a name.']);
    else if (length(name) > MAX_KEY_LENGTH)
      details.set(name, [`A field name may have at most ${MAX_KEY_LENGTH} characters.`]);
    else if (value === null) fields.set(name, null);
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      const text = String(value);
      if (length(text) > MAX_VALUE_LENGTH)
        details.set(name, [`A value may have at most ${MAX_VALUE_LENGTH} characters.`]);
      fields.set(name, text);
    } else details.set(name, ['A custom field must be a string.']);
  }
  return details.size > 0 ? bad(Object.fromEntries(details)) : good(fields);
}

/** Merges changes into what is stored; the limit of keys is checked on the result, and nothing is applied when it fails. */
export function mergeMetadata(
  stored: Record<string, string>,
  changes: Map<string, string | null>,
): Result<Record<string, string>, Details> {
  const merged = new Map(Object.entries(stored));
  for (const [name, value] of changes) {
    if (value === null) merged.delete(name);
    else merged.set(name, value);
  }
  if (merged.size > MAX_KEYS)
    return bad({ metadata: [`An image may carry at most ${MAX_KEYS} custom fields.`] });
  return good(Object.fromEntries(merged));
}
