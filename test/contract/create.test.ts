import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpus } from '../harness/corpus.ts';
import { form, KEY, picture, startMock, type Api } from './harness.ts';

let api: Api;
beforeAll(async () => {
  api = await startMock();
});
afterAll(() => api.close());

const file = (bytes: BlobPart, name: string, type = 'application/octet-stream') =>
  new File([bytes], name, { type });

describe('POST /v1/images, a file', () => {
  test('gives the whole object, with sizes by the short side', async () => {
    const image = await api.upload(
      { caption: 'Hero' },
      { file: await picture(4000, 3000, 'jpeg'), name: 'photo.jpg' },
    );
    expect(image).toMatchObject({
      object: 'image',
      filename: 'photo.jpg',
      format: 'jpg',
      width: 4000,
      height: 3000,
      transformable: true,
      status: 'ready',
      public: true,
      expires_at: null,
      caption: 'Hero',
      metadata: {},
      blocked: false,
      block_reason: null,
      failure_reason: null,
    });
    expect(image.id).toMatch(/^[a-z0-9]{8}$/);
    expect(image.page_url).toBe(`${api.url}/${image.id}`);
    const sizes = Object.entries(image.sizes).map(([name, size]) => [name, { ...(size as object), url: '' }]);
    expect(Object.fromEntries(sizes)).toEqual({
      small: { url: '', width: 426, height: 320 },
      medium: { url: '', width: 853, height: 640 },
      large: { url: '', width: 1440, height: 1080 },
    });
    expect(image.sizes.large.url).toBe(`${image.url}?size=l`);
  });

  test.each(['png', 'jpeg', 'webp', 'avif', 'gif'] as const)(
    'takes %s and tells it by content, not by name',
    async (format) => {
      const image = await api.upload({}, { file: await picture(20, 10, format), name: 'wrong.bmp' });
      expect(image.format).toBe(format === 'jpeg' ? 'jpg' : format);
      expect([image.width, image.height]).toEqual([20, 10]);
    },
  );

  test('takes SVG, BMP and ICO as they are: not transformable, no sizes', async () => {
    const svg = await api.upload(
      {},
      {
        file: file(
          '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>',
          'a.svg',
        ),
      },
    );
    const bmp = await api.upload({}, { file: file(bmpOf(5, 4), 'a.bmp'), name: 'a.bmp' });
    const ico = await api.upload({}, { file: file(icoOf(16), 'a.ico'), name: 'a.ico' });
    expect(
      [svg, bmp, ico].map(({ format, width, height, transformable, sizes }) => [
        format,
        width,
        height,
        transformable,
        sizes,
      ]),
    ).toEqual([
      ['svg', 40, 30, false, {}],
      ['bmp', 5, 4, false, {}],
      ['ico', 16, 16, false, {}],
    ]);
  });

  test('stands upright: width and height are those shown', async () => {
    const turned = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const image = await api.upload({}, { file: file(new Uint8Array(turned), 'a.jpg') });
    expect([image.width, image.height]).toEqual([20, 30]);
  });

  test('takes bitmaps of OS/2, and animated AVIF', async () => {
    for (const [name, format, width, height] of [
      ['bmp-header-12-depth-8.bmp', 'bmp', 96, 64],
      ['avif-animated-2.avif', 'avif', 96, 64],
    ] as const) {
      const { make } = corpus().find((specimen) => specimen.name === name)!;
      const image = await api.upload({}, { file: file(Uint8Array.from(await make()), name) });
      expect([image.format, image.width, image.height]).toEqual([format, width, height]);
      if (format !== 'avif') continue;
      for (const address of [image.url, `${image.url}?format=webp&w=48`])
        expect((await fetch(address)).status).toBe(200);
    }
  });

  test('takes no cursor for an icon, and no text that begins like a bitmap', async () => {
    for (const name of ['cursor.cur', 'beginning.bmp']) {
      const { make } = corpus().find((specimen) => specimen.name === name)!;
      const { status } = await api.post('/v1/images', {
        form: form({ file: file(Uint8Array.from(await make()), name) }),
      });
      expect(status).toBe(422);
    }
  });

  test('refuses text named photo.jpg, an empty file, a broken one, none and two', async () => {
    const whole = new Uint8Array(await (await picture(300, 300, 'jpeg')).arrayBuffer());
    const two = form({ file: await picture() });
    two.append('file', await picture(), 'b.png');
    const cases = [
      form({ file: file('hello there', 'photo.jpg', 'image/jpeg') }),
      form({ file: file('', 'photo.jpg', 'image/jpeg') }),
      form({ file: file(whole.slice(0, whole.length / 2), 'photo.jpg') }),
      form({ caption: 'no file' }),
      form({ file: 'just text' }),
      two,
    ];
    for (const each of cases) {
      const { status, body } = await api.post('/v1/images', { form: each });
      expect([status, body.error.code, Object.keys(body.error.details)]).toEqual([
        422,
        'validation_error',
        ['file'],
      ]);
    }
  });

  test('refuses a decompression bomb from its header', async () => {
    const bomb = new Uint8Array(await (await picture(9, 9)).arrayBuffer());
    const view = new DataView(bomb.buffer);
    view.setUint32(16, 14_000);
    view.setUint32(20, 14_000);
    view.setUint32(29, crc32(bomb.subarray(12, 29)));
    const { status, body } = await api.post('/v1/images', { form: form({ file: file(bomb, 'bomb.png') }) });
    expect([status, body.error.details.file[0]]).toEqual([422, expect.stringContaining('megapixels')]);
  });

  test('needs exactly one of file and url', async () => {
    const both = await api.post('/v1/images', {
      form: form({ url: 'https://example.com/a.jpg', file: await picture() }),
    });
    const neither = await api.post('/v1/images', { json: {} });
    const fileInJson = await api.post('/v1/images', {
      json: { url: 'https://example.com/a.jpg', file: 'x' },
    });
    expect([both.status, both.body.error.details.url !== undefined]).toEqual([422, true]);
    expect([neither.status, Object.keys(neither.body.error.details)]).toEqual([422, ['url']]);
    expect([fileInJson.status, Object.keys(fileInJson.body.error.details)]).toEqual([422, ['file']]);
  });

  test('reads caption, dates and flags out of strings', async () => {
    const image = await api.upload({
      caption: '',
      published_at: '2024-06-01',
      ttl: '7d',
      public: '0',
      nsfw: 'true',
      tool: 'x',
      defaults: 'y',
      filename: 'other.jpg',
    });
    expect(image).toMatchObject({
      caption: null,
      published_at: '2024-06-01T00:00:00Z',
      public: false,
      nsfw: true,
      filename: 'photo.png',
      metadata: {},
    });
    expect(Date.parse(image.expires_at) - Date.parse(image.created_at)).toBe(7 * 86_400_000);
  });

  test('keeps any other field as metadata, drops markers and core names', async () => {
    const image = await api.upload({
      author: 'Jane',
      external_id: '7',
      empty: '',
      _csrf: 'x',
      id: 'zzz',
      status: 'failed',
      ['__proto__']: 'kept',
    });
    expect(Object.entries(image.metadata).sort()).toEqual([
      ['__proto__', 'kept'],
      ['author', 'Jane'],
      ['empty', ''],
      ['external_id', '7'],
    ]);
  });

  test('names every field at fault at once', async () => {
    const bad = {
      ttl: '5',
      published_at: 'soon',
      public: 'maybe',
      ['k'.repeat(65)]: 'x',
      long: 'x'.repeat(1025),
      file: await picture(),
    };
    const { status, body } = await api.post('/v1/images', { form: form(bad) });
    expect([status, Object.keys(body.error.details).sort()]).toEqual([
      422,
      ['k'.repeat(65), 'long', 'public', 'published_at', 'ttl'],
    ]);
  });

  test('answers 415 to other bodies and 400 to broken ones', async () => {
    const text = await api.post('/v1/images', { body: 'x', headers: { 'Content-Type': 'text/plain' } });
    const json = await api.post('/v1/images', {
      body: '{"url":',
      headers: { 'Content-Type': 'application/json' },
    });
    const multipart = await api.post('/v1/images', {
      body: '--x\r\n',
      headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    });
    const boundless = await api.post('/v1/images', {
      body: 'x',
      headers: { 'Content-Type': 'multipart/form-data' },
    });
    expect([text.status, json.status, multipart.status, boundless.status]).toEqual([415, 400, 400, 400]);
  });
});

