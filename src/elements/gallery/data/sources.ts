import { isImgproError, type ImgproClient } from '../../../api/index.ts';
import type { Image } from '../../../api/types.ts';

/** A page of images, and whether another follows. */
export interface Page {
  images: Image[];
  hasMore: boolean;
}

/** Where a gallery's images come from, page by page. A page that failed is simply asked for again. */
export interface Source {
  next(signal: AbortSignal): Promise<Page>;
}

/** Images the page has at hand. */
export function givenSource(images: readonly Image[], after?: Source): Source {
  let given: Image[] | null = [...images];
  return {
    async next(signal) {
      if (!given) return after ? after.next(signal) : { images: [], hasMore: false };
      const page = { images: given, hasMore: after !== undefined };
      given = null;
      return page;
    },
  };
}

/** The account's list, or its owner's, newest first. */
export function listSource(client: ImgproClient, pageSize: number, from?: string): Source {
  let cursor = from;
  const seen = new Set<string>();
  return {
    async next(signal) {
      const page = await client.images.list({ limit: pageSize, cursor }, { signal }).page();
      const next = page.pagination.has_more ? page.pagination.next_cursor : null;
      // A list that leads back to where it was would load for ever.
      const hasMore = next !== null && !seen.has(next);
      if (hasMore) seen.add(next);
      cursor = next ?? undefined;
      return { images: page.data, hasMore };
    },
  };
}

/** How many requests for single images run at a time. */
const AT_ONCE = 6;

/** The images of these ids, in this order. Without a token each is asked for by itself, which anybody may do. */
export function idsSource(
  client: ImgproClient,
  ids: readonly string[],
  pageSize: number,
  anonymous: boolean,
): Source {
  const all = [...new Set(ids)];
  let at = 0;
  return {
    async next(signal) {
      const group = all.slice(at, at + Math.min(pageSize, 50));
      if (group.length === 0) return { images: [], hasMore: false };
      const images = anonymous
        ? await getEach(client, group, signal)
        : (await client.images.list({ ids: group }, { signal }).page()).data;
      at += group.length;
      return { images, hasMore: at < all.length };
    },
  };
}

/** Images the service cannot or may not show are left out, as its own list does; any other failure fails the page. */
const LEFT_OUT = new Set(['not_found', 'media_blocked', 'media_failed', 'unauthorized', 'forbidden']);

async function getEach(client: ImgproClient, ids: readonly string[], signal: AbortSignal): Promise<Image[]> {
  const found = new Map<string, Image>();
  const waiting = [...ids];
  const worker = async () => {
    for (let id; (id = waiting.shift()) !== undefined;) {
      try {
        found.set(id, await client.images.get(id, { signal }));
      } catch (error) {
        if (!isImgproError(error) || !LEFT_OUT.has(error.code)) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return ids.flatMap((id) => found.get(id) ?? []);
}
