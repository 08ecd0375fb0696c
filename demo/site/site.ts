import { createServer } from 'node:http';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Context, Next } from 'hono';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isImgproError } from 'imgpro-elements/api';
import { GatewayError, createImgproHandler } from 'imgpro-elements/server';
import type { HandlerOptions } from 'imgpro-elements/server';
import { closeGracefully, toNodeListener } from 'imgpro-elements/server/node';
import { contentSecurityPolicy, dashboardPolicy } from './csp.ts';
import { createForm, formProblem } from './form.ts';
import { readerPieces } from './header.ts';
import { isOwnHost } from './hosts.ts';
import { listenFrom } from './listen.ts';
import { createLogin, loginForms } from './login.ts';
import type { Person } from './login.ts';
import { readPage } from './pages.ts';
import type { PageValues } from './pages.ts';
import { lentPictures, publicGallery } from './public-images.ts';
import { siteSecret } from './secret.ts';
import { stateFigures } from './states.ts';
import type { StateImages } from './states.ts';

export { listenFrom } from './listen.ts';

export interface SiteOptions {
  /** The first port to try; 0 for any free one. */
  port: number;
  /** The address to listen on; default `127.0.0.1`. */
  host?: string;
  /** Names that the site is reached by, such as `photos.example`, beside those of this machine. */
  hosts?: string[];
  /** Whether browsers reach it by https, by a proxy before it. */
  https?: boolean;
  /** The API, like `http://localhost:8787/v1`. */
  apiUrl: string;
  /** Default: the mock's own demo key, which is no secret. */
  apiKey?: string;
  /** At least 32 bytes; default: made once and kept in `.imgpro-mock/site-secret`. */
  secret?: string;
  /** The built package, served at `/dist`. */
  distDir: string;
  /** The pages, `<name>.html` served at `/<name>`, and in `assets` what they load. */
  pagesDir: string;
  /** Where pictures come from, when not from the API's own origin. */
  imageOrigins?: string[];
  /** Images in a state each, for `/image`: only who runs a mock can make them. */
  stateImages?: () => Promise<StateImages>;
  /** Another Content-Security-Policy for a page; `strict` is the one that all pages but one get otherwise. */
  csp?: (path: string, strict: string) => string;
  /** More options of the token backend; tests shorten lives and timers with them. */
  handler?: Partial<HandlerOptions>;
}

export interface Site {
  url: string;
  port: number;
  /** Ends it; what is under way may go on for so many milliseconds. Default 0. */
  close(grace?: number): Promise<void>;
}

/**
 * The demo's own site: pages, a toy login, and the token backend mounted as any site would mount it. A port that is
 * taken gives way to the next free one.
 */
