import { describe, expect, test, vi } from 'vitest';
import { ImgproClient } from '../../../../src/api/index.ts';
import {
  givenSource,
  idsSource,
  listSource,
  type Source,
} from '../../../../src/elements/gallery/data/sources.ts';

const image = (id: string) => ({ id, object: 'image', url: `https://cdn.example/a/${id}.jpg` });
const signal = new AbortController().signal;
const json = (body: unknown, status = 200) => Response.json(body, { status });
const page = (ids: string[], cursor: string | null) =>
  json({
    object: 'list',
    data: ids.map(image),
    pagination: { has_more: cursor !== null, next_cursor: cursor, next_url: null },
  });

function client(answer: (url: URL) => Response | Promise<Response>): ImgproClient {
  return new ImgproClient({
    token: 't',
    baseUrl: 'https://api.example/v1',
    maxRetries: 0,
    fetch: async (input) => answer(new URL(String(input))),
  });
}

async function all(source: Source, most = 10): Promise<string[][]> {
  const pages: string[][] = [];
  for (let i = 0; i < most; i++) {
    const { images, hasMore } = await source.next(signal);
    pages.push(images.map(({ id }) => id));
    if (!hasMore) return pages;
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

  test('asks for the same page again after a failure', async () => {
    const asked: (string | null)[] = [];
    let broken = true;
    const source = listSource(
      client((url) => {
        asked.push(url.searchParams.get('cursor'));
        if (url.searchParams.get('cursor') !== 'two') return page(['a'], 'two');
        return broken
          ? json({ error: { type: 'x', code: 'update_failed', message: 'No.' } }, 500)
          : page(['b'], null);
      }),
      1,
    );
    await source.next(signal);
    await expect(source.next(signal)).rejects.toMatchObject({ status: 500 });
    broken = false;
    expect((await source.next(signal)).images.map(({ id }) => id)).toEqual(['b']);
    expect(asked).toEqual([null, 'two', 'two']);
  });

  test('ends where it leads in a circle', async () => {
    const source = listSource(
      client(() => page(['a'], 'again')),
      1,
    );
    expect(await all(source)).toHaveLength(2);
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
    await expect(source.next(signal)).rejects.toMatchObject({ status: 500 });
    broken = false;
    expect(await all(source)).toEqual([['a', 'b']]);
  });
});

test('what is given comes first, and then what follows it', async () => {
  const after = { next: vi.fn(async () => ({ images: [image('c') as never], hasMore: false })) };
  expect(await all(givenSource([image('a'), image('b')] as never, after))).toEqual([['a', 'b'], ['c']]);
});
