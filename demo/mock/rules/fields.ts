import { CORE_FIELDS, isRoutingMarker, mergeMetadata, readMetadata } from './metadata.ts';
import { bad, good, type Details, type Result } from './result.ts';
import { Caption, FormPublic, LegacyTtl, Nsfw, Public, PublishedAt, read, Ttl } from '../schemas/fields.ts';

/** Fields of a create call. Times in unix seconds, ttl in seconds; null = the default. */
export interface CreateFields {
  caption: string | null;
  publishedAt: number | null;
  ttl: number | null;
  public: boolean;
  nsfw: boolean;
  metadata: Record<string, string>;
}

/** Fields that a PATCH changes; absent = untouched. */
export interface PatchFields {
  caption?: string | null;
  publishedAt?: number;
  ttl?: number | null;
  public?: boolean;
  metadata: Map<string, string | null>;
}

/** Accepted at upload, never metadata (demo/mock/README.md, Creating). */
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
    caption: problems.take('caption', read(Caption, all.get('caption'))) ?? null,
    publishedAt: all.has('published_at')
      ? (problems.take('published_at', read(PublishedAt, all.get('published_at'))) ?? null)
      : null,
    ttl:
      (all.get('ttl') ?? null) === null
        ? null
        : (problems.take('ttl', read(options.weeks ? LegacyTtl : Ttl, all.get('ttl'))) ?? null),
    public: all.has('public') ? (problems.take('public', read(FormPublic, all.get('public'))) ?? true) : true,
    nsfw: all.has('nsfw') ? (problems.take('nsfw', read(Nsfw, all.get('nsfw'))) ?? false) : false,
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

/** Reads a PATCH body. Fields fixed at upload are refused by name, other core names are ignored (demo/mock/README.md, Changing). */
export function parsePatch(entries: Iterable<readonly [string, unknown]>): Result<PatchFields, Details> {
  const all = new Map(entries);
  const problems = new Problems();
  for (const name of UPLOAD_ONLY) {
    if (all.has(name)) problems.add({ [name]: [`The ${name} is fixed at upload and can't be changed.`] });
  }
  const patch: PatchFields = { metadata: new Map() };
  if (all.has('caption')) patch.caption = problems.take('caption', read(Caption, all.get('caption'))) ?? null;
  if (all.has('public')) patch.public = problems.take('public', read(Public, all.get('public')));
  if (all.has('ttl'))
    patch.ttl = all.get('ttl') === null ? null : problems.take('ttl', read(Ttl, all.get('ttl')));
  if (all.has('published_at')) {
    const value = all.get('published_at');
    if (value === null)
      problems.add({
        published_at: ['Every image keeps a publish date; it can be changed but not removed.'],
      });
    else patch.publishedAt = problems.take('published_at', read(PublishedAt, value));
  }
  const custom = readMetadata([...all].filter(([name]) => isCustom(name)));
  if (custom.ok) patch.metadata = custom.value;
  else problems.add(custom.problem);
  return problems.none ? good(patch) : bad(problems.details);
}

function isCustom(name: string): boolean {
  return !CORE_FIELDS.has(name) && !STRUCTURAL.has(name) && !isRoutingMarker(name);
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
