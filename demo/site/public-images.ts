import { ImgproClient, isImgproError } from 'imgpro-elements/api';
import type { ClientOptions, Image } from 'imgpro-elements/api';
import { renderGallery } from 'imgpro-elements/html';

/** How many pictures the page without a script shows, and how many the pages of very many lend to their images. */
const SHOWN = 24;
const LENT = 48;
/** How many pages of a hundred are looked through for them: an account may hold few that are public. */
const PAGES = 5;

/**
 * The account's newest pictures for the page that needs no script. It is everybody's page, and read with the account's
 * key: only what is public may stand in it.
 */
export async function publicGallery(api: ClientOptions): Promise<string> {
  try {
    return renderGallery(await newestPublic(api, SHOWN), { lightbox: true });
  } catch (error) {
    if (!isImgproError(error)) throw error;
    return '<p>The pictures can’t be reached right now. Load the page again in a moment.</p>';
  }
}

/** Public pictures that can be shown to anybody, for the pages of very many; null when the service does not answer. */
export async function lentPictures(api: ClientOptions): Promise<Image[] | null> {
  try {
    const images = await newestPublic(api, LENT);
    return images.filter(({ status, nsfw, blocked }) => status === 'ready' && !nsfw && !blocked);
  } catch (error) {
    if (!isImgproError(error)) throw error;
    return null;
  }
}

async function newestPublic(api: ClientOptions, wanted: number): Promise<Image[]> {
  const client = new ImgproClient({ ...api, maxRetries: 0 });
  const found: Image[] = [];
  let pages = 0;
  for await (const { data } of client.images.list({ limit: 100 }).pages()) {
    found.push(...data.filter((image) => image.public));
    if (found.length >= wanted || ++pages === PAGES) break;
  }
  return found.slice(0, wanted);
}
