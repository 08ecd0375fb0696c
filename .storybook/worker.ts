/**
 * The service worker beside the stories: the mock of the API, and before it a token backend as a site would mount it.
 * So the static build needs no server, and no story ever sees a key.
 */
import { serveWorker } from '../demo/mock/browser/serve-worker.ts';
import { createImgproHandler } from '../src/server/index.ts';

type Before = NonNullable<NonNullable<Parameters<typeof serveWorker>[0]>['before']>;

let handler: ((request: Request) => Promise<Response>) | undefined;

const before: Before = (request, mock, base) => {
  const basePath = new URL(base).pathname.replace(/mock$/, 'imgpro');
  if (!new URL(request.url).pathname.startsWith(`${basePath}/`)) return null;
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

serveWorker({ images: 60, before });
