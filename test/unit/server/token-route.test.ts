import { decodeJwt } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import type { LogEntry, TokenAsk } from '../../../src/server/index.ts';
import { API_KEY, SECRET, SITE, call, errorOf, errorsInto, mint, mount } from './harness.ts';

const ask = (headers: Record<string, string> = {}, body = '{}', method = 'POST') =>
  new Request(`${SITE}/imgpro/token`, { method, headers, ...(method === 'POST' && { body }) });

describe('POST /token', () => {
  test('answers as agreed, and never from a cache', async () => {
    const handler = mount({
      policy: { maxBytes: 5, types: ['image/png'], maxFiles: 2, fields: ['caption'] },
    });
    const response = await handler(ask({ origin: SITE }));
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = (await response.json()) as Record<string, string>;
    expect(body).toEqual({
      object: 'upload_token',
      token: expect.any(String) as string,
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      server_time: expect.stringMatching(/Z$/) as string,
      api_url: '/imgpro/v1',
      policy: {
        max_bytes: 5,
        types: ['image/png'],
        max_files: 2,
        abilities: ['create', 'read', 'list', 'update', 'delete', 'usage'],
        fields: ['caption'],
        import: false,
      },
    });
    expect(Date.parse(body['expires_at']!) - Date.parse(body['server_time']!)).toBe(600_000);
  });

  test('needs no body', async () => {
    const handler = mount();
    expect((await handler(new Request(`${SITE}/imgpro/token`, { method: 'POST' }))).status).toBe(200);
  });

  test('is refused to whom authorize does not know', async () => {
    const handler = mount({ authorize: () => null });
    expect(await errorOf(await handler(ask()))).toMatchObject({
      status: 401,
      type: 'authentication_error',
      code: 'unauthorized',
    });
  });

  test("shows authorize the page's own request, its body unread, and what is asked for", async () => {
    const seen: { cookie: string | null; body: string; ask: TokenAsk }[] = [];
    const handler = mount({
      policy: { avatar: {} },
      authorize: async (request, asked) => {
        seen.push({ cookie: request.headers.get('cookie'), body: await request.text(), ask: asked });
        return { sub: 'x', profile: ['avatar'] };
      },
    });
    const body = JSON.stringify({
      profile: 'avatar',
      abilities: ['create'],
      files: [{ size: 5, type: 'image/png' }],
    });
    const request = ask({}, body);
    request.headers.set('cookie', 'session=1');
    expect((await handler(request)).status).toBe(200);
    expect(seen).toEqual([
      { cookie: request.headers.get('cookie'), body, ask: JSON.parse(body) as TokenAsk },
    ]);
  });

  test.each([
    [{ profile: 5 }, 422, 'validation_error', 'profile'],
    [{ abilities: ['fly'] }, 422, 'validation_error', 'abilities'],
    [{ abilities: 'create' }, 422, 'validation_error', 'abilities'],
    [{ files: [{ size: -1, type: '' }] }, 422, 'validation_error', 'files'],
    [{ files: {} }, 422, 'validation_error', 'files'],
  ])('%j: %i %s', async (body, status, code, field) => {
    const error = await errorOf(await mount()(ask({}, JSON.stringify(body))));
    expect(error).toMatchObject({ status, code, details: { [field]: expect.any(String) as string } });
  });

  test.each([['not json'], ['[]'], ['5'], ['null']])('a body %s is a 400', async (body) => {
    expect(await errorOf(await mount()(ask({}, body)))).toMatchObject({ status: 400, code: 'bad_request' });
  });

  test('a body of 65 KB is a 413', async () => {
    expect((await mount()(ask({}, ' '.repeat(66_000)))).status).toBe(413);
  });

  describe('profiles', () => {
    const policy = { default: { maxBytes: 1 }, avatar: { maxBytes: 2 }, staff: { maxBytes: 9 } };
    const as = (profile?: string | string[]) =>
      mount({ policy, authorize: () => ({ sub: 'x', ...(profile !== undefined && { profile }) }) });
    const given = async (profile: string | string[] | undefined, asked?: string) =>
      (await mint(as(profile), asked === undefined ? {} : { profile: asked })).policy!.max_bytes;

    test('a visitor has the default one, and no other by asking for it', async () => {
      expect([await given(undefined), await given(undefined, 'default')]).toEqual([1, 1]);
      for (const profile of ['staff', 'avatar', 'nothing', '__proto__', ''.padEnd(300, 'x')]) {
        const response = await as()(ask({}, JSON.stringify({ profile })));
        expect(await errorOf(response)).toMatchObject({ status: 403, code: 'token_scope' });
      }
    });

    test('has those that authorize names, by choice of the page', async () => {
      const both = ['avatar', 'staff'];
      expect([await given(both), await given(both, 'staff'), await given('staff')]).toEqual([2, 9, 9]);
      expect(await given(['staff', 'default'])).toBe(1);
      const other = await as('avatar')(ask({}, '{"profile":"staff"}'));
      expect(await errorOf(other)).toMatchObject({ status: 403, code: 'token_scope' });
    });

    test.each([
      ['an unknown profile', { sub: 'x', profile: 'nobody' }, policy],
      ['no profile at all', { sub: 'x', profile: [] }, policy],
      ['none, and the policy has no default', { sub: 'x' }, { avatar: {} }],
    ])('when authorize grants %s: a 500 for the page, the cause in the log', async (_, who, policies) => {
      const log: LogEntry[] = [];
      const handler = mount({ policy: policies, authorize: () => who, log: errorsInto(log) });
      expect((await handler(ask())).status).toBe(500);
      expect(log).toMatchObject([{ error: { name: 'TypeError' } }]);
    });
  });

  test('gives no ability that was not granted', async () => {
    const handler = mount({ authorize: () => ({ sub: 'x', abilities: ['create'] }) });
    expect((await mint(handler, { abilities: ['create', 'delete'] })).policy!.abilities).toEqual(['create']);
    const none = await handler(ask({}, '{"abilities":["delete"]}'));
    expect(await errorOf(none)).toMatchObject({ status: 403, code: 'token_scope' });
  });

  test('grants to create and read when authorize names no abilities', async () => {
    const handler = mount({ authorize: () => ({ sub: 'x' }) });
    expect((await mint(handler)).policy!.abilities).toEqual(['create', 'read']);
  });

  test('fixes the metadata that authorize says', async () => {
    const handler = mount({
      policy: { fields: ['caption', 'album'], metadata: { site: 'a' } },
      authorize: () => ({ sub: 'x', metadata: { album: '7' } }),
    });
    const { token, policy } = await mint(handler);
    expect(decodeJwt(token)).toMatchObject({ fix: { site: 'a', album: '7' }, allow: ['caption'] });
    expect(policy!.fields).toEqual(['caption']);
  });

  test.each([
    ['no sub', { sub: '' }],
    ['an unknown ability', { sub: 'x', abilities: ['fly' as 'read'] }],
    ['the owner as metadata', { sub: 'x', metadata: { owner: 'somebody' } }],
  ])("when authorize returns %s: a 500 whose cause is in the site's log only", async (_, who) => {
    const log: LogEntry[] = [];
    const handler = mount({ authorize: () => who, log: errorsInto(log) });
    const error = await errorOf(await handler(ask()));
    expect(error).toMatchObject({ status: 500, code: 'internal_error' });
    expect(error.message).not.toMatch(/authorize/);
    expect(log).toMatchObject([
      {
        level: 'error',
        error: { name: 'TypeError', message: expect.stringContaining('authorize') as string },
      },
    ]);
  });

  test('when authorize throws: the same', async () => {
    const log: LogEntry[] = [];
    const authorize = () => Promise.reject(new Error('database down'));
    const handler = mount({ authorize, log: errorsInto(log) });
    const text = await (await handler(ask())).text();
    expect(text).not.toContain('database');
    expect(log).toMatchObject([{ event: 'unexpected', error: { message: 'database down' } }]);
  });
});

