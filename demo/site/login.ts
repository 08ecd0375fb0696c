import { hkdfSync } from 'node:crypto';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, setSignedCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { html } from 'hono/html';
import { parseSigned } from 'hono/utils/cookie';

/** Who uses the site. */
export interface Person {
  /** The name that stays, whatever else about this person changes: the `sub` of tokens. */
  id: string;
  name: string;
  staff?: boolean;
}

/** The people of this demo. A real site has them in its database, with passwords or passkeys. */
const PEOPLE: (Person & { about: string })[] = [
  { id: 'anna', name: 'Anna', about: 'Sees and changes the images she uploads, and nobody else’s.' },
  { id: 'ben', name: 'Ben', about: 'The same for him: what Anna uploads he never sees.' },
  { id: 'sam', name: 'Sam', about: 'Runs the site: the gallery shows the whole account.', staff: true },
];

const GUEST = 'demo_guest';
const LOGIN = 'demo_login';
const DAY = 24 * 3600;

export interface LoginOptions {
  /** Secret from which the key that signs cookies is derived. */
  secret: string;
  /** Whether browsers reach the site by https although this server speaks http: a proxy before it does that. */
  https?: boolean;
}

/**
 * A toy login. One cookie says who has signed in, another keeps a guest's name, so that everybody has images of their
 * own at once, and finds them again after signing out. Both are signed: nobody can write themselves another's name.
 */
export function createLogin({ secret, https = false }: LoginOptions) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'demo site: cookies', 32)).toString('base64url');

  async function read(request: Request, cookie: string): Promise<string> {
    return (await parseSigned(request.headers.get('cookie') ?? '', key, cookie))[cookie] || '';
  }

  async function write(context: Context, cookie: string, value: string, maxAge: number): Promise<void> {
    await setSignedCookie(context, cookie, value, key, { ...attributes(context), maxAge });
  }

  const attributes = (context: Context) =>
    ({
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: https || new URL(context.req.url).protocol === 'https:',
    }) as const;

  /** Who sends this request; null for somebody who has seen no page of the site yet. */
  async function whoIs(request: Request): Promise<Person | null> {
    // The end of a login is in the signed part: a browser may keep a cookie for longer than it was told.
    const [id, until] = (await read(request, LOGIN)).split(' ');
    const person = PEOPLE.find((each) => each.id === id);
    if (person && Number(until) > Date.now()) return person;
    const guest = await read(request, GUEST);
    return guest.startsWith('guest-') ? { id: guest, name: 'Guest' } : null;
  }

  /** Who sees this page. Somebody new becomes a guest. */
  async function greet(context: Context): Promise<Person> {
    const known = await whoIs(context.req.raw);
    if (known) return known;
    const id = `guest-${crypto.randomUUID()}`;
    await write(context, GUEST, id, 365 * DAY);
    return { id, name: 'Guest' };
  }

  /** `POST /login` and `POST /logout`, for forms of this site alone: JSON is what a script sends, also one led astray. */
  const routes = new Hono();
  routes.on('POST', ['/login', '/logout'], async (context, next) => {
    const type = context.req.header('content-type') ?? '';
    if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
      return context.text('Send this as a form.', 415);
    await next();
  });
  routes.on('POST', ['/login', '/logout'], csrf(), bodyLimit({ maxSize: 4096 }), async (context, next) => {
    context.header('cache-control', 'no-store');
    await next();
  });
  routes.post('/login', async (context) => {
    const form = await context.req.parseBody();
    const person = PEOPLE.find(({ id }) => id === form['user']);
    if (!person) return context.text('There is nobody of this name here.', 422);
    await write(context, LOGIN, `${person.id} ${Date.now() + DAY * 1000}`, DAY);
    return context.redirect(ownPath(form['from']), 303);
  });
  routes.post('/logout', async (context) => {
    const form = await context.req.parseBody();
    deleteCookie(context, LOGIN, attributes(context));
    return context.redirect(ownPath(form['from']), 303);
  });

  return { whoIs, greet, routes };
}

/** A page of this site to go back to; an address of elsewhere would make the login a way to lead people astray. */
export function ownPath(path: unknown): string {
  return typeof path === 'string' && /^\/[a-z0-9-]*$/.test(path) ? path : '/';
}

/** Who one is, in the header of every page, and the way to change that. */
export function whoLink(who: Person | null, path: string) {
  const from = ownPath(path);
  const back = from === '/' || from === '/login' ? '' : `?from=${from}`;
  const person = PEOPLE.find(({ id }) => id === who?.id);
  return html`<a class="who" href="/login${back}"
    ><span class="hidden">You are </span>${person?.name ?? 'Guest · sign in'}</a
  >`;
}

/** The buttons of the login page. */
export function loginForms(who: Person, from: unknown) {
  const back = html`<input type="hidden" name="from" value="${ownPath(from)}" />`;
  const people = PEOPLE.map(
    ({ id, name, about }) =>
      html`<li>
        <h2>${name}</h2>
        <p>${about}</p>
        ${
          id === who.id
            ? html`<strong>This is you</strong>`
            : html`<button name="user" value="${id}">Sign in as ${name}</button>`
        }
      </li>`,
  );
  const out = html`<form class="out" method="post" action="/logout">
    ${back}<button class="quiet">Sign out</button>
  </form>`;
  return html`<form method="post" action="/login">
      ${back}
      <ul class="people">
        ${people}
      </ul>
    </form>
    ${PEOPLE.some(({ id }) => id === who.id) ? out : ''}`;
}
