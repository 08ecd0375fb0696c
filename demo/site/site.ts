import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { createImgproHandler } from 'imgpro-elements/server';
import type { HandlerOptions } from 'imgpro-elements/server';
import { contentSecurityPolicy, dashboardPolicy } from './csp.ts';
import { listenFrom } from './listen.ts';
import { noScriptPage } from './no-script.ts';
import { siteSecret } from './secret.ts';
import { signIn, visitorOf } from './visitors.ts';

export { listenFrom } from './listen.ts';

export interface SiteOptions {
  /** The first port to try; 0 for any free one. */
  port: number;
  /** Default `127.0.0.1`. */
  host?: string;
  /** The API, like `http://localhost:8787/v1`. */
  apiUrl: string;
  /** Default: the mock's own demo key, which is no secret. */
  apiKey?: string;
  /** At least 32 bytes; default: made once and kept in `.imgpro-mock/site-secret`. */
  secret?: string;
  /** The built package, served at `/dist`. */
  distDir: string;
  /** The pages, `<name>.html` served at `/<name>`, and what they load. */
  pagesDir: string;
  /** Where pictures come from, when not from the API's own origin. */
  imageOrigins?: string[];
  /** Another Content-Security-Policy for a page; `strict` is the one that all pages but one get otherwise. */
  csp?: (path: string, strict: string) => string;
  /** More options of the token backend; tests shorten lives and timers with them. */
  handler?: Partial<HandlerOptions>;
}

export interface Site {
  url: string;
  port: number;
  close(): Promise<void>;
}

/**
 * The demo's own site: pages, a visitor's cookie, and the token backend mounted as any site would mount it. A port
 * that is taken gives way to the next free one.
 */
export async function serveSite(options: SiteOptions): Promise<Site> {
  const { apiUrl, apiKey = 'img_live_demo', distDir, pagesDir, host = '127.0.0.1' } = options;
  const { imageOrigins = [], csp = policyOf } = options;
  const app = new Hono();

  const secret = options.secret ?? (await siteSecret());

  // The token backend: this is all that a site needs.
  const imgpro = createImgproHandler({
    apiKey,
    apiUrl,
    secret,
    authorize: (request) => {
      const visitor = visitorOf(request);
      return visitor === null
        ? null
        : { sub: visitor, abilities: ['create', 'read', 'list', 'update', 'delete'] };
    },
    policy: {
      maxBytes: 70_000_000,
      types: ['image/*'],
      fields: ['caption', 'alt_text', 'credit', 'ttl', 'public', 'published_at'],
    },
    ...options.handler,
  });
  app.all('/imgpro/*', (context) => imgpro(context.req.raw));

  // The same once more for the people who run the site: they see the whole account, whoever uploaded. A real site
  // asks in `authorize` whether the visitor is one of them; in this demo everybody is.
  const staff = createImgproHandler({
    apiKey,
    apiUrl,
    secret,
    basePath: '/staff/imgpro',
    scope: 'account',
    authorize: (request) =>
      visitorOf(request) === null ? null : { sub: 'staff', abilities: ['read', 'list', 'update', 'delete'] },
    policy: { fields: ['caption', 'alt_text', 'public', 'ttl'] },
    ...options.handler,
  });
  app.all('/staff/imgpro/*', (context) => staff(context.req.raw));

  // Every page signs a new visitor in, and is held to the policy that the elements promise to work under.
  const policy = contentSecurityPolicy(new URL(apiUrl).origin, ...imageOrigins);
  app.use(async (context, next) => {
    await next();
    // Outside of etag(): a page that is still in the cache signs in too.
    const { path } = context.req;
    if (pageFile(path) !== path || path.endsWith('.html')) signIn(context);
  });
  app.use(etag(), async (context, next) => {
    await next();
    context.header('cache-control', 'no-cache');
    context.header('x-content-type-options', 'nosniff');
    if (context.res.headers.get('content-type')?.startsWith('text/html'))
      context.header('content-security-policy', csp(context.req.path, policy));
  });
  app.get(
    '/dist/*',
    serveStatic({ root: distDir, rewriteRequestPath: (path) => path.slice('/dist'.length) }),
  );
  app.get('/no-js', async (context) =>
    context.html(await noScriptPage(pagesDir, { baseUrl: apiUrl, apiKey })),
  );
  // The one page that goes to the API itself has to know where it is.
  app.get('/anonymous', async (context) =>
    context.html(
      (await readFile(join(pagesDir, 'anonymous.html'), 'utf8')).replace('%API_URL%', () => apiUrl),
    ),
  );
  app.get('*', serveStatic({ root: pagesDir, rewriteRequestPath: pageFile }));
  app.notFound(async (context) => context.html(await readFile(join(pagesDir, '404.html'), 'utf8'), 404));

  const server = createAdaptorServer({ fetch: app.fetch });
  const port = await listenFrom(server, options.port, host);
  return {
    port,
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function policyOf(path: string, strict: string): string {
  return path === '/dashboard' ? dashboardPolicy(strict) : strict;
}

/** `/name` is `name.html`; what has an extension is itself. */
function pageFile(path: string): string {
  if (path === '/') return '/index.html';
  return /\.[a-z0-9]+$/i.test(path) ? path : `${path}.html`;
}
