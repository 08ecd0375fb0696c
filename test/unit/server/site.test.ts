import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtemp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveMock } from '../../../demo/mock/serve.ts';
import type { ServedMock } from '../../../demo/mock/serve.ts';
import { listenFrom, serveSite } from '../../../demo/site/site.ts';
import type { Site } from '../../../demo/site/site.ts';
import { siteSecret } from '../../../demo/site/secret.ts';
import type { Image, ImageList, TokenResponse } from '../../../src/api/types.ts';
import { picture } from './harness.ts';

let folder: string;
let mock: ServedMock;
let site: Site;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imgpro-site-'));
  const [distDir, pagesDir] = [join(folder, 'dist'), join(folder, 'pages')];
  await mkdir(join(pagesDir, 'assets'), { recursive: true });
  await mkdir(distDir);
  await writeFile(join(distDir, 'imgpro.js'), 'export {};');
  await writeFile(join(pagesDir, 'index.html'), '<h1>Start</h1>');
  await writeFile(join(pagesDir, 'gallery.html'), '<h1>Gallery</h1>');
  await writeFile(join(pagesDir, 'no-js.html'), '<main>%GALLERY%</main>');
  await writeFile(join(pagesDir, '404.html'), '<h1>No such page</h1>');
  await writeFile(join(pagesDir, 'assets/site.css'), 'a{}');
  mock = await serveMock({ port: 0, images: 5, anonymousLimit: 'off' });
  site = await serveSite({
    port: 0,
    apiUrl: `${mock.url}/v1`,
    secret: 's'.repeat(32),
    distDir,
    pagesDir,
    handler: { log: () => {} },
  });
});

