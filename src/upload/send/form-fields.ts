/**
 * Values as the text that a form will carry. Null, undefined and objects are left out: a form would send them as the
 * words "null" and "[object Object]".
 */
export function textOf(values: object): [name: string, text: string][] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? [[name, String(value)] as [string, string]]
      : [],
  );
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
