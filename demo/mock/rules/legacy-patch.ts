import { Caption, FormPublic, read } from '../schemas/fields.ts';
import { cleanFilename } from './filename.ts';
import { bad, good, type Details, type Result } from './result.ts';
import { changeTags, MAX_TAGS, readTags, type TagMode } from './tags.ts';

export interface LegacyPatch {
  filename?: string;
  caption?: string | null;
  public?: boolean;
  tags?: string[];
}

/** Reads a PATCH of generation 1: `name`, `description` (generation 2: `caption`), `public`, `tags` with `tag_mode`. */
export function parseLegacyPatch(
  entries: Iterable<readonly [string, unknown]>,
  stored: string[],
): Result<LegacyPatch, Details> {
  const all = new Map(entries);
  const problems: Record<string, string[]> = {};
  const patch: LegacyPatch = {};
  const note = <Value>(name: string, result: Result<Value>, keep: (value: Value) => void): void => {
    if (result.ok) keep(result.value);
    else problems[name] = [result.problem];
  };
  if (all.has('name')) note('name', readName(all.get('name')), (name) => (patch.filename = name));
  for (const name of ['description', 'caption']) {
    if (all.has(name)) note(name, read(Caption, all.get(name)), (caption) => (patch.caption = caption));
  }
  if (all.has('public'))
    note('public', read(FormPublic, all.get('public')), (value) => (patch.public = value));
  const mode = all.get('tag_mode') ?? 'replace';
  if (!isMode(mode)) problems['tag_mode'] = ['The tag_mode must be replace, add or remove.'];
  else if (all.has('tags')) {
    note('tags', readTags(all.get('tags')), (given) => {
      patch.tags = changeTags(stored, given, mode);
      if (patch.tags.length > MAX_TAGS) problems['tags'] = [`Maximum ${MAX_TAGS} tags allowed`];
    });
  }
  return Object.keys(problems).length > 0 ? bad(problems) : good(patch);
}

function isMode(mode: unknown): mode is TagMode {
  return mode === 'replace' || mode === 'add' || mode === 'remove';
}

function readName(value: unknown): Result<string> {
  const name = typeof value === 'string' ? cleanFilename(value) : null;
  return name === null ? bad('The name must be text.') : good(name);
}
