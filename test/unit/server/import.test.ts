import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../src/server/index.ts';
import { call, errorOf, image, json, mint, mount, service, storing } from './harness.ts';
import type { Script } from './harness.ts';

function setup(policy: Policy, script: Script = storing) {
  const upstream = service(script);
  const handler = mount({ fetch: upstream.fetch, policy });
  const { received } = upstream;
  return {
    received,
    async send(body: unknown, token?: string) {
      return call(handler, 'POST', '/images', {
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
        token: token ?? (await mint(handler)).token,
      });
    },
    token: async () => (await mint(handler)).token,
  };
}

const url = 'https://example.com/a.jpg';

describe('an import by address', () => {
  test('is off unless the policy names hosts', async () => {
    const { send, received } = setup({});
    expect(await errorOf(await send({ url }))).toMatchObject({ status: 403, code: 'token_scope' });
    expect(received).toEqual([]);
  });

  test('reaches the service as JSON, with the trusted fields', async () => {
    const { send, received } = setup({ importHosts: ['example.com'], ttl: 600, fields: ['caption'] });
    expect((await send({ url, caption: 'x' })).status).toBe(201);
    expect(received[0]!.json).toEqual({
      url,
      caption: 'x',
      ttl: '600',
      owner: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    expect(received[0]!.headers.get('idempotency-key')).toMatch(/^[\w-]{43}$/);
  });

  test.each<[string, unknown, number, string?]>([
    ['another host', { url: 'https://example.org/a.jpg' }, 422, 'url'],
    ['a private address', { url: 'http://127.0.0.1/a.jpg' }, 422, 'url'],
    ['no address', { caption: 'x' }, 422, 'url'],
    ['an address that is no text', { url: 5 }, 422, 'url'],
    ['a forbidden field', { url, nsfw: true }, 422, 'nsfw'],
    ['an owner', { url, owner: 'me' }, 422, 'owner'],
    ['__proto__', `{"url":"${url}","__proto__":"x"}`, 422],
    ['a list', '[]', 400],
    ['no JSON', 'x', 400],
    ['300 KB', ' '.repeat(300_000), 413],
  ])('of %s is refused', async (_, body, status, field) => {
    const { send, received } = setup({ importHosts: ['example.com'] });
    const error = await errorOf(await send(body));
    expect(error.status).toBe(status);
    if (field) expect(error.details).toHaveProperty(field);
    expect(received).toEqual([]);
  });

  test.each([
    ['too large', image({ id: 'big', bytes: 2000 }), 413, 'file_too_large'],
    ['of another type', image({ id: 'big', format: 'svg' }), 422, 'unsupported_type'],
  ])('that turns out %s is taken away again, and not counted', async (_, stored, status, code) => {
    let bad = true;
    const { send, received, token } = setup(
      { importHosts: ['*'], maxBytes: 1000, maxFiles: 1 },
      ({ method }) => (method === 'DELETE' ? json(200, {}) : json(201, bad ? stored : image())),
    );
    const same = await token();
    expect(await errorOf(await send({ url }, same))).toMatchObject({ status, code });
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/images',
      'DELETE /v1/images/big',
    ]);
    bad = false;
    expect((await send({ url }, same)).status).toBe(201);
  });

  test('that is still processing is taken as it is', async () => {
    const { send } = setup({ importHosts: ['*'], maxBytes: 1 }, () =>
      json(201, image({ status: 'processing', bytes: null, width: null, height: null })),
    );
    expect((await send({ url })).status).toBe(201);
  });
});