describe('routes', () => {
  test.each(['GET', 'PUT', 'DELETE'])('%s /token is a 405', async (method) => {
    const response = await mount()(ask({}, '', method));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect((await errorOf(response)).code).toBe('method_not_allowed');
  });

  test.each([
    '/',
    '/imgpro',
    '/imgpro/',
    '/imgpro/token/',
    '/imgpro/tokens',
    '/imgpro/v1',
    '/imgpro/v1/',
    '/imgpro/v1/images/',
    '/imgpro/v1/images/a/b',
    '/imgpro/v1/images/a%2Fb',
    '/imgpro/v1/images/%2e%2e',
    '/imgpro/v1/upload',
    '/imgpro/v1/keys',
    '/imgpro/v2/images',
    '/imgpro/v1/images/' + 'x'.repeat(65),
  ])('%s is a 404', async (path) => {
    const response = await mount()(new Request(SITE + path));
    expect(await errorOf(response)).toMatchObject({ status: 404, code: 'not_found' });
  });

  test.each([
    ['PUT', '/images', 'POST, GET'],
    ['POST', '/images/batch', 'PATCH, DELETE'],
    ['GET', '/images/batch', 'PATCH, DELETE'],
    ['POST', '/images/abc', 'GET, PATCH, DELETE'],
    ['POST', '/usage', 'GET'],
  ])('%s /v1%s is a 405', async (method, path, allow) => {
    const response = await call(mount(), method, path);
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
  });

  test('a handler may be mounted anywhere', async () => {
    const handler = mount({ basePath: 'api/uploads/' });
    const response = await handler(new Request(`${SITE}/api/uploads/token`, { method: 'POST' }));
    expect(await response.json()).toMatchObject({ api_url: '/api/uploads/v1' });
  });

  test.each([
    ['POST', '/images', 'create'],
    ['GET', '/images', 'list'],
    ['GET', '/images/abc', 'read'],
    ['PATCH', '/images/abc', 'update'],
    ['DELETE', '/images/abc', 'delete'],
    ['PATCH', '/images/batch', 'update'],
    ['DELETE', '/images/batch', 'delete'],
    ['GET', '/usage', 'usage'],
  ] as const)('%s /v1%s needs the ability to %s', async (method, path, ability) => {
    const fetched = vi.fn(() => Promise.resolve(Response.json({})));
    const handler = mount({ fetch: fetched });
    const all = ['create', 'read', 'list', 'update', 'delete', 'usage'];
    const { token } = await mint(handler, { abilities: all.filter((each) => each !== ability) });
    expect(await errorOf(await call(handler, method, path, { token }))).toMatchObject({
      status: 403,
      type: 'permission_error',
      code: 'token_scope',
    });
    expect(fetched).not.toHaveBeenCalled();
  });

  test.each([
    ['no token', {}, 'token_missing'],
    ["the site's secret key", { authorization: `Bearer ${API_KEY}` }, 'token_invalid'],
    ['a cookie', { cookie: 'session=1' }, 'token_missing'],
  ])('%s opens nothing', async (_, headers, code) => {
    const response = await mount()(new Request(`${SITE}/imgpro/v1/images`, { headers }));
    expect(await errorOf(response)).toMatchObject({ status: 401, code });
  });

  test('a token of another mount opens nothing', async () => {
    const { token } = await mint(mount());
    const other = mount({ basePath: '/other' });
    const response = await other(
      new Request(`${SITE}/other/v1/images`, { headers: { authorization: `Bearer ${token}` } }),
    );
    expect((await errorOf(response)).code).toBe('token_invalid');
  });
});

