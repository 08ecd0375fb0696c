import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { form, KEY, picture, startMock, type Api } from './harness.ts';

let api: Api;
let image: { id: string };
let png: string;
beforeAll(async () => {
  api = await startMock({ anonymousLimit: 'off' });
  image = await api.upload();
  png = Buffer.from(await (await picture()).arrayBuffer()).toString('latin1');
});
afterAll(() => api.close());

const RUNS = { numRuns: 150 };
const sound = (status: number): boolean => status < 500 || status === 502;

/** Sends a multipart body as it is; the harness has checked that the answer is documented JSON. */
const multipart = (body: string, boundary = 'X') =>
  api.post('/v1/images', {
    body: Buffer.from(body, 'latin1'),
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    signal: AbortSignal.timeout(8_000),
  });

const part = (headers: string, content: string) => `--X\r\n${headers}\r\n\r\n${content}\r\n`;
const filePart = () => part('Content-Disposition: form-data; name="file"; filename="a.png"', png);

describe('multipart framing: always a JSON error, never a 500, never a hang', () => {
  test.each<[string, () => string, number]>([
    ['nothing at all', () => '', 400],
    ['only the end', () => '--X--\r\n', 422],
    ['no end', () => filePart(), 400],
    ['half an end', () => `${filePart()}--X-`, 400],
    ['another boundary', () => '--Y\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--Y--\r\n', 400],
    [
      'a nested body',
      () =>
        part(
          'Content-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: multipart/mixed; boundary=Z',
          `--Z\r\n\r\n${png}\r\n--Z--`,
        ) + '--X--\r\n',
      422,
    ],
    ['no disposition', () => part('Content-Type: image/png', png) + '--X--\r\n', 422],
    ['no name', () => part('Content-Disposition: form-data; filename="a.png"', png) + '--X--\r\n', 422],
    [
      'a field without a name',
      () => part('Content-Disposition: form-data;#name="a"', 'v') + `${filePart()}--X--\r\n`,
      422,
    ],
    ['no headers', () => '--X\r\n\r\nbody\r\n--X--\r\n', 400],
    [
      'a huge header',
      () =>
        part(
          `Content-Disposition: form-data; name="file"; filename="a.png"\r\nX-Long: ${'y'.repeat(200_000)}`,
          png,
        ) + '--X--\r\n',
      400,
    ],
    [
      'a huge name',
      () =>
        part(`Content-Disposition: form-data; name="${'n'.repeat(20_000)}"`, 'v') + `${filePart()}--X--\r\n`,
      400,
    ],
    [
      'a huge value',
      () =>
        part('Content-Disposition: form-data; name="note"', 'v'.repeat(300_000)) + `${filePart()}--X--\r\n`,
      422,
    ],
    [
      '10,000 fields',
      () =>
        Array.from({ length: 10_000 }, (_, index) =>
          part(`Content-Disposition: form-data; name="f${index}"`, 'v'),
        ).join('') + `${filePart()}--X--\r\n`,
      422,
    ],
    ['1,000 files', () => filePart().repeat(1_000) + '--X--\r\n', 422],
    ['bytes before the first boundary', () => `junk\r\n${filePart()}--X--\r\n`, 201],
    ['bytes after the end', () => `${filePart()}--X--\r\njunk`, 201],
    [
      'NUL in a name',
      () => part('Content-Disposition: form-data; name="a\0b"', 'v') + `${filePart()}--X--\r\n`,
      400,
    ],
    [
      'NUL in a value',
      () => part('Content-Disposition: form-data; name="note"', 'a\0b') + `${filePart()}--X--\r\n`,
      201,
    ],
    [
      'invalid UTF-8',
      () => part('Content-Disposition: form-data; name="note"', '\xff\xfe\xfa') + `${filePart()}--X--\r\n`,
      201,
    ],
  ])(
    '%s',
    async (_name, body, expected) => {
      const { status, text } = await multipart(body());
      expect([status, text]).toEqual([expected, expect.any(String)]);
    },
    15_000,
  );

  test('any cut, any flipped byte', async () => {
    const whole = part('Content-Disposition: form-data; name="author"', 'Jane') + filePart() + '--X--\r\n';
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), async (cut, at, byte) => {
        const body = (whole.slice(0, at) + String.fromCharCode(byte) + whole.slice(at + 1)).slice(0, cut);
        expect(sound((await multipart(body)).status)).toBe(true);
      }),
      RUNS,
    );
  }, 60_000);

  test('a boundary of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a', '"', ';', '=', ' ', '-', '\\'), maxLength: 80 }),
        async (boundary) => {
          const answer = await api.post('/v1/images', {
            body: `--${boundary}--`,
            headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
          });
          expect([400, 415, 422]).toContain(answer.status);
        },
      ),
      RUNS,
    );
  }, 60_000);
});

