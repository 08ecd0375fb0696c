import { bad, good, type Result } from './result.ts';

export const MAX_TAGS = 10;
export const MAX_TAG_LENGTH = 50;

/** Reads generation 1's tags: a comma-separated text or an array of texts; doubles collapse (demo/mock/README.md, Generations 1 and 2). */
export function readTags(value: unknown): Result<string[]> {
  const parts = typeof value === 'string' ? value.split(',') : value;
  if (value === null) return good([]);
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) {
    return bad('Tags must be a comma-separated text or a list of texts.');
  }
  const tags = [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
  if (tags.some((tag) => tag.includes(','))) return bad('A tag must not contain a comma.');
  if (tags.length > MAX_TAGS) return bad(`Maximum ${MAX_TAGS} tags allowed`);
  if (tags.some((tag) => [...tag].length > MAX_TAG_LENGTH))
    return bad(`A tag may have at most ${MAX_TAG_LENGTH} characters.`);
  return good(tags);
}

export type TagMode = 'replace' | 'add' | 'remove';

/** Tags of an image after a PATCH with tags (replace is the default, add makes a union). */
export function changeTags(stored: readonly string[], given: readonly string[], mode: TagMode): string[] {
  if (mode === 'add') return [...new Set([...stored, ...given])];
  if (mode === 'remove') return stored.filter((tag) => !given.includes(tag));
  return [...given];
}
