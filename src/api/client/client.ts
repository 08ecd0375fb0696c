import { createImages } from './images.ts';
import type { Images } from './images.ts';
import { normaliseUsage } from '../normalise.ts';
import type { ClientOptions, RequestOptions } from './options.ts';
import { apiPromise } from './promise.ts';
import type { ApiPromise } from './promise.ts';
import { connect } from './request.ts';
import type { Image, Usage } from '../types.ts';
import { waitForImage } from './wait.ts';
import type { WaitOptions } from './wait.ts';

/**
 * The img.pro API, for servers, scripts, edge runtimes and browsers. With an API key it acts for the key's account, with
 * a token for the token's owner; with neither it is anonymous: it can upload, and read public images.
 * @example
 * const client = new ImgproClient({ apiKey: process.env.IMGPRO_API_KEY });
 * const image = await client.images.upload(file, { caption: 'Sunset' });
 * const ready = await client.waitUntilReady(image.id);
 */
export class ImgproClient {
  readonly images: Images;
  /** Usage of the account, and what is left to it. */
  readonly usage: (options?: RequestOptions) => ApiPromise<Usage>;

  /** @throws ImgproError `secret_key_in_browser`, `invalid_options` */
  constructor(options: ClientOptions = {}) {
    // No private field keeps it: the type then also takes a client of another copy of this package, or a test's.
    const connection = connect(options);
    this.images = createImages(connection);
    this.usage = (request) =>
      apiPromise(() => connection.send({ path: '/usage', read: normaliseUsage }, request));
  }

  /**
   * Asks until an image is processed, 1 to 15 seconds apart; two minutes at most, unless `timeout` says otherwise.
   * @throws ImgproError `media_failed`, `media_blocked`, `not_found`, or `timeout` (the image is then not lost)
   */
  waitUntilReady(id: string, options?: WaitOptions): Promise<Image> {
    return waitForImage(this, id, options);
  }
}