describe('open inputs', () => {
  test('any JSON is answered as documented', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const headers = { 'Content-Type': 'application/json' };
        const body = JSON.stringify(value);
        for (const [method, path] of [
          ['POST', '/v1/images'],
          ['PATCH', `/v1/images/${image.id}`],
          ['PATCH', '/v1/images/batch'],
          ['DELETE', '/v1/images/batch'],
          ['POST', '/v1/import'],
          ['PATCH', `/v1/media/${image.id}`],
        ] as const) {
          expect(sound((await api.call(method, path, { body, headers })).status)).toBe(true);
        }
      }),
      RUNS,
    );
  }, 60_000);

  test('any metadata that is taken comes back as it was sent', async () => {
    const name = fc.oneof(
      fc.constantFrom(
        '__proto__',
        'constructor',
        'toString',
        'hasOwnProperty',
        'ünïcode',
        '🌄',
        'a b',
        'ids',
      ),
      fc.string({ minLength: 1, maxLength: 64 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(name, fc.string({ maxLength: 1024 })), {
          selector: ([key]) => key,
          maxLength: 12,
        }),
        async (fields) => {
          const json = Object.fromEntries(fields);
          const { status, body } = await api.patch(`/v1/images/${image.id}`, json);
          if (status !== 200) {
            expect(status).toBe(422);
            return;
          }
          for (const [key, value] of fields) {
            const core =
              ['id', 'url', 'ids', 'file', 'sizes'].includes(key) ||
              (key.startsWith('_') && key !== '__proto__');
            if (!core) expect(Object.getOwnPropertyDescriptor(body.metadata, key)?.value).toBe(value);
          }
          await api.patch(
            `/v1/images/${image.id}`,
            Object.fromEntries(Object.keys(body.metadata).map((key) => [key, null])),
          );
        },
      ),
      RUNS,
    );
  }, 60_000);

  test('any ttl and publish date', async () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double(),
      fc.stringMatching(/^\d{1,15}[smhdw]?$/),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.stringMatching(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|\+\d{2}:\d{2})?)?$/),
    );
    await fc.assert(
      fc.asyncProperty(value, value, async (ttl, published_at) => {
        expect([200, 422]).toContain((await api.patch(`/v1/images/${image.id}`, { published_at })).status);
        const { status, body } = await api.post('/v1/images', {
          form: form({ ttl: String(ttl), published_at: String(published_at), file: await picture() }),
        });
        if (status === 201) await api.delete(`/v1/images/${body.id}`);
        else expect(status).toBe(422);
      }),
      RUNS,
    );
    expect((await api.patch(`/v1/images/${image.id}`, { ttl: null })).status).toBe(200);
  }, 60_000);

  test('any query, any path', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (a, b) => {
        const query = `limit=${encodeURIComponent(a)}&cursor=${encodeURIComponent(b)}&ids=${encodeURIComponent(a + b)}`;
        expect([200, 422]).toContain((await api.get(`/v1/images?${query}`)).status);
        expect([200, 400]).toContain(
          (await api.get(`/v1/media?${query}&tags=${encodeURIComponent(b)}&offset=1`)).status,
        );
        const path = `/v1/images/${encodeURIComponent(a)}x`;
        expect([404, 200]).toContain((await api.get(path)).status);
        const delivered = await fetch(
          `${api.url}/cdn/${encodeURIComponent(a)}y/${encodeURIComponent(b)}z?w=${encodeURIComponent(b)}`,
        );
        expect(delivered.status).toBe(404);
      }),
      RUNS,
    );
  }, 60_000);

  test('any transform of a delivered image is an image', async () => {
    const { url } = (await api.get(`/v1/images/${image.id}`)).body;
    const names = fc.constantFrom(
      'size',
      'format',
      'w',
      'h',
      'fit',
      'brightness',
      'contrast',
      'gamma',
      'saturation',
      'blur',
      'sharp',
      'rotate',
      'flip',
      'segment',
      'background',
      'metadata',
    );
    const values = fc.oneof(
      fc.constantFrom(
        's',
        'social',
        'jpg',
        'png',
        'webp',
        'gif',
        'cover',
        'pad',
        'crop',
        'hv',
        'foreground',
        'red',
        '#12345678',
        '90',
        '0',
        '10',
        '1.5',
        '33',
        'keep',
      ),
      fc.string({ maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, values), { maxLength: 5 }), async (pairs) => {
        const response = await fetch(`${url}?${new URLSearchParams(pairs)}`);
        expect([pairs, response.status, response.headers.get('content-type')?.startsWith('image/')]).toEqual([
          pairs,
          200,
          true,
        ]);
      }),
      { numRuns: 120 },
    );
  }, 60_000);
});

