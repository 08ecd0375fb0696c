import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { KEY, picture, startMock, type Api } from './harness.ts';

let api: Api;
beforeAll(async () => {
  api = await startMock({ anonymousLimit: 'off' });
});
afterAll(() => api.close());
beforeEach(() => api.control.reset());

describe('GET /v1/images/:id', () => {
  test('public to all; private to its account only, a 404 to others', async () => {
    const open = await api.upload();
    const closed = await api.upload({ public: '0' });
    const statuses = async (key: string | null) => [
      (await api.get(`/v1/images/${open.id}`, { key })).status,
      (await api.get(`/v1/images/${closed.id}`, { key })).status,
    ];
    expect(await statuses(KEY)).toEqual([200, 200]);
    expect(await statuses('img_live_other')).toEqual([200, 404]);
    expect(await statuses(null)).toEqual([200, 404]);
  });

  test('HEAD is GET without a body; unknown ids are 404', async () => {
    const image = await api.upload();
    const head = await api.call('HEAD', `/v1/images/${image.id}`);
    expect([head.status, head.text]).toEqual([200, '']);
    for (const id of ['zzzzzzzz', '__proto__', '%2e%2e', 'a%00b'])
      expect((await api.get(`/v1/images/${id}`)).status).toBe(404);
  });

  test('blocked is 403 with the reason for its owner only; failed is 422', async () => {
    const image = await api.upload();
    api.control.image(image.id, { state: 'blocked', reason: 'dmca' });
    const mine = await api.get(`/v1/images/${image.id}`);
    const theirs = await api.get(`/v1/images/${image.id}`, { key: null });
    expect([mine.status, mine.body.error.code, mine.body.error.message]).toEqual([
      403,
      'media_blocked',
      expect.stringContaining('dmca'),
    ]);
    expect([theirs.status, theirs.body.error.message]).toEqual([403, expect.not.stringContaining('dmca')]);
    api.control.image(image.id, { state: 'failed', reason: 'The file broke.' });
    const failed = await api.get(`/v1/images/${image.id}`);
    expect([failed.status, failed.body.error]).toEqual([
      422,
      { type: 'processing_error', code: 'media_failed', message: 'The file broke.' },
    ]);
    expect((await api.get('/v1/images')).body.data).toEqual([]);
  });
});

describe('PATCH /v1/images/:id', () => {
  test('merges fields, removes with null, leaves what is absent', async () => {
    const image = await api.upload({ caption: 'Old', camera: 'X100', author: 'Jane' });
    const { body } = await api.patch(`/v1/images/${image.id}`, {
      caption: 'New',
      public: false,
      camera: null,
      alt_text: 'A sunset',
      stars: 5,
      published_at: 1717200000,
    });
    expect(body).toEqual({
      ...image,
      caption: 'New',
      public: false,
      published_at: '2024-06-01T00:00:00Z',
      metadata: { author: 'Jane', alt_text: 'A sunset', stars: '5' },
    });
    expect((await api.patch(`/v1/images/${image.id}`, {})).body).toEqual(body);
    expect((await api.patch(`/v1/images/${image.id}`, { caption: '' })).body.caption).toBeNull();
  });

  test('sets and lifts a ttl', async () => {
    const image = await api.upload();
    expect((await api.patch(`/v1/images/${image.id}`, { ttl: 3600 })).body.expires_at).not.toBeNull();
    expect((await api.patch(`/v1/images/${image.id}`, { ttl: null })).body.expires_at).toBeNull();
  });

  test.each([
    ['nsfw', true], ['tool', 'x'], ['defaults', {}], ['filename', 'a.jpg'], ['published_at', null], ['public', '1'], ['public', 'yes'],
    ['ttl', '4m'], ['ttl', '91d'], ['ttl', 1.5], ['caption', {}], ['tags', ['a']], ['x'.repeat(65), 'y'], ['', 'y'],
  ])('refuses %s = %j and changes nothing', async (field, value) => {
    const image = await api.upload({ caption: 'Stays' });
    const { status, body } = await api.patch(`/v1/images/${image.id}`, { caption: 'Gone', [field]: value });
    expect([status, Object.keys(body.error.details)]).toEqual([422, [field === '' ? 'metadata' : field]]);
    expect((await api.get(`/v1/images/${image.id}`)).body).toEqual(image);
  }); // prettier-ignore

  test('checks the limit of fifty on what would be stored', async () => {
    const fields = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, 'x']));
    const image = await api.upload(fields);
    expect((await api.patch(`/v1/images/${image.id}`, { one_more: 'x' })).status).toBe(422);
    expect((await api.patch(`/v1/images/${image.id}`, { one_more: 'x', f0: null })).status).toBe(200);
  });

  test('a whole object can be sent back but for what is fixed at upload', async () => {
    const image = await api.upload({ author: 'Jane' });
    const rest = Object.fromEntries(
      Object.entries(image).filter(([name]) => name !== 'nsfw' && name !== 'filename'),
    );
    expect(
      (await api.patch(`/v1/images/${image.id}`, { ...rest, url: 'https://evil.example/' })).body,
    ).toEqual(image);
  });

  test('locked is 403, foreign and absent are 404, other bodies 415 and 400', async () => {
    const image = await api.upload();
    const path = `/v1/images/${image.id}`;
    expect((await api.patch(path, {}, { key: 'img_live_other' })).status).toBe(404);
    expect(
      (await api.call('PATCH', path, { body: 'x', headers: { 'Content-Type': 'text/plain' } })).status,
    ).toBe(415);
    expect(
      (await api.call('PATCH', path, { body: '{', headers: { 'Content-Type': 'application/json' } })).status,
    ).toBe(400);
    api.control.image(image.id, { state: 'locked' });
    for (const answer of [await api.patch(path, { caption: 'x' }), await api.delete(path)]) {
      expect([answer.status, answer.body.error.code]).toEqual([403, 'media_locked']);
    }
    expect((await api.get(path)).status).toBe(200);
  });
});

