import { describe, expect, test, vi } from 'vitest';
import { ImgproClient } from '../../../../src/api/index.ts';
import {
  idsSource,
  iterableSource,
  listSource,
} from '../../../../src/elements/gallery/data/remote-sources.ts';
import { followedSource } from '../../../../src/elements/gallery/data/children.ts';
import { givenSource, lateSource, type Source } from '../../../../src/elements/gallery/data/sources.ts';

const image = (id: string) => ({ id, object: 'image', url: `https://cdn.example/a/${id}.jpg` });
const signal = new AbortController().signal;
const json = (body: unknown, status = 200) => Response.json(body, { status });
const page = (ids: string[], cursor: string | null) =>
  json({
    object: 'list',
    data: ids.map(image),
    pagination: { has_more: cursor !== null, next_cursor: cursor, next_url: null },
  });

function client(answer: (url: URL) => Response | Promise<Response>): () => Promise<ImgproClient> {
  const made = new ImgproClient({
    token: 't',
    baseUrl: 'https://api.example/v1',
    maxRetries: 0,
    fetch: async (input) => answer(new URL(String(input))),
  });
  return async () => made;
}

async function all(source: Source, most = 10): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  for (let i = 0; i < most; i++) {
    const { images, next } = await source.next(cursor, signal);
    pages.push(images.map(({ id }) => id));
    if (next === null) return pages;
    cursor = next;
  }
  throw new Error('It never ends.');
}

describe('the account’s list', () => {
  test('is read by cursor to its end', async () => {
    const source = listSource(
      client((url) =>
        url.searchParams.get('cursor') === 'two' ? page(['c'], null) : page(['a', 'b'], 'two'),
      ),
      2,
    );
    expect(await all(source)).toEqual([['a', 'b'], ['c']]);
  });

  test('keeps no place of its own: a page can be asked for again, and in any order', async () => {
    const asked: (string | null)[] = [];
    const source = listSource(
      client((url) => {
        asked.push(url.searchParams.get('cursor'));
        return page(['a'], 'two');
      }),
      1,
    );
    for (const cursor of ['two', null, 'two']) await source.next(cursor, signal);
    expect(asked).toEqual(['two', null, 'two']);
  });
});

describe('images by id', () => {
  test('come in the order asked for, a page at a time, each once', async () => {
    const source = idsSource(
      client((url) => page(url.searchParams.get('ids')!.split(',').reverse(), null)),
      ['c', 'a', 'c', 'b'],
      2,
      false,
    );
    expect(await all(source)).toEqual([['c', 'a'], ['b']]);
  });

  test('are asked for one by one where there is no token, six at a time', async () => {
    let running = 0;
    let most = 0;
    const ids = Array.from({ length: 20 }, (_, i) => `i${i}`);
    const anonymous = client(async (url) => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      const id = url.pathname.split('/').at(-1)!;
      if (id === 'i3') return json({ error: { type: 'x', code: 'not_found', message: 'No.' } }, 404);
      if (id === 'i4') return json({ error: { type: 'x', code: 'media_blocked', message: 'No.' } }, 403);
      return json(image(id));
    });
    const [first] = await all(idsSource(anonymous, ids, 50, true));
    expect(first).toEqual(ids.filter((id) => id !== 'i3' && id !== 'i4'));
    expect(most).toBeLessThanOrEqual(6);
  });

  test('fail as a page when the service fails, and are asked for again', async () => {
    let broken = true;
    const source = idsSource(
      client((url) =>
        broken
          ? json({ error: { type: 'x', code: 'upload_failed', message: 'No.' } }, 500)
          : json(image(url.pathname.split('/').at(-1)!)),
      ),
      ['a', 'b'],
      50,
      true,
    );
    await expect(source.next(null, signal)).rejects.toMatchObject({ status: 500 });
    broken = false;
    expect(await all(source)).toEqual([['a', 'b']]);
  });

  test('end with the first that fails: the others are asked for no more', async () => {
    let asked = 0;
    const source = idsSource(
      client((url) => {
        asked++;
        return url.pathname.endsWith('i0')
          ? json({ error: { type: 'x', code: 'upload_failed', message: 'No.' } }, 500)
          : json(image(url.pathname.split('/').at(-1)!));
      }),
      Array.from({ length: 50 }, (_, i) => `i${i}`),
      50,
      true,
    );
    await expect(source.next(null, signal)).rejects.toMatchObject({ status: 500 });
    await new Promise((resolve) => setTimeout(resolve));
    expect(asked).toBeLessThan(20);
  });
});