describe('the wire', () => {
  const raw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () => socket.end(text, 'latin1'));
      let answer = '';
      socket.setTimeout(8_000, () => reject(new Error('The mock hangs.')));
      socket
        .on('data', (chunk) => (answer += chunk.toString('latin1')))
        .on('close', () => resolve(answer))
        .on('error', () => resolve(answer));
    });

  const asked = (head: string) => `${head}\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\n`;

  test.each([
    ['a Host that is none', 400, 'GET /v1/usage HTTP/1.1\r\nHost: a b<>\r\n\r\n'],
    ['no Host', 400, 'GET /v1/usage HTTP/1.1\r\n\r\n'],
    ['a Host with a user', 400, 'GET /v1/usage HTTP/1.1\r\nHost: localhost@evil.com\r\n\r\n'],
    ['a target that could be a host', 400, 'GET //[ HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['the whole address, as for a proxy', 400, asked('GET http://x/v1/usage HTTP/1.1') + '\r\n'],
    ['no HTTP at all', 400, 'HELLO\r\n\r\n'],
    ['HTTP of another age', 400, 'GET /v1/usage HTTP/9.9\r\nHost: x\r\n\r\n'],
    ['a header that is none', 400, 'GET /v1/usage HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n'],
    ['NUL in a header', 400, 'GET /v1/usage HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n'],
    ['huge headers', 431, `GET /v1/usage HTTP/1.1\r\nHost: x\r\nX-A: ${'y'.repeat(100_000)}\r\n\r\n`],
    ['a huge address', 431, `GET /v1/images?cursor=${'y'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['two lengths', 400, `${asked('POST /v1/images HTTP/1.1')}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a length that is none', 400, `${asked('POST /v1/images HTTP/1.1')}Content-Length: -1\r\n\r\n`],
    ['a chunk that is none', 400, `${asked('POST /v1/images HTTP/1.1')}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n`],
    ['a body shorter than announced', 400, `${asked('POST /v1/images HTTP/1.1')}Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{"url":`],
    ['an odd expectation', 417, `${asked('POST /v1/images HTTP/1.1')}Expect: miracles\r\nContent-Length: 0\r\n\r\n`],
    ['TRACE', 405, 'TRACE /v1/usage HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['CONNECT', 405, 'CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('answers %s with a JSON error that a page can read', async (_name, status, text) => {
    const answer = await raw(text);
    const [head = '', ...body] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toMatch(/^content-type: application\/json/im);
    expect(head).toMatch(/^access-control-allow-origin: \*/im);
    expect(head).toMatch(/^access-control-expose-headers: .*retry-after/im);
    const json = body.join('').replace(/^[^{]*|[^}]*$/g, '');
    expect(JSON.parse(json)).toMatchObject({ error: { type: 'invalid_request_error', code: expect.any(String) } });
    expect((await api.get('/v1/usage')).status).toBe(200);
  }); // prettier-ignore

  test.each([
    ['a GET with a body', `${asked('GET /v1/usage HTTP/1.1')}Content-Length: 5\r\n\r\nhello`],
    ['HTTP/1.0', `GET /v1/usage HTTP/1.0\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\n\r\n`],
  ])('takes %s', async (_name, text) => {
    expect(await raw(text)).toMatch(/^HTTP\/1\.1 200 /);
  });
});
