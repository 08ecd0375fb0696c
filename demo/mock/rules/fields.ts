import { CORE_FIELDS, isRoutingMarker, mergeMetadata, readMetadata } from './metadata.ts';
import { parsePublishedAt } from './published-at.ts';
import { bad, good, type Details, type Result } from './result.ts';
import { parseTtl } from './ttl.ts';

export const MAX_CAPTION = 2048;

/** What a create call may set. Times in unix seconds, ttl in seconds; null = the default. */
export interface CreateFields {
  caption: string | null;
  publishedAt: number | null;
  ttl: number | null;
  public: boolean;
  nsfw: boolean;
  metadata: Record<string, string>;
}

/** What a PATCH changes; absent = untouched. */
export interface PatchFields {
  caption?: string | null;
  publishedAt?: number;
  ttl?: number | null;
  public?: boolean;
  metadata: Map<string, string | null>;
}

/** Accepted at upload, never metadata (API §3). */
const UPLOAD_ONLY = ['nsfw', 'tool', 'defaults', 'filename'];
const STRUCTURAL = new Set(['caption', 'published_at', 'ttl', 'public', 'tool', 'defaults', 'file', 'url']);

/** Reads the parameters of a create call from a form (strings only) or a JSON body. The last of equal names wins. */
export function parseCreate(
  entries: Iterable<readonly [string, unknown]>,
  options: { weeks?: boolean } = {},
): Result<CreateFields, Details> {
  const all = new Map(entries);
  const problems = new Problems();
  const fields: CreateFields = {
    caption: problems.take('caption', readCaption(all.get('caption'))) ?? null,
    publishedAt: all.has('published_at')
      ? (problems.take('published_at', parsePublishedAt(all.get('published_at'))) ?? null)
      : null,
    ttl:
      (all.get('ttl') ?? null) === null
        ? null
        : (problems.take('ttl', parseTtl(all.get('ttl'), options)) ?? null),
    public: all.has('public')
      ? (problems.take('public', readFlag('public', all.get('public'), true)) ?? true)
      : true,
    nsfw: all.has('nsfw') ? (problems.take('nsfw', readFlag('nsfw', all.get('nsfw'), true)) ?? false) : false,
    metadata: {},
  };
  const custom = readMetadata([...all].filter(([name]) => isCustom(name)));
  if (!custom.ok) problems.add(custom.problem);
  else {
    const merged = mergeMetadata({}, custom.value);
    if (merged.ok) fields.metadata = merged.value;
    else problems.add(merged.problem);
  }
  return problems.none ? good(fields) : bad(problems.details);
}

/** Reads a PATCH body. Fields fixed at upload are refused by name, other core names are ignored (API §5). */
export function parsePatch(entries: Iterable<readonly [string, unknown]>): Result<PatchFields, Details> {
  const all = new Map(entries);
  const problems = new Problems();
  for (const name of UPLOAD_ONLY) {
    if (all.has(name)) problems.add({ [name]: [`The ${name} is fixed at upload and can't be changed.`] });
  }
  const patch: PatchFields = { metadata: new Map() };
  if (all.has('caption')) patch.caption = problems.take('caption', readCaption(all.get('caption'))) ?? null;
  if (all.has('public')) patch.public = problems.take('public', readFlag('public', all.get('public'), false));
  if (all.has('ttl'))
    patch.ttl = all.get('ttl') === null ? null : problems.take('ttl', parseTtl(all.get('ttl')));
  if (all.has('published_at')) {
    const value = all.get('published_at');
    if (value === null)
      problems.add({
        published_at: ['Every image keeps a publish date; it can be changed but not removed.'],
      });
    else patch.publishedAt = problems.take('published_at', parsePublishedAt(value));
  }
  const custom = readMetadata([...all].filter(([name]) => isCustom(name)));
  if (custom.ok) patch.metadata = custom.value;
  else problems.add(custom.problem);
  return problems.none ? good(patch) : bad(problems.details);
}

function isCustom(name: string): boolean {
  return !CORE_FIELDS.has(name) && !STRUCTURAL.has(name) && !isRoutingMarker(name);
}

function readCaption(value: unknown): Result<string | null> {
  if (value === undefined || value === null || value === '') return good(null);
  if (typeof value === 'number' || typeof value === 'boolean') return good(String(value));
  if (typeof value !== 'string') return bad('The caption must be text.');
  return [...value].length > MAX_CAPTION
    ? bad(`The caption may have at most ${MAX_CAPTION} characters.`)
    : good(value);
}

/** A form can only say "1" and "0"; JSON says true, 1, "true" (API §5). */
function readFlag(name: string, value: unknown, digits: boolean): Result<boolean> {
  if (value === true || value === 1 || value === 'true' || (digits && value === '1')) return good(true);
  if (value === false || value === 0 || value === 'false' || (digits && value === '0')) return good(false);
  return bad(`The ${name} must be true or false.`);
}

class Problems {
  readonly #details = new Map<string, string[]>();

  add(details: Details): void {
    for (const [name, sentences] of Object.entries(details)) this.#details.set(name, sentences);
  }

  take<Value>(name: string, result: Result<Value>): Value | undefined {
    if (result.ok) return result.value;
    this.#details.set(name, [result.problem]);
    return undefined;
  }

  get none(): boolean {
    return this.#details.size === 0;
  }

  get details(): Details {
    return Object.fromEntries(this.#details);
  }
}
