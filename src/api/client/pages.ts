import { invalidResponse } from '../errors.ts';
import type { ApiPromise } from './promise.ts';
import type { Image, ImageList } from '../types.ts';

/**
 * A list that is fetched as it is read, page by page.
 * @example for await (const image of client.images.list()) console.log(image.url);
 */
export interface ImagePages extends AsyncIterable<Image> {
  /** One page alone: the first, or the one at the query's `cursor`. */
  page(): ApiPromise<ImageList>;
  /** Page by page, each with its cursor. */
  pages(): AsyncGenerator<ImageList, void, undefined>;
  [Symbol.asyncIterator](): AsyncGenerator<Image, void, undefined>;
}

/** A list made of pages that `get` fetches by cursor. It fails if the cursors form a circle. */
export function imagePages(get: (cursor?: string) => ApiPromise<ImageList>, first?: string): ImagePages {
  return {
    page: () => get(first),
    async *pages() {
      const seen = [''];
      for (let cursor = first; ;) {
        const page = await get(cursor);
        yield page;
        if (!page.pagination.has_more) return;
        // Not next_url: credentials must not follow an address of an answer.
        cursor = page.pagination.next_cursor ?? '';
        if (seen.includes(cursor)) throw invalidResponse('a list that ends');
        seen.push(cursor);
      }
    },
    async *[Symbol.asyncIterator]() {
      for await (const { data } of this.pages()) yield* data;
    },
  };
}
