import { Dropped } from '../errors.ts';
import type { Mock } from '../app.ts';
import { createBrowserMock } from './mock.ts';

/** As much of a service worker's scope as is used here; the `dom` library has none of it. */
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: 'install' | 'activate',
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: 'fetch',
    listener: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void,
  ): void;
}

export interface WorkerOptions {
  /** Seeded images; 60. */
  images?: number;
  /** Script and style of the admin page at `mock/__mock/ui`, which pages of the same origin may frame; none by default. */
  admin?: { script: string; style: string };
  /** Answers a request before the mock would: null leaves it alone. `mock` is there to be called in turn. */
  before?: (request: Request, mock: Mock, base: string) => Promise<Response | null> | null;
}

/** Serves a mock under `{scope}mock/` from the service worker this is called in: API at `mock/v1`, files at `mock/cdn/…`. */
export function serveWorker(options: WorkerOptions = {}): void {
  const worker = globalThis as unknown as WorkerScope;
  const scope = new URL(worker.registration.scope);
  const base = new URL('mock', scope);
  const { images = 60 } = options;
  const admin = options.admin ? { ...options.admin, ancestors: "'self'" } : null;
  const made = createBrowserMock({ images, admin, basePath: base.pathname });
  worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
  worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener('fetch', (event) => {
    const url = new URL(event.request.url);
    if (url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
    const mine = url.pathname === base.pathname || url.pathname.startsWith(`${base.pathname}/`);
    if (mine) event.respondWith(made.then((mock) => answer(mock, event.request)));
    else if (options.before) {
      const { before } = options;
      event.respondWith(
        made.then(async (mock) => (await before(event.request, mock, base.href)) ?? fetch(event.request)),
      );
    }
  });
}

async function answer(mock: Mock, request: Request): Promise<Response> {
  try {
    return await mock.fetch(request);
  } catch (error) {
    if (error instanceof Dropped) return Response.error();
    throw error;
  }
}
