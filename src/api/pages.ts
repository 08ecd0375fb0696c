import { invalidResponse } from './errors.ts';
import type { ApiPromise } from './request.ts';
import type { Image, ImageList } from './types.ts';

/** Gets the page at a cursor; `undefined` is the first one. */
export type FetchPage = (cursor: string | undefined) => ApiPromise<ImageList>;

/**
 * A list that is fetched as it is read, page by page.
 * @example for await (const image of client.images.list()) console.log(image.url);
 */
export interface ImagePages extends AsyncIterable<Image> {
  /** The first page alone (or the one at the query's `cursor`). */
  page(): ApiPromise<ImageList>;
  /** Page by page, with each page's cursor. */
  pages(): AsyncGenerator<ImageList, void, undefined>;
  [Symbol.asyncIterator](): AsyncGenerator<Image, void, undefined>;
}

/** The cursor of the next page; `undefined` at the end. */
function nextCursor({ pagination: { has_more, next_cursor, next_url } }: ImageList): string | undefined {
  if (!has_more) return undefined;
  // Only the cursor is taken from next_url: credentials must not follow an address of an answer.
  const cursor = next_cursor ?? new URLSearchParams(next_url?.split('?')[1]).get('cursor');
  if (!cursor)
    throw invalidResponse('The list says that there is more, but not where: it has no next_cursor.');
  return cursor;
}

async function* follow(
  fetchPage: FetchPage,
  first: string | undefined,
): AsyncGenerator<ImageList, void, undefined> {
  const seen = new Set<string>();
  let cursor = first;
  for (;;) {
    const page = await fetchPage(cursor);
    yield page;
    if (cursor) seen.add(cursor);
    cursor = nextCursor(page);
    if (!cursor) return;
    if (seen.has(cursor))
      throw invalidResponse('The list leads in a circle: it gave the same next_cursor twice.');
  }
}

/** The pages of a cursor list, or of a fixed row of requests (`more`), as one {@link ImagePages}. */
export function imagePages(
  page: () => ApiPromise<ImageList>,
  pages: () => AsyncGenerator<ImageList, void, undefined>,
): ImagePages {
  return {
    page,
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const { data } of pages()) yield* data;
    },
  };
}

/** A list by cursor. */
export function cursorPages(fetchPage: FetchPage, first?: string): ImagePages {
  return imagePages(
    () => fetchPage(first),
    () => follow(fetchPage, first),
  );
}
