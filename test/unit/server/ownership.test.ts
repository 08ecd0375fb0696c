import { describe, expect, test } from 'vitest';
import type { Image } from '../../../src/api/types.ts';
import { memoryStore } from '../../../src/server/index.ts';
import type { HandlerOptions } from '../../../src/server/index.ts';
import {
  SECRET,
  call,
  errorOf,
  form,
  image,
  json,
  mint,
  mount,
  refusal,
  service,
  upload,
} from './harness.ts';
import type { Received } from './harness.ts';

/** A little service of many images; `hidden` ones have no object. */
function account() {
  const images = new Map<string, Image>();
  const hidden = new Map<string, [number, string]>();
  const one = (id: string, { method, json: body }: Received): Response => {
    const [status, code] = hidden.get(id) ?? [];
    if (status !== undefined && method !== 'DELETE') return refusal(status, code!);
    if (!images.has(id) && !hidden.has(id)) return refusal(404, 'not_found');
    if (method === 'DELETE') {
      images.delete(id);
      hidden.delete(id);
      return json(200, { id, object: 'image', deleted: true });
    }
    if (method === 'PATCH') images.set(id, { ...images.get(id)!, ...(body as Partial<Image>) });
    return json(200, images.get(id));
  };
  const upstream = service((received) => {
    const { method, path, form: data, json: body } = received;
    const { pathname, searchParams } = new URL(path, 'https://x');
    if (method === 'POST') {
      const id = `img${images.size + hidden.size}`;
      images.set(id, image({ id, metadata: { owner: String(data!.get('owner')) } }));
      return json(201, images.get(id));
    }
    if (pathname === '/v1/images/batch') {
      const ids = body!['ids'] as string[];
      const data = ids.map((id) =>
        method === 'DELETE' ? { id, object: 'image', deleted: true } : images.get(id),
      );
      if (method === 'DELETE') for (const id of ids) images.delete(id);
      return json(200, { object: 'batch_result', data, errors: [] });
    }
    if (pathname === '/v1/images') {
      const limit = Number(searchParams.get('limit') ?? 50);
      const ids = searchParams.get('ids')?.split(',');
      const all = [...images.values()].filter(({ id }) => !ids || ids.includes(id));
      const from = Number(searchParams.get('cursor') ?? 0);
      const more = !ids && from + limit < all.length;
      return json(200, {
        object: 'list',
        data: all.slice(from, from + limit),
        pagination: {
          has_more: more,
          next_cursor: more ? String(from + limit) : null,
          next_url: more ? 'https://api.example/v1/images?x' : null,
        },
      });
    }
    return one(pathname.split('/').pop()!, received);
  });
  return { images, hidden, ...upstream };
}

/** JSON of values that are nested deeper than JSON.stringify goes. */
function deepJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '['.repeat(5000) + ']'.repeat(5000);
  }
}

const everything = ['create', 'read', 'list', 'update', 'delete'] as const;

/** A site with two people before one account. */
function site(options: Partial<HandlerOptions> = {}) {
  const service = account();
  const handler = mount({
    fetch: service.fetch,
    policy: { fields: ['caption'] },
    authorize: (request) => ({ sub: request.headers.get('x-user')!, abilities: [...everything] }),
    ...options,
  });
  const as = async (user: string) => {
    const { token } = await mint(handler, {}, { 'x-user': user });
    return {
      store: async () => ((await (await upload(handler, form([]), { token })).json()) as Image).id,
      ask: (method: string, path: string, body?: unknown) =>
        call(handler, method, path, {
          token,
          ...(body !== undefined && {
            body: typeof body === 'string' ? body : JSON.stringify(body),
            headers: { 'content-type': 'application/json' },
          }),
        }),
    };
  };
  return { service, as };
}

