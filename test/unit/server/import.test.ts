import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HandlerOptions, LogEntry, Policy } from '../../../src/server/index.ts';
import { call, errorOf, errorsInto, image, json, mint, mount, refusal, service, storing } from './harness.ts';
import type { Script } from './harness.ts';

function setup(policy: Policy, script: Script = storing, options: Partial<HandlerOptions> = {}) {
  const upstream = service(script);
  const handler = mount({ fetch: upstream.fetch, policy, ...options });
  const { received } = upstream;
  return {
    received,
    async send(body: unknown, token?: string, key = 'k') {
      return call(handler, 'POST', '/images', {
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
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

  test.each([
    'http://images.example.com\\@169.254.169.254/latest/meta-data/',
    'http://images.example.com:22/',
    'ht\ntp://images.example.com/a.jpg',
  ])('of %j never reaches the service', async (address) => {
    const { send, received } = setup({ importHosts: ['images.example.com'] });
    expect(await errorOf(await send({ url: address }))).toMatchObject({ status: 422 });
    expect(received).toEqual([]);
  });

  test('reaches the service as the address that was judged, not as the text that was sent', async () => {
    const { send, received } = setup({ importHosts: ['images.example.com'] });
    await send({ url: 'HTTP://images。example。com/a/../b.jpg#x' });
    expect(received[0]!.json!['url']).toBe('http://images.example.com/b.jpg');
  });

  test('that does not fit and cannot be taken away stays counted, and the site hears of it', async () => {
    const log: LogEntry[] = [];
    const { send, token } = setup(
      { importHosts: ['*'], maxBytes: 1000, maxFiles: 1 },
      ({ method }) => (method === 'DELETE' ? json(500, {}) : json(201, image({ id: 'big', bytes: 2000 }))),
      { log: errorsInto(log) },
    );
    const same = await token();
    expect(await errorOf(await send({ url }, same))).toMatchObject({ code: 'file_too_large' });
    expect(log).toMatchObject([
      { event: 'import_not_removed', message: expect.stringContaining('big') as string },
    ]);
    expect(await errorOf(await send({ url }, same, 'another'))).toMatchObject({
      code: 'token_exhausted',
    });
  });

  test('of an image without a sound id is a 502, and nothing is asked about it', async () => {
    const { send, received } = setup({ importHosts: ['*'], maxBytes: 1 }, () =>
      json(201, { ...image(), id: '../keys' }),
    );
    expect(await errorOf(await send({ url }))).toMatchObject({ status: 502 });
    expect(received).toHaveLength(1);
  });

  describe('that is still processing', () => {
    const processing = image({ status: 'processing', bytes: null, width: null, height: null });
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
    afterEach(() => void vi.useRealTimers());

    async function importing(script: Script, policy: Policy = {}) {
      const { send, received } = setup({ importHosts: ['*'], maxBytes: 1000, ...policy }, script);
      let answered = false;
      const answer = send({ url }).finally(() => (answered = true));
      while (!answered) {
        await vi.advanceTimersByTimeAsync(500);
        await new Promise((resolve) => setImmediate(resolve));
      }
      return { response: await answer, received };
    }

    test('is measured when it is ready', async () => {
      let looks = 0;
      const { response, received } = await importing(({ method }) => {
        if (method === 'POST') return json(201, processing);
        if (method === 'DELETE') return json(200, {});
        return json(200, ++looks < 3 ? processing : image({ bytes: 2000 }));
      });
      expect(await errorOf(response)).toMatchObject({ status: 413, code: 'file_too_large' });
      expect(received.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET', 'DELETE']);
    });

    test('is taken when it then fits', async () => {
      const { response } = await importing(({ method }) =>
        json(200, method === 'POST' ? processing : image()),
      );
      expect(response.status).toBe(201);
    });

    test('for longer than anybody waits is taken away', async () => {
      const { response, received } = await importing(() => json(200, processing));
      expect(await errorOf(response)).toMatchObject({ status: 422, code: 'media_failed' });
      expect(received.at(-1)!.method).toBe('DELETE');
    });

    test('and then blocked is left to the browser to hear of', async () => {
      const { response } = await importing(({ method }) =>
        method === 'POST' ? json(201, processing) : refusal(403, 'media_blocked'),
      );
      expect(response.status).toBe(201);
    });
  });
});
