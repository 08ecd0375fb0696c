import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Image, ImageList } from '../../../src/api/types.ts';
import { picture } from '../server/harness.ts';
import { cookiesFor, dot, gatewayFor, json, startSite } from './site-harness.ts';

let world: Awaited<ReturnType<typeof startSite>>;
beforeAll(async () => void (world = await startSite()));
afterAll(() => world.close());

const visitor = async () => gatewayFor(world.site.url, await cookiesFor(world.site.url));

describe('through the site, with the real mock', () => {
  test('a visitor stores, lists, changes and deletes; nobody else sees it in their list', async () => {
    const [anna, berta] = [await visitor(), await visitor()];
    const stored = await anna('POST', '/images', {
      body: dot({ caption: 'mine' }),
      headers: { 'idempotency-key': 'k1' },
    });
    expect(stored.status).toBe(201);
    const { id } = (await stored.json()) as Image;
    const again = await anna('POST', '/images', {
      body: dot({ caption: 'mine' }),
      headers: { 'idempotency-key': 'k1' },
    });
    expect([((await again.json()) as Image).id, again.headers.get('idempotent-replayed')]).toEqual([
      id,
      'true',
    ]);
    const other = await anna('POST', '/images', {
      body: dot({ caption: 'other' }),
      headers: { 'idempotency-key': 'k1' },
    });
    expect(other.status).toBe(409);

    expect(((await (await anna('GET', '/images')).json()) as ImageList).data.map((each) => each.id)).toEqual([
      id,
    ]);
    expect(((await (await berta('GET', '/images')).json()) as ImageList).data).toEqual([]);
    expect((await berta('DELETE', `/images/${id}`)).status).toBe(404);
    expect(await (await anna('PATCH', `/images/${id}`, json({ caption: 'new' }))).json()).toMatchObject({
      caption: 'new',
    });
    expect(
      await (await anna('PATCH', '/images/batch', json({ ids: [id], alt_text: 'dot' }))).json(),
    ).toMatchObject({ data: [{ metadata: { alt_text: 'dot' } }], errors: [] });
    expect((await anna('DELETE', `/images/${id}`)).status).toBe(200);
    expect((await anna('GET', `/images/${id}`)).status).toBe(404);
  });

  test.each([
    ['blocked', 403, 'media_blocked'],
    ['failed', 422, 'media_failed'],
  ])('a %s image is explained to its owner alone', async (state, status, code) => {
    const [anna, berta] = [await visitor(), await visitor()];
    const { id } = (await (await anna('POST', '/images', { body: dot({ caption: state }) })).json()) as Image;
    await fetch(`${world.mock.url}/__mock/images/${id}`, { method: 'PATCH', ...json({ state }) });
    const told = await anna('GET', `/images/${id}`);
    expect([told.status, ((await told.json()) as { error: { code: string } }).error.code]).toEqual([
      status,
      code,
    ]);
    expect((await berta('GET', `/images/${id}`)).status).toBe(404);
  });

  test.each(['before', 'mid'])(
    'a service whose connection drops (%s) is a 502, and the next try stores it once',
    async (drop) => {
      const anna = await visitor();
      await fetch(`${world.mock.url}/__mock/faults`, {
        method: 'PUT',
        ...json([{ match: 'POST /v1/images', times: 1, drop }]),
      });
      const init = { headers: { 'idempotency-key': `drop-${drop}` } };
      expect((await anna('POST', '/images', { ...init, body: dot({ caption: drop }) })).status).toBe(502);
      expect((await anna('POST', '/images', { ...init, body: dot({ caption: drop }) })).status).toBe(201);
      expect(((await (await anna('GET', '/images')).json()) as ImageList).data).toHaveLength(1);
    },
  );

  test('an answer that was lost is found again under its key', async () => {
    const anna = await visitor();
    await fetch(`${world.mock.url}/__mock/faults`, {
      method: 'PUT',
      ...json([{ match: 'POST /v1/images', times: 1, drop: 'after' }]),
    });
    const init = { headers: { 'idempotency-key': 'lost' } };
    expect((await anna('POST', '/images', { ...init, body: dot({ caption: 'lost' }) })).status).toBe(502);
    expect(
      (await anna('POST', '/images', { ...init, body: dot({ caption: 'lost' }) })).headers.get(
        'idempotent-replayed',
      ),
    ).toBe('true');
    expect(((await (await anna('GET', '/images')).json()) as ImageList).data).toHaveLength(1);
  });

  test('a text called photo.jpg never reaches the service', async () => {
    const anna = await visitor();
    await fetch(`${world.mock.url}/__mock/requests`, { method: 'DELETE' });
    const data = new FormData();
    data.append('file', new File(['words'], 'photo.jpg', { type: 'image/jpeg' }));
    expect((await anna('POST', '/images', { body: data })).status).toBe(422);
    const journal = (await (await fetch(`${world.mock.url}/__mock/requests`)).json()) as {
      requests: { method: string }[];
    };
    expect(journal.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test('a file over the limit gets its answer over HTTP, not a broken connection', async () => {
    const anna = await visitor();
    const data = new FormData();
    data.append('file', new File([picture('png', 75_000_000)], 'large.png'));
    const response = await anna('POST', '/images', { body: data });
    expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([
      413,
      'file_too_large',
    ]);
  });
});
