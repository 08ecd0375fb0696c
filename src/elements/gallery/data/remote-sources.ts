import type { ImgproClient } from '../../../api/index.ts';
import type { Image } from '../../../api/types.ts';
import { codeOf } from './errors.ts';
import type { Page, Source } from './sources.ts';

/**
 * Images that come one after the other: a generator, the pages of a client's list. Pages that were taken are kept, since
 * nothing can be taken twice.
 * @param read Reads what the iterable gives; nothing for what is no image.
 */
export function iterableSource(
  given: Iterable<unknown> | AsyncIterable<unknown>,
  pageSize: number,
  read: (raw: unknown) => Promise<Image[]>,
): Source {
  const pages: Promise<Page>[] = [];
  let iterator: Iterator<unknown> | AsyncIterator<unknown> | undefined;

  const take = async (number: number): Promise<Page> => {
    iterator ??= Symbol.asyncIterator in given ? given[Symbol.asyncIterator]() : given[Symbol.iterator]();
    const images: Image[] = [];
    for (let taken = 0; taken < pageSize; taken++) {
      const item = await iterator.next();
      if (item.done) return { images, next: null };
      images.push(...(await read(item.value)));
    }
    return { images, next: String(number + 1) };
  };
  return {
    next(cursor) {
      const number = Number(cursor);
      const page = (pages[number] ??= take(number));
      // A failed one is tried again: an iterator that asks a server may have more the next time.
      page.catch(() => pages.splice(number));
      return page;
    },
  };
}

type Client = () => Promise<ImgproClient>;

/** The account's list, or its owner's, newest first. */
export function listSource(client: Client, pageSize: number): Source {
  return {
    async next(cursor, signal) {
      const { images } = await client();
      const query = { limit: pageSize, cursor: cursor ?? undefined };
      const { data, pagination } = await images.list(query, { signal }).page();
      return { images: data, next: pagination.has_more ? pagination.next_cursor : null };
    },
  };
}

/** How many ids a request takes, and how many requests for single images run at a time. */
const IDS_A_REQUEST = 50;
const AT_ONCE = 6;

/** The images of these ids, in this order. Without a token each is asked for by itself, which anybody may do. */
export function idsSource(
  client: Client,
  ids: readonly string[],
  pageSize: number,
  anonymous: boolean,
): Source {
  const all = [...new Set(ids)];
  return {
    async next(cursor, signal) {
      const from = Number(cursor);
      const group = all.slice(from, from + Math.min(pageSize, IDS_A_REQUEST));
      if (group.length === 0) return { images: [], next: null };
      const api = await client();
      const images = anonymous
        ? await getEach(api, group, signal)
        : (await api.images.list({ ids: group }, { signal }).page()).data;
      const end = from + group.length;
      return { images, next: end < all.length ? String(end) : null };
    },
  };
}

/** Images the service cannot or may not show are left out, as its own list does; any other failure fails the page. */
const LEFT_OUT = new Set(['not_found', 'media_blocked', 'media_failed', 'unauthorized', 'forbidden']);

async function getEach(client: ImgproClient, ids: readonly string[], signal: AbortSignal): Promise<Image[]> {
  const found = new Map<string, Image>();
  const waiting = [...ids];
  // The first failure ends the others.
  const failed = new AbortController();
  const ended = AbortSignal.any([signal, failed.signal]);
  const worker = async () => {
    for (let id; (id = waiting.shift()) !== undefined;) {
      try {
        found.set(id, await client.images.get(id, { signal: ended }));
      } catch (error) {
        if (LEFT_OUT.has(codeOf(error))) continue;
        failed.abort();
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return ids.flatMap((id) => found.get(id) ?? []);
}
