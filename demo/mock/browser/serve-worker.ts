import { Dropped } from '../errors.ts';
import { openBrowserMock, type KeptMock } from './mock.ts';

interface FetchEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
}

/** As much of a service worker's scope as is used here; the `dom` library has none of it. */
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: 'install' | 'activate',
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}

export interface WorkerOptions {
  /** Where the mock is, below the worker's scope: `mock`. Each path has a mock of its own. */
  path?: string;
  /** Seeded images; 60. */
  images?: number;
  /** Script and style of the admin page at `mock/__mock/ui`, which pages of the same origin may frame; none by default. */
  admin?: { script: string; style: string };
  /** A token backend before the mock, at a path of its own. */
  front?: Front;
}

export interface Front {
  /** Below the worker's scope. */
  path: string;
  /** Answers a request below its path. */
  answer(request: Request, behind: Behind): Promise<Response>;
}

/** The mock, as a front reaches it. */
export interface Behind extends Pick<KeptMock, 'mock' | 'memo'> {
  /** Where the mock is. */
  base: string;
  /** The path of the front itself, from the root of the host. */
  path: string;
}

/**
 * Serves a mock under `{scope}mock/` from the service worker this is called in: API at `mock/v1`, files at `mock/cdn/…`.
 * Its data is kept in IndexedDB, so that it outlives a reload and a worker that the browser has put to sleep.
 */
export function serveWorker({ path = 'mock', images = 60, admin, front }: WorkerOptions = {}): void {
  const worker = globalThis as unknown as WorkerScope;
  const scope = new URL(worker.registration.scope);
  const base = new URL(path, scope);
  const entrance = front && new URL(front.path, scope);
  let opened: Promise<KeptMock> | undefined;
  const open = (): Promise<KeptMock> =>
    (opened ??= openBrowserMock(`imgpro-mock ${base.pathname}`, {
      images,
      admin: admin ? { ...admin, ancestors: "'self'" } : null,
      basePath: base.pathname,
    }));
  worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
  worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener('fetch', (event) => {
    const { request } = event;
    const answer = async (by: (kept: KeptMock) => Promise<Response>): Promise<Response> => {
      const opened = await open();
      const response = await by(opened).catch((error: unknown) => {
        // A connection that the mock has cut, or the page.
        if (error instanceof Dropped || request.signal.aborted) return Response.error();
        throw error;
      });
      const kept = opened.keep();
      // Of what was only looked at there is nothing to lose.
      if (request.method === 'GET') event.waitUntil(kept);
      else await kept;
      return response;
    };
    if (isBelow(request, base)) event.respondWith(answer(({ mock }) => mock.fetch(request)));
    else if (front && entrance && isBelow(request, entrance))
      event.respondWith(
        answer((kept) => front.answer(request, { ...kept, base: base.href, path: entrance.pathname })),
      );
  });
}

function isBelow({ url }: Request, base: URL): boolean {
  const { origin, pathname } = new URL(url);
  return origin === base.origin && (pathname === base.pathname || pathname.startsWith(`${base.pathname}/`));
}