test('DELETE leaves a tombstone, then 404; the file is gone too', async () => {
  const image = await api.upload();
  expect((await fetch(image.url)).status).toBe(200);
  expect((await api.delete(`/v1/images/${image.id}`)).body).toEqual({
    id: image.id,
    object: 'image',
    deleted: true,
  });
  expect((await api.delete(`/v1/images/${image.id}`)).status).toBe(404);
  expect((await fetch(image.url)).status).toBe(404);
});

describe('GET /v1/images', () => {
  test('newest publish date first; every image once, though others come and go between pages', async () => {
    const dates = ['2024-03-01', '2024-01-01', '2024-05-01', '2024-02-01', '2024-02-01', '2024-04-01'];
    const stored = [];
    for (const date of dates) stored.push(await api.upload({ published_at: date }));
    const first = (await api.get('/v1/images?limit=2')).body;
    expect(first.data.map((image: { published_at: string }) => image.published_at.slice(0, 7))).toEqual([
      '2024-05',
      '2024-04',
    ]);
    await api.delete(`/v1/images/${first.data[1].id}`);
    await api.upload({ published_at: '2024-12-01' });
    const rest: string[] = [];
    for (let next = first.pagination.next_url; next;) {
      const page = (await api.get(next.slice(api.url.length))).body;
      rest.push(...page.data.map((image: { id: string }) => image.id));
      expect(page.data.length).toBeLessThanOrEqual(2);
      next = page.pagination.next_url;
    }
    const [march, january, , oldFebruary, newFebruary] = stored.map(({ id }) => id);
    expect(rest).toEqual([march, newFebruary, oldFebruary, january]);
  });

  test('the last page ends with false, null, null', async () => {
    await api.upload();
    expect((await api.get('/v1/images?limit=1')).body.pagination).toEqual({
      has_more: false,
      next_cursor: null,
      next_url: null,
    });
  });

  test('with ids there is no next page: its cursor would be ignored', async () => {
    const ids: string[] = [];
    while (ids.length < 3) ids.push((await api.upload()).id);
    const { body } = await api.get(`/v1/images?ids=${ids.join(',')}&limit=2`);
    expect([body.data.length, body.pagination]).toEqual([
      2,
      { has_more: false, next_cursor: null, next_url: null },
    ]);
  });

  test('fetches by ids, leaving out what is not there; the cursor has no say then', async () => {
    const [a, b] = [await api.upload(), await api.upload()];
    const other = await api.upload({}, { key: 'img_live_other' });
    const { body } = await api.get(
      `/v1/images?ids=${a.id},%20${b.id},${other.id},nope,${a.id},&cursor=rubbish`,
    );
    expect(body.data.map((image: { id: string }) => image.id)).toEqual([b.id, a.id]);
  });

  test.each([
    'limit=0',
    'limit=101',
    'limit=ten',
    'limit=1.5',
    'cursor=rubbish',
    'cursor=',
    `ids=${Array.from({ length: 101 }, (_, index) => `i${index}`).join(',')}`,
  ])('refuses %s', async (query) => {
    const { status, body } = await api.get(`/v1/images?${query}`);
    expect([status, Object.keys(body.error.details)]).toEqual([422, [query.split('=')[0]]]);
  });
});

