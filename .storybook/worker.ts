/**
 * The service worker beside the stories: the mock of the API, and before it a token backend as a site would mount it.
 * So the static build needs no server, and no story ever sees a key. There are two of each: one that each story takes
 * back to its start, and one of the reader, whose uploads stay.
 */
import { carry } from '../demo/mock/browser/line.ts';
import { serveWorker, type Front } from '../demo/mock/browser/serve-worker.ts';
import { createImgproHandler } from '../src/server/index.ts';

/** Script and style of the mock's admin page; see `mock-worker.ts`. */
declare const __ADMIN__: { script: string; style: string };

/** Bytes a second: a good line at home. */
const USUAL = 2_500_000;

const START = { isCut: false, hasExpired: false, isFull: false, bytesPerSecond: USUAL };

/** A token backend, and the line to it: cut, slow, with a token that has expired, or to an account that has used up its uploads. */
function backend(path: string): Front {
  const handlers = new Map<string, (request: Request) => Promise<Response>>();
  return {
    path,
    answer: async (request, { mock, memo, base, path: basePath }) => {
      const line = (memo['line'] ??= { ...START }) as typeof START;
      const { pathname, searchParams } = new URL(request.url);
      if (pathname === `${basePath}/line`) {
        change(line, searchParams);
        return new Response(null, { status: 204 });
      }
      if (line.isCut) return Response.error();
      const arrived = request.method === 'POST' ? await carry(request, line.bytesPerSecond) : request;
      if (line.isCut) return Response.error();
      if (line.hasExpired && request.headers.has('authorization')) {
        line.hasExpired = false;
        const error = {
          type: 'authentication_error',
          code: 'token_expired',
          message: 'The token has expired.',
        };
        return Response.json({ error }, { status: 401 });
      }
      const apiKey = line.isFull ? 'img_live_full' : 'img_live_demo';
      const handler =
        handlers.get(apiKey) ??
        createImgproHandler({
          apiKey,
          apiUrl: `${base}/v1`,
          // Constant, so that tokens outlive a worker that the browser put to sleep. It guards drawings and play.
          secret: 'the stories have nothing to hide from their reader',
          basePath,
          scope: 'account',
          authorize: () => ({ sub: 'reader', abilities: ['create', 'read', 'list', 'update', 'delete'] }),
          policy: {
            types: ['image/*'],
            fields: ['caption', 'alt_text', 'photo_credit', 'public', 'ttl'],
            importHosts: ['images.example'],
          },
          fetch: (input, init) => mock.fetch(new Request(input, init)),
        });
      handlers.set(apiKey, handler);
      return handler(arrived);
    },
  };
}

function change(line: typeof START, wish: URLSearchParams): void {
  if (wish.has('reset')) Object.assign(line, START);
  if (wish.has('cut')) line.isCut = wish.get('cut') === 'true';
  if (wish.has('expire')) line.hasExpired = true;
  if (wish.has('fill')) line.isFull = true;
  if (wish.has('speed')) line.bytesPerSecond = Number(wish.get('speed'));
}

serveWorker({ front: backend('imgpro'), admin: __ADMIN__ });
serveWorker({ path: 'kept-mock', front: backend('kept-imgpro'), images: 12 });