afterAll(async () => {
  await site.close();
  await mock.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(site.url + path, { headers });

describe('the demo site', () => {
  test.each([
    ['/', 'text/html', '<h1>Start</h1>'],
    ['/gallery', 'text/html', '<h1>Gallery</h1>'],
    ['/assets/site.css', 'text/css', 'a{}'],
    ['/dist/imgpro.js', 'text/javascript', 'export {};'],
  ])('serves %s as %s, never stale', async (path, type, text) => {
    const response = await get(path);
    expect([response.status, await response.text()]).toEqual([200, text]);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const again = await get(path, { 'if-none-match': response.headers.get('etag')! });
    expect(again.status).toBe(304);
  });

  test.each([
    '/nothing',
    '/dist/nothing.js',
    '/assets/../../secret',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/dist/..%2f..%2fsecret',
  ])('has no %s', async (path) => {
    const response = await get(path);
    expect([response.status, await response.text()]).toEqual([404, '<h1>No such page</h1>']);
  });

  test('holds every page to the strict policy, with the API for pictures and requests', async () => {
    const api = new URL(mock.url).origin;
    for (const path of ['/', '/gallery', '/no-js', '/nothing']) {
      const policy = (await get(path)).headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; ");
      expect(policy).toContain(`img-src 'self' blob: ${api}; connect-src 'self' ${api}; `);
      expect(policy).toContain("require-trusted-types-for 'script'; trusted-types lit-html");
    }
  });

  test('signs a visitor in once', async () => {
    const [cookie] = (await get('/')).headers.getSetCookie();
    expect(cookie).toMatch(/^demo_user=visitor-[0-9a-f-]{36}; .*HttpOnly; SameSite=Lax$/);
    expect((await get('/', { cookie: cookie!.split(';')[0]! })).headers.getSetCookie()).toEqual([]);
    expect((await get('/assets/site.css')).headers.getSetCookie()).toEqual([]);
  });

  test('signs in whoever has the page but no longer the cookie', async () => {
    const page = await get('/gallery');
    const again = await get('/gallery', { 'if-none-match': page.headers.get('etag')! });
    expect([again.status, again.headers.getSetCookie().length]).toEqual([304, 1]);
  });

  test('puts pictures into the page that has no script', async () => {
    const page = await (await get('/no-js')).text();
    expect(page.match(/<a href="[^"]+" data-id="[^"]+"[^>]*><img [^>]*src="[^"]+"/g)).toHaveLength(5);
    expect(page).not.toContain('%GALLERY%');
  });

  test('still answers when the API is gone', async () => {
    const lonely = await serveSite({
      port: 0,
      apiUrl: 'http://127.0.0.1:1/v1',
      secret: 's'.repeat(32),
      distDir: folder,
      pagesDir: join(folder, 'pages'),
    });
    const response = await fetch(`${lonely.url}/no-js`);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('%GALLERY%');
    await lonely.close();
  });
});

describe('through the site, with the real mock', () => {
  async function visitor() {
    const cookie = (await get('/')).headers.getSetCookie()[0]!.split(';')[0]!;
    const response = await fetch(`${site.url}/imgpro/token`, {
      method: 'POST',
      headers: { cookie, origin: site.url },
      body: '{}',
    });
    const { token, api_url } = (await response.json()) as TokenResponse;
    const base = new URL(api_url!, site.url).href;
    return async (method: string, path: string, init: RequestInit = {}) =>
      fetch(base + path, {
        method,
        ...init,
        headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
      });
  }
  const png = Uint8Array.from(
    atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
    (letter) => letter.charCodeAt(0),
  );
  const form = (caption: string) => {
    const data = new FormData();
    data.append('caption', caption);
    data.append('file', new File([png], 'dot.png', { type: 'image/png' }));
    return data;
  };
  const json = (body: unknown): RequestInit => ({
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

  test('a visitor stores, lists, changes and deletes; nobody else sees it in their list', async () => {
    const [anna, berta] = [await visitor(), await visitor()];
    const stored = await anna('POST', '/images', {
      body: form('mine'),
      headers: { 'idempotency-key': 'k1' },
    });
    expect(stored.status).toBe(201);
    const { id } = (await stored.json()) as Image;
    const again = await anna('POST', '/images', { body: form('mine'), headers: { 'idempotency-key': 'k1' } });
    expect([((await again.json()) as Image).id, again.headers.get('idempotent-replayed')]).toEqual([
      id,
      'true',
    ]);
    const other = await anna('POST', '/images', {
      body: form('other'),
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
    const { id } = (await (await anna('POST', '/images', { body: form(state) })).json()) as Image;
    await fetch(`${mock.url}/__mock/images/${id}`, { method: 'PATCH', ...json({ state }) });
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
      await fetch(`${mock.url}/__mock/faults`, {
        method: 'PUT',
        ...json([{ match: 'POST /v1/images', times: 1, drop }]),
      });
      const init = { headers: { 'idempotency-key': `drop-${drop}` } };
      expect((await anna('POST', '/images', { ...init, body: form(drop) })).status).toBe(502);
      expect((await anna('POST', '/images', { ...init, body: form(drop) })).status).toBe(201);
      expect(((await (await anna('GET', '/images')).json()) as ImageList).data).toHaveLength(1);
    },
  );

  test('an answer that was lost is found again under its key', async () => {
    const anna = await visitor();
    await fetch(`${mock.url}/__mock/faults`, {
      method: 'PUT',
      ...json([{ match: 'POST /v1/images', times: 1, drop: 'after' }]),
    });
    const init = { headers: { 'idempotency-key': 'lost' } };
    expect((await anna('POST', '/images', { ...init, body: form('lost') })).status).toBe(502);
    expect(
      (await anna('POST', '/images', { ...init, body: form('lost') })).headers.get('idempotent-replayed'),
    ).toBe('true');
    expect(((await (await anna('GET', '/images')).json()) as ImageList).data).toHaveLength(1);
  });

  test('a text called photo.jpg never reaches the service', async () => {
    const anna = await visitor();
    await fetch(`${mock.url}/__mock/requests`, { method: 'DELETE' });
    const data = new FormData();
    data.append('file', new File(['words'], 'photo.jpg', { type: 'image/jpeg' }));
    expect((await anna('POST', '/images', { body: data })).status).toBe(422);
    const journal = (await (await fetch(`${mock.url}/__mock/requests`)).json()) as {
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

  test('without a cookie there is no token', async () => {
    expect((await fetch(`${site.url}/imgpro/token`, { method: 'POST' })).status).toBe(401);
  });
});

describe('listenFrom', () => {
  async function taken(host: string): Promise<{ port: number; close(): Promise<void> }> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
    const { port } = server.address() as AddressInfo;
    return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
  }

  test('takes the next port when one is taken', async () => {
    const busy = await taken('127.0.0.1');
    const server = createServer();
    expect(await listenFrom(server, busy.port)).toBeGreaterThan(busy.port);
    server.close();
    await busy.close();
  });

  test('leaves a port to whom localhost on IPv6 belongs', async ({ skip }) => {
    const busy = await taken('::1').catch(() => null);
    if (!busy) return skip('this machine has no IPv6');
    const server = createServer();
    expect(await listenFrom(server, busy.port)).toBeGreaterThan(busy.port);
    server.close();
    await busy.close();
  });

  test('fails with what is not about the port', async () => {
    await expect(listenFrom(createServer(), 0, '203.0.113.1')).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
    });
  });
});

test("the site's secret is made once, for its owner's eyes", async () => {
  const where = join(folder, 'data');
  const made = await siteSecret(where);
  expect(made.length).toBeGreaterThanOrEqual(43);
  expect(await siteSecret(where)).toBe(made);
  expect((await readFile(join(where, 'site-secret'), 'utf8')).trim()).toBe(made);
  expect((await stat(join(where, 'site-secret'))).mode & 0o077).toBe(0);
});
