import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Pieces of HTML by their names in a page. */
export type PageValues = Record<string, string | HtmlEscapedString | Promise<HtmlEscapedString>>;

/**
 * A page with its `%NAMES%` replaced by what they stand for, which is HTML; null when there is no such page. The name of
 * a page that has no address of its own begins with `_`.
 */
export async function readPage(folder: string, name: string, values: PageValues): Promise<string | null> {
  if (!/^_?[a-z0-9-]+$/.test(name)) return null;
  let page: string;
  try {
    page = await readFile(join(folder, `${name}.html`), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
  const known = new Map<string, string>();
  for (const [key, value] of Object.entries(values)) known.set(key, String(await value));
  // All at once, so that a caption that holds such a name stays a caption.
  return page.replace(/%([A-Z_]+)%/g, (text, key: string) => known.get(key) ?? text);
}