describe('without a key', () => {
  test('stores for 30 days, invites to sign up, counts down the hour and the day', async () => {
    const answer = await api.post('/v1/images', {
      key: null,
      form: form({ file: await picture(), public: '0', ttl: '90d' }),
    });
    expect(answer.status).toBe(201);
    expect(answer.body.public).toBe(true);
    expect(Date.parse(answer.body.expires_at) - Date.parse(answer.body.created_at)).toBe(30 * 86_400_000);
    expect(JSON.parse(answer.headers.get('x-img-action') ?? '')).toMatchObject({
      type: 'signup',
      label: 'Create Account',
    });
    expect(answer.headers.get('x-ratelimit-limit')).toBe('20');
    expect(answer.headers.get('x-ratelimit-remaining-daily')).toBe('99');
  });

  test('may only create and read', async () => {
    const image = await api.upload({}, { key: null });
    expect((await api.get(`/v1/images/${image.id}`, { key: null })).status).toBe(200);
    for (const [method, path] of [
      ['GET', '/v1/images'],
      ['GET', '/v1/usage'],
      ['PATCH', `/v1/images/${image.id}`],
      ['DELETE', `/v1/images/${image.id}`],
      ['DELETE', '/v1/images/batch'],
    ] as const) {
      const { status, body } = await api.call(method, path, { key: null });
      expect([path, status, body.error.code]).toEqual([path, 401, 'unauthorized']);
    }
    expect((await api.patch(`/v1/images/${image.id}`, {})).status).toBe(404);
  });

  test('is limited to 20 MB, told before the whole body was read', async () => {
    const big = file(new Uint8Array(21_000_000), 'big.jpg');
    const { status, body } = await api.post('/v1/images', { key: null, form: form({ file: big }) });
    expect([status, body.error.details.file[0]]).toEqual([422, expect.stringContaining('20 MB')]);
  });
});

