import { parseCreate, type CreateFields } from '../rules/fields.ts';
import { bad, good, type Details, type Result } from '../rules/result.ts';
import { readTags } from '../rules/tags.ts';

/** Reads the parameters of generation 1 and 2: `description` is the caption, `tags` a list, ttl knows weeks. */
export function legacyFields(
  entries: readonly (readonly [string, unknown])[],
): Result<CreateFields, Details> {
  const all = new Map(entries);
  const tags = all.has('tags') ? readTags(all.get('tags')) : null;
  const renamed = [...all].flatMap(([name, value]): [string, unknown][] => {
    if (name === 'tags') return tags?.ok && tags.value.length > 0 ? [['tags', tags.value.join(',')]] : [];
    if (name === 'description') return all.has('caption') ? [] : [['caption', value]];
    return [[name, value]];
  });
  const fields = parseCreate(renamed, { weeks: true });
  const problems = {
    ...(fields.ok ? {} : fields.problem),
    ...(tags && !tags.ok ? { tags: [tags.problem] } : {}),
  };
  return fields.ok && Object.keys(problems).length === 0 ? good(fields.value) : bad(problems);
}
