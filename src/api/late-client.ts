import type { ImgproClient } from './client/client.ts';
import type { Images } from './client/images.ts';
import { ImgproError } from './errors.ts';
import type { ClientOptions } from './client/options.ts';

const load = () => import('./client/client.ts');
let coming: ReturnType<typeof load> | undefined;

/** Once for all: an import is a task of its own, also where the code is there. */
const fetchClient = () =>
  (coming ??= load().catch((cause: unknown) => {
    coming = undefined;
    throw cause;
  }));

/** Fetches the code of the client ahead of its first request, which may come when the page is left. Never rejects. */
export const prefetchClient = (): void => void fetchClient().catch(() => {});

/** Requests about one image, by its id. */
export interface ImageRequests {
  images: {
    [Name in 'get' | 'update' | 'delete']: (
      ...request: Parameters<Images[Name]>
    ) => Promise<Awaited<ReturnType<Images[Name]>>>;
  };
}

/**
 * A client whose code is fetched with its first request: a page that uploads needs none until an image is processed or
 * changed. Where its code cannot be had, a request fails as without a network.
 */
export function lateClient(options: ClientOptions): ImageRequests {
  let client: Promise<ImgproClient> | undefined;
  const fetched = () =>
    (client ??= fetchClient().then(
      ({ ImgproClient }) => new ImgproClient(options),
      (cause: unknown) => {
        client = undefined;
        throw new ImgproError('A part of the page could not be loaded.', { code: 'network_error', cause });
      },
    ));
  return {
    images: {
      get: async (...request) => (await fetched()).images.get(...request),
      update: async (...request) => (await fetched()).images.update(...request),
      delete: async (...request) => (await fetched()).images.delete(...request),
    },
  };
}
