import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImgproClient, isImgproError } from 'imgpro-elements/api';
import type { ClientOptions, Image } from 'imgpro-elements/api';
import { escapeHtml, imageAttributes } from 'imgpro-elements/html';

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
    return data
      .filter((image) => image.status === 'ready')
      .map(galleryLink)
      .join('\n');
  } catch (error) {
    if (!isImgproError(error)) throw error;
    return '<p>The pictures can’t be reached right now. Load the page again in a moment.</p>';
  }
}

/** What the gallery adopts: a link to the viewer page around a picture. */
function galleryLink(image: Image): string {
  const attributes = Object.entries(
    imageAttributes(image, { alt: image.metadata['alt_text'] ?? image.caption ?? '' }),
  )
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}="${escapeHtml(String(value))}"`);
  return `<a href="${escapeHtml(image.page_url)}" data-id="${escapeHtml(image.id)}"><img ${attributes.join(' ')}></a>`;
}
