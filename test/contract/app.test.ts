import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBrowserMock } from '../../demo/mock/browser/mock.ts';
import { form, picture, startMock, type Answer, type Api } from './harness.ts';

const APP = 'img_sk_demo';
const as = (user: string) => ({ key: APP, headers: { 'X-Img-User': user } });

let api: Api;
beforeAll(async () => {
  api = await startMock({ anonymousLimit: 'off' });
});
afterAll(() => api.close());
beforeEach(() => api.control.reset());

describe("an app's secret", () => {
  test.each<[string, string, string, number]>([
    ['a create', 'POST', '/v1/images', 422],
    ['a list', 'GET', '/v1/images', 422],
    ['one image', 'GET', '/v1/images/abc12345', 422],
    ['a change', 'PATCH', '/v1/images/abc12345', 422],
    ['a deletion', 'DELETE', '/v1/images/abc12345', 422],
    ['a batch', 'PATCH', '/v1/images/batch', 422],
    ['the usage', 'GET', '/v1/usage', 422],
    ['an upload of generation 1', 'POST', '/v1/upload', 400],
    ['media of generation 1', 'GET', '/v1/media', 400],
    ['one medium', 'GET', '/v1/media/abc12345', 400],
  ])('without a user is refused: %s', async (_, method, path, status) => {
    for (const user of [undefined, '', 'a b', 'x'.repeat(256)]) {
      const headers: Record<string, string> = user === undefined ? {} : { 'X-Img-User': user };
      const answer = await api.call(method, path, { key: APP, headers });
      expect(answer.status, String(user)).toBe(status);
      expect(Object.keys(answer.body.error.details ?? answer.body.errors)).toEqual(['X-Img-User']);
    }
  });

  test("keeps one user's images from the other, public or not", async () => {
    const hers = await api.upload({ caption: 'hers' }, as('anna'));
    expect(hers.public).toBe(true);
    const path = `/v1/images/${hers.id}`;
    const answers = [
      await api.get(path, as('bob')),
      await api.patch(path, { caption: 'mine' }, as('bob')),
      await api.delete(path, as('bob')),
      await api.get(`/v1/media/${hers.id}`, as('bob')),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const unknown = await api.get('/v1/images/zzzzzzzz', as('bob'));
    expect(answers[0]?.text).toBe(unknown.text);
    expect((await api.get(path, as('anna'))).body.caption).toBe('hers');
    // Public as any image is: without a key, and to other accounts.
    expect((await api.get(path, { key: null })).status).toBe(200);
    expect((await api.get(path)).status).toBe(200);
  });

  test('lists and batches know only what is theirs', async () => {
    const hers = await api.upload({}, as('anna'));
    const his = await api.upload({}, as('bob'));
    const ids = [hers.id, his.id];
    const listed = async (user: string, query = '') =>
      (await api.get(`/v1/images${query}`, as(user))).body.data.map(({ id }: { id: string }) => id);
    expect([await listed('anna'), await listed('bob'), await listed('eve')]).toEqual([
      [hers.id],
      [his.id],
      [],
    ]);
    expect(await listed('bob', `?ids=${ids.join(',')}`)).toEqual([his.id]);
    expect((await api.get('/v1/media', as('anna'))).body.data).toHaveLength(1);
    const patched = await api.call('PATCH', '/v1/images/batch', {
      json: { ids, caption: 'x' },
      ...as('bob'),
    });
    expect(patched.status).toBe(207);
    expect(patched.body.data.map(({ id }: { id: string }) => id)).toEqual([his.id]);
    expect(patched.body.errors).toMatchObject([{ id: hers.id, error: { code: 'not_found' } }]);
    const gone = await api.call('DELETE', '/v1/images/batch', { json: { ids }, ...as('bob') });
    expect(gone.body.data.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect([await listed('anna'), await listed('bob')]).toEqual([[hers.id], []]);
  });

  test('has one quota for all of its users', async () => {
    const { key } = api.control.key({ app: true, uploads_limit: 2 });
    const send = async (user: string) =>
      api.post('/v1/images', { key, headers: { 'X-Img-User': user }, form: form({ file: await picture() }) });
    const first = await send('anna');
    expect(first.headers.get('x-monthly-uploads-remaining')).toBe('1');
    await send('bob');
    const third = await send('eve');
    expect([third.status, third.body.error.code]).toEqual([403, 'quota_exceeded']);
    const usage = await api.get('/v1/usage', { key, headers: { 'X-Img-User': 'nobody-yet' } });
    expect([usage.body.monthly.uploads, usage.body.totals.images_stored]).toEqual([2, 2]);
  });

  test("tells users' idempotency keys apart", async () => {
    const send = (user: string) =>
      api.upload({}, { key: APP, headers: { 'X-Img-User': user, 'Idempotency-Key': 'k' } });
    const [hers, his, again] = [await send('anna'), await send('bob'), await send('anna')];
    expect([his.id === hers.id, again.id === hers.id]).toEqual([false, true]);
  });

  test('pages through one user, newest first, while others upload', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 5; at++) {
      ids.unshift((await api.upload({ published_at: `2024-06-0${at + 1}` }, as('anna'))).id);
      await api.upload({ published_at: `2024-06-0${at + 1}` }, as('bob'));
    }
    const seen: string[] = [];
    for (let path: string | null = '/v1/images?limit=2'; path !== null;) {
      const { data, pagination }: Answer['body'] = (await api.get(path, as('anna'))).body;
      seen.push(...data.map(({ id }: { id: string }) => id));
      path =
        pagination.next_url && new URL(pagination.next_url).pathname + new URL(pagination.next_url).search;
    }
    expect(seen).toEqual(ids);
  });
});

test('an ordinary key takes no notice of the header', async () => {
  const headers = { 'X-Img-User': 'a b' };
  const image = await api.upload({}, { headers });
  expect((await api.get(`/v1/images/${image.id}`, { headers: { 'X-Img-User': 'other' } })).status).toBe(200);
  expect((await api.get('/v1/images')).body.data).toHaveLength(1);
});

test('the journal tells whom a request was for', async () => {
  api.control.clearRequests();
  await api.get('/v1/images', as('anna'));
  expect(api.control.requests.map(({ key, user }) => [key, user])).toEqual([[APP, 'anna']]);
});

test('the mock in a browser knows apps, too', async () => {
  const mock = await createBrowserMock({ basePath: '' });
  const ask = async (headers: Record<string, string>) =>
    (await mock.fetch(new Request('http://x/v1/images', { headers }))).status;
  const authorization = `Bearer ${APP}`;
  expect([await ask({ authorization }), await ask({ authorization, 'x-img-user': 'anna' })]).toEqual([
    422, 200,
  ]);
  await mock.close();
});
