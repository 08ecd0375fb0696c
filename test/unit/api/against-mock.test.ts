import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serveMock } from '../../../demo/mock/serve.ts';
import type { ServedMock } from '../../../demo/mock/serve.ts';
import { ImgproClient } from '../../../src/api/index.ts';
import { reasonOf } from './scripted.ts';

let served: ServedMock;
let client: ImgproClient;
let anonymous: ImgproClient;
let photo: Blob;

const control = async (method: string, path: string, body?: unknown): Promise<any> => {
  const answer = await fetch(`${served.url}/__mock${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  expect(answer.ok, text).toBe(true);
  return text ? JSON.parse(text) : null;
};

beforeAll(async () => {
  served = await serveMock({ port: 0, host: 'localhost' });
  const baseUrl = `${served.url}/v1`;
  client = new ImgproClient({ apiKey: 'img_live_demo', baseUrl });
  anonymous = new ImgproClient({ baseUrl });
  const pixels = sharp({ create: { width: 600, height: 400, channels: 3, background: 'teal' } });
  photo = new File([new Uint8Array(await pixels.jpeg().toBuffer())], 'photo.jpg', { type: 'image/jpeg' });
});
beforeEach(() => control('POST', '/reset', {}));
afterAll(() => served.close());

const stored = async (): Promise<number> => (await control('GET', '')).counts.images;

describe('against the mock over HTTP, the client', () => {
  test('uploads a photo, reads, changes and deletes it', async () => {
    const {
      data: image,
      quota,
      status,
    } = await client.images
      .upload(photo, { caption: 'Sunset', ttl: '7d', metadata: { author: 'Jane', external_id: 7 } })
      .withResponse();
    expect(status).toBe(201);
    expect(quota!.uploads.used).toBe(1);
    expect(image).toMatchObject({
      filename: 'photo.jpg',
      format: 'jpg',
      width: 600,
      height: 400,
      status: 'ready',
      caption: 'Sunset',
      metadata: { author: 'Jane', external_id: '7' },
    });
    expect(image.expires_at).not.toBeNull();

    const changed = await client.images.update(image.id, {
      ...image,
      caption: '',
      ttl: null,
      metadata: { ...image.metadata, author: null },
    });
    expect(changed).toMatchObject({ caption: null, expires_at: null, metadata: { external_id: '7' } });
    expect(await client.images.get(image.id)).toEqual(changed);

    expect(await client.images.delete(image.id)).toEqual({ id: image.id, object: 'image', deleted: true });
    expect((await reasonOf(client.images.get(image.id))).code).toBe('not_found');
    expect((await client.images.delete(image.id, { ignoreMissing: true })).deleted).toBe(true);
  });

  test('keeps a private image private', async () => {
    const image = await client.images.upload(photo, { public: false });
    expect(image.public).toBe(false);
    expect((await reasonOf(anonymous.images.get(image.id))).code).toBe('not_found');
  });

  test('uploads anonymously, for a month', async () => {
    const { data, quota, rateLimit, action } = await anonymous.images.upload(photo).withResponse();
    expect(data.expires_at).not.toBeNull();
    expect(quota).toBeNull();
    expect(rateLimit).toMatchObject({ limit: 20, remaining: 19 });
    expect(action).toMatchObject({ type: 'signup' });
  });

  test('imports from an address', async () => {
    const bytes = Buffer.from(await photo.arrayBuffer());
    const server = createServer((_, answer) => answer.setHeader('Content-Type', 'image/jpeg').end(bytes));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const from = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const other = await serveMock({ port: 0, host: 'localhost', allowImportFrom: [from] });
    try {
      const importer = new ImgproClient({ apiKey: 'img_live_demo', baseUrl: `${other.url}/v1` });
      const image = await importer.images.import(`http://${from}/sea.jpg`, { metadata: { author: 'Jane' } });
      expect(image).toMatchObject({
        filename: 'sea.jpg',
        metadata: { source_url: `http://${from}/sea.jpg`, author: 'Jane' },
      });
    } finally {
      await other.close();
      server.close();
    }
  });

  test('stores once when the answer is lost, in any way', async () => {
    for (const drop of ['before', 'mid', 'after']) {
      await control('POST', '/reset', {});
      await control('PUT', '/faults', [{ match: 'POST /v1/images', times: 2, drop }]);
      const image = await client.images.upload(photo);
      expect(image.width).toBe(600);
      expect(await stored()).toBe(1);
    }
  });

  test('is told of a replay, and of a key that was used for something else', async () => {
    const first = await client.images.upload(photo, { idempotencyKey: 'order-7' });
    const again = await client.images.upload(photo, { idempotencyKey: 'order-7' }).withResponse();
    expect([again.data.id, again.replayed]).toEqual([first.id, true]);
    const error = await reasonOf(
      client.images.upload(photo, { idempotencyKey: 'order-7', caption: 'Other' }),
    );
    expect(error).toMatchObject({ code: 'idempotency_key_conflict', type: 'idempotency_error', status: 409 });
  });

  test('deletes what was deleted although the answer was lost', async () => {
    const image = await client.images.upload(photo);
    await control('PUT', '/faults', [{ match: 'DELETE /v1/images/:id', times: 1, drop: 'after' }]);
    expect((await client.images.delete(image.id)).deleted).toBe(true);
  });

  test('gets through errors and waits', async () => {
    await control('PUT', '/faults', [
      { match: 'GET /v1/usage', times: 1, status: 503, retry_after: 1 },
      { match: 'GET /v1/usage', times: 1, status: 429, retry_after: 1 },
      { match: 'GET /v1/usage', times: 1, status: 500 },
    ]);
    expect(await client.usage()).toMatchObject({ object: 'usage', totals: { images_stored: 0 } });
  });

  test.each([
    [
      'a bad key',
      () => new ImgproClient({ apiKey: 'img_live_no', baseUrl: `${served.url}/v1` }).usage(),
      'unauthorized',
      401,
    ],
    [
      'a key that only reads',
      () =>
        new ImgproClient({ apiKey: 'img_live_demo_read', baseUrl: `${served.url}/v1` }).images.upload(photo),
      'forbidden',
      403,
    ],
    [
      'a used-up quota',
      () => new ImgproClient({ apiKey: 'img_live_full', baseUrl: `${served.url}/v1` }).images.upload(photo),
      'quota_exceeded',
      403,
    ],
    [
      'a text called photo.jpg',
      () => client.images.upload(new Blob(['hello']), { filename: 'photo.jpg' }),
      'validation_error',
      422,
    ],
    ['a bad ttl', () => client.images.upload(photo, { ttl: '1s' }), 'validation_error', 422],
    ['a bad cursor', () => client.images.list({ cursor: 'nonsense' }).page(), 'validation_error', 422],
    ['a bad address', () => client.images.import('not an address'), 'validation_error', 422],
  ])('tells of %s', async (_, call, code, status) => {
    const error = await reasonOf(call());
    expect(error).toMatchObject({ code, status });
    expect(error.message.length).toBeGreaterThan(20);
    expect(JSON.stringify(error)).not.toMatch(/img_live/);
  });

  test('waits until an image is processed', async () => {
    const image = await client.images.upload(photo, { filename: 'mock-processing-a.jpg' });
    expect(image.status).toBe('processing');
    const states: string[] = [];
    const waiting = client.waitUntilReady(image.id, {
      onUpdate({ status }) {
        states.push(status);
        if (states.length === 1) void control('POST', '/clock', { advance: '5s' });
      },
    });
    expect((await waiting).status).toBe('ready');
    expect(states).toEqual(['processing', 'ready']);
  });

  test.each([
    ['failed', 'media_failed', 422],
    ['blocked', 'media_blocked', 403],
  ])('tells that an image %s, as an error or as an object', async (state, code, status) => {
    const objects = await serveMock({ port: 0, host: 'localhost', lifecycle: 'objects' });
    try {
      for (const { url } of [served, objects]) {
        const here = new ImgproClient({ apiKey: 'img_live_demo', baseUrl: `${url}/v1` });
        const image = await here.images.upload(photo);
        await fetch(`${url}/__mock/images/${image.id}`, {
          method: 'PATCH',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ state, reason: state === 'blocked' ? 'dmca' : 'It is damaged' }),
        });
        const error = await reasonOf(here.waitUntilReady(image.id));
        expect(error).toMatchObject({ code, status });
        expect(error.message).toMatch(state === 'blocked' ? /dmca/ : /damaged/);
      }
    } finally {
      await objects.close();
    }
  });

  test('lists all images, in pages and by ids', async () => {
    await control('POST', '/reset', { images: 130, seed: 3 });
    const ids: string[] = [];
    for await (const { id } of client.images.list({ limit: 50 })) ids.push(id);
    expect(new Set(ids).size).toBe(130);

    const asked = [...ids].sort();
    const got: string[] = [];
    for await (const { id } of client.images.list({ ids: asked })) got.push(id);
    expect(got).toEqual(asked);
  });

  test('changes and deletes many, and tells which are locked', async () => {
    await control('POST', '/reset', { images: 120, seed: 3 });
    const ids: string[] = [];
    for await (const { id } of client.images.list()) ids.push(id);
    await control('PATCH', `/images/${ids[5]}`, { state: 'locked' });

    const changed = await client.images.updateMany(ids, { public: false, metadata: { album: 'a' } });
    expect(changed.data).toHaveLength(119);
    expect(changed.data.every((image) => !image.public && image.metadata['album'] === 'a')).toBe(true);
    expect(changed.errors).toMatchObject([{ id: ids[5], error: { code: 'media_locked' } }]);

    const deleted = await client.images.deleteMany([...ids, 'neverwas']);
    expect(deleted.data).toHaveLength(120);
    expect(deleted.errors).toMatchObject([{ id: ids[5], error: { code: 'media_locked' } }]);
    expect(await stored()).toBe(1);
  });

  test('stops an upload that is aborted, and nothing is stored', async () => {
    await control('PUT', '/faults', [{ match: 'POST /v1/images', delay_ms: 60_000 }]);
    const controller = new AbortController();
    const promise = reasonOf(client.images.upload(photo, { signal: controller.signal }));
    controller.abort();
    expect((await promise).name).toBe('AbortError');
    expect(await stored()).toBe(0);
  });
});
