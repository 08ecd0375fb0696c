import { createImages } from './images.ts';
import type { Images } from './images.ts';
import { normaliseUsage } from './normalise.ts';
import type { ClientOptions, RequestOptions } from './options.ts';
import { ApiPromise, connect } from './request.ts';
import type { Connection } from './request.ts';
import type { Image, Usage } from './types.ts';
import { waitUntilReady } from './wait.ts';
import type { WaitOptions } from './wait.ts';

/** Not a private field: a page's own client, or one of another copy of this package, stays assignable. */
const connections = new WeakMap<object, Connection>();

/**
 * The img.pro API, for servers, scripts, edge runtimes and browsers.
 * @example
 * const client = new ImgproClient({ apiKey: process.env.IMGPRO_KEY });
 * const image = await client.images.upload(file, { caption: 'Sunset' });
 * const ready = await client.waitUntilReady(image.id);
 */
export class ImgproClient {
  readonly images: Images;

  /** @throws ImgproError `secret_key_in_browser`, `invalid_options` */
  constructor(options: ClientOptions = {}) {
    const connection = connect(options);
    connections.set(this, connection);
    this.images = createImages(connection);
  }

  /** What the account has used, and what is left to it. */
  usage(options?: RequestOptions): ApiPromise<Usage> {
    const connection = connections.get(this) as Connection;
    return new ApiPromise(connection.send({ method: 'GET', path: '/usage', read: normaliseUsage }, options));
  }

  /**
   * Asks until an image is processed, 1 to 15 seconds apart.
   * @throws ImgproError `media_failed`, `media_blocked`, `not_found`, or `timeout` (the image is then not lost)
   */
  waitUntilReady(id: string, options?: WaitOptions): Promise<Image> {
    return waitUntilReady(this, id, options);
  }
}