describe('keys', () => {
  test('a bad key is 401 even where none is needed', async () => {
    const image = await api.upload();
    for (const header of ['Bearer nope', 'Basic abc', 'Bearer ']) {
      const { status } = await api.get(`/v1/images/${image.id}`, {
        key: null,
        headers: { Authorization: header },
      });
      expect([header, status]).toEqual([header, 401]);
    }
  });

  test('the ability comes before the body', async () => {
    expect((await api.post('/v1/images', { key: 'img_live_demo_read', json: {} })).status).toBe(403);
    expect((await api.post('/v1/images', { key: 'img_live_demo_write', json: {} })).status).toBe(422);
    const image = await api.upload();
    const { status, body } = await api.get(`/v1/images/${image.id}`, { key: 'img_live_demo_write' });
    expect([status, body.error.code]).toEqual([403, 'forbidden']);
  });

  test('generation 1 writes {id}|{token}', async () => {
    expect((await api.get('/v1/usage', { key: `3|${KEY}` })).status).toBe(200);
  });
});

/** A 24-bit bitmap. */
function bmpOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bytes = new Uint8Array(54 + row * height).fill(120);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  for (const [at, value] of [
    [2, bytes.length],
    [6, 0],
    [10, 54],
    [14, 40],
    [18, width],
    [22, height],
    [30, 0],
    [34, row * height],
    [38, 2835],
    [42, 2835],
    [46, 0],
    [50, 0],
  ] as const)
    view.setUint32(at, value, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  return bytes;
}

/** An icon with one empty picture. */
function icoOf(side: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(22 + 40);
  bytes.set([0, 0, 1, 0, 1, 0, side, side, 0, 0, 1, 0, 32, 0, 40, 0, 0, 0, 22, 0, 0, 0]);
  return bytes;
}
