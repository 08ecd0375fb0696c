import { describe, expect, test, vi } from 'vitest';
import type { LogEntry } from '../../../src/server/index.ts';
import {
  API_KEY,
  SITE,
  call,
  errorOf,
  errorsInto,
  form,
  image,
  json,
  mint,
  mount,
  picture,
  rawForm,
  refusal,
  service,
  storing,
  upload,
} from './harness.ts';

const part = (name: string, content: string, more = '') =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`;
const PNG = '\x89PNG\r\n\x1a\n and more';
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const filePart = (content = PNG) => part('file', content, '; filename="a.png"');

describe('an upload', () => {
  test('reaches the service with the secret key, trusted fields first, then its own, then the file', async () => {
    const upstream = service(storing);
    const handler = mount({
      fetch: upstream.fetch,
      policy: { fields: ['caption'], ttl: '30d', metadata: { album: '7' } },
    });
    const bytes = picture('jpg', 5000);
    const response = await upload(
      handler,
      form([['caption', 'Ünder – the "sea"\r\nline']], bytes, 'sé"a.jpg'),
    );
    expect(response.status).toBe(201);
    const [{ method, path, headers, form: received }] = upstream.received as [(typeof upstream.received)[0]];
    expect([method, path]).toEqual(['POST', '/v1/images']);
    expect(headers.get('authorization')).toBe(`Bearer ${API_KEY}`);
    expect([...received!.keys()]).toEqual(['ttl', 'album', 'owner', 'caption', 'file']);
    expect(received!.get('ttl')).toBe('30d');
    expect(received!.get('caption')).toBe('Ünder – the "sea"\r\nline');
    const file = received!.get('file') as File;
    expect(file.name).toBe('séa.jpg');
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  });

  test('keeps fields that come after the file', async () => {
    const upstream = service(storing);
    const data = form([['alt_text', 'before']]);
    data.append('caption', 'after');
    expect((await upload(mount({ fetch: upstream.fetch }), data)).status).toBe(201);
    expect([...upstream.received[0]!.form!.keys()]).toEqual(['owner', 'alt_text', 'file', 'caption']);
    expect(upstream.received[0]!.form!.get('caption')).toBe('after');
  });

  test('has the type of its content, whatever it calls itself', async () => {
    const upstream = service(storing);
    await upload(mount({ fetch: upstream.fetch }), form([], picture('png'), 'a.jpg'));
    expect((upstream.received[0]!.form!.get('file') as File).type).toBe('image/png');
  });

  test('is the same for the service when it is tried again, with a later token', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const upstream = service(storing);
    const handler = mount({ fetch: upstream.fetch, policy: { ttl: '30d', maxFiles: 9 } });
    const once = async () => {
      const { token } = await mint(handler);
      await upload(handler, form([['caption', 'same']]), { token, headers: { 'idempotency-key': 'k' } });
    };
    await once();
    vi.setSystemTime(Date.now() + 1_000_000);
    await once();
    vi.useRealTimers();
    const [first, second] = upstream.received;
    const plain = async ({ form: data }: typeof first & object) =>
      Promise.all(
        [...data!].map(async ([name, value]) => [
          name,
          value instanceof File ? [value.name, value.type, await value.text()] : value,
        ]),
      );
    expect(await plain(second!)).toEqual(await plain(first!));
    expect(second!.headers.get('idempotency-key')).toBe(first!.headers.get('idempotency-key'));
  });

  test("hides its idempotency key, and keeps two people's apart", async () => {
    const upstream = service(storing);
    const headers = { 'idempotency-key': 'order-1' };
    await upload(mount({ fetch: upstream.fetch }), form([]), { headers });
    await upload(mount({ fetch: upstream.fetch, authorize: () => ({ sub: 'user-2' }) }), form([]), {
      headers,
    });
    await upload(mount({ fetch: upstream.fetch }), form([]));
    const keys = upstream.received.map((each) => each.headers.get('idempotency-key'));
    expect(keys[0]).toMatch(/^[\w-]{43}$/);
    expect(keys[1]).toMatch(/^[\w-]{43}$/);
    expect(keys[0]).not.toBe(keys[1]);
    expect(keys[2]).toBeNull();
  });

  test.each([['with spaces'], ['x'.repeat(256)], ['']])(
    'with an idempotency key %j is a 422',
    async (key) => {
      const upstream = service(storing);
      const response = await upload(mount({ fetch: upstream.fetch }), form([]), {
        headers: { 'idempotency-key': key },
      });
      expect(response.status).toBe(422);
      expect(upstream.received).toEqual([]);
    },
  );

  test('forwards nothing else that the browser sent', async () => {
    const upstream = service(storing);
    const sent = {
      cookie: 'session=1',
      'x-img-user': 'somebody-else',
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=1.2.3.4',
      range: 'bytes=0-1',
      origin: SITE,
      referer: `${SITE}/page`,
      'x-anything': '1',
      te: 'trailers',
    };
    await upload(mount({ fetch: upstream.fetch }), form([]), { headers: sent });
    expect([...upstream.received[0]!.headers.keys()].sort()).toEqual([
      'accept',
      'authorization',
      'content-type',
      'x-request-id',
    ]);
  });

  test('gets back nothing about the account', async () => {
    const upstream = service(() =>
      json(201, image(), {
        'x-monthly-uploads-used': '5',
        'x-storage-limit': '9',
        'x-img-action': '{"type":"signup"}',
        'set-cookie': 'a=b',
        server: 'secret',
        'idempotent-replayed': 'true',
        'retry-after': '5',
      }),
    );
    const response = await upload(mount({ fetch: upstream.fetch }), form([]));
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-store',
      'content-type': 'application/json',
      'idempotent-replayed': 'true',
      'retry-after': '5',
      vary: 'Origin',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^req_[0-9a-f]{32}$/) as string,
    });
    expect(await response.json()).toEqual(image());
  });

  test('tells the site, once it is stored', async () => {
    const onUploaded = vi.fn();
    const upstream = service(() => json(201, image({ id: 'new1' }), { 'idempotent-replayed': 'true' }));
    await upload(mount({ fetch: upstream.fetch, onUploaded }), form([]));
    expect(onUploaded).toHaveBeenCalledExactlyOnceWith(image({ id: 'new1' }), {
      sub: 'user-1',
      abilities: ['create', 'read', 'list', 'update', 'delete', 'usage'],
      metadata: {},
      origin: SITE,
      replayed: true,
      requestId: expect.stringMatching(/^req_/) as string,
    });
  });

  test('is stored even if the site then fails', async () => {
    const log = vi.fn();
    const upstream = service(storing);
    const onUploaded = () => Promise.reject(new Error('no database'));
    const response = await upload(mount({ fetch: upstream.fetch, onUploaded, log }), form([]));
    expect(response.status).toBe(201);
    expect(log).toHaveBeenCalledWith(expect.objectContaining({ event: 'on_uploaded_failed' }));
  });

  test('under an app secret carries the user, and no owner', async () => {
    const upstream = service(storing);
    const handler = mount({ fetch: upstream.fetch, appSecret: 'img_sk_x' });
    await upload(handler, form([]), { headers: { 'x-img-user': 'evil' } });
    const { headers, form: received } = upstream.received[0]!;
    expect(headers.get('x-img-user')).toBe('user-1');
    expect(headers.get('authorization')).toBe('Bearer img_sk_x');
    expect([...received!.keys()]).toEqual(['file']);
  });
});

describe('an upload is refused before the service hears of it', () => {
  const many = Array.from({ length: 61 }, () => part('caption', 'x')).join('');
  test.each<[string, string, number, string, string?]>([
    ['without a file', part('caption', 'x') + '--b--', 422, 'validation_error', 'file'],
    ['without anything', '--b--', 422, 'validation_error', 'file'],
    [
      'with a file in the wrong field',
      part('photo', PNG, '; filename="a.png"') + '--b--',
      422,
      'validation_error',
      'photo',
    ],
    ['with text for a file', part('file', 'x') + '--b--', 422, 'validation_error', 'file'],
    ['with an empty file', filePart('') + '--b--', 422, 'validation_error', 'file'],
    ['with a text called a.png', filePart('just words') + '--b--', 422, 'unsupported_type', 'file'],
    [
      'with a type that is not allowed',
      filePart('<svg xmlns="http://www.w3.org/2000/svg"/>') + '--b--',
      422,
      'unsupported_type',
      'file',
    ],
    ['with a forbidden field', part('nsfw', 'true') + filePart() + '--b--', 422, 'validation_error', 'nsfw'],
    ['with an owner', part('owner', 'me') + filePart() + '--b--', 422, 'validation_error', 'owner'],
    ['with __proto__', part('__proto__', 'x') + filePart() + '--b--', 422, 'validation_error'],
    [
      'with metadata as JSON',
      part('metadata', '{"owner":"me"}') + filePart() + '--b--',
      422,
      'validation_error',
      'metadata',
    ],
    ['with a url', part('url', 'https://x.example') + filePart() + '--b--', 422, 'validation_error', 'url'],
    ['with 61 fields', many + filePart() + '--b--', 422, 'validation_error'],
    [
      'with a field of 17 KB',
      part('caption', 'x'.repeat(17_000)) + filePart() + '--b--',
      422,
      'validation_error',
      'caption',
    ],
    ['that ends in its fields', part('caption', 'x').slice(0, -4), 422, 'validation_error'],
  ])('%s', async (_, text, status, code, field) => {
    const upstream = service(storing);
    const { body, headers } = rawForm(latin(text));
    const response = await call(mount({ fetch: upstream.fetch }), 'POST', '/images', { body, headers });
    const error = await errorOf(response);
    expect(error).toMatchObject({ status, code });
    if (field) expect(Object.keys(error.details!)).toContain(field);
    expect(upstream.received).toEqual([]);
  });

  test.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data'],
    ['multipart/mixed; boundary=b'],
  ])('as %s', async (type) => {
    const response = await call(mount(), 'POST', '/images', { body: 'x', headers: { 'content-type': type } });
    expect(await errorOf(response)).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  test('when it says itself that it is too large', async () => {
    const fetched = vi.fn();
    const handler = mount({ fetch: fetched, policy: { maxBytes: 100 } });
    const response = await upload(handler, form([], picture('png', 64)), {
      headers: { 'content-length': '9000000' },
    });
    expect(await errorOf(response)).toMatchObject({ status: 413, code: 'file_too_large' });
    expect(fetched).not.toHaveBeenCalled();
  });
});

describe('an upload is cut off, and the service never sees its end', () => {
  test.each<[string, string, number, string]>([
    ['with a second file', filePart() + filePart() + '--b--', 422, 'validation_error'],
    [
      'with a second file for a field',
      filePart() + part('caption', 'x', '; filename="b.png"') + '--b--',
      422,
      'validation_error',
    ],
    [
      'with a forbidden field after the file',
      filePart() + part('nsfw', 'x') + '--b--',
      422,
      'validation_error',
    ],
    ['with an owner after the file', filePart() + part('owner', 'x') + '--b--', 422, 'validation_error'],
    [
      'with 61 fields after the file',
      filePart() + Array.from({ length: 61 }, () => part('caption', 'x')).join('') + '--b--',
      422,
      'validation_error',
    ],
    ['over the limit', filePart(PNG + 'x'.repeat(2000)) + '--b--', 413, 'file_too_large'],
    ['that ends within the file', filePart().slice(0, -2), 422, 'validation_error'],
    ['that ends before its last boundary', filePart(), 422, 'validation_error'],
  ])('%s', async (_, text, status, code) => {
    const upstream = service(storing);
    const { body, headers } = rawForm(latin(text));
    const handler = mount({ fetch: upstream.fetch, policy: { maxBytes: 1000 } });
    const response = await call(handler, 'POST', '/images', { body, headers });
    expect(await errorOf(response)).toMatchObject({ status, code });
    expect(upstream.received).toEqual([]);
  });
});

describe('what the service refuses', () => {
  const answer = async (response: Response, options: Parameters<typeof mount>[0] = {}) =>
    upload(mount({ ...options, fetch: service(() => response).fetch }), form([]));

  test.each([
    [403, 'quota_exceeded', 'quota_error', "This site can't store more images right now."],
    [429, 'rate_limited', 'rate_limit_error', 'Too many requests right now. Try again later.'],
    [409, 'idempotency_key_conflict', 'idempotency_error', /was used for something else/],
    [409, 'idempotency_key_in_progress', 'idempotency_error', /still under way/],
    [422, 'validation_error', 'invalid_request_error', /does not take this/],
    [500, 'upload_failed', 'processing_error', /could not be stored/],
  ])('%i %s is passed on by its code, in our own words', async (status, code, type, message) => {
    const error = await errorOf(
      await answer(
        refusal(status, code, {
          message: 'SQLSTATE[08006] password=hunter2 https://img.pro/signed',
          details: { ttl: 'too short, see https://img.pro/signed?sig=1' },
          action: { type: 'upgrade', url: 'https://img.pro/signed' },
          usage: { plan: 'free' },
        }),
      ),
    );
    expect(error).toEqual({
      status,
      type,
      code,
      message: expect.stringMatching(message) as string,
      ...(code === 'validation_error' && { details: { ttl: ['too short, see …'] } }),
    });
  });

  test('a code that nobody knows is told by its status alone', async () => {
    expect(await errorOf(await answer(refusal(503, 'signed_link_inside')))).toEqual({
      status: 503,
      type: 'api_error',
      code: 'service_unavailable',
      message: 'The image service is busy. Try again in a moment.',
    });
  });

  test('a block keeps the reason, and nothing else of what was said', async () => {
    const blocked = { message: 'Blocked: dmca, see https://img.pro/case/7' };
    const { message } = await errorOf(await answer(refusal(403, 'media_blocked', blocked)));
    expect(message).toBe('This image was blocked by moderation. Reason: dmca.');
  });

  test('keeps Retry-After', async () => {
    const response = await answer(refusal(429, 'rate_limited', {}, { 'retry-after': '7' }));
    expect(response.headers.get('retry-after')).toBe('7');
  });

  test.each([
    [401, refusal(401, 'unauthorized')],
    [401, new Response('<html>', { status: 401 })],
    [403, refusal(403, 'forbidden')],
  ])("a %i is the site's own fault, and never a 401 to the browser", async (_, response) => {
    const log: LogEntry[] = [];
    const error = await errorOf(await answer(response, { log: errorsInto(log) }));
    expect(error).toMatchObject({ status: 502, code: 'gateway_misconfigured', type: 'api_error' });
    expect(log).toMatchObject([{ level: 'error', event: 'gateway_misconfigured' }]);
    expect(JSON.stringify(log)).not.toContain(API_KEY);
  });

  test.each([
    [403, 502, 'upstream_unreachable'],
    [404, 502, 'upstream_unreachable'],
    [413, 413, 'file_too_large'],
    [429, 429, 'rate_limited'],
    [500, 502, 'upstream_unreachable'],
    [503, 502, 'upstream_unreachable'],
    [200, 502, 'upstream_unreachable'],
    [302, 502, 'upstream_unreachable'],
  ])('HTML with %i becomes %i %s', async (status, becomes, code) => {
    const html = new Response('<html>upgrade at https://img.pro/signed</html>', {
      status,
      headers: { 'content-type': 'text/html', 'retry-after': '3' },
    });
    const response = await answer(html);
    if (becomes !== 413) expect(response.headers.get('retry-after')).toBe('3');
    expect(await errorOf(response)).toMatchObject({ status: becomes, code });
  });

  test('never says the key, nor where to upgrade', async () => {
    const error = await errorOf(
      await answer(
        json(403, {
          error: {
            type: 'quota_error',
            code: 'quota_exceeded',
            message: `${API_KEY} is full. Upgrade: https://img.pro/u?sig=1`,
          },
        }),
      ),
    );
    expect(error.message).toBe("This site can't store more images right now.");
  });

  test('that it is not there is a 502', async () => {
    const log: LogEntry[] = [];
    const handler = mount({
      fetch: () => Promise.reject(new TypeError('fetch failed')),
      log: errorsInto(log),
    });
    expect(await errorOf(await upload(handler, form([])))).toMatchObject({
      status: 502,
      code: 'upstream_unreachable',
    });
    expect(log).toMatchObject([{ event: 'upstream_unreachable' }]);
  });
});
