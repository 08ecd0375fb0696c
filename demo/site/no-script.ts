import { ImgproClient, isImgproError } from 'imgpro-elements/api';
import type { ClientOptions, Image } from 'imgpro-elements/api';
import { renderGallery } from 'imgpro-elements/html';

/** How many pictures the page shows. */
const SHOWN = 24;
/** How many pages of a hundred are looked through for them: an account may hold few that are public. */
const PAGES = 5;

/**
 * The account's newest pictures for the page that needs no script. It is everybody's page, and read with the account's
 * key: only what is public may stand in it.
 */
export async function publicGallery(api: ClientOptions): Promise<string> {
  try {
    return renderGallery(await newestPublic(api), { lightbox: true });
  } catch (error) {
    if (!isImgproError(error)) throw error;
    return '<p>The pictures can’t be reached right now. Load the page again in a moment.</p>';
  }
}

async function newestPublic(api: ClientOptions): Promise<Image[]> {
  const client = new ImgproClient({ ...api, maxRetries: 0 });
  const found: Image[] = [];
  let pages = 0;
  for await (const { data } of client.images.list({ limit: 100 }).pages()) {
    found.push(...data.filter((image) => image.public));
    if (found.length >= SHOWN || ++pages === PAGES) break;
  }
  return found.slice(0, SHOWN);
}
