import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { form, picture, startMock, type Api } from './harness.ts';

let api: Api;
beforeAll(async () => {
  api = await startMock({ anonymousLimit: { hour: 3, day: 5 } });
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.control.reset();
  await api.control.clock({ set: '2026-03-31T10:00:00Z', freeze: true });
});

const anonymous = async () => api.post('/v1/images', { key: null, form: form({ file: await picture() }) });
const statuses = async (count: number) => {
  const found: number[] = [];
  for (let index = 0; index < count; index++) found.push((await anonymous()).status);
  return found;
};

test('anonymous uploads are counted by the hour and by the day', async () => {
  expect(await statuses(4)).toEqual([201, 201, 201, 429]);
  const refused = await anonymous();
  expect(refused.body.error).toMatchObject({
    type: 'rate_limit_error',
    code: 'rate_limited',
    action: { type: 'wait', retry_after: 3600 },
  });
  expect(refused.headers.get('retry-after')).toBe('3600');
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
  expect(refused.headers.get('x-ratelimit-reset')).toBe(String(Date.parse('2026-03-31T11:00:00Z') / 1000));
  await api.control.clock({ advance: '1h' });
  expect(await statuses(3)).toEqual([201, 201, 429]);
  expect((await anonymous()).headers.get('retry-after')).toBe(String(23 * 3600));
  await api.control.clock({ advance: '23h' });
  expect(await statuses(1)).toEqual([201]);
});

test('only successes count', async () => {
  for (let index = 0; index < 5; index++) {
    expect((await api.post('/v1/images', { key: null, form: form({ caption: 'no file' }) })).status).toBe(
      422,
    );
  }
  expect((await anonymous()).headers.get('x-ratelimit-remaining')).toBe('2');
});

test('uploads at the same time can not squeeze past the limit', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, anonymous));
  expect(answers.filter(({ status }) => status === 201).length).toBe(3);
});

test('keyed uploads neither see nor touch the windows', async () => {
  expect(await statuses(3)).toEqual([201, 201, 201]);
  const image = await api.post('/v1/images', { form: form({ file: await picture() }) });
  expect([image.status, image.headers.get('x-ratelimit-limit')]).toEqual([201, null]);
});

test('expired images are gone, bytes and all; usage follows', async () => {
  const image = await api.upload({ ttl: '5m' });
  expect((await fetch(image.url)).status).toBe(200);
  await api.control.clock({ advance: '4m59s' });
  expect((await api.get(`/v1/images/${image.id}`)).status).toBe(200);
  await api.control.clock({ advance: '1s' });
  expect((await api.get(`/v1/images/${image.id}`)).status).toBe(404);
  expect((await fetch(image.url)).status).toBe(404);
  expect((await fetch(image.page_url)).status).toBe(404);
  const { body } = await api.get('/v1/usage');
  expect([body.totals.images_stored, body.totals.storage_used_bytes]).toEqual([0, 0]);
});

test('the month of the quota ends at midnight UTC', async () => {
  await api.upload();
  expect((await api.get('/v1/usage')).body.monthly).toMatchObject({
    uploads: 1,
    resets_at: '2026-04-01T00:00:00Z',
  });
  await api.control.clock({ set: '2026-04-01T00:00:00Z' });
  expect((await api.get('/v1/usage')).body.monthly).toMatchObject({
    uploads: 0,
    resets_at: '2026-05-01T00:00:00Z',
  });
});
