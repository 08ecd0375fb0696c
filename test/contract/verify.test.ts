import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { verify } from '../../demo/mock/verify/verify.ts';
import { startMock, type Api } from './harness.ts';

const KEYS = {
  key: 'img_live_demo',
  read: 'img_live_demo_read',
  write: 'img_live_demo_write',
  full: 'img_live_full',
  other: 'img_live_other',
  app: 'img_sk_demo',
};

let api: Api;
beforeAll(async () => {
  api = await startMock({ anonymousLimit: 'off' });
});
afterAll(() => api.close());

let twisted: Server | undefined;
afterEach(() => {
  twisted?.closeAllConnections();
  twisted?.close();
});

test('the mock passes, and nothing is left behind', async () => {
  const results = await verify(api.url, KEYS);
  expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  expect((await api.get('/v1/images')).body.data).toEqual([]);
}, 30_000);

test('the mock passes with its limits on, too', async () => {
  const limited = await startMock();
  try {
    const results = await verify(limited.url, {});
    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  } finally {
    await limited.close();
  }
}, 30_000);

test('says which key a skipped check would need', async () => {
  const results = await verify(api.url, { key: KEYS.key });
  expect(
    results
      .filter(({ outcome }) => outcome !== 'passed')
      .map(({ outcome, reason }) => `${outcome}: ${reason}`),
  ).toEqual([
    'skipped: needs --read-key',
    'skipped: needs --read-key',
    'skipped: needs --write-key',
    'skipped: needs --write-key',
    'skipped: needs --full-key',
    'skipped: needs --app-key',
    'skipped: needs --other-key',
  ]);
}, 30_000);

test('without a key it checks what can be checked', async () => {
  const outcomes = (await verify(`${api.url}/v1`, {})).map(({ outcome }) => outcome);
  expect([outcomes.includes('failed'), outcomes.includes('passed'), outcomes.includes('skipped')]).toEqual([
    false,
    true,
    true,
  ]);
});

/** Puts a fault between the checks and the mock: what every answer becomes. */
async function behind(
  twist: (answer: { method: string; path: string; status: number; body: string; headers: Headers }) => {
    status?: number;
    body?: string;
    drop?: string;
  },
): Promise<string> {
  twisted = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = new Headers(request.headers as Record<string, string>);
    headers.delete('connection');
    const method = request.method ?? 'GET';
    const bodiless = method === 'GET' || method === 'HEAD';
    const own = await fetch(api.url + (request.url ?? ''), {
      method,
      headers,
      redirect: 'manual',
      ...(!bodiless && { body: Buffer.concat(chunks) }),
    });
    const answer = {
      method,
      path: request.url ?? '',
      status: own.status,
      body: await own.text(),
      headers: own.headers,
    };
    const { status, body, drop } = twist(answer);
    for (const [name, value] of own.headers)
      if (name !== drop && !['content-length', 'transfer-encoding', 'connection'].includes(name))
        response.setHeader(name, value);
    response
      .writeHead(status ?? answer.status)
      .end(answer.status === 204 ? undefined : (body ?? answer.body));
  });
  await new Promise<void>((resolve) => twisted?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(twisted.address() as AddressInfo).port}`;
}

test.each<[string, Parameters<typeof behind>[0]]>([
  ['a field is missing', ({ body }) => ({ body: body.replace(/"nsfw":(true|false),/g, '') })],
  ['a field is of another type', ({ body }) => ({ body: body.replace(/"width":(\d+)/g, '"width":"$1"') })],
  ['sizes are rounded up', ({ body }) => ({ body: body.replaceAll('"width":594,', '"width":595,') })],
  ['dates lose their zone', ({ body }) => ({ body: body.replace(/(\d\d:\d\d:\d\d)Z/g, '$1') })],
  [
    'bad keys pass',
    ({ status, path }) => ({ status: status === 401 && path.includes('zzz') ? 404 : status }),
  ],
  [
    'a second delete is fine',
    ({ method, status }) => ({ status: method === 'DELETE' && status === 404 ? 200 : status }),
  ],
  ['partial batches say 200', ({ status }) => ({ status: status === 207 ? 200 : status })],
  ['validation says 400', ({ status }) => ({ status: status === 422 ? 400 : status })],
  ['replays are not marked', () => ({ drop: 'idempotent-replayed' })],
  ['conflicts pass', ({ status }) => ({ status: status === 409 ? 201 : status })],
  ['headers are not exposed', () => ({ drop: 'access-control-expose-headers' })],
  ['quota headers are missing', () => ({ drop: 'x-storage-used' })],
  [
    'lists are reversed',
    ({ path, body }) => ({
      body:
        path.startsWith('/v1/images?limit=2') && body.startsWith('{"object":"list"')
          ? JSON.stringify({ ...JSON.parse(body), data: JSON.parse(body).data.reverse() })
          : body,
    }),
  ],
  [
    'keys may do what they lack',
    ({ status, body }) => ({ status: body.includes('"forbidden"') ? 200 : status }),
  ],
  [
    'a full account is told 429',
    ({ status, body }) => ({ status: body.includes('quota_exceeded') ? 429 : status }),
  ],
  [
    'a full account is not told what to do',
    ({ body }) => ({ body: body.replace(/"action":\{"type":"upgrade"[^}]*\},/, '') }),
  ],
  [
    'next_url forgets the limit',
    ({ body }) => ({ body: body.replace(/(next_url":"[^"]*)&limit=\d+/, '$1') }),
  ],
  [
    'a list by ids pretends to go on',
    ({ path, body }) => ({
      body: path.includes('ids=')
        ? body.replace(
            /"pagination":.*$/,
            '"pagination":{"has_more":true,"next_cursor":"1_1","next_url":"http://x/"}}',
          )
        : body,
    }),
  ],
  [
    'others read what is private',
    ({ status, path }) => ({ status: status === 404 && !path.includes('zzz') ? 200 : status }),
  ],
  ['what is left is not told', () => ({ drop: 'x-monthly-uploads-remaining' })],
  [
    'core names are editable',
    ({ method, body }) => ({
      body: method === 'PATCH' ? body.replace(/"metadata":\{/, '"metadata":{"status":"x"') : body,
    }),
  ],
])(
  'an implementation fails when %s',
  async (_what, twist) => {
    const results = await verify(await behind(twist), KEYS);
    expect(results.some(({ outcome }) => outcome === 'failed')).toBe(true);
  },
  30_000,
);
