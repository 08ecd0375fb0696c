import { createReadStream } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Image, ImageSource } from '../../../src/api/index.ts';
import { failure, image, list, reasonOf, scriptedClient } from './scripted.ts';

const created = () => Response.json(image(), { status: 201 });

// No wait between tries.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('an upload', () => {
  test('sends the fields flat, and the file last', async () => {
    const { client, seen } = scriptedClient([created()]);
    const file = new File(['bytes'], 'sunset.jpg', { type: 'image/jpeg' });
    await client.images.upload(file, {
      caption: 'Sunset',
      ttl: '7d',
      published_at: new Date('2024-06-01T10:00:00Z'),
      public: true,
      nsfw: true,
      metadata: { author: 'Jane', rating: 5, raw: false, gone: null, never: undefined, __proto__x: 'y' },
    });
    const { method, url, form, headers } = seen[0]!;
    expect([method, url.pathname]).toEqual(['POST', '/v1/images']);
    expect(headers.has('Content-Type')).toBe(false);
    const entries = [...form!].map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (value as File).name,
    ]);
    expect(entries).toEqual([
      ['caption', 'Sunset'],
      ['ttl', '7d'],
      ['public', 'true'],
      ['published_at', '2024-06-01T10:00:00.000Z'],
      ['author', 'Jane'],
      ['rating', '5'],
      ['raw', 'false'],
      ['__proto__x', 'y'],
      ['nsfw', 'true'],
      ['file', 'sunset.jpg'],
    ]);
    expect(await (form!.get('file') as File).text()).toBe('bytes');
    expect((form!.get('file') as File).type).toBe('image/jpeg');
  });

  test('sends nothing for what is not set', async () => {
    const { client, seen } = scriptedClient([created()]);
    await client.images.upload(new Blob(['x']), { caption: null, ttl: null, published_at: null });
    expect([...seen[0]!.form!.keys()]).toEqual(['file']);
  });

  const bytes = new TextEncoder().encode('abcdef');
  async function* chunks() {
    yield bytes.subarray(0, 2);
    yield bytes.subarray(2);
  }
  test.each<[string, () => ImageSource]>([
    ['a Blob', () => new Blob([bytes])],
    ['an ArrayBuffer', () => bytes.slice().buffer],
    ['a part of a buffer', () => new Uint8Array([0, ...bytes, 0]).subarray(1, 7)],
    ['a stream', () => new Blob([bytes]).stream()],
    ['an async iterable', chunks],
  ])('takes %s, whose every try sends the same bytes', async (_, source) => {
    const { client, seen } = scriptedClient([failure(503, 'x'), created()]);
    await client.images.upload(source(), { filename: 'a.png' });
    expect(seen).toHaveLength(2);
    for (const { form } of seen) {
      const file = form!.get('file') as File;
      expect([file.name, await file.text()]).toEqual(['a.png', 'abcdef']);
    }
  });

  test('takes a file stream of Node', async () => {
    const { client, seen } = scriptedClient([created()]);
    await client.images.upload(createReadStream(import.meta.filename));
    expect(await (seen[0]!.form!.get('file') as File).text()).toContain('takes a file stream of Node');
  });

  test('can be aborted while its stream stalls', async () => {
    const { client, seen } = scriptedClient([created()]);
    const controller = new AbortController();
    const promise = reasonOf(client.images.upload(new ReadableStream(), { signal: controller.signal }));
    controller.abort();
    expect((await promise).name).toBe('AbortError');
    expect(seen).toHaveLength(0);
  });

  test.each<[string, any, string]>([
    ['an empty file', new Blob([]), 'empty'],
    ['an address', 'https://example.com/a.jpg', 'import an address'],
    ['nothing', undefined, 'a File'],
  ])('of %s is refused before it is sent', async (_, source, words) => {
    const { client, seen } = scriptedClient([created()]);
    const error = await reasonOf(client.images.upload(source));
    expect(error.code).toBe('invalid_options');
    expect(error.message).toContain(words);
    expect(seen).toHaveLength(0);
  });

  test('makes a key of its own each time, also without HTTPS', async () => {
    const { client, seen } = scriptedClient([created()]);
    await client.images.upload(new Blob(['x']));
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    await client.images.upload(new Blob(['x']));
    await client.images.upload(new Blob(['x']));
    const keys = seen.map(({ headers }) => headers.get('Idempotency-Key')!);
    expect(new Set(keys).size).toBe(3);
    for (const key of keys) expect(key).toMatch(/^[\x21-\x7e]{16,255}$/);
  });

  test('uses the key it is given, and refuses one that cannot be sent', async () => {
    const { client, seen } = scriptedClient([created()]);
    await client.images.upload(new Blob(['x']), { idempotencyKey: 'order-7' });
    expect(seen[0]!.headers.get('Idempotency-Key')).toBe('order-7');
    await client.images.upload(new Blob(['x']), { idempotencyKey: '' });
    expect(seen[1]!.headers.get('Idempotency-Key')).toMatch(/.{16}/);
    for (const idempotencyKey of ['two words', 'ä']) {
      expect((await reasonOf(client.images.upload(new Blob(['x']), { idempotencyKey }))).code).toBe(
        'invalid_options',
      );
    }
  });

  test('refuses metadata whose names mean something else, and values that are no text', async () => {
    const { client, seen } = scriptedClient([created()]);
    for (const metadata of [
      { public: 'true' },
      { ttl: '5m' },
      { file: 'x' },
      { caption: 'x' },
      { tags: ['a'] as any },
    ]) {
      const error = await reasonOf(client.images.upload(new Blob(['x']), { metadata }));
      expect(error.message).toContain(`metadata.${Object.keys(metadata)[0]}`);
    }
    expect(seen).toHaveLength(0);
  });

  test('that fails or is blocked as an object (3a) is the error it is in 3b', async () => {
    const failed = image({ status: 'failed', failure_reason: 'The file is damaged' });
    const error = await reasonOf(
      scriptedClient([Response.json(failed)]).client.images.upload(new Blob(['x'])),
    );
    expect(error).toMatchObject({
      code: 'media_failed',
      type: 'processing_error',
      status: 422,
      detail: 'The file is damaged',
    });
    const blocked = image({ blocked: true, block_reason: 'dmca' });
    const other = await reasonOf(scriptedClient([Response.json(blocked)]).client.images.get('abc12345'));
    expect(other).toMatchObject({ code: 'media_blocked', type: 'permission_error', status: 403 });
    expect(other.message).toContain('dmca');
    const modern = await reasonOf(
      scriptedClient([failure(422, 'media_failed')]).client.images.get('abc12345'),
    );
    expect([modern.constructor, modern.code, modern.status]).toEqual([
      error.constructor,
      error.code,
      error.status,
    ]);
  });
});

