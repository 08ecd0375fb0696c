import { ImgproClient } from '../src/api/index.ts';
import type { Image } from '../src/api/types.ts';
import { createTokenSource } from '../src/tokens/source.ts';
import { samplePhoto } from './samples.ts';

let started: Promise<string> | undefined;

/** Where the stories' token backend mints; it runs in the service worker, before the mock. */
export function tokenEndpoint(): string {
  return new URL('imgpro/token', document.baseURI).href;
}

/** Starts the mock of the API in a service worker beside the stories; resolves with the API's base address. */
export function startMock(): Promise<string> {
  return (started ??= (async () => {
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

async function client(): Promise<ImgproClient> {
  await startMock();
  return new ImgproClient({ token: createTokenSource({ endpoint: tokenEndpoint() }) });
}

/** The seeded account's newest images. */
export async function images(): Promise<Image[]> {
  return (await (await client()).images.list({ limit: 20 }).page()).data;
}

/** Stores a picture under a name that the mock treats in a special way; resolves with its id. */
export async function uploaded(name: string): Promise<string> {
  return (await (await client()).images.upload(await samplePhoto(name, 200))).id;
}