describe('people', () => {
  test('read, change and delete what is theirs', async () => {
    const { as } = site();
    const anna = await as('anna');
    const id = await anna.store();
    expect((await anna.ask('GET', `/images/${id}`)).status).toBe(200);
    const changed = await anna.ask('PATCH', `/images/${id}`, { caption: 'new' });
    expect(await changed.json()).toMatchObject({ id, caption: 'new' });
    expect(await (await anna.ask('DELETE', `/images/${id}`)).json()).toEqual({
      id,
      object: 'image',
      deleted: true,
    });
    expect((await anna.ask('DELETE', `/images/${id}`)).status).toBe(404);
  });

  test("can't tell what is somebody else's from what never was", async () => {
    const { as, service } = site();
    const id = await (await as('anna')).store();
    const berta = await as('berta');
    service.received.length = 0;
    for (const [method, body] of [['GET'], ['PATCH', { caption: 'x' }], ['DELETE']] as const) {
      const foreign = await berta.ask(method, `/images/${id}`, body);
      const absent = await berta.ask(method, '/images/absent', body);
      expect(foreign.status).toBe(404);
      expect(await foreign.text()).toBe(await absent.text());
    }
    expect(service.received.every(({ method }) => method === 'GET')).toBe(true);
    expect(service.images.has(id)).toBe(true);
  });

  test('have names that tell the service nothing', async () => {
    const { as, service } = site();
    await (await as('anna@example.com')).store();
    const owner = service.received[0]!.form!.get('owner');
    expect(owner).toMatch(/^[\w-]{43}$/);
  });

  test("can't give an image away", async () => {
    const { as } = site();
    const anna = await as('anna');
    const id = await anna.store();
    for (const patch of [
      { owner: 'berta' },
      { owner: null },
      { metadata: { owner: 'berta' } },
      { Owner: 'x' },
      JSON.parse('{"__proto__":{"owner":"x"}}') as object,
    ]) {
      expect(await errorOf(await anna.ask('PATCH', `/images/${id}`, patch))).toMatchObject({
        status: 422,
        code: 'validation_error',
      });
    }
  });

  test("can't change a field that is not theirs to change", async () => {
    const { as } = site();
    const anna = await as('anna');
    const error = await errorOf(await anna.ask('PATCH', `/images/${await anna.store()}`, { public: false }));
    expect(error).toMatchObject({ status: 422, details: { public: expect.any(String) as string } });
  });

  test.each([
    ['a list', [[[1]]]],
    ['an object', { a: 1 }],
    ['5,000 lists in each other', JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as unknown],
  ])("can't set a field to %s", async (_, caption) => {
    const { as, service } = site();
    const anna = await as('anna');
    const id = await anna.store();
    service.received.length = 0;
    for (const [path, more] of [
      [`/images/${id}`, {}],
      ['/images/batch', { ids: [id] }],
    ] as const) {
      const body = `{"caption":${deepJson(caption)},${JSON.stringify(more).slice(1)}`.replace(',}', '}');
      const error = await errorOf(await anna.ask('PATCH', path, body));
      expect(error).toMatchObject({ status: 422, details: { caption: expect.any(String) as string } });
    }
    expect(service.received.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });

  test('set a field to a text, a number, a boolean or nothing', async () => {
    const { as, service } = site();
    const anna = await as('anna');
    const id = await anna.store();
    for (const caption of ['x', 5, true, null])
      expect((await anna.ask('PATCH', `/images/${id}`, { caption })).status).toBe(200);
    expect(service.received.at(-1)!.json).toEqual({ caption: null });
  });

  test('an image without an owner is nobody’s', async () => {
    const { as, service } = site();
    service.images.set('old', image({ id: 'old' }));
    service.images.set('odd', image({ id: 'odd', metadata: null as unknown as Record<string, string> }));
    const anna = await as('anna');
    expect((await anna.ask('GET', '/images/old')).status).toBe(404);
    expect((await anna.ask('GET', '/images/odd')).status).toBe(404);
  });

  test.each([
    ['text/plain', 415],
    ['application/json', 400],
  ])('a change of %s that is no JSON is a %i', async (type, status) => {
    const handler = mount({ fetch: account().fetch });
    const response = await call(handler, 'PATCH', '/images/a', {
      body: 'no json',
      headers: { 'content-type': type },
    });
    expect(response.status).toBe(status);
  });
});

describe('a blocked or failed image', () => {
  test.each([
    [403, 'media_blocked'],
    [422, 'media_failed'],
  ])('(%i %s) is explained to who made it, and can be deleted', async (status, code) => {
    const { as, service } = site();
    const anna = await as('anna');
    const berta = await as('berta');
    const id = await anna.store();
    service.images.delete(id);
    service.hidden.set(id, [status, code]);
    expect(await errorOf(await anna.ask('GET', `/images/${id}`))).toMatchObject({ status, code });
    expect((await berta.ask('GET', `/images/${id}`)).status).toBe(404);
    expect((await berta.ask('DELETE', `/images/${id}`)).status).toBe(404);
    expect(await errorOf(await anna.ask('PATCH', `/images/${id}`, { caption: 'x' }))).toMatchObject({
      status,
      code,
    });
    expect((await anna.ask('DELETE', `/images/${id}`)).status).toBe(200);
    expect(service.hidden.size).toBe(0);
  });

  test('is deleted in a batch too', async () => {
    const { as, service } = site();
    const anna = await as('anna');
    const id = await anna.store();
    service.images.delete(id);
    service.hidden.set(id, [403, 'media_blocked']);
    await anna.ask('DELETE', '/images/batch', { ids: [id] });
    expect(service.received.at(-1)).toMatchObject({ method: 'DELETE', json: { ids: [id] } });
  });
});

describe('a list', () => {
  const ids = async (response: Response) =>
    ((await response.json()) as { data: Image[] }).data.map(({ id }) => id);

  test('shows what is theirs, whoever else stored between', async () => {
    const { as } = site();
    const anna = await as('anna');
    const berta = await as('berta');
    for (let i = 0; i < 3; i++) {
      await anna.store();
      await berta.store();
    }
    expect(await ids(await anna.ask('GET', '/images'))).toEqual(['img0', 'img2', 'img4']);
  });

  test('fills its page from several of the service’s, none twice, none left out', async () => {
    const { as } = site();
    const anna = await as('anna');
    const berta = await as('berta');
    const own: string[] = [];
    for (let i = 0; i < 40; i++) {
      if (i % 5 < 3) own.push(await anna.store());
      else await berta.store();
    }
    const seen: string[] = [];
    let path = '/images?limit=5';
    for (let page = 0; page < 20; page++) {
      const body = (await (await anna.ask('GET', path)).json()) as {
        data: Image[];
        pagination: { has_more: boolean; next_url: string | null };
      };
      expect(body.data.length).toBeLessThanOrEqual(5);
      seen.push(...body.data.map(({ id }) => id));
      if (!body.pagination.has_more) break;
      expect(body.pagination.next_url).toMatch(/^\/imgpro\/v1\/images\?limit=5&cursor=[\w-]{30,}$/);
      path = body.pagination.next_url!.slice('/imgpro/v1'.length);
    }
    expect(seen).toEqual(own);
  });

  test('asks the service five times at most, and goes on where it stopped', async () => {
    const { as, service } = site();
    const anna = await as('anna');
    const berta = await as('berta');
    for (let i = 0; i < 60; i++) await berta.store();
    service.received.length = 0;
    const body = (await (await anna.ask('GET', '/images?limit=10')).json()) as {
      data: Image[];
      pagination: { next_cursor: string };
    };
    expect(service.received).toHaveLength(5);
    expect(body).toMatchObject({ data: [], pagination: { has_more: true } });
    expect(body.pagination.next_cursor).toMatch(/^[\w-]{30,}$/);
    await anna.ask('GET', `/images?limit=10&cursor=${body.pagination.next_cursor}`);
    expect(service.received[5]!.path).toBe('/v1/images?limit=10&cursor=50');
  });

  test('of ids shows those that are theirs', async () => {
    const { as } = site();
    const anna = await as('anna');
    const own = await anna.store();
    const other = await (await as('berta')).store();
    expect(await ids(await anna.ask('GET', `/images?ids=${own},${other},absent`))).toEqual([own]);
  });

  test('passes on only what the API knows', async () => {
    const { as, service } = site();
    await (await as('anna')).ask('GET', '/images?limit=5&cursor=1&ids=a&owner=x&key=y');
    expect(service.received.at(-1)!.path).toBe('/v1/images?ids=a&limit=5');
  });

  test.each(['0', '101', 'x', '1.5', ''])('with a limit of %j is a 422', async (limit) => {
    const { as } = site();
    expect((await (await as('anna')).ask('GET', `/images?limit=${limit}`)).status).toBe(422);
  });

  test('of a service that sends something else is a 502', async () => {
    const handler = mount({ fetch: () => Promise.resolve(json(200, { data: 'x' })) });
    expect((await call(handler, 'GET', '/images')).status).toBe(502);
  });
});

describe('a batch', () => {
  test('changes what is theirs and answers the rest as unknown, in the order asked', async () => {
    const { as, service } = site();
    const anna = await as('anna');
    const [one, two] = [await anna.store(), await anna.store()];
    const other = await (await as('berta')).store();
    const response = await anna.ask('PATCH', '/images/batch', { ids: [two, other, one, two], caption: 'x' });
    expect(response.status).toBe(207);
    const body = (await response.json()) as {
      data: Image[];
      errors: { id: string; error: { code: string } }[];
    };
    expect(body.data.map(({ id }) => id)).toEqual([two, one]);
    expect(body.errors).toEqual([
      {
        id: other,
        error: { type: 'invalid_request_error', code: 'not_found', message: expect.any(String) as string },
      },
    ]);
    expect(service.received.at(-1)!.json).toEqual({ caption: 'x', ids: [two, one] });
  });

  test('deletes what is theirs, with a tombstone for every id', async () => {
    const { as, service } = site();
    const anna = await as('anna');
    const own = await anna.store();
    const other = await (await as('berta')).store();
    const response = await anna.ask('DELETE', '/images/batch', { ids: [other, own, 'absent'] });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      object: 'batch_result',
      data: [other, own, 'absent'].map((id) => ({ id, object: 'image', deleted: true })),
      errors: [],
    });
    expect([...service.images.keys()]).toEqual([other]);
  });

  test('of nobody’s ids asks the service to change nothing', async () => {
    const { as, service } = site();
    await (await as('anna')).ask('DELETE', '/images/batch', { ids: ['a'] });
    expect(service.received.map(({ method }) => method)).toEqual(['GET']);
  });

  test('asks the store about all unknown ids at once', async () => {
    const store = memoryStore();
    let [under, most] = [0, 0];
    const get = store.get;
    store.get = async (key) => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setImmediate(resolve));
      under--;
      return get(key);
    };
    const { as } = site({ store });
    const ids = Array.from({ length: 100 }, (_, index) => `unknown${index}`);
    expect((await (await as('anna')).ask('DELETE', '/images/batch', { ids })).status).toBe(200);
    expect(most).toBe(50);
  });

  test('of a hundred looks them up fifty at a time', async () => {
    const { as, service } = site();
    const ids = Array.from({ length: 100 }, (_, at) => `id${at}`);
    await (await as('anna')).ask('PATCH', '/images/batch', { ids, caption: 'x' });
    expect(
      service.received.map(
        ({ path }) => new URL(path, 'https://x').searchParams.get('ids')!.split(',').length,
      ),
    ).toEqual([50, 50]);
  });

  test.each([
    [{}, 'ids'],
    [{ ids: [] }, 'ids'],
    [{ ids: 'a' }, 'ids'],
    [{ ids: [5] }, 'ids'],
    [{ ids: ['a,b'] }, 'ids'],
    [{ ids: Array.from({ length: 101 }, (_, at) => `id${at}`) }, 'ids'],
    [{ ids: ['a'], owner: 'x' }, 'owner'],
    [{ ids: ['a'], public: true }, 'public'],
  ])('%j is a 422', async (body, field) => {
    const { as, service } = site();
    const error = await errorOf(await (await as('anna')).ask('PATCH', '/images/batch', body));
    expect(error).toMatchObject({ status: 422, details: { [field]: expect.any(String) as string } });
    expect(service.received).toEqual([]);
  });
});

