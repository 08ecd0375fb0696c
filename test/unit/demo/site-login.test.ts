import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogin, ownPath } from '../../../demo/site/login.ts';
import type { Image, ImageList } from '../../../src/api/types.ts';
import { cookiesFor, cookiesOf, dot, gatewayFor, json, postForm, startSite } from './site-harness.ts';

let world: Awaited<ReturnType<typeof startSite>>;
let url: string;
beforeAll(async () => {
  world = await startSite();
  ({ url } = world.site);
});
afterAll(() => world.close());

const tokenStatus = async (cookie: string, base = '/imgpro') =>
  (await fetch(`${url}${base}/token`, { method: 'POST', headers: { cookie, origin: url } })).status;

describe('a guest', () => {
  test('is named on the first page, once, in a cookie that no script reads', async () => {
    const [cookie, ...others] = (await world.get('/')).headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(
      /^demo_guest=guest-[0-9a-f-]{36}\.\S+; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect((await world.get('/', { cookie: cookie!.split(';')[0]! })).headers.getSetCookie()).toEqual([]);
  });

  test('is named also when the page is still there and the cookie is gone', async () => {
    const page = await world.get('/gallery');
    const again = await world.get('/gallery', { 'if-none-match': page.headers.get('etag')! });
    expect([again.status, again.headers.getSetCookie().length]).toEqual([304, 1]);
  });

  test('may upload at once; somebody without any cookie may not', async () => {
    expect(await tokenStatus(await cookiesFor(url))).toBe(200);
    expect(await tokenStatus('')).toBe(401);
  });

  test.each(['guest-1', 'guest-00000000-0000-0000-0000-000000000000.c2lnbmF0dXJl', 'anna', ''])(
    'cannot write the name themselves: %s',
    async (name) => expect(await tokenStatus(`demo_guest=${encodeURIComponent(name)}`)).toBe(401),
  );
});

describe('signing in', () => {
  test('leads back to the page one came from, and every page says who one is', async () => {
    const answer = await postForm(url, '/login', { user: 'anna', from: '/gallery' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/gallery']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^demo_login=anna%20\d+\.\S+; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const cookie = cookiesOf(answer);
    expect(await (await world.get('/', { cookie })).text()).toMatch(/<a class="who" [^]*Anna/);
    expect(await (await world.get('/')).text()).toMatch(/<a class="who" [^]*Guest/);
  });

  test.each(['/login', '/logout'])(
    '%s takes no JSON: an injected token-endpoint would send just that',
    async (path) => {
      const cookie = cookiesOf(await postForm(url, '/login', { user: 'ben' }));
      const headers = { cookie, origin: url, 'content-type': 'application/json' };
      const answer = await fetch(url + path, { method: 'POST', headers, body: '{"user":"anna"}' });
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([415, []]);
    },
  );

  test('and out again makes one the guest of before', async () => {
    const guest = await cookiesFor(url);
    const login = cookiesOf(await postForm(url, '/login', { user: 'ben' }));
    const out = await postForm(url, '/logout', {}, { origin: url, cookie: `${guest}; ${login}` });
    expect([out.status, out.headers.get('location')]).toEqual([303, '/']);
    expect(out.headers.getSetCookie()).toEqual([expect.stringMatching(/^demo_login=; Max-Age=0; Path=\/;/)]);
    const page = await world.get('/', { cookie: guest });
    expect(page.headers.getSetCookie()).toEqual([]);
    expect(await page.text()).toContain('Guest');
  });

  test('as nobody of this site is refused', async () => {
    for (const user of ['', 'Anna', 'guest-1', '__proto__']) {
      const answer = await postForm(url, '/login', { user });
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([422, []]);
    }
    expect((await postForm(url, '/login', {})).status).toBe(422);
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['a page of another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour of the same site', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:1' }],
    ['who does not say where from', {}],
  ])('from %s is refused', async (_, headers) => {
    for (const path of ['/login', '/logout']) {
      const answer = await postForm(url, path, { user: 'anna' }, headers as Record<string, string>);
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
    }
  });

  test('takes a small form, and no other body', async () => {
    expect((await postForm(url, '/login', { user: 'anna', from: 'x'.repeat(5000) })).status).toBe(413);
    const answer = await fetch(`${url}/login`, { method: 'POST', ...json({ user: 'anna' }) });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([415, []]);
  });

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/a/b', 'gallery', '', undefined])(
    'never leads away from this site: %s',
    (path) => expect(ownPath(path)).toBe('/'),
  );

  test('says which cookies are for https alone, by the address or by what the site is told', async () => {
    const cookie = (answer: Response) => answer.headers.getSetCookie()[0];
    const ask = (address: string, https?: boolean) =>
      createLogin({ secret: 's'.repeat(32), https }).routes.request(`${address}/login`, {
        method: 'POST',
        body: new URLSearchParams({ user: 'anna' }),
        headers: { origin: address },
      });
    expect(cookie(await ask('https://photos.example'))).toContain('; Secure');
    expect(cookie(await ask('http://photos.example', true))).toContain('; Secure');
    expect(cookie(await ask('http://localhost'))).not.toContain('Secure');
  });

  test('ends after a day, whatever the browser keeps', async ({ onTestFinished }) => {
    const login = createLogin({ secret: 's'.repeat(32) });
    const now = Date.now;
    onTestFinished(() => void (Date.now = now));
    const cookie = cookiesOf(await postForm(url, '/login', { user: 'anna' }));
    const request = new Request(url, { headers: { cookie } });
    expect(await login.whoIs(request)).toMatchObject({ id: 'anna' });
    Date.now = () => now() + 25 * 3600 * 1000;
    expect(await login.whoIs(request)).toBeNull();
  });

  test('under another secret counts for nothing, and neither does a cookie under another name', async () => {
    const cookie = cookiesOf(await postForm(url, '/login', { user: 'sam' }));
    const as = (secret: string, cookie: string) =>
      createLogin({ secret: secret.repeat(32) }).whoIs(new Request(url, { headers: { cookie } }));
    expect(await as('s', cookie)).toMatchObject({ id: 'sam', staff: true });
    expect(await as('t', cookie)).toBeNull();
    expect(await as('s', cookie.replace('sam', 'ann'))).toBeNull();
    expect(await as('s', cookie.replace('demo_login', 'demo_guest'))).toBeNull();
    const guest = await cookiesFor(url);
    expect(await as('s', guest.replace('demo_guest', 'demo_login'))).toBeNull();
  });
});

describe('staff', () => {
  test('is Sam: nobody else gets a token there', async () => {
    expect(await tokenStatus(await cookiesFor(url, 'sam'), '/staff/imgpro')).toBe(200);
    for (const user of [undefined, 'anna', 'ben'] as const)
      expect(await tokenStatus(await cookiesFor(url, user), '/staff/imgpro')).toBe(401);
    expect(await tokenStatus('', '/staff/imgpro')).toBe(401);
  });

  test('sees what Anna and Ben each see of their own alone, and a visitor’s token is none there', async () => {
    const [anna, ben] = await Promise.all(
      (['anna', 'ben'] as const).map(async (user) => gatewayFor(url, await cookiesFor(url, user))),
    );
    const sam = await gatewayFor(url, await cookiesFor(url, 'sam'), '/staff/imgpro');
    const { id } = (await (await anna!('POST', '/images', { body: dot() })).json()) as Image;
    const listed = async (gateway: typeof sam) =>
      ((await (await gateway('GET', '/images')).json()) as ImageList).data.map((each) => each.id);
    expect(await listed(anna!)).toEqual([id]);
    expect(await listed(ben!)).toEqual([]);
    expect(await listed(sam)).toEqual([id]);
    expect((await ben!('GET', `/images/${id}`)).status).toBe(404);
    expect((await ben!('DELETE', `/images/${id}`)).status).toBe(404);
    const batch = await ben!('PATCH', '/images/batch', json({ ids: [id], caption: 'mine' }));
    expect([batch.status, await batch.json()]).toEqual([
      207,
      expect.objectContaining({ data: [], errors: [expect.objectContaining({ id })] }),
    ]);
    expect((await sam('PATCH', `/images/${id}`, json({ caption: 'seen' }))).status).toBe(200);
    expect(await (await anna!('GET', `/images/${id}`)).json()).toMatchObject({ caption: 'seen' });

    const mine = await fetch(`${url}/imgpro/token`, {
      method: 'POST',
      headers: { cookie: await cookiesFor(url, 'anna'), origin: url },
    });
    const { token } = (await mine.json()) as { token: string };
    const answer = await fetch(`${url}/staff/imgpro/v1/images`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(401);
  });

  test('gets the gallery of the whole account, everybody else their own', async () => {
    const gallery = async (user?: 'anna' | 'sam') =>
      (await world.get('/gallery', { cookie: await cookiesFor(url, user) })).text();
    expect(await gallery('sam')).toContain('/staff/imgpro/token');
    for (const user of ['anna', undefined] as const) {
      expect(await gallery(user)).toContain(' /imgpro/token');
      expect(await gallery(user)).not.toContain('/staff');
    }
  });
});
