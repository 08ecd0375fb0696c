/**
 * The service worker beside the stories: the mock of the API, and before it a token backend as a site would mount it.
 * So the static build needs no server, and no story ever sees a key.
 */
import { serveWorker } from '../demo/mock/browser/serve-worker.ts';
import { createImgproHandler } from '../src/server/index.ts';

type Before = NonNullable<NonNullable<Parameters<typeof serveWorker>[0]>['before']>;

/** Script and style of the mock's admin page; see `mock-worker.ts`. */
declare const __ADMIN__: { script: string; style: string };

/** There is no network until told otherwise; and the next token that is shown has expired. */
const line = { isCut: false, hasExpired: false };

let handler: ((request: Request) => Promise<Response>) | undefined;

const before: Before = (request, mock, base) => {
  const basePath = new URL(base).pathname.replace(/mock$/, 'imgpro');
  const { pathname, searchParams } = new URL(request.url);
  if (!pathname.startsWith(`${basePath}/`)) return null;
  if (pathname === `${basePath}/line`) {
    if (searchParams.has('cut')) line.isCut = searchParams.get('cut') === 'true';
    if (searchParams.has('expire')) line.hasExpired = true;
    if (searchParams.has('reset')) Object.assign(line, { isCut: false, hasExpired: false });
    return Promise.resolve(new Response(null, { status: 204 }));
  }
  if (line.isCut) return Promise.resolve(Response.error());
  if (line.hasExpired && request.headers.has('authorization')) {
    line.hasExpired = false;
    const error = { type: 'authentication_error', code: 'token_expired', message: 'The token has expired.' };
    return Promise.resolve(Response.json({ error }, { status: 401 }));
  }
  handler ??= createImgproHandler({
    apiKey: 'img_live_demo',
    apiUrl: `${base}/v1`,
    // Constant, so that tokens outlive a worker that the browser put to sleep. It guards drawings in memory.
    secret: 'the stories have nothing to hide from their reader',
    basePath,
    scope: 'account',
    authorize: () => ({ sub: 'reader', abilities: ['create', 'read', 'list', 'update', 'delete'] }),
    policy: { types: ['image/*'], fields: ['caption', 'alt_text', 'public', 'ttl'] },
    fetch: (input, init) => mock.fetch(new Request(input, init)),
  });
  return handler(request);
};

serveWorker({ images: 60, before, admin: __ADMIN__ });
