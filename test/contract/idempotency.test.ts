import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { form, picture, startMock, type Api, type CallOptions } from './harness.ts';

let api: Api;
beforeAll(async () => {
  api = await startMock();
});
afterAll(() => api.close());
beforeEach(() => api.control.reset());

async function send(key: string, fields: Record<string, string | Blob> = {}, options: CallOptions = {}) {
  return api.post('/v1/images', {
    form: form({ ...fields, file: await picture() }),
    headers: { 'Idempotency-Key': key },
    ...options,
  });
}

test('the same key and request give the first answer again, with the quota of today', async () => {
  const first = await send('k', { caption: 'A' });
  await send('other');
  const again = await send('k', { caption: 'A' });
  expect(again.text).toBe(first.text);
  expect([first.headers.get('idempotent-replayed'), again.headers.get('idempotent-replayed')]).toEqual([
    null,
    'true',
  ]);
  expect(again.headers.get('x-monthly-uploads-used')).toBe('2');
  expect((await api.get('/v1/images')).body.data.length).toBe(2);
});

test('the boundary and the order of fields are free', async () => {
  const bytes = Buffer.from(await (await picture()).arrayBuffer()).toString('latin1');
  const body = (boundary: string, fields: string[]) =>
    Uint8Array.from(
      [
        ...fields.map(
          (name) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${name}\r\n`,
        ),
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n${bytes}\r\n--${boundary}--\r\n`,
      ].join(''),
      (char) => char.charCodeAt(0),
    );
  const post = (boundary: string, fields: string[]) =>
    api.post('/v1/images', {
      body: body(boundary, fields),
      headers: { 'Idempotency-Key': 'k', 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    });
  const first = await post('one', ['author', 'series']);
  expect(first.status).toBe(201);
  expect((await post('two', ['series', 'author'])).text).toBe(first.text);
  expect((await post('two', ['series'])).body.error.code).toBe('idempotency_key_conflict');
});

test.each([
  ['a field', async () => form({ caption: 'B', file: await picture() })],
  ['the bytes', async () => form({ caption: 'A', file: await picture(9, 9) })],
  [
    'the name',
    async () => form({ caption: 'A', file: new File([await picture()], 'other.png', { type: 'image/png' }) }),
  ],
  [
    'the type',
    async () =>
      form({ caption: 'A', file: new File([await picture()], 'photo.png', { type: 'image/jpeg' }) }),
  ],
])('%s differs: a conflict', async (_what, other) => {
  await send('k', { caption: 'A' });
  const { status, body } = await api.post('/v1/images', {
    form: await other(),
    headers: { 'Idempotency-Key': 'k' },
  });
  expect([status, body.error.type, body.error.code]).toEqual([
    409,
    'idempotency_error',
    'idempotency_key_conflict',
  ]);
});

test('while the first runs, the second is told to wait', async () => {
  api.control.setFaults([{ match: 'POST /v1/images', delay_ms: 60_000, times: 1 }]);
  const stop = new AbortController();
  const first = send('k', {}, { signal: stop.signal }).catch(() => 'aborted');
  await expect.poll(() => api.control.requests.length).toBe(1);
  await expect.poll(async () => (await send('k')).status).toBe(409);
  const second = await send('k');
  expect([second.body.error.code, second.headers.get('retry-after')]).toEqual([
    'idempotency_key_in_progress',
    '1',
  ]);
  stop.abort();
  expect(await first).toBe('aborted');
  await expect.poll(async () => (await send('k')).status).toBe(201);
});

test('an answer that was lost is found again', async () => {
  api.control.setFaults([{ match: 'POST /v1/images', drop: 'after', times: 1 }]);
  await expect(send('k')).rejects.toThrow();
  const again = await send('k');
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
  expect((await api.get('/v1/images')).body.data.length).toBe(1);
});

test('failures are forgotten: the key may be used for the corrected request', async () => {
  expect((await send('k', { ttl: '1' })).status).toBe(422);
  expect((await send('k', { ttl: '1h' })).status).toBe(201);
});

test('belongs to one key: another credential starts anew', async () => {
  const mine = await send('k');
  const theirs = await send('k', {}, { key: 'img_live_other' });
  const nobody = await send('k', {}, { key: null });
  expect(new Set([mine, theirs, nobody].map(({ body }) => body.id)).size).toBe(3);
});

test('lasts 24 hours, and longer than the image', async () => {
  await api.control.clock({ freeze: true });
  const first = await send('k');
  await api.delete(`/v1/images/${first.body.id}`);
  await api.control.clock({ advance: '23h59m' });
  expect((await send('k')).text).toBe(first.text);
  await api.control.clock({ advance: '1m' });
  expect((await send('k')).body.id).not.toBe(first.body.id);
});

test.each(['', ' ', 'with space', 'x'.repeat(256)])('refuses the key %j', async (key) => {
  const { status, body } = await send(key);
  expect(status === 422 ? Object.keys(body.error.details) : status).toEqual(
    key.trim() === '' ? expect.anything() : ['Idempotency-Key'],
  );
});

test('a replay spends nothing: no upload, no place in the hour', async () => {
  const fresh = await send('k', {}, { key: null });
  const again = await send('k', {}, { key: null });
  expect([fresh, again].map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['19', '19']);
  const full = api.control.key({ uploads_limit: 1 });
  await send('q', {}, { key: full.key });
  expect((await send('q', {}, { key: full.key })).status).toBe(201);
  expect((await send('r', {}, { key: full.key })).status).toBe(403);
});