describe('the scope', () => {
  test('of the account shows and changes everything, and sets no owner', async () => {
    const { as, service } = site({ scope: 'account' });
    const id = await (await as('anna')).store();
    expect(service.received[0]!.form!.has('owner')).toBe(false);
    const berta = await as('berta');
    expect((await berta.ask('GET', `/images/${id}`)).status).toBe(200);
    expect((await berta.ask('PATCH', `/images/${id}`, { caption: 'x' })).status).toBe(200);
    expect((await berta.ask('DELETE', '/images/batch', { ids: [id] })).status).toBe(200);
    expect(service.images.size).toBe(0);
  });

  test('of an app secret is the service’s to keep', async () => {
    const { as, service } = site({ appSecret: 'img_sk_x' });
    service.images.set('one', image({ id: 'one' }));
    expect((await (await as('anna')).ask('GET', '/images/one')).status).toBe(200);
    expect(service.received.map(({ headers }) => headers.get('x-img-user'))).toEqual(['anna']);
  });
});

describe('a changed secret', () => {
  const next = 'the next secret, which is long enough too';

  test.each<[string, Partial<HandlerOptions>, number]>([
    ['with the previous one still known', { secret: next, previousSecrets: [SECRET] }, 200],
    ['without it', { secret: next }, 404],
    ['without it, but with a secret of ownership', { secret: next, ownerSecret: 'o'.repeat(32) }, 200],
  ])('%s', async (_, options, status) => {
    const service = account();
    const ownerSecret = options.ownerSecret && { ownerSecret: options.ownerSecret };
    const before = mount({ fetch: service.fetch, ...ownerSecret });
    const { id } = (await (await upload(before, form([]))).json()) as Image;
    const after = mount({ fetch: service.fetch, ...options });
    expect((await call(after, 'GET', `/images/${id}`)).status).toBe(status);
  });

  test('a former secret of ownership recognises images, and opens nothing', async () => {
    const service = account();
    const [former, current] = ['f'.repeat(32), 'c'.repeat(32)];
    const before = mount({ fetch: service.fetch, ownerSecret: former });
    const { id } = (await (await upload(before, form([]))).json()) as Image;
    const after = mount({ fetch: service.fetch, ownerSecret: current, previousOwnerSecrets: [former] });
    expect((await call(after, 'GET', `/images/${id}`)).status).toBe(200);
    for (const secret of [former, current]) {
      const { token } = await mint(mount({ secret }));
      expect((await call(after, 'GET', `/images/${id}`, { token })).status).toBe(401);
    }
  });

  test('a secret of ownership that is added later is the secret of that time', async () => {
    const service = account();
    const before = mount({ fetch: service.fetch });
    const { id } = (await (await upload(before, form([]))).json()) as Image;
    const after = mount({ fetch: service.fetch, secret: next, ownerSecret: SECRET });
    expect((await call(after, 'GET', `/images/${id}`)).status).toBe(200);
    expect((await call(after, 'GET', `/images/${id}`, { token: (await mint(before)).token })).status).toBe(
      401,
    );
  });
});
