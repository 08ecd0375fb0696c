/** Where an upload's key lives in Uppy's meta, so that it outlasts retries and whatever restores a queue. */
export const KEY_FIELD = 'imgproKey';

/** Where the id of a file in our own queue lives in Uppy's meta. */
export const ID_FIELD = 'imgproId';

/** Meta that Uppy writes for itself; the service would store it as metadata. */
const OF_UPPY = new Set(['name', 'type', 'relativePath', 'absolutePath', KEY_FIELD, ID_FIELD]);

/**
 * The fields that travel with a file, as the text the form will carry. Null, undefined and objects are left out:
 * a form would send them as the words "null" and "[object Object]".
 */
export function sentFields(meta: object, allowed?: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(meta)) {
    if (OF_UPPY.has(name) || (allowed && !allowed.includes(name))) continue;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      fields[name] = String(value);
  }
  return fields;
}

/** What the page sends with every image (DESIGN §3.1). */
export interface CommonFields {
  caption?: string | null;
  ttl?: string | number | null;
  publishedAt?: string | null;
  metadata?: Record<string, unknown> | null;
}

/** All fields of one upload: the page's own, then what a person wrote, which wins. Empty ones are left out. */
export function composeFields(
  common: CommonFields,
  written: Readonly<Record<string, string>>,
): Record<string, string> {
  const { caption, ttl, publishedAt, metadata } = common;
  const fields = sentFields({ ...metadata, caption, ttl, published_at: publishedAt });
  for (const [name, value] of Object.entries(written)) if (value.trim() !== '') fields[name] = value.trim();
  for (const [name, value] of Object.entries(fields)) if (value === '') delete fields[name];
  return fields;
}