export async function serveSite(options: SiteOptions): Promise<Site> {
  const { apiUrl, apiKey = 'img_live_demo', distDir, pagesDir, host = '127.0.0.1' } = options;
  const secret = options.secret ?? (await siteSecret());
  const login = createLogin({ secret, https: options.https });
  const app = new Hono();

  // First of all: a page whose own name was made to lead here gets nothing.
  app.use(async (context, next) => {
    if (isOwnHost(context.req.header('host'), options.hosts)) return next();
    return context.text('This site has another name.', 421);
  });

  // The token backend: this is all that a site needs.
  const imgpro = createImgproHandler({
    apiKey,
    apiUrl,
    secret,
    authorize: async (request) => {
      const who = await login.whoIs(request);
      return who && { sub: who.id, abilities: ['create', 'read', 'list', 'update', 'delete'] };
    },
    policy: {
      maxBytes: 70_000_000,
      types: ['image/*'],
      fields: ['caption', 'alt_text', 'credit', 'ttl', 'public', 'published_at'],
    },
    ...options.handler,
  });
  app.all('/imgpro/*', (context) => imgpro(context.req.raw));

  // The same once more for the people who run the site: they see the whole account, whoever uploaded.
  const staff = createImgproHandler({
    apiKey,
    apiUrl,
    secret,
    basePath: '/staff/imgpro',
    scope: 'account',
    authorize: async (request) => {
      const who = await login.whoIs(request);
      return who?.staff ? { sub: who.id, abilities: ['read', 'list', 'update', 'delete'] } : null;
    },
    policy: { fields: ['caption', 'alt_text', 'public', 'ttl'] },
    ...options.handler,
  });
  app.all('/staff/imgpro/*', (context) => staff(context.req.raw));

  app.route('/', login.routes);

  // Caching and policy of pages and files. Pages are one person's each: no cache between may share them.
  const policy = contentSecurityPolicy(new URL(apiUrl).origin, ...(options.imageOrigins ?? []));
  app.use(etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'set-cookie'] }), async (context, next) => {
    await next();
    const isPage = context.res.headers.get('content-type')?.startsWith('text/html');
    context.header('x-content-type-options', 'nosniff');
    if (!context.res.headers.has('cache-control'))
      context.header('cache-control', isPage ? 'private, no-cache' : 'no-cache');
    if (!isPage) return;
    context.header('vary', 'Cookie');
    context.header('content-security-policy', (options.csp ?? policyOf)(context.req.path, policy));
  });
  app.get(
    '/dist/*',
    serveStatic({ root: distDir, rewriteRequestPath: (path) => path.slice('/dist'.length) }),
  );
  app.get('/assets/*', serveStatic({ root: pagesDir }));

  /** A page, its reader's name in it, and what else it says to this reader. Who is new is a guest from now on. */
  const page =
    (
      name: string,
      valuesFor: (who: Person, context: Context) => PageValues | null | Promise<PageValues> = () => ({}),
    ) =>
    async (context: Context) => {
      const who = await login.greet(context);
      const values = await valuesFor(who, context);
      const shown = { ...readerPieces(who, context.req.path), ...values };
      const text = values && (await readPage(pagesDir, name, shown));
      return text === null ? context.notFound() : context.html(text);
    };
  app.get('/', page('index'));
  app.get(
    '/login',
    page('login', (who, context) => ({ PEOPLE: loginForms(who, context.req.query('from')) })),
  );
  app.get(
    '/gallery',
    page('gallery', ({ staff }) => ({
      TOKEN_ENDPOINT: staff ? '/staff/imgpro/token' : '/imgpro/token',
      WHOSE: staff ? 'The whole account, as the people who run a site see it' : 'Your own images',
    })),
  );
  app.get(
    '/image',
    page('image', async () => ({ API_URL: apiUrl, STATES: stateFigures(await options.stateImages?.()) })),
  );
  app.get(
    '/anonymous',
    page('anonymous', () => ({ API_URL: apiUrl })),
  );
  app.get(
    '/no-js',
    page('no-js', async () => ({ GALLERY: await publicGallery({ baseUrl: apiUrl, apiKey }) })),
  );
  // For the pages of very many images, which are made in the browser of a few pictures.
  app.get('/pictures.json', async (context) => {
    const pictures = await lentPictures({ baseUrl: apiUrl, apiKey });
    return context.json(pictures, pictures ? 200 : 502);
  });

  // A form of the site's own: its photos come as files where no script runs, and as ids where one does.
  const form = createForm(imgpro, login.whoIs);
  app.post('/form', noStore, async (context) => {
    try {
      return context.redirect(`/form/${await form.publish(context.req.raw)}`, 303);
    } catch (error) {
      if (!(error instanceof GatewayError || isImgproError(error))) throw error;
      context.status((error.status || 502) as ContentfulStatusCode);
      return page('_posted', () => ({ POST: formProblem(error.message) }))(context);
    }
  });
  app.get(
    '/form/:post',
    noStore,
    page('_posted', (who, context) => {
      const post = form.show(who, context.req.param('post')!);
      return post && { POST: post };
    }),
  );

  app.get('/:name{[a-z0-9-]+}', (context) => page(context.req.param('name'))(context));
  app.notFound(async (context) => {
    const who = await login.whoIs(context.req.raw);
    const text = await readPage(pagesDir, '404', readerPieces(who, null));
    return context.html(text ?? 'Not found', 404);
  });

  // A slow line may need longer for an upload than Node gives a request: the backend says how long.
  const { requestTimeout } = imgpro;
  const listener = toNodeListener(
    Object.assign((request: Request) => app.fetch(request), { requestTimeout }),
  );
  const server = createServer(listener);
  const port = await listenFrom(server, options.port, host);
  return {
    port,
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`,
    close: async (grace = 0) => void (await closeGracefully(server, { grace })),
  };
}

/** For what holds a person's own data, or is no page at all. */
async function noStore(context: Context, next: Next): Promise<void> {
  await next();
  context.header('cache-control', 'no-store');
}

function policyOf(path: string, strict: string): string {
  return path === '/dashboard' ? dashboardPolicy(strict) : strict;
}