describe('a private upload', () => {
  test('is made private afterwards where that had no effect', async () => {
    const { client, seen } = scriptedClient([created(), Response.json(image({ public: false }))]);
    const made = await client.images.upload(new Blob(['x']), { public: false });
    expect(made.public).toBe(false);
    expect(seen.map(({ method }) => method)).toEqual(['POST', 'PATCH']);
    expect(seen[1]!.body).toEqual({ public: false });
    expect(seen[1]!.url.pathname).toBe('/v1/images/abc12345');
  });

  test('needs no second request where it had', async () => {
    const { client, seen } = scriptedClient([Response.json(image({ public: false }))]);
    await client.images.upload(new Blob(['x']), { public: false });
    expect(seen).toHaveLength(1);
  });

  test('that stays public is an error that still holds the image', async () => {
    const { client } = scriptedClient([created(), failure(403, 'forbidden')]);
    const error = await reasonOf(client.images.upload(new Blob(['x']), { public: false }));
    expect(error).toMatchObject({ code: 'forbidden', status: 403, image: { id: 'abc12345', public: true } });
    expect(error.message).toContain('not private');
  });

  test('is refused without a key: it would be public', async () => {
    const { client, seen } = scriptedClient([created()], {});
    expect((await reasonOf(client.images.upload(new Blob(['x']), { public: false }))).message).toContain(
      'key or token',
    );
    expect(seen).toHaveLength(0);
  });
});

