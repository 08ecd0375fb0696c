import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Image } from '../../src/api/types.ts';
import { KEY, foreignToken } from './backend.ts';
import type { Backend, BackendOptions, Capabilities } from './backend.ts';
import { FORM, MULTIPART, Visitor, errorOf, open, pretended, sendAllThenRead, write } from './client.ts';
import { KERNEL_TELLS, heldByKernel, memoryOf } from './kernel.ts';
import { rawTests } from './raw.ts';
import { HIDDEN, startUpstream } from './upstream.ts';
import type { Upstream } from './upstream.ts';

const MB = 1024 * 1024;
/** Bytes of the one file that is too large to be kept in memory unseen. */
const LARGE = 300 * MB;
/** The size of a piece that is written at once. */
const PIECE = pretended(64 * 1024);
const LONG = { timeout: 90_000 };
const FRIEND = 'https://app.example';

/**
 * The token backend over real HTTP, as a host runs it, with the mock behind it. Every host has to pass all of it; what
 * a platform can't do is said in `can`, and tested for what it does instead.
 */
export function backendSuite(
  name: string,
  start: (options: BackendOptions) => Promise<Backend>,
  can: Capabilities,
): void {
  describe(name, () => {
    let png: Uint8Array<ArrayBuffer>;
    let upstream: Upstream;
    let site: Backend;
    /** The same host with short limits. */
    let narrow: Backend;
    let people = 0;

    beforeAll(async () => {
      const picture = sharp({ create: { width: 8, height: 6, channels: 3, background: '#345' } });
      [png, upstream] = await Promise.all([
        picture
          .png()
          .toBuffer()
          .then((bytes) => new Uint8Array(bytes)),
        startUpstream(KEY),
      ]);
      const common = { apiUrl: upstream.url, allowedOrigins: [FRIEND] };
      [site, narrow] = await Promise.all([
        start({ ...common, policy: { maxBytes: LARGE }, limits: { uploads: 10 } }),
        start({ ...common, policy: { maxBytes: 100_000 }, timeouts: { idle: 400 } }),
      ]);
    }, 120_000);

    afterAll(async () => {
      await Promise.all([site?.close(), narrow?.close()]);
      await upstream?.close();
    });

    /** Somebody new. */
    const somebody = (at = site): Visitor => new Visitor(at.url, `person${++people}`);

    describe('a token', () => {
      test('is minted for who is signed in', async () => {
        const response = await somebody().mint();
        expect(response.status).toBe(200);
        expect(response.headers.get('cache-control')).toBe('no-store');
        expect(await response.json()).toMatchObject({
          object: 'upload_token',
          api_url: '/imgpro/v1',
          policy: { abilities: ['create', 'read', 'list', 'update', 'delete'], import: false },
        });
      });

      test('is refused to nobody', async () => {
        const response = await somebody().mint({ cookie: '' });
        expect(await errorOf(response)).toMatchObject({ status: 401, code: 'unauthorized' });
      });

      test('is refused to a page of a foreign origin', async () => {
        const response = await somebody().mint({ origin: 'https://evil.example' });
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
        expect(await errorOf(response)).toMatchObject({ status: 403, code: 'origin_mismatch' });
      });

      test('minted for one origin serves no other', async () => {
        const anna = somebody();
        const response = await anna.call('GET', '/images', undefined, { origin: FRIEND });
        expect(await errorOf(response)).toMatchObject({ status: 403, code: 'origin_mismatch' });
      });

      const refused = (token: string) =>
        fetch(`${site.url}/imgpro/v1/images`, { headers: { authorization: `Bearer ${token}` } });

      test('that has expired is said to have', async () => {
        const token = await foreignToken('anna', site.url, { at: Date.now() - 3_600_000 });
        expect(await errorOf(await refused(token))).toMatchObject({ status: 401, code: 'token_expired' });
      });

      test('that is forged is refused', async () => {
        const [head, claims, signature] = (await somebody().bearer()).split('.') as [string, string, string];
        const other = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as object;
        const changed = btoa(JSON.stringify({ ...other, sub: 'admin' })).replaceAll('=', '');
        for (const token of [`${head}.${changed}.${signature}`, `${head}.${claims}.`, 'x'])
          expect(await errorOf(await refused(token))).toMatchObject({ status: 401, code: 'token_invalid' });
      });

      test('of another mount of the same site is refused', async () => {
        const token = await foreignToken('anna', site.url, { basePath: '/staff/imgpro' });
        expect(await errorOf(await refused(token))).toMatchObject({ status: 401, code: 'token_invalid' });
      });

      test('can’t be replaced by the secret key', async () => {
        expect(await errorOf(await refused(KEY))).toMatchObject({ status: 401, code: 'token_invalid' });
      });
    });

    describe('an upload', () => {
      test('is stored with its owner, listed, read, changed and deleted', async () => {
        const anna = somebody();
        const stored = await anna.store(png);
        expect(stored).toMatchObject({ caption: `by ${anna.name}`, width: 8, height: 6 });
        const known = (await (await upstream.ask(`/images/${stored.id}`)).json()) as Image;
        expect(known.metadata['owner']).toMatch(/^[\w-]{43}$/);

        expect(await anna.list()).toEqual([stored.id]);
        expect(await (await anna.call('GET', `/images/${stored.id}`)).json()).toMatchObject({
          id: stored.id,
        });
        const changed = await anna.call('PATCH', `/images/${stored.id}`, { caption: 'Dusk' });
        expect(await changed.json()).toMatchObject({ caption: 'Dusk' });
        expect((await anna.call('DELETE', `/images/${stored.id}`)).status).toBe(200);
        expect(await anna.list()).toEqual([]);
        expect((await upstream.ask(`/images/${stored.id}`)).status).toBe(404);
      });

      test('is nothing that another person sees', async () => {
        const [anna, bob] = [somebody(), somebody()];
        const { id } = await anna.store(png);
        for (const [method, body] of [['GET'], ['PATCH', { caption: 'mine' }], ['DELETE']] as const)
          expect(await errorOf(await bob.call(method, `/images/${id}`, body))).toMatchObject({ status: 404 });
        expect(await bob.list()).toEqual([]);
        const listed = await bob.call('GET', `/images?ids=${id}`);
        expect(await listed.json()).toMatchObject({ data: [] });
        const patched = await bob.call('PATCH', '/images/batch', { ids: [id], caption: 'mine' });
        expect(await patched.json()).toMatchObject({
          data: [],
          errors: [{ id, error: { code: 'not_found' } }],
        });
        await bob.call('DELETE', '/images/batch', { ids: [id] });
        expect(await anna.list()).toEqual([id]);
        expect((await (await upstream.ask(`/images/${id}`)).json()) as Image).toMatchObject({
          caption: `by ${anna.name}`,
        });
      });

      test('repeated under one Idempotency-Key is stored once', async () => {
        const anna = somebody();
        const headers = { 'idempotency-key': 'one-and-the-same' };
        const first = await anna.store(png, headers);
        const again = await anna.upload(png, headers);
        expect(again.headers.get('idempotent-replayed')).toBe('true');
        expect(((await again.json()) as Image).id).toBe(first.id);
        expect(await anna.list()).toEqual([first.id]);
      });

      test('under another person’s Idempotency-Key is an upload of one’s own', async () => {
        const [anna, bob] = [somebody(), somebody()];
        const headers = { 'idempotency-key': 'equal-by-chance' };
        const hers = await anna.store(png, headers);
        const response = await bob.upload(png, headers);
        expect(response.headers.get('idempotent-replayed')).toBeNull();
        const his = (await response.json()) as Image;
        expect(his.id).not.toBe(hers.id);
        expect(await bob.list()).toEqual([his.id]);
        expect(await anna.list()).toEqual([hers.id]);
      });

      test.each([
        ['that says its length', (bytes: Uint8Array<ArrayBuffer>) => bytes.slice()],
        ['that does not', (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]).stream()],
      ])('over the limit %s is told so', async (_, bodyOf) => {
        const body = new Uint8Array(await new Blob([FORM.head, pretended(3 * MB), FORM.tail]).arrayBuffer());
        const response = await somebody(narrow).call('POST', '/images', bodyOf(body), {
          'content-type': MULTIPART,
        });
        expect(response.headers.get('content-type')).toBe('application/json');
        expect(await errorOf(response)).toMatchObject({ status: 413, code: 'file_too_large' });
      });

      test('of a text that is called a photo is refused', async () => {
        const response = await somebody().upload(new TextEncoder().encode('Dear all,'), {}, 'photo.jpg');
        expect(await errorOf(response)).toMatchObject({ status: 422, code: 'unsupported_type' });
      });

      test('by address is refused, as nobody allowed it', async () => {
        const response = await somebody().call('POST', '/images', { url: 'https://example.com/a.png' });
        expect(await errorOf(response)).toMatchObject({ status: 403, code: 'token_scope' });
      });

      test('that stops arriving is given up', async () => {
        const anna = somebody(narrow);
        const headers = { authorization: `Bearer ${await anna.bearer()}`, 'content-type': MULTIPART };
        const { request, answer } = open(narrow.url, 'POST', '/imgpro/v1/images', headers);
        await write(request, FORM.head);
        await write(request, pretended(20_000));
        expect(await answer).toMatchObject({ status: 408 });
        expect((await answer).text).toContain('request_timeout');
        request.destroy();
        expect(await anna.list()).toEqual([]);
      });

      test('too many at once are stored up to the limit, and no further', async () => {
        const anna = somebody();
        await anna.bearer();
        const responses = await Promise.all(Array.from({ length: 50 }, () => anna.upload(png)));
        const statuses = responses.map(({ status }) => status);
        await Promise.all(responses.map((response) => response.text()));
        expect(statuses.filter((status) => status === 201)).toHaveLength(10);
        expect(statuses.filter((status) => status === 429)).toHaveLength(40);
        expect(await anna.list()).toHaveLength(10);
      });
    });

    describe('refusals are heard', () => {
      const answerTo = (token: string, size: number): Promise<string> => {
        const length = FORM.head.length + size + FORM.tail.length;
        const head = [
          'POST /imgpro/v1/images HTTP/1.1',
          `Host: ${new URL(site.url).host}`,
          `Authorization: Bearer ${token}`,
          `Content-Type: ${MULTIPART}`,
          `Content-Length: ${length}`,
          'Connection: close',
        ];
        const pieces = Array.from({ length: size / PIECE.length }, () => PIECE);
        return sendAllThenRead(site.url, `${head.join('\r\n')}\r\n\r\n`, [FORM.head, ...pieces, FORM.tail]);
      };

      test('by who sends megabytes under a token that has expired', async () => {
        const token = await foreignToken('anna', site.url, { at: Date.now() - 3_600_000 });
        const answer = await answerTo(token, 60 * MB);
        expect(answer).toMatch(/^HTTP\/1.1 401 /);
        expect(answer).toContain('token_expired');
      });

      test('by a stranger who sends most of one', async () => {
        expect(await answerTo('unknown', 14 * PIECE.length)).toMatch(/^HTTP\/1.1 401 /);
      });

      if (can.readsHttp)
        test('by no stranger who goes on sending: nobody reads all that', async () => {
          // Known to be a stranger's only when its signature is: by then the first of the body are here.
          const token = await foreignToken('anna', site.url, { basePath: '/staff/imgpro' });
          await expect(answerTo(token, 300 * MB)).rejects.toThrow(/ECONNRESET|EPIPE/);
        });
    });

    describe('a page of another origin', () => {
      test('that is allowed may ask first', async () => {
        const response = await fetch(`${site.url}/imgpro/v1/images`, {
          method: 'OPTIONS',
          headers: { origin: FRIEND, 'access-control-request-method': 'POST' },
        });
        expect(response.status).toBe(204);
        expect(response.headers.get('access-control-allow-origin')).toBe(FRIEND);
        expect(response.headers.get('access-control-allow-methods')).toContain('POST');
        expect(response.headers.get('vary')).toContain('Origin');
      });

      test('that is not allowed may not', async () => {
        const response = await fetch(`${site.url}/imgpro/v1/images`, {
          method: 'OPTIONS',
          headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
        });
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
        expect(response.status).toBe(403);
      });
    });

    describe('the service', () => {
      test('gets nothing of what a browser says about itself', async () => {
        const anna = somebody();
        const before = upstream.seen.length;
        const headers = {
          cookie: `user=${anna.name}; session=private`,
          'x-img-user': 'admin',
          'x-forwarded-for': '10.0.0.1',
          'x-forwarded-host': 'evil.example',
          forwarded: 'for=10.0.0.1',
          range: 'bytes=0-1',
          referer: `${site.url}/private`,
          'x-custom': 'private',
        };
        expect((await anna.upload(png, headers)).status).toBe(201);
        await anna.call('GET', '/images', undefined, headers);
        const seen = upstream.seen.slice(before);
        expect(seen.length).toBeGreaterThanOrEqual(2);
        for (const { headers: got } of seen) {
          expect(got.authorization).toBe(`Bearer ${KEY}`);
          for (const name of Object.keys(headers)) expect(got[name], name).toBeUndefined();
          expect(JSON.stringify(got)).not.toContain('private');
        }
      });

      test('keeps its account to itself', async () => {
        const anna = somebody();
        for (const response of [await anna.upload(png), await anna.call('GET', '/images')]) {
          expect(response.ok).toBe(true);
          for (const name of Object.keys(HIDDEN)) expect(response.headers.get(name), name).toBeNull();
          await response.text();
        }
      });

      test('is asked for nothing but what the API has', async () => {
        const { id } = await somebody().store(png);
        const anna = somebody();
        const headers = { authorization: `Bearer ${await anna.bearer()}` };
        const before = upstream.seen.length;
        for (const path of [
          '/imgpro/v1/images/%2e%2e/usage',
          '/imgpro/v1/images/..%2fusage',
          '/imgpro/v1/images/..;/usage',
          '/imgpro/v1/images/%2e%2e%2f%2e%2e/v1/usage',
          '/imgpro/v1/../v1/usage',
          '/imgpro/v1/images/..%5cusage',
          `/imgpro/v1/images/${id}%2f..%2fbatch`,
          `/imgpro/v1/images/${id}%00`,
          `/imgpro/v1/images/${id};x`,
          `/imgpro/v1/images/${id}/page`,
          '/imgpro/v1/keys',
          '/imgpro/v2/images',
          '/imgpro/',
        ]) {
          const { request, answer } = open(site.url, 'GET', path, headers);
          request.end();
          // Dot segments are resolved, and `usage` is nothing that this token allows.
          expect([403, 404], path).toContain((await answer).status);
        }
        expect(upstream.seen.slice(before)).toEqual([]);
      });

      test('that is named by its key alone shows the key nowhere', () => {
        expect(site.output() + narrow.output()).not.toContain(KEY);
      });
    });

    test('health is told to load balancers', async () => {
      const response = await fetch(`${site.url}/imgpro/health`);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ status: 'ok' });
      expect((await fetch(`${site.url}/imgpro/health`, { method: 'HEAD' })).status).toBe(200);
    });

    test('every answer has the name of its request, which the service gets too', async () => {
      const anna = somebody();
      const answers = [
        await anna.call('GET', '/images', undefined, { 'x-request-id': 'my-own.1' }),
        await somebody().mint({ cookie: '' }),
        await fetch(`${site.url}/imgpro/nothing`),
      ];
      const names = answers.map(({ headers }) => headers.get('x-request-id'));
      expect(names).toEqual([
        'my-own.1',
        expect.stringMatching(/^req_\w+$/),
        expect.stringMatching(/^req_\w+$/),
      ]);
      expect(upstream.seen.some(({ headers }) => headers['x-request-id'] === 'my-own.1')).toBe(true);
      await Promise.all(answers.map((answer) => answer.text()));
    });

    if (can.form !== undefined)
      describe('a native form', () => {
        const post = (visitor: Visitor, origin: string) => {
          const form = new FormData();
          form.append('title', 'Our trip');
          form.append('photos', new File([png], 'a.png', { type: 'image/png' }));
          form.append('photos', new File(['Dear all,'], 'b.jpg', { type: 'image/jpeg' }));
          return fetch(site.url + can.form!, {
            method: 'POST',
            headers: { origin, cookie: `user=${visitor.name}` },
            body: form,
          });
        };

        test('stores its photos, and tells which were refused', async () => {
          const anna = somebody();
          const answer = (await (await post(anna, site.url)).json()) as {
            ids: string[];
            title: string;
            refused: unknown[];
          };
          expect(answer.title).toBe('Our trip');
          expect(answer.refused).toMatchObject([{ filename: 'b.jpg', code: 'unsupported_type' }]);
          expect(answer.ids).toEqual(await anna.list());
          expect(answer.ids).toHaveLength(1);
        });

        test('of another site stores nothing', async () => {
          const anna = somebody();
          const answer = await post(anna, 'https://evil.example');
          expect(await errorOf(answer)).toMatchObject({ status: 403, code: 'origin_mismatch' });
          expect(await anna.list()).toEqual([]);
        });
      });

    /**
     * Measured at moments when the service reads nothing and nothing moves any more: bytes that the client's kernel took,
     * less those that the kernel holds on both connections (/proc/net/tcp), less those that the service has read. So it
     * is what the process itself keeps. Where the kernel does not tell, its buffers count as the process's, up to 8 MB
     * more. Bytes that were sent must not be kept either: the process's largest memory (/proc/<pid>/status)
     * may grow by the runtime's garbage, far less than the file.
     */
    test('300 MB go through, at most 8 MB ahead of a slow service, and none are kept', LONG, async () => {
      const anna = somebody();
      const headers = {
        authorization: `Bearer ${await anna.bearer()}`,
        'content-type': MULTIPART,
        'content-length': String(FORM.head.length + LARGE + FORM.tail.length),
      };
      const memoryBefore = memoryOf(site.pid, 'VmRSS');
      const { request, answer } = open(site.url, 'POST', '/imgpro/v1/images', headers);
      const ahead: number[] = [];
      let written = 0;
      let read = 0;
      upstream.readSlowly(async (body) => {
        const { localPort, remotePort } = request.socket!;
        for (const stop of [1, 90, 180, 270]) {
          await body.readTo(stop * MB);
          await settled(() => written);
          const held = heldByKernel(localPort!, remotePort!) + heldByKernel(body.remotePort, upstream.port);
          ahead.push(written - held - body.read);
        }
        await body.readTo(Infinity);
        read = body.read;
      });

      await write(request, FORM.head);
      for (; written < LARGE; written += PIECE.length) await write(request, PIECE);
      request.end(FORM.tail);
      expect(await answer).toMatchObject({ status: 201 });
      expect(read).toBeGreaterThan(LARGE);
      expect(ahead).toHaveLength(4);
      expect(Math.max(...ahead)).toBeLessThan((KERNEL_TELLS ? 8 : 16) * MB);
      const memory = memoryOf(site.pid, 'VmHWM');
      if (memoryBefore !== null && memory !== null) expect(memory - memoryBefore).toBeLessThan(0.75 * LARGE);
    });

    if (can.readsHttp)
      rawTests({
        url: () => site.url,
        upstream: () => upstream,
        somebody: () => somebody(),
      });

    if (can.endsGracefully)
      test('an upload under way is finished when the process is told to end', async () => {
        const ending = await start({ apiUrl: upstream.url });
        const anna = somebody(ending);
        const headers = { authorization: `Bearer ${await anna.bearer()}`, 'content-type': MULTIPART };
        const { request, answer } = open(ending.url, 'POST', '/imgpro/v1/images', headers);
        const body = Buffer.concat([FORM.head, png, FORM.tail]);
        await write(request, body.subarray(0, -FORM.tail.length));
        await arrived(ending.url);
        const exit = ending.end!();
        await refusesConnections(ending.url);
        request.end(FORM.tail);
        expect(await answer).toMatchObject({ status: 201, headers: { connection: 'close' } });
        expect(await exit).toBe(0);
      });
  });
}

/** Resolves when a number has not changed for a while. */
async function settled(value: () => number): Promise<void> {
  for (let last = NaN, same = 0; same < 15; same = value() === last ? same + 1 : 0) {
    last = value();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Resolves when a site has handled what reached it before. */
async function arrived(url: string): Promise<void> {
  await (await fetch(`${url}/imgpro/health`, { headers: { connection: 'close' } })).text();
}

/** Resolves when a site takes no new connections. */
async function refusesConnections(url: string): Promise<void> {
  for (;;) {
    const { request, answer } = open(url, 'GET', '/imgpro/health');
    request.end();
    try {
      await answer;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return;
    }
  }
}
