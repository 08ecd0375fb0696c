import { invalid } from './errors.ts';
import type { CreateFields, ImagePatch } from './options.ts';

type Value = string | number | boolean | null;
type Fields = Record<string, Value>;

/** Names with a meaning of their own: as a field of metadata they would be dropped, or change something else. */
const RESERVED = new Set(
  (
    'id object url page_url sizes filename format width height bytes transformable status public published_at expires_at ' +
    'created_at caption metadata nsfw blocked block_reason failure_reason file ttl ids tool defaults'
  ).split(' '),
);

const define = (fields: Fields, name: string, value: Value): unknown =>
  // not an assignment: a field called __proto__ is a field like any other
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });

const written = (value: string | number | Date): string | number =>
  value instanceof Date ? value.toISOString().replace(/\.\d+Z$/, 'Z') : value;

/** The service takes custom fields flat, beside its own (API §3, §5). */
function addMetadata(fields: Fields, metadata: CreateFields['metadata']): Fields {
  for (const [name, value] of Object.entries(metadata ?? {})) {
    if (value === undefined) continue;
    if (RESERVED.has(name)) {
      throw invalid(
        `metadata.${name}: this name belongs to the image itself; choose another.`,
        'validation_error',
        {
          [name]: ['reserved name'],
        },
      );
    }
    if (value !== null && typeof value === 'object') {
      throw invalid(`metadata.${name}: only text, numbers and booleans can be stored.`, 'validation_error', {
        [name]: ['not text'],
      });
    }
    define(fields, name, typeof value === 'number' || typeof value === 'boolean' ? String(value) : value);
  }
  return fields;
}

/** The fields of a creation. Nothing is sent for what is not set. */
export function createFields({
  caption,
  ttl,
  published_at,
  public: isPublic,
  nsfw,
  metadata,
}: CreateFields): Fields {
  const fields: Fields = {};
  if (caption) fields.caption = caption;
  if (ttl !== undefined && ttl !== null) fields.ttl = ttl;
  if (published_at !== undefined && published_at !== null) fields.published_at = written(published_at);
  if (isPublic !== undefined) fields.public = isPublic;
  if (nsfw) fields.nsfw = true;
  addMetadata(fields, metadata);
  for (const [name, value] of Object.entries(fields)) if (value === null) delete fields[name];
  return fields;
}

/** The fields of a change: the editable ones, and metadata flat (API §5, §12, 2 and 4). */
export function patchFields({ caption, ttl, published_at, public: isPublic, metadata }: ImagePatch): Fields {
  const fields: Fields = {};
  if (caption !== undefined) fields.caption = caption;
  if (isPublic !== undefined) fields.public = isPublic;
  if (ttl !== undefined) fields.ttl = ttl;
  if (published_at !== undefined && published_at !== null) fields.published_at = written(published_at);
  return addMetadata(fields, metadata);
}
