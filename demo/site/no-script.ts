import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImgproClient, isImgproError } from 'imgpro-elements/api';
import type { ClientOptions } from 'imgpro-elements/api';
import { renderGallery } from 'imgpro-elements/html';

const SHOWN = 24;

/** The page whose pictures are in the HTML: the account's newest, put where the page says `%GALLERY%`. */
export async function noScriptPage(
  pagesDir: string,
  api: Required<Pick<ClientOptions, 'apiKey' | 'baseUrl'>>,
): Promise<string> {
  const page = await readFile(join(pagesDir, 'no-js.html'), 'utf8');
  const gallery = await newest(api);
  // A function, since a caption may hold what replace() takes for a pattern.
  return page.replace('%GALLERY%', () => gallery);
}

async function newest(api: ClientOptions): Promise<string> {
  try {
    const client = new ImgproClient({ ...api, maxRetries: 0 });
    const { data } = await client.images.list({ limit: SHOWN }).page();
    // One page and no more: what comes after it is not this visitor's own.
    return renderGallery(data, { lightbox: true });
  } catch (error) {
    if (!isImgproError(error)) throw error;
    return '<p>The pictures can’t be reached right now. Load the page again in a moment.</p>';
  }
}
