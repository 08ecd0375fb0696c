import type { ImgproClient } from '../../../api/index.ts';
import type { Image } from '../../../api/types.ts';
import { codeOf } from './errors.ts';
import type { Page, Source } from './sources.ts';

/**
 * Images that come one after the other: a generator, the pages of a client's list. Pages that were taken are kept, since
 * nothing can be taken twice, and so is what was taken of a page that failed.
 * @param read Reads what the iterable gives; nothing for what is no image.
 */
export function iterableSource(
  given: Iterable<unknown> | AsyncIterable<unknown>,
  pageSize: number,
  read: (raw: readonly unknown[]) => readonly Image[] | Promise<readonly Image[]>,
): Source {
  const pages: Promise<Page>[] = [];
  const items = new Retaken(given);
  let taken: unknown[] = [];
  let isDone = false;

  const take = async (number: number): Promise<Page> => {
    while (!isDone && taken.length < pageSize) {
      const item = await items.next();
      if (item.done) isDone = true;
      else taken.push(item.value);
    }
    const images = [...(await read(taken))];
    taken = [];
    return { images, next: isDone ? null : String(number + 1) };
  };
  return {
    next(cursor) {
      const number = Number(cursor);
      const page = (pages[number] ??= take(number));
      page.catch(() => pages.splice(number));
      return page;
    },
  };
}

/**
 * The items of an iterable, which goes on after a failure as it can: its iterator may have more the next time, as one that
 * asks a server; else another is taken, from the same place on. A generator that failed has no more to give, which is not to
 * be taken for its end.
 */
class Retaken {
  readonly #given: Iterable<unknown> | AsyncIterable<unknown>;
  #iterator: Iterator<unknown> | AsyncIterator<unknown> | null = null;
  #count = 0;
  #failure: { error: unknown } | null = null;

  constructor(given: Iterable<unknown> | AsyncIterable<unknown>) {
    this.#given = given;
  }

  async next(): Promise<IteratorResult<unknown>> {
    try {
      let item = await (this.#iterator ??= this.#begin()).next();
      if (item.done && this.#failure) item = await this.#beginAgain(this.#failure.error);
      this.#failure = null;
      if (!item.done) this.#count++;
      return item;
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  #begin(): Iterator<unknown> | AsyncIterator<unknown> {
    const given = this.#given;
    return Symbol.asyncIterator in given ? given[Symbol.asyncIterator]() : given[Symbol.iterator]();
  }

  async #beginAgain(failure: unknown): Promise<IteratorResult<unknown>> {
    const iterator = this.#begin();
    if (iterator === this.#iterator) throw failure;
    this.#iterator = iterator;
    for (let i = 0; i < this.#count; i++) await iterator.next();
    return iterator.next();
  }
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
