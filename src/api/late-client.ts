import type { ImgproClient } from './client/client.ts';
import { ImgproError } from './errors.ts';
import type { ClientOptions } from './client/options.ts';

const fetchClient = () => import('./client/client.ts');

/** Fetches the code of the client ahead of its first request, which may come when the page is left. Never rejects. */
export const prefetchClient = (): void => void fetchClient().catch(() => {});

/**
 * A client whose code is fetched with its first request: a page that uploads needs none until an image is processed or
 * changed. It reads, changes and deletes images by their ids, and does nothing else. Where its code cannot be had, a
 * request fails as without a network.
 */
export function lateClient(options: ClientOptions): ImgproClient {
  let client: Promise<ImgproClient> | undefined;
  const fetched = () =>
    (client ??= fetchClient().then(
      ({ ImgproClient }) => new ImgproClient(options),
      (cause: unknown) => {
        client = undefined;
        throw new ImgproError('A part of the page could not be loaded.', { code: 'network_error', cause });
      },
    ));
  const late =
    <Name extends 'get' | 'update' | 'delete'>(name: Name) =>
    async (...request: Parameters<ImgproClient['images'][Name]>) =>
      // Each has parameters of its own, which a union of the three does not tell.
      ((await fetched()).images[name] as (...request: unknown[]) => PromiseLike<unknown>)(...request);
  const images = { get: late('get'), update: late('update'), delete: late('delete') };
  return { images } as unknown as ImgproClient;
}