describe('origins', () => {
  const other = 'https://www.example.org';

  test.each([
    ['no origin', {}, 200],
    ['its own', { origin: SITE }, 200],
    ['its own behind a proxy that ends TLS', { origin: SITE.replace('https', 'http') }, 200],
    [
      'its own by the word of the browser, whatever the proxy made of Host',
      { origin: 'https://public.example', 'sec-fetch-site': 'same-origin' },
      200,
    ],
    ['another', { origin: other }, 403],
    ['another port', { origin: `${SITE}:8443` }, 403],
    ['a sandboxed frame', { origin: 'null' }, 403],
    ['a neighbour by the word of the browser', { origin: SITE, 'sec-fetch-site': 'same-site' }, 403],
  ])('a token for %s: %j → %i', async (_, headers, status) => {
    const response = await mount()(ask(headers));
    expect(response.status).toBe(status);
    if (status === 403) expect((await errorOf(response)).code).toBe('origin_mismatch');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('vary')).toContain('Origin');
  });

  test('an allowed one may read the answer', async () => {
    const handler = mount({ allowedOrigins: [`${other}/`] });
    const response = await handler(ask({ origin: other }));
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(other);
    expect(response.headers.get('access-control-expose-headers')).toBe(
      'Retry-After, Idempotent-Replayed, X-Request-Id',
    );
  });

  test('an allowed one may read errors too', async () => {
    const handler = mount({ allowedOrigins: [other], authorize: () => null });
    expect((await handler(ask({ origin: other }))).headers.get('access-control-allow-origin')).toBe(other);
  });

  test('a preflight of an allowed one is a 204 that echoes it', async () => {
    const handler = mount({ allowedOrigins: [other] });
    const preflight = (path: string, origin: string) =>
      handler(
        new Request(`${SITE}${path}`, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'DELETE' },
        }),
      );
    const response = await preflight('/imgpro/v1/images/batch', other);
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': other,
      'access-control-allow-methods': 'PATCH, DELETE',
      'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key',
      vary: 'Origin',
    });
    expect((await preflight('/imgpro/v1/images', 'https://evil.example')).status).toBe(403);
    expect((await preflight('/imgpro/nothing', other)).status).toBe(404);
  });

  test('another site that names no origin gets no token, and may look whether the site is well', async () => {
    const handler = mount();
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect(await errorOf(await handler(ask(foreign)))).toMatchObject({
      status: 403,
      code: 'origin_mismatch',
    });
    expect((await handler(new Request(`${SITE}/imgpro/health`, { headers: foreign }))).status).toBe(200);
  });

  test('a token is for the origin it was minted for', async () => {
    const handler = mount({
      allowedOrigins: [other],
      fetch: () => Promise.resolve(Response.json({ monthly: {}, totals: {} })),
    });
    const { token } = await mint(handler, {}, { origin: SITE });
    const status = async (headers: Record<string, string>) =>
      (await call(handler, 'GET', '/usage', { token, headers })).status;
    expect(await status({ origin: SITE })).toBe(200);
    expect(await status({})).toBe(200);
    expect(await status({ origin: other })).toBe(403);
  });

  test('the Host header has no part in a token', async () => {
    const handler = mount();
    const one = await handler(new Request('https://a.example/imgpro/token', { method: 'POST' }));
    const { token, api_url } = (await one.json()) as { token: string; api_url: string };
    expect([decodeJwt(token).aud, api_url]).toEqual(['imgpro:/imgpro', '/imgpro/v1']);
  });
});

test('no answer holds a secret', async () => {
  const handler = mount();
  const answers = [
    await handler(ask()),
    await handler(ask({}, 'x')),
    await handler(new Request(`${SITE}/imgpro/v1/images`)),
    await handler(new Request(`${SITE}/else`)),
  ];
  for (const answer of answers) {
    const text = JSON.stringify([...answer.headers]) + (await answer.text());
    expect(text).not.toContain(API_KEY);
    expect(text).not.toContain(SECRET);
  }
});