describe('images at hand', () => {
  test('come first, and then what follows them', async () => {
    const rest = { next: vi.fn(async () => ({ images: [image('c') as never], next: null })) };
    expect(await all(followedSource([image('a'), image('b')] as never, rest, 'on'))).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
    expect(rest.next).toHaveBeenCalledWith('on', signal);
  });

  test('are taken in pieces, so that a list of any length leaves the page its frames', async () => {
    const ids = Array.from({ length: 12_345 }, (_, i) => `i${i}`);
    const pages = await all(givenSource(ids.map(image) as never[], (some) => some));
    expect(pages.flat()).toEqual(ids);
    expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(2_000);
  });
});

describe('images that come one after the other', () => {
  const read = async (raw: readonly unknown[]) => raw as never;

  test('are read page by page, not further than asked for', async () => {
    let taken = 0;
    async function* endless() {
      for (;;) yield image(`i${taken++}`);
    }
    const source = iterableSource(endless(), 3, read);
    const first = await source.next(null, signal);
    expect(first.images.map(({ id }) => id)).toEqual(['i0', 'i1', 'i2']);
    expect(taken).toBe(3);
    expect((await source.next(first.next, signal)).images.map(({ id }) => id)).toEqual(['i3', 'i4', 'i5']);
  });

  test('may come of any iterable, and end', async () => {
    expect(await all(iterableSource(new Set([image('a'), image('b'), image('c')]), 2, read))).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
  });

  test('can be read again from the beginning, though they come but once', async () => {
    function* once() {
      yield image('a');
      yield image('b');
    }
    const source = iterableSource(once(), 1, read);
    const pages = await all(source);
    expect(await all(source)).toEqual(pages);
  });

  test('are asked for again after a failure, where they can go on', async () => {
    let at = 0;
    const source = iterableSource(
      {
        [Symbol.asyncIterator]: () => ({
          next: async () => {
            if (++at === 2) throw new Error('offline');
            return at > 3 ? { done: true, value: undefined } : { done: false, value: image(`i${at}`) };
          },
        }),
      },
      1,
      read,
    );
    const first = await source.next(null, signal);
    await expect(source.next(first.next, signal)).rejects.toThrow('offline');
    expect((await source.next(first.next, signal)).images.map(({ id }) => id)).toEqual(['i3']);
  });
});

describe('images that come one after the other, and fail', () => {
  const read = async (raw: readonly unknown[]) => raw as never;
  const ids = ({ images }: { images: readonly { id: string }[] }) => images.map(({ id }) => id);

  test('lose none of those that came before the failure', async () => {
    let fails = true;
    const given = {
      *[Symbol.iterator]() {
        yield image('a');
        yield image('b');
        yield image('c');
        if (fails) throw new Error('offline');
        yield image('d');
      },
    };
    const source = iterableSource(given, 2, read);
    expect(ids(await source.next(null, signal))).toEqual(['a', 'b']);
    await expect(source.next('1', signal)).rejects.toThrow('offline');
    await expect(source.next('1', signal)).rejects.toThrow('offline');
    fails = false;
    expect(ids(await source.next('1', signal))).toEqual(['c', 'd']);
    expect(await all(source)).toEqual([['a', 'b'], ['c', 'd'], []]);
  });

  test('are not at their end where a generator failed, which gives nothing more', async () => {
    async function* given() {
      yield image('a');
      throw new Error('offline');
    }
    const source = iterableSource(given(), 2, read);
    for (let i = 0; i < 3; i++) await expect(source.next(null, signal)).rejects.toThrow('offline');
  });

  test('are read again where what reads them fails', async () => {
    let fails = true;
    const source = iterableSource([image('a'), image('b')].values(), 3, async (raw) => {
      if (fails) throw new Error('no code');
      return raw as never;
    });
    await expect(source.next(null, signal)).rejects.toThrow('no code');
    fails = false;
    expect(await all(source)).toEqual([['a', 'b']]);
  });
});

test('a source that could not be made is made again with the next question', async () => {
  let broken = true;
  const source = lateSource(async () => {
    if (broken) throw new Error('offline');
    return givenSource([image('a')] as never[], (some) => some);
  });
  await expect(source.next(null, signal)).rejects.toThrow('offline');
  broken = false;
  expect(await all(source)).toEqual([['a']]);
});
