import { html, raw } from 'hono/html';
import { ImgproClient } from 'imgpro-elements/api';
import type { Image, TokenResponse } from 'imgpro-elements/api';
import { renderImage } from 'imgpro-elements/html';
import type { ImgproHandler, RefusedFile } from 'imgpro-elements/server';
import type { Person } from './login.ts';

/** As many photos as the form says. */
const MAX_PHOTOS = 4;
/** How many posts this demo remembers. A real site has a table for them. */
const MAX_POSTS = 1000;

/** Entry that somebody has sent with the form. */
interface Post {
  by: string;
  title: string;
  photos: Image[];
  refused: RefusedFile[];
}

/** The form of `/form`, and what came of each. */
export function createForm(imgpro: ImgproHandler, whoIs: (request: Request) => Promise<Person | null>) {
  const posts = new Map<string, Post>();

  /**
   * Takes a form and gives the id of the post. Without a script the form holds files, which are stored now; with one
   * they are stored already, and the form holds their ids. Here it makes no difference: `photo` is ids in the end.
   */
  async function publish(request: Request): Promise<string> {
    const { fields, refused } = await imgpro.storeForm(request, { maxFiles: MAX_PHOTOS });
    const ids = fields.getAll('photo').filter((id) => typeof id === 'string' && id !== '') as string[];
    const photos = await ownImages(imgpro, request, ids.slice(0, MAX_PHOTOS));
    const post = crypto.randomUUID();
    const title = String(fields.get('title') ?? '').trim();
    posts.set(post, { by: (await whoIs(request))!.id, title: title || 'Untitled', photos, refused });
    if (posts.size > MAX_POSTS) posts.delete(posts.keys().next().value!);
    return post;
  }

  /** A post as HTML, for the one who sent it; null for everybody else. */
  function show(who: Person, id: string) {
    const post = posts.get(id);
    return post?.by === who.id ? postHtml(post) : null;
  }

  return { publish, show };
}

/**
 * The images of these ids that are the sender's own. A form's ids are its sender's word: the gateway is asked for
 * them in the sender's name, with a token like the one that their page gets, and leaves out what is not theirs.
 */
async function ownImages(imgpro: ImgproHandler, request: Request, ids: string[]): Promise<Image[]> {
  const cookie = request.headers.get('cookie') ?? '';
  const ask = new Request(new URL('/imgpro/token', request.url), { method: 'POST', headers: { cookie } });
  const { token, api_url } = (await (await imgpro(ask)).json()) as TokenResponse;
  const client = new ImgproClient({
    token,
    maxRetries: 1,
    baseUrl: new URL(api_url!, request.url).href,
    // The gateway is in this very process.
    fetch: (input, init) => imgpro(new Request(input, init)),
  });
  const valid = ids.filter((id) => /^[\w-]{1,64}$/.test(id));
  return valid.length === 0 ? [] : (await client.images.list({ ids: valid }).page()).data;
}

function postHtml({ title, photos, refused }: Post) {
  return html`<h1>${title}</h1>
    ${
      photos.length > 0
        ? html`<p class="lead">
              ${photos.length === 1 ? 'One photo is' : `${photos.length} photos are`} stored.
            </p>
            <div class="columns">
              ${photos.map((photo) => raw(renderImage(photo, { alt: photo.filename })))}
            </div>`
        : html`<p class="lead">No photo is stored.</p>`
    }
    ${
      refused.length > 0
        ? html`<h2>Not stored</h2>
            <ul>
              ${refused.map(({ filename, message }) => html`<li><bdi>${filename}</bdi>: ${message}</li>`)}
            </ul>`
        : ''
    }`;
}

/** Why a whole form was not taken. */
export function formProblem(message: string) {
  return html`<h1>The form was not taken</h1>
    <p class="lead">${message}</p>`;
}
