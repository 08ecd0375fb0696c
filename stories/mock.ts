import { showProgress } from '../demo/mock/browser/progress.ts';
import { ImgproClient, type ImagePatch } from '../src/api/index.ts';
import type { Image, ImageList } from '../src/api/types.ts';
import { createTokenSource } from '../src/tokens/source.ts';
import { samplePhoto } from './samples.ts';

let started: Promise<string> | undefined;

/** Where the stories' token backend mints; it runs in the service worker, before the mock. */
export function tokenEndpoint(): string {
  return new URL('imgpro/token', document.baseURI).href;
}

/** The same for the reader's own uploads: no story resets what is behind it. */
export function keptTokenEndpoint(): string {
  return new URL('kept-imgpro/token', document.baseURI).href;
}

/** Starts the mock of the API in a service worker beside the stories; resolves with the API's base address. */
export function startMock(): Promise<string> {
  return (started ??= (async () => {
    showProgress();
    const registration = await navigator.serviceWorker.register(new URL('mock-worker.js', document.baseURI), {
      type: 'module',
    });
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
    }
    return new URL('mock/v1', registration.scope).href;
  })());
}

async function control(method: string, path: string, body?: unknown): Promise<void> {
  const answer = await fetch(new URL(`mock/__mock/${path}`, document.baseURI), {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  if (!answer.ok)
    throw new Error(`The mock answered ${answer.status} to ${method} ${path}: ${await answer.text()}`);
}

/** One rule of the mock (demo/mock/README.md, Control): which requests it strikes, and what becomes of them. */
export interface Fault {
  match: string;
  times?: number;
  status?: number;
  retry_after?: number;
  delay_ms?: number;
  drop?: 'before' | 'after' | 'mid';
}

/** Has requests fail from now on. */
export const faults = (...rules: Fault[]): Promise<void> => control('PUT', 'faults', rules);

/** Everything back to the start: pictures, clock, faults, connection. The reader's own uploads stay. */
export async function resetMock(): Promise<void> {
  await setOffline(false);
  await line('reset');
  // A page and a half: each picture is drawn anew.
  await control('POST', 'reset', { images: 24 });
}

/** Bytes a second that go over the line to the backend, upload by upload; their progress is shown. */
export const setSpeed = (bytesPerSecond: number): Promise<unknown> => line(`speed=${bytesPerSecond}`);

/** The account behind the site has used up its uploads of the month. */
export const fillAccount = (): Promise<unknown> => line('fill');

const line = (query: string): Promise<unknown> => fetch(new URL(`imgpro/line?${query}`, document.baseURI));

let isOnline = true;
Object.defineProperty(navigator, 'onLine', { get: () => isOnline, configurable: true });

/** Takes the connection away, or gives it back: requests to the backend fail, and the browser says so. */
export async function setOffline(isOffline: boolean): Promise<void> {
  await line(`cut=${isOffline}`);
  if (isOnline === !isOffline) return;
  isOnline = !isOffline;
  dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}

/** The token that is shown next has expired; the element fetches another one. */
export const expireToken = (): Promise<unknown> => line('expire');

/** Moves the mock's clock: `31d`, `5s`. */
export const advance = (span: string): Promise<void> => control('POST', 'clock', { advance: span });

/** Has a stored image be in another state. */
export const turn = (
  id: string,
  change: { state?: string; reason?: string; nsfw?: boolean },
): Promise<void> => control('PATCH', `images/${id}`, change);

async function client(): Promise<ImgproClient> {
  await startMock();
  return new ImgproClient({ token: createTokenSource({ endpoint: tokenEndpoint() }) });
}

/** The seeded account's newest images. */
export async function images(limit = 20): Promise<Image[]> {
  return (await firstPage(limit)).data;
}

/** The same, and where the list goes on. */
export async function firstPage(limit: number): Promise<ImageList> {
  return (await client()).images.list({ limit }).page();
}

/** Changes a stored image. */
export async function change(id: string, patch: ImagePatch): Promise<void> {
  await (await client()).images.update(id, patch);
}

/** Stores a picture under a name that the mock treats in a special way; resolves with its id. */
export async function uploaded(name: string): Promise<string> {
  return (await (await client()).images.upload(await samplePhoto(name, 200))).id;
}