describe('an import', () => {
  test('sends the address and the fields as JSON', async () => {
    const { client, seen } = scriptedClient([created()]);
    await client.images.import(new URL('https://example.com/a.jpg'), { caption: 'A', metadata: { n: 1 } });
    expect(seen[0]!.body).toEqual({ url: 'https://example.com/a.jpg', caption: 'A', n: 1 });
    expect(seen[0]!.headers.get('Content-Type')).toBe('application/json');
    expect(seen[0]!.headers.get('Idempotency-Key')).toBeTruthy();
  });
});

describe('an update', () => {
  test('takes an Image as it was read, and sends what can be edited', async () => {
    const { client, seen } = scriptedClient([Response.json(image())]);
    const read = image({ metadata: { author: 'Jane' }, published_at: null }) as unknown as Image;
    await client.images.update('abc12345', { ...read, caption: 'New' });
    expect(seen[0]!.body).toEqual({ caption: 'New', public: true, author: 'Jane' });
    expect(seen[0]!.headers.has('Idempotency-Key')).toBe(false);
  });

  test('clears with null, and leaves what is undefined', async () => {
    const { client, seen } = scriptedClient([Response.json(image())]);
    await client.images.update('abc12345', {
      caption: null,
      ttl: null,
      public: undefined,
      metadata: { camera: null, lens: undefined },
    });
    expect(seen[0]!.body).toEqual({ caption: null, ttl: null, camera: null });
  });
});

describe('a deletion', () => {
  test('gives a tombstone, also for the empty answer of generation 1', async () => {
    const { client } = scriptedClient([new Response(null, { status: 204 })]);
    expect(await client.images.delete('abc12345')).toEqual({
      id: 'abc12345',
      object: 'image',
      deleted: true,
    });
  });

  test('of what is gone is an error, unless that does not matter', async () => {
    const { client } = scriptedClient([failure(404, 'not_found')]);
    expect((await reasonOf(client.images.delete('abc12345'))).code).toBe('not_found');
    expect(await client.images.delete('abc12345', { ignoreMissing: true })).toMatchObject({ deleted: true });
  });
});

describe('ids', () => {
  test.each(['', '../usage', 'a/b', 'a?b', 'x'.repeat(65), undefined as any])(
    'like %j are refused before anything is sent',
    async (id) => {
      const { client, seen } = scriptedClient([Response.json(image())]);
      for (const call of [
        client.images.get(id),
        client.images.update(id, {}),
        client.images.delete(id),
        client.images.deleteMany([id]),
        client.images.list({ ids: [id] }).page(),
      ]) {
        expect((await reasonOf(call)).code).toBe('invalid_options');
      }
      expect(seen).toHaveLength(0);
    },
  );
});

