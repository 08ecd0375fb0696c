/** Where an upload's key lives in Uppy's meta, so that it outlasts retries and whatever restores a queue. */
export const KEY_FIELD = 'imgproKey';

/** Where the id of a file in our own queue lives in Uppy's meta. */
export const ID_FIELD = 'imgproId';

/** Where fields live in Uppy's meta that are called as something there is called already. */
const NAMESAKES_FIELD = 'imgproFields';

const OURS = new Set([KEY_FIELD, ID_FIELD, NAMESAKES_FIELD]);

/** Meta that Uppy writes for itself, and what its copies of meta would lose. */
const OF_UPPY = new Set(['name', 'type', 'relativePath', 'absolutePath', '__proto__', ...OURS]);

/**
 * Values as the text that a form will carry. Null, undefined and objects are left out: a form would send them as the
 * words "null" and "[object Object]".
 */
function textOf(values: object): [name: string, text: string][] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? [[name, String(value)] as [string, string]]
      : [],
  );
}

/** The fields that travel with a file in an Uppy; `allowed` names them, Uppy's own too, as Uppy has it. */
export function sentFields(meta: object, allowed?: readonly string[]): Record<string, string> {
  const namesakes = (meta as Record<string, object | undefined>)[NAMESAKES_FIELD] ?? {};
  return Object.fromEntries([
    ...textOf(meta).filter(([name]) =>
      allowed ? allowed.includes(name) && !OURS.has(name) : !OF_UPPY.has(name),
    ),
    ...textOf(namesakes),
  ]);
}

/** Uppy's meta for fields of a page, whatever they are called. */
export function metaOf(fields: Readonly<Record<string, string>>): Record<string, unknown> {
  const isNamesake = ([name]: [string, string]) => OF_UPPY.has(name);
  const all = Object.entries(fields);
  return {
    ...Object.fromEntries(all.filter((field) => !isNamesake(field))),
    ...(all.some(isNamesake) && { [NAMESAKES_FIELD]: Object.fromEntries(all.filter(isNamesake)) }),
  };
}

/** Fields that the page sends with every image. */
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
  const all = [
    ...textOf(metadata ?? {}),
    ...textOf({ caption, ttl, published_at: publishedAt }),
    ...textOf(written).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()] as const] : [])),
  ];
  return Object.fromEntries([...new Map(all)].filter(([, text]) => text !== ''));
}
