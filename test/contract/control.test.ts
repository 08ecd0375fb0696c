import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { form, KEY, picture, startMock, type Api } from './harness.ts';

let api: Api;
beforeAll(async () => {
  api = await startMock({ images: 3, anonymousLimit: 'off' });
});
afterAll(() => api.close());
beforeEach(() => api.control.reset());

const control = async (
  method: string,
  path: string,
  json?: unknown,
  headers: Record<string, string> = {},
) => {
  const response = await fetch(`${api.url}/__mock${path}`, {
    method,
    headers: { ...(json !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  return { status: response.status, body: await response.json() };
};
const status = async (id: string) =>
  (await api.get(`/v1/images/${id}`)).body.status ?? (await api.get(`/v1/images/${id}`)).body.error.code;

describe('/__mock', () => {
  test('tells now, counts, keys and addresses', async () => {
    const { body } = await control('GET', '');
    expect(body).toMatchObject({ counts: { images: 3 }, urls: { api: `${api.url}/v1` } });
    expect(body.keys.map(({ key }: { key: string }) => key)).toEqual([
      'img_live_demo',
      'img_live_demo_read',
      'img_live_demo_write',
      'img_live_other',
      'img_sk_demo',
      'img_live_full',
    ]);
  });

  test('what the admin page looks at is neither written down nor subject to faults', async () => {
    const [image] = (await api.get('/v1/images?limit=1')).body.data;
    api.control.clearRequests();
    api.control.setFaults([{ match: 'GET /cdn/*', status: 503, times: 1 }]);
    const see = async (referer: string) =>
      (await fetch(image.sizes.small.url, { headers: { Referer: referer } })).status;
    expect(await see(`${api.url}/__mock/ui`)).toBe(200);
    expect(api.control.requests).toEqual([]);
    expect([await see(`${api.url}/page`), await see(`${api.url}/page`)]).toEqual([503, 200]);
    expect(api.control.requests).toHaveLength(2);
  });

  test('reset brings everything back, with other images if asked', async () => {
    const seeded = (await api.get('/v1/images')).text;
    await api.upload();
    const { key } = (await control('POST', '/keys', {})).body;
    await control('PUT', '/faults', [{ match: '* /v1/*', status: 500 }]);
    await control('POST', '/clock', { advance: '400d', freeze: true });
    expect((await control('POST', '/reset')).body.counts).toMatchObject({ images: 3, faults: 0 });
    expect((await api.get('/v1/images')).text).toBe(seeded);
    expect((await api.get('/v1/images', { key })).status).toBe(401);
    expect((await control('POST', '/reset', { images: 7, seed: 5 })).body.counts.images).toBe(7);
  });

  test('the clock advances, is set and stands still', async () => {
    expect((await control('POST', '/clock', { set: '2030-01-01T00:00:00Z', freeze: true })).body).toEqual({
      now: '2030-01-01T00:00:00.000Z',
      frozen: true,
    });
    expect((await control('POST', '/clock', { advance: '24h1m' })).body.now).toBe('2030-01-02T00:01:00.000Z');
    expect((await api.upload()).created_at).toBe('2030-01-02T00:01:00Z');
    expect((await control('POST', '/clock', { advance: 'soon' })).status).toBe(422);
  });

  test('the journal has every request in order, newest last, and none of its own', async () => {
    await control('DELETE', '/requests');
    await api.post('/v1/images', {
      form: form({ file: await picture() }),
      headers: { 'Idempotency-Key': 'k', Origin: 'https://site.example' },
    });
    await api.get('/v1/images?limit=1', { key: null });
    const { requests } = (await control('GET', '/requests')).body;
    expect(requests).toEqual([
      {
        at: expect.any(String),
        method: 'POST',
        path: '/v1/images',
        query: '',
        status: 201,
        key: KEY,
        user: null,
        idempotency_key: 'k',
        bytes_in: expect.any(Number),
        origin: 'https://site.example',
        fault: null,
      },
      {
        at: expect.any(String),
        method: 'GET',
        path: '/v1/images',
        query: '?limit=1',
        status: 401,
        key: null,
        user: null,
        idempotency_key: null,
        bytes_in: 0,
        origin: null,
        fault: null,
      },
    ]);
    expect(requests[0].bytes_in).toBeGreaterThan(100);
  });

  test('makes keys of fresh accounts with the limits asked for', async () => {
    const { status, body } = await control('POST', '/keys', { abilities: ['read'], uploads_limit: 5 });
    expect(status).toBe(201);
    expect((await api.get('/v1/usage', { key: body.key })).body.monthly.uploads_limit).toBe(5);
    expect((await api.post('/v1/images', { key: body.key, json: {} })).status).toBe(403);
  });

  test('makes the secret of an app', async () => {
    const { body } = await control('POST', '/keys', { app: true });
    expect(body).toMatchObject({ key: expect.stringMatching(/^img_sk_\w{20}$/), app: true });
    const { status } = await api.get('/v1/images', { key: body.key, headers: { 'X-Img-User': 'anna' } });
    expect([status, (await api.get('/v1/images', { key: body.key })).status]).toEqual([200, 422]);
  });

  test.each(['POST /reset', 'POST /clock', 'PUT /faults', 'PATCH /images/x', 'POST /keys'])(
    '%s reads a megabyte and no more',
    async (call) => {
      const [method = '', path = ''] = call.split(' ');
      let pulled = 0;
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled += 65_536;
          controller.enqueue(new Uint8Array(65_536).fill(32));
        },
      });
      const request = new Request(`http://localhost/__mock${path}`, {
        method,
        body: endless,
        headers: { 'Content-Type': 'application/json' },
        ...{ duplex: 'half' },
      });
      const response = await api.mock.fetch(request);
      expect([response.status, (await response.json()).error.code]).toEqual([413, 'body_too_large']);
      expect(pulled).toBeLessThan(2_000_000);
    },
  );

  test('answers neither foreign pages nor foreign names of this machine', async () => {
    expect((await control('GET', '', undefined, { Origin: 'https://evil.example' })).status).toBe(403);
    // Origin of a sandboxed frame of any page.
    expect((await control('GET', '', undefined, { Origin: 'null' })).status).toBe(403);
    expect((await control('GET', '', undefined, { Origin: 'http://localhost:5173' })).status).toBe(200);
    const response = await api.mock.fetch(new Request('http://evil.example/__mock'), {
      address: '127.0.0.1',
    });
    expect(response.status).toBe(403);
    expect(
      (await api.mock.fetch(new Request('http://localhost/__mock'), { address: '10.0.0.9' })).status,
    ).toBe(403);
  });

  test.each([
    ['PUT', '/faults', [{ match: 'nonsense' }]], ['PUT', '/faults', [{ match: '* /x', status: 200 }]], ['POST', '/clock', { freez: true }],
    ['PATCH', '/images/zzz', { state: 'gone' }], ['PATCH', '/images/zzz', { state: 'blocked', reason: 'whim' }], ['POST', '/keys', { abilities: ['fly'] }],
  ])('%s %s refuses %j', async (method, path, json) => {
    expect((await control(method, path, json)).status).toBe(422);
  }); // prettier-ignore
});

describe('faults', () => {
  test('a status strikes before authentication, so many times', async () => {
    await control('PUT', '/faults', [{ match: 'GET /v1/images/:id', status: 503, retry_after: 2, times: 2 }]);
    const answers = [
      await api.get('/v1/images/aaa', { key: 'bad' }),
      await api.get('/v1/images/aaa', { key: 'bad' }),
      await api.get('/v1/images/aaa', { key: 'bad' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 401]);
    expect(answers[0]?.headers.get('retry-after')).toBe('2');
    expect((await api.get('/v1/usage')).status).toBe(200);
  });

  test('a rate throws dice that fall alike for the same seed', async () => {
    const run = async () => {
      await control('PUT', '/faults', [{ match: '* /v1/usage', status: 500, rate: 0.5, seed: 7 }]);
      const found: number[] = [];
      for (let index = 0; index < 12; index++) found.push((await api.get('/v1/usage')).status);
      return found;
    };
    const first = await run();
    expect(new Set(first).size).toBe(2);
    expect(await run()).toEqual(first);
  });

  test.each(['before', 'mid', 'after'] as const)(
    'drop %s cuts the connection; only after it is the work done',
    async (drop) => {
      await control('PUT', '/faults', [{ match: 'POST /v1/images', drop }]);
      await expect(api.post('/v1/images', { form: form({ file: await picture(900, 700) }) })).rejects.toThrow(
        'fetch failed',
      );
      await control('DELETE', '/faults');
      expect((await api.get('/v1/images')).body.data.length).toBe(drop === 'after' ? 4 : 3);
      const { requests } = (await control('GET', '/requests')).body;
      expect(requests[0]).toMatchObject({ status: null, fault: `drop ${drop}` });
    },
  );
});

describe('states and magic names', () => {
  test('processing hides what is not known yet, and ends when it was told to', async () => {
    const image = await api.upload();
    await control('PATCH', `/images/${image.id}`, { state: 'processing', for: '5s' });
    await control('POST', '/clock', { freeze: true });
    expect((await api.get(`/v1/images/${image.id}`)).body).toMatchObject({
      status: 'processing',
      width: null,
      height: null,
      bytes: null,
      sizes: {},
    });
    expect((await fetch(image.url)).status).toBe(404);
    await control('POST', '/clock', { advance: '5s' });
    expect(await status(image.id)).toBe('ready');
  });

  test.each([
    ['processing', 3, 'ready'],
    ['failed', 1, 'media_failed'],
    ['blocked', 1, 'media_blocked'],
  ])('mock-%s-* turns after %i s', async (name, seconds, end) => {
    await api.control.clock({ freeze: true });
    const image = await api.upload({}, { name: `mock-${name}-1.png` });
    expect(image.status).toBe('processing');
    await api.control.clock({ advance: `${seconds}s` });
    expect(await status(image.id)).toBe(end);
  });

  test('mock-locked-* can not be changed, mock-nsfw-* is flagged', async () => {
    const locked = await api.upload({}, { name: 'mock-locked-1.png' });
    expect((await api.delete(`/v1/images/${locked.id}`)).status).toBe(403);
    expect((await api.upload({}, { name: 'mock-nsfw-1.png' })).nsfw).toBe(true);
  });

  test('mock-flaky-* refuses once, and again after a reset', async () => {
    const send = async () =>
      api.post('/v1/images', { form: form({ file: new File([await picture()], 'mock-flaky-1.png') }) });
    const first = await send();
    expect([first.status, first.headers.get('retry-after'), (await send()).status]).toEqual([503, '1', 201]);
    await api.control.reset();
    expect((await send()).status).toBe(503);
  });

  test('a HEIC is really decoded', async () => {
    const heic = new File([readFileSync('test/harness/fixtures/photo.heic')], 'photo.heic');
    const image = await api.upload({}, { file: heic, name: 'photo.heic' });
    expect(image).toMatchObject({
      status: 'processing',
      format: 'jpg',
      filename: 'photo.heic',
      width: null,
      sizes: {},
    });
    await expect.poll(() => status(image.id), { timeout: 15_000 }).toBe('ready');
    const ready = (await api.get(`/v1/images/${image.id}`)).body;
    expect(ready).toMatchObject({
      width: 1200,
      height: 900,
      format: 'jpg',
      sizes: { small: { width: 426, height: 320 } },
    });
    const delivered = await fetch(ready.url);
    expect([delivered.status, delivered.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const exif = (await sharp(await delivered.arrayBuffer()).metadata()).exif?.toString('latin1');
    expect(exif).toContain('CC BY 4.0 Jane Doe');
  });
});

test('with objects as the lifecycle, blocked and failed images are objects with flags', async () => {
  const other = await startMock({ lifecycle: 'objects', anonymousLimit: 'off' });
  try {
    const [a, b] = [await other.upload(), await other.upload()];
    other.control.image(a.id, { state: 'blocked', reason: 'spam' });
    other.control.image(b.id, { state: 'failed', reason: 'Broken.' });
    expect((await other.get(`/v1/images/${a.id}`)).body).toMatchObject({
      blocked: true,
      block_reason: 'spam',
    });
    expect((await other.get(`/v1/images/${a.id}`, { key: null })).body).toMatchObject({
      blocked: true,
      block_reason: null,
    });
    expect((await other.get(`/v1/images/${b.id}`)).body).toMatchObject({
      status: 'failed',
      failure_reason: 'Broken.',
    });
    expect((await other.get('/v1/images')).body.data.length).toBe(2);
    expect((await other.patch(`/v1/images/${a.id}`, { caption: 'x' })).body.error.code).toBe('media_locked');
  } finally {
    await other.close();
  }
});

test('the admin page runs under a policy that allows no inline script or style', async () => {
  const page = await fetch(`${api.url}/__mock/ui`);
  const html = await page.text();
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(html).not.toMatch(/<script(?![^>]*src=)|<style|style="|onclick=/);
  for (const [asset, type] of [
    ['client.js', 'text/javascript'],
    ['style.css', 'text/css'],
  ] as const) {
    const response = await fetch(`${api.url}/__mock/ui/${asset}`);
    expect([response.status, response.headers.get('content-type')?.split(';')[0]]).toEqual([200, type]);
    expect((await response.text()).length).toBeGreaterThan(1000);
  }
});

test('without a control plane there is none', async () => {
  const closed = await startMock({ control: 'off' });
  expect((await fetch(`${closed.url}/__mock`)).status).toBe(404);
  await closed.close();
});