describe('a list', () => {
  const idsOf = async (images: AsyncIterable<Image>) => {
    const ids: string[] = [];
    for await (const { id } of images) ids.push(id);
    return ids;
  };

  test('follows the cursor, page after page, and no faster than it is read', async () => {
    const { client, seen } = scriptedClient([list(['a', 'b'], 'c1'), list(['c'], 'c2'), list(['d'])]);
    const images = client.images.list({ limit: 2 });
    expect(seen).toHaveLength(0);
    const iterator = images[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toMatchObject({ id: 'a' });
    await iterator.next();
    expect(seen).toHaveLength(1);
    await iterator.next();
    expect(seen[1]!.url.search).toBe('?limit=2&cursor=c1');
    await iterator.return();
    expect(seen).toHaveLength(2);
  });

  test('can be read again, and from a cursor', async () => {
    const { client, seen } = scriptedClient([
      ({ url }) => (url.searchParams.get('cursor') ? list(['b']) : list(['a'], 'c1')),
    ]);
    const images = client.images.list();
    expect(await idsOf(images)).toEqual(['a', 'b']);
    expect(await idsOf(images)).toEqual(['a', 'b']);
    expect(await idsOf(client.images.list({ cursor: 'c1' }))).toEqual(['b']);
    expect(seen[0]!.url.search).toBe('');
  });

  test('goes on over an empty page', async () => {
    const { client } = scriptedClient([list([], 'c1'), list(['a'])]);
    expect(await idsOf(client.images.list())).toEqual(['a']);
  });

  test.each([
    ['gives the same cursor for ever', [list(['a'], 'c1')]],
    ['goes round in a circle', [list(['a'], 'c1'), list(['b'], 'c2'), list(['c'], 'c1')]],
    ['leads back to where it began', [list(['a'], 'c0')]],
  ])('that %s ends with an error', async (_, answers) => {
    const { client, seen } = scriptedClient(answers);
    expect((await reasonOf(idsOf(client.images.list({ cursor: 'c0' })))).code).toBe('invalid_response');
    expect(seen.length).toBeLessThanOrEqual(3);
  });

  test('that says there is more without saying where is an error, not an end', async () => {
    const { client, seen } = scriptedClient([Response.json({ data: [image()], has_more: true })]);
    expect((await reasonOf(idsOf(client.images.list()))).code).toBe('invalid_response');
    expect(seen).toHaveLength(1);
  });

  test('gives a page with its headers, or page by page', async () => {
    const { client } = scriptedClient([list(['a'], 'c1'), list(['b'])]);
    const { data } = await client.images.list().page().withResponse();
    expect(data.pagination).toEqual({ has_more: true, next_cursor: 'c1', next_url: null });
    const sizes = [];
    for await (const page of scriptedClient([list(['a'], 'c1'), list(['b', 'c'])])
      .client.images.list()
      .pages())
      sizes.push(page.data.length);
    expect(sizes).toEqual([1, 2]);
  });

  test('stops when it is aborted', async () => {
    const { client, seen } = scriptedClient([list(['a'], 'c1'), list(['b'], 'c2')]);
    const controller = new AbortController();
    const read = (async () => {
      for await (const { id } of client.images.list({}, { signal: controller.signal }))
        controller.abort(id && undefined);
    })();
    expect((await reasonOf(read)).name).toBe('AbortError');
    expect(seen).toHaveLength(1);
  });

  test('of ids asks for 50 at a time, once for each, and keeps their order', async () => {
    const { client, seen } = scriptedClient([
      ({ url }) =>
        list(
          url.searchParams
            .get('ids')!
            .split(',')
            .filter((id) => id !== 'i7')
            .reverse(),
        ),
    ]);
    const ids = Array.from({ length: 120 }, (_, at) => `i${at}`);
    expect(await idsOf(client.images.list({ ids: [...ids, 'i3'] }))).toEqual(ids.filter((id) => id !== 'i7'));
    expect(seen.map(({ url }) => url.searchParams.get('ids')!.split(',').length)).toEqual([50, 50, 20]);
    expect(seen[0]!.url.searchParams.get('limit')).toBe('50');
  });

  test('of ids gives portions as pages that can be gone on with', async () => {
    const { client } = scriptedClient([({ url }) => list(url.searchParams.get('ids')!.split(','))]);
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const { data, pagination } = await client.images.list({ ids, limit: 2 }).page();
    expect(data.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(pagination.has_more).toBe(true);
    expect(await idsOf(client.images.list({ ids, limit: 2, cursor: pagination.next_cursor! }))).toEqual([
      'c',
      'd',
      'e',
    ]);
  });

  test('of no ids is empty', async () => {
    const { client, seen } = scriptedClient([list(['a'])]);
    expect(await idsOf(client.images.list({ ids: [] }))).toEqual([]);
    expect(seen).toHaveLength(0);
  });
});

describe('a batch', () => {
  const ids = Array.from({ length: 250 }, (_, at) => `i${at}`);
  const done = (asked: string[], errors: object[] = []) =>
    Response.json({
      object: 'batch_result',
      data: asked.map((id) => ({ id, object: 'image', deleted: true })),
      errors,
    });
  const asked = (body: unknown) => (body as { ids: string[] }).ids;

  test('is sent in hundreds, each id once, and its results are merged', async () => {
    const locked = { id: 'i1', error: { type: 'permission_error', code: 'media_locked', message: 'No' } };
    const { client, seen } = scriptedClient([
      ({ body }) =>
        done(
          asked(body).filter((id) => id !== 'i1'),
          asked(body).includes('i1') ? [locked] : [],
        ),
    ]);
    const result = await client.images.deleteMany([...ids, 'i0']);
    expect(seen.map(({ method, url, body }) => [method, url.pathname, asked(body).length])).toEqual([
      ['DELETE', '/v1/images/batch', 100],
      ['DELETE', '/v1/images/batch', 100],
      ['DELETE', '/v1/images/batch', 50],
    ]);
    expect(result.data.map(({ id }) => id)).toEqual(ids.filter((id) => id !== 'i1'));
    expect(result.errors).toEqual([locked]);
  });

  test('of changes sends them flat with the ids, which nothing can replace', async () => {
    const { client, seen } = scriptedClient([
      Response.json({ data: [image()], errors: [] }, { status: 207 }),
    ]);
    const result = await client.images.updateMany(['abc12345'], { public: false, metadata: { a: 'b' } });
    expect(seen[0]!.body).toEqual({ ids: ['abc12345'], public: false, a: 'b' });
    expect(result.data[0]!.id).toBe('abc12345');
    expect((await reasonOf(client.images.updateMany(['a'], { metadata: { ids: 'x' } }))).code).toBe(
      'invalid_options',
    );
  });

  test('tells of each portion as it comes, and sends no more once that throws', async () => {
    const { client, seen } = scriptedClient([
      ({ body }) => done(asked(body)),
      ({ body }) => done(asked(body)),
      ({ body }) => done(asked(body)),
    ]);
    const told: number[] = [];
    const enough = new Error('Enough.');
    const call = client.images.deleteMany(ids, {
      onUpdate({ data }) {
        told.push(data.length);
        if (told.length === 2) throw enough;
      },
    });
    await expect(call).rejects.toBe(enough);
    expect(told).toEqual([100, 100]);
    expect(seen).toHaveLength(2);
  });

  test('whose first portion fails fails', async () => {
    const { client } = scriptedClient([failure(403, 'forbidden')]);
    expect((await reasonOf(client.images.deleteMany(ids))).code).toBe('forbidden');
  });

  test('whose later portion fails keeps what was done, and tells the rest as errors', async () => {
    const { client, seen } = scriptedClient([({ body }) => done(asked(body)), failure(403, 'forbidden')]);
    const { data, errors } = await client.images.deleteMany(ids);
    expect(data.map(({ id }) => id)).toEqual(ids.slice(0, 100));
    expect(errors.map(({ id }) => id)).toEqual(ids.slice(100));
    expect(errors[0]!.error).toMatchObject({ code: 'forbidden', type: 'api_error' });
    expect(seen).toHaveLength(2);
  });

  test('of nothing asks nothing', async () => {
    const { client, seen } = scriptedClient([done([])]);
    expect(await client.images.deleteMany([])).toEqual({ object: 'batch_result', data: [], errors: [] });
    expect(seen).toHaveLength(0);
  });
});

test('usage is what the account has used', async () => {
  const usage = { object: 'usage', monthly: { uploads: 1 }, totals: { images_stored: 2 }, plan: 'free' };
  const { client, seen } = scriptedClient([Response.json(usage)]);
  expect(await client.usage()).toEqual(usage);
  expect(seen[0]!.url.pathname).toBe('/v1/usage');
  expect((await reasonOf(scriptedClient([Response.json({})]).client.usage())).code).toBe('invalid_response');
});
