import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isOwnHost } from '../../../demo/site/hosts.ts';
import { serveSite } from '../../../demo/site/site.ts';
import { dot, json, startSite } from './site-harness.ts';

let world: Awaited<ReturnType<typeof startSite>>;
beforeAll(async () => void (world = await startSite({ images: 5, hosts: ['photos.example'] })));
afterAll(() => world.close());

describe('files', () => {
  test.each([
    ['/assets/site.css', 'text/css', 'a{}'],
    ['/dist/imgpro.js', 'text/javascript', 'export {};'],
  ])('%s is served as %s, never stale, the same to everybody', async (path, type, text) => {
    const response = await world.get(path);
    expect([response.status, await response.text()]).toEqual([200, text]);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('vary')).toBeNull();
    expect(response.headers.getSetCookie()).toEqual([]);
    const again = await world.get(path, { 'if-none-match': response.headers.get('etag')! });
    expect([again.status, again.headers.getSetCookie()]).toEqual([304, []]);
  });

  test.each([
    '/nothing',
    '/index.html',
    '/_posted',
    '/Gallery',
    '/dist/nothing.js',
    '/assets/../../secret',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/%2e%2e%2fpages%2findex',
    '/dist/..%2f..%2fsecret',
    '/assets/..%2findex.html',
  ])('there is no %s', async (path) => {
    const response = await world.get(path);
    expect([response.status, await response.text()]).toEqual([404, '<h1>No such page</h1>']);
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
  });
});

describe('pages', () => {
  test.each([
    ['/', 'Start'],
    ['/gallery', 'Gallery'],
    ['/form', 'Form'],
  ])('%s is one reader’s own: no cache between shares it, and none shows it stale', async (path, title) => {
    const response = await world.get(path);
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringContaining(`<h1>${title}</h1>`),
    ]);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(response.headers.get('vary')).toBe('Cookie');
    const again = await world.get(path, { 'if-none-match': response.headers.get('etag')! });
    expect([again.status, again.headers.get('cache-control'), again.headers.get('vary')]).toEqual([
      304,
      'private, no-cache',
      'Cookie',
    ]);
  });

  test('all are held to the strict policy, with the API for pictures and requests', async () => {
    const api = new URL(world.mock.url).origin;
    for (const path of ['/', '/gallery', '/login', '/no-js', '/nothing']) {
      const policy = (await world.get(path)).headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; ");
      expect(policy).toContain(`img-src 'self' blob: ${api}; connect-src 'self' ${api}; `);
      expect(policy).toContain("require-trusted-types-for 'script'; trusted-types lit-html");
    }
  });
});

describe('the page that needs no script', () => {
  const store = async (fields: Record<string, string>) => {
    const answer = await fetch(`${world.mock.url}/v1/images`, {
      method: 'POST',
      body: dot(fields),
      headers: { authorization: 'Bearer img_live_demo' },
    });
    return ((await answer.json()) as { id: string }).id;
  };
  const shown = async () => {
    const text = await (await world.get('/no-js')).text();
    return [...text.matchAll(/<a href="[^"]+" data-id="([^"]+)"[^>]*><img [^>]*src="[^"]+"/g)].map(
      ([, id]) => id,
    );
  };

  test('has the pictures in it', async () => {
    expect(await shown()).toHaveLength(5);
    expect(await (await world.get('/no-js')).text()).not.toContain('%GALLERY%');
  });

  test('shows what is public, the newest first, and nothing of a private image', async () => {
    const secret = await store({ public: 'false', caption: 'For my eyes' });
    const open = await store({ caption: 'For all' });
    expect((await shown())[0]).toBe(open);
    const text = await (await world.get('/no-js')).text();
    expect(text).toContain('For all');
    expect(text).not.toContain(secret);
    expect(text).not.toContain('For my eyes');
    await fetch(`${world.mock.url}/v1/images/${open}`, {
      method: 'PATCH',
      ...json({ public: false }),
      headers: { authorization: 'Bearer img_live_demo', 'content-type': 'application/json' },
    });
    expect(await shown()).not.toContain(open);
  });

  test('still answers when the API is gone', async () => {
    const lonely = await serveSite({
      port: 0,
      apiUrl: 'http://127.0.0.1:1/v1',
      secret: 's'.repeat(32),
      distDir: world.folder,
      pagesDir: `${world.folder}/pages`,
    });
    const response = await fetch(`${lonely.url}/no-js`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('can’t be reached');
    await lonely.close();
  });
});

describe('the Host header', () => {
  test.each(['localhost', 'LOCALHOST:5173', '127.0.0.1:80', '[::1]:5173', 'photos.example:8443'])(
    '%s is ours',
    (host) => expect(isOwnHost(host, ['Photos.example'])).toBe(true),
  );
  test.each([
    undefined,
    '',
    'evil.example',
    'localhost.evil.example',
    'photos.example.evil',
    'localhost@evil.example',
    'evil.example#localhost',
    'evil.example\\@localhost',
    'localhost:port',
    '127.0.0.2',
    '192.168.0.7:5173',
    '[::2]',
    'null',
  ])('%s is not', (host) => expect(isOwnHost(host, ['photos.example'])).toBe(false));

  /** `fetch` does not let go of the true one. */
  const statusFor = (method: string, path: string, host: string) =>
    new Promise<[number, string[]]>((resolve, reject) => {
      request(world.site.url + path, { method, headers: { host } }, (answer) => {
        answer.resume();
        resolve([answer.statusCode!, answer.headers['set-cookie'] ?? []]);
      })
        .once('error', reject)
        .end();
    });

  test.each([
    ['GET', '/'],
    ['GET', '/assets/site.css'],
    ['POST', '/login'],
    ['POST', '/imgpro/token'],
    ['POST', '/staff/imgpro/token'],
  ])('of another site gets nothing: %s %s', async (method, path) => {
    expect(await statusFor(method, path, 'evil.example:5173')).toEqual([421, []]);
    expect((await statusFor(method, path, 'photos.example'))[0]).not.toBe(421);
  });
});