describe('batches', () => {
  test('PATCH applies to all, in the order asked, doubles once', async () => {
    const [a, b] = [await api.upload(), await api.upload()];
    const { status, body } = await api.patch('/v1/images/batch', {
      ids: [b.id, a.id, b.id],
      ttl: '7d',
      public: false,
      series: 'one',
    });
    expect(status).toBe(200);
    expect(
      body.data.map((image: Record<string, unknown>) => [image['id'], image['public'], image['metadata']]),
    ).toEqual([
      [b.id, false, { series: 'one' }],
      [a.id, false, { series: 'one' }],
    ]);
  });

  test('PATCH tells locked, foreign and absent ones apart and does the rest', async () => {
    const [good, held] = [await api.upload(), await api.upload()];
    const foreign = await api.upload({}, { key: 'img_live_other' });
    api.control.image(held.id, { state: 'locked' });
    const { status, body } = await api.patch('/v1/images/batch', {
      ids: [held.id, good.id, foreign.id, 'nope'],
      caption: 'x',
    });
    expect([status, body.data.length]).toEqual([207, 1]);
    expect(
      body.errors.map((each: { id: string; error: { code: string } }) => [each.id, each.error.code]),
    ).toEqual([
      [held.id, 'media_locked'],
      [foreign.id, 'not_found'],
      ['nope', 'not_found'],
    ]);
  });

  test('DELETE reports a tombstone for every id but locked ones, and spares foreign images', async () => {
    const [gone, held] = [await api.upload(), await api.upload()];
    const foreign = await api.upload({}, { key: 'img_live_other' });
    api.control.image(held.id, { state: 'locked' });
    const { status, body } = await api.delete('/v1/images/batch', {
      json: { ids: [gone.id, 'nope', foreign.id, held.id] },
    });
    expect([status, body.data.map((each: { id: string }) => each.id), body.errors.length]).toEqual([
      207,
      [gone.id, 'nope', foreign.id],
      1,
    ]);
    expect((await api.get(`/v1/images/${foreign.id}`)).status).toBe(200);
    expect((await api.delete('/v1/images/batch', { json: { ids: [gone.id] } })).status).toBe(200);
  });

  test.each([
    [undefined],
    [[]],
    ['abc'],
    [[1]],
    [['']],
    [Array.from({ length: 101 }, (_, index) => `i${index}`)],
  ])('refuses ids = %j', async (ids) => {
    expect((await api.patch('/v1/images/batch', { ids, caption: 'x' })).status).toBe(422);
    expect((await api.delete('/v1/images/batch', { json: { ids } })).status).toBe(422);
  });

  test('a field that is refused refuses the whole call', async () => {
    const image = await api.upload();
    expect((await api.patch('/v1/images/batch', { ids: [image.id], caption: 'x', nsfw: true })).status).toBe(
      422,
    );
    expect((await api.get(`/v1/images/${image.id}`)).body.caption).toBeNull();
  });

  test('batch is no id', async () => {
    const { status, headers } = await api.get('/v1/images/batch');
    expect([status, headers.get('allow')]).toEqual([405, 'PATCH, DELETE']);
  });
});

describe('usage and quota', () => {
  test('counts uploads, images and bytes; deleting frees bytes, not uploads', async () => {
    const image = await api.upload();
    const before = (await api.get('/v1/usage')).body;
    expect(before).toMatchObject({
      monthly: { uploads: 1 },
      totals: { images_stored: 1, storage_used_bytes: image.bytes },
      plan: 'max',
    });
    await api.delete(`/v1/images/${image.id}`);
    const { body, headers } = await api.get('/v1/usage');
    expect([body.monthly.uploads, body.totals.images_stored, body.totals.storage_used_bytes]).toEqual([
      1, 0, 0,
    ]);
    expect(headers.get('x-monthly-uploads-used')).toBe('1');
    expect(headers.get('x-monthly-uploads-remaining')).toBe('99999');
    expect(headers.get('x-storage-remaining')).toBe('1099511627776');
  });

  test('blocked images count, failed ones do not', async () => {
    const [a, b] = [await api.upload(), await api.upload()];
    api.control.image(a.id, { state: 'blocked' });
    api.control.image(b.id, { state: 'failed' });
    expect((await api.get('/v1/usage')).body.totals).toMatchObject({
      images_stored: 1,
      storage_used_bytes: a.bytes,
    });
  });

  test('a used-up plan refuses with what to do, until the month is over', async () => {
    const refused = await api.post('/v1/images', {
      key: 'img_live_full',
      json: { url: 'https://example.com/a.jpg' },
    });
    expect([refused.status, refused.body.error.type, refused.body.error.action.type]).toEqual([
      403,
      'quota_error',
      'upgrade',
    ]);
    expect(refused.body.error.usage).toMatchObject({ plan: 'free', uploads_used: 100, uploads_limit: 100 });
    await api.control.clock({ advance: '31d' });
    await api.upload({}, { key: 'img_live_full' });
  });

  test('a plan of its own: storage is judged with the file in hand', async () => {
    const { key } = api.control.key({ storage_limit_bytes: 10, uploads_limit: null });
    const form = new FormData();
    form.append('file', await picture(), 'a.png');
    const { status, body, headers } = await api.post('/v1/images', { key, form });
    expect([status, body.error.code, headers.get('x-monthly-uploads-limit')]).toEqual([
      403,
      'quota_exceeded',
      null,
    ]);
    expect((await api.get('/v1/images', { key })).body.data).toEqual([]);
  });
});

test('wrong methods answer 405 with Allow, unknown addresses 404, preflights 204', async () => {
  expect((await api.call('PUT', '/v1/images')).headers.get('allow')).toBe('POST, GET, HEAD');
  expect((await api.get('/v1/nothing')).status).toBe(404);
  const preflight = await api.call('OPTIONS', '/v1/images', {
    key: null,
    headers: { Origin: 'https://site.example' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
    204,
    'Authorization, Content-Type, Idempotency-Key, X-Img-User',
  ]);
});
