import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveMock } from '../../../demo/mock/serve.ts';
import type { ServedMock } from '../../../demo/mock/serve.ts';
import type { Image, ImageList, TokenResponse } from '../../../src/api/types.ts';
import { createImgproHandler } from '../../../src/server/index.ts';
import { closeGracefully, toNodeListener } from '../../../src/server/node.ts';
import { SECRET } from './harness.ts';

let mock: ServedMock;
let url: string;
let stop: () => Promise<unknown>;

beforeAll(async () => {
  mock = await serveMock({ port: 0, anonymousLimit: 'off' });
  const handler = createImgproHandler({
    appSecret: 'img_sk_demo',
    secret: SECRET,
    apiUrl: `${mock.url}/v1`,
    authorize: (request) => ({
      sub: request.headers.get('x-test-user') ?? 'nobody',
      abilities: ['create', 'read', 'list', 'update', 'delete'],
    }),
    log: () => {},
  });
  const server = createServer(toNodeListener(handler));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () => closeGracefully(server, { grace: 0 });
});

afterAll(async () => {
  await stop();
  await mock.close();
});

const png = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);

async function as(user: string) {
  const answer = await fetch(`${url}/imgpro/token`, { method: 'POST', headers: { 'x-test-user': user } });
  const { token } = (await answer.json()) as TokenResponse;
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(`${url}/imgpro/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        // A visitor's own word about who they are counts for nothing.
        'x-img-user': 'anna',
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
      },
      body: body instanceof FormData ? body : body === undefined ? undefined : JSON.stringify(body),
    });
  const store = async () => {
    const form = new FormData();
    form.append('file', new File([png], 'dot.png'));
    return ((await (await ask('POST', '/images', form)).json()) as Image).id;
  };
  return { ask, store };
}

describe('with an app secret the service keeps people apart', () => {
  test('one person’s image is unseen by another, and only its owner can change or delete it', async () => {
    const [anna, berta] = [await as('anna'), await as('berta')];
    const id = await anna.store();
    const own = await berta.store();
    const idsOf = async ({ ask }: typeof anna) =>
      ((await (await ask('GET', '/images')).json()) as ImageList).data.map((image) => image.id);
    expect([await idsOf(anna), await idsOf(berta)]).toEqual([[id], [own]]);
    expect((await berta.ask('GET', `/images?ids=${id}`)).status).toBe(200);
    expect(await (await berta.ask('GET', `/images?ids=${id}`)).json()).toMatchObject({ data: [] });
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect(
        (await berta.ask(method, `/images/${id}`, method === 'PATCH' ? { caption: 'mine' } : undefined))
          .status,
      ).toBe(404);
    await berta.ask('DELETE', '/images/batch', { ids: [id] });
    expect((await anna.ask('GET', `/images/${id}`)).status).toBe(200);
    expect((await anna.ask('DELETE', `/images/${id}`)).status).toBe(200);
  });

  test('no image carries the name of its owner', async () => {
    const anna = await as('anna');
    const image = (await (await anna.ask('GET', `/images/${await anna.store()}`)).json()) as Image;
    expect(image.metadata).toEqual({});
  });
});
