import { describe, expect, test, vi } from 'vitest';
import type { HandlerOptions, ImgproHandler } from '../../../src/server/index.ts';
import { GatewayError } from '../../../src/server/index.ts';
import { SITE, image, json, mount, picture, rawForm, refusal, service } from './harness.ts';
import type { Script } from './harness.ts';

const OWN = { origin: SITE, cookie: 'session=anna' };

/** A service that numbers what it stores. */
function numbering(): Script {
  let stored = 0;
  return ({ form }) => json(201, image({ id: `img${stored++}`, filename: (form!.get('file') as File).name }));
}

function setup(options: Partial<HandlerOptions> = {}, script: Script = numbering()) {
  const upstream = service(script);
  return { handler: mount({ fetch: upstream.fetch, ...options }), received: upstream.received };
}

function post(body: BodyInit, headers: Record<string, string> = OWN): Request {
  return new Request(`${SITE}/publish`, { method: 'POST', body, headers });
}

const photo = (name = 'a.png', size = 64) => new File([picture('png', size)], name, { type: 'image/png' });

function filled(...entries: [string, string | File][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value as string);
  return data;
}

const refusalIn = async (handler: ImgproHandler, request: Request) => {
  const error: unknown = await handler.storeForm(request).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(GatewayError);
  return error as GatewayError;
};

describe('a native form post', () => {
  test('stores its files, and has their ids where they stood', async () => {
    const { handler, received } = setup({ policy: { metadata: { album: '7' } } });
    const { fields, images, refused } = await handler.storeForm(
      post(
        filled(
          ['title', 'Möwen'],
          ['photo', photo('one.png')],
          ['tag', 'a'],
          ['photo', photo('two.png')],
          ['tag', 'b'],
        ),
      ),
    );
    expect([...fields]).toEqual([
      ['title', 'Möwen'],
      ['photo', 'img0'],
      ['tag', 'a'],
      ['photo', 'img1'],
      ['tag', 'b'],
    ]);
    expect(images.map(({ filename }) => filename)).toEqual(['one.png', 'two.png']);
    expect(refused).toEqual([]);
    // Text of the form is the site's; the service gets what the policy fixed, and the owner.
    expect([...received[0]!.form!.keys()]).toEqual(['album', 'owner', 'file']);
  });

  test('with an input that was left empty has no file, and no field for it', async () => {
    const { handler, received } = setup();
    const { body, headers } = rawForm(
      '--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n' +
        '--b\r\nContent-Disposition: form-data; name="photo"; filename=""\r\n' +
        'Content-Type: application/octet-stream\r\n\r\n\r\n--b--\r\n',
    );
    const { fields, images } = await handler.storeForm(post(body, { ...OWN, ...headers }));
    expect([[...fields], images, received]).toEqual([[['title', 'x']], [], []]);
  });

  test('whose ids a script has put in place of the files is read as it is', async () => {
    const { handler, received } = setup();
    const urlencoded = new URLSearchParams([
      ['title', 'x & y'],
      ['photo', 'abc12345'],
      ['photo', 'def'],
    ]);
    for (const body of [urlencoded, filled(...([...urlencoded] as [string, string][]))]) {
      const { fields } = await handler.storeForm(post(body));
      expect([...fields]).toEqual([...urlencoded]);
    }
    expect(received).toEqual([]);
  });

  test('stores what can be stored, and says of the rest why not', async () => {
    const { handler } = setup({ policy: { maxBytes: 1000, maxFiles: 3 } });
    const { fields, images, refused } = await handler.storeForm(
      post(
        filled(
          ['photo', photo('big.png', 5000)],
          ['photo', new File(['words'], 'photo.jpg')],
          ['photo', photo('good.png')],
          ['photo', photo('fourth.png')],
          ['title', 'x'],
        ),
      ),
    );
    expect(images.map(({ filename }) => filename)).toEqual(['good.png']);
    expect(refused).toEqual([
      {
        field: 'photo',
        filename: 'big.png',
        code: 'file_too_large',
        message: 'The file is larger than 1000 bytes.',
      },
      {
        field: 'photo',
        filename: 'photo.jpg',
        code: 'unsupported_type',
        message: 'The file is not an image that can be stored.',
      },
      {
        field: 'photo',
        filename: 'fourth.png',
        code: 'too_many_files',
        message: 'This form takes 3 images.',
      },
    ]);
    expect(fields.get('title')).toBe('x');
  });

  test('stores a file without a name whole', async () => {
    const { handler, received } = setup();
    const bytes = picture('png', 5000);
    const { body, headers } = rawForm(
      new Uint8Array(
        Buffer.concat([
          Buffer.from('--b\r\nContent-Disposition: form-data; name="a"; filename=""\r\n\r\n'),
          bytes,
          Buffer.from('\r\n--b--\r\n'),
        ]),
      ),
    );
    await handler.storeForm(post(body, { ...OWN, ...headers }));
    const file = received[0]!.form!.get('file') as File;
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  });

  test('goes on to the next file when the service refuses one', async () => {
    let asked = 0;
    const { handler } = setup({}, (received) =>
      ++asked === 1 ? refusal(403, 'quota_exceeded') : numbering()(received),
    );
    const { images, refused } = await handler.storeForm(post(filled(['a', photo()], ['b', photo()])));
    expect([images.length, refused.map(({ field, code }) => [field, code])]).toEqual([
      1,
      [['a', 'quota_exceeded']],
    ]);
  });

  test("counts against the person's limits, together with what tokens store", async () => {
    const { handler } = setup({ limits: { uploads: 2 } });
    const three = filled(['photo', photo()], ['photo', photo()], ['photo', photo()]);
    const { images, refused } = await handler.storeForm(post(three));
    expect([images.length, refused.map(({ code }) => code)]).toEqual([2, ['rate_limited']]);
  });

  test('tells the site of each image', async () => {
    const onUploaded = vi.fn();
    const { handler } = setup({ onUploaded });
    await handler.storeForm(post(filled(['a', photo()], ['b', photo()])));
    expect(onUploaded).toHaveBeenCalledTimes(2);
    expect(onUploaded.mock.calls[0]![1]).toMatchObject({ sub: 'user-1', replayed: false });
  });

  test('has as many files as the form says, and never more than the policy', async () => {
    const { handler } = setup({ policy: { maxFiles: 2 } });
    const three = () => post(filled(['a', photo()], ['a', photo()], ['a', photo()]));
    expect((await handler.storeForm(three(), { maxFiles: 1 })).images).toHaveLength(1);
    expect((await handler.storeForm(three(), { maxFiles: 3 })).images).toHaveLength(2);
  });

  test('has the profile that the site names, among those of the person', async () => {
    const policy = { default: {}, tiny: { maxBytes: 10 } };
    const { handler } = setup({ policy, authorize: () => ({ sub: 'x', profile: ['default', 'tiny'] }) });
    const { refused } = await handler.storeForm(post(filled(['a', photo()])), { profile: 'tiny' });
    expect(refused).toMatchObject([{ code: 'file_too_large' }]);
    const { handler: other } = setup({ policy });
    await expect(other.storeForm(post(filled(['a', photo()])), { profile: 'tiny' })).rejects.toMatchObject({
      status: 403,
      code: 'token_scope',
    });
  });

  test("shows authorize the page's headers, and keeps the body for itself", async () => {
    const authorize = vi.fn(async (request: Request) => {
      expect(await request.text()).toBe('');
      return request.headers.get('cookie') === 'session=anna' ? { sub: 'anna' } : null;
    });
    const { handler } = setup({ authorize });
    expect((await handler.storeForm(post(filled(['a', photo()])))).images).toHaveLength(1);
    expect(authorize).toHaveBeenCalledOnce();
  });
});

describe('a form that is refused, before any file is stored', () => {
  const data = () => filled(['photo', photo()]);

  test.each<[string, Record<string, string>]>([
    ['of another site', { ...OWN, origin: 'https://evil.example' }],
    ['of a sandboxed frame', { ...OWN, origin: 'null' }],
    ['that names no origin', { cookie: 'session=anna' }],
    ['of another site by the word of the browser', { ...OWN, 'sec-fetch-site': 'cross-site' }],
    ['of a neighbour on the same site', { ...OWN, 'sec-fetch-site': 'same-site' }],
  ])('%s: 403', async (_, headers) => {
    const { handler, received } = setup();
    const error = await refusalIn(handler, post(data(), headers));
    expect([error.status, error.code]).toEqual([403, 'origin_mismatch']);
    expect(received).toEqual([]);
  });

  test('not one of an origin that the site allows', async () => {
    const { handler } = setup({ allowedOrigins: ['https://www.example.com'] });
    const headers = { ...OWN, origin: 'https://www.example.com', 'sec-fetch-site': 'same-site' };
    expect((await handler.storeForm(post(data(), headers))).images).toHaveLength(1);
  });

  test.each<[string, Partial<HandlerOptions>, number, string]>([
    ['of nobody', { authorize: () => null }, 401, 'unauthorized'],
    [
      'of somebody who may only read',
      { authorize: () => ({ sub: 'x', abilities: ['read'] }) },
      403,
      'token_scope',
    ],
  ])('%s: %i', async (_, options, status, code) => {
    const { handler, received } = setup(options);
    const error = await refusalIn(handler, post(data()));
    expect([error.status, error.code, error.toResponse().status]).toEqual([status, code, status]);
    expect(received).toEqual([]);
  });

  test.each([
    ['JSON', '{}', 'application/json', 415],
    ['plain text', 'title=x', 'text/plain', 415],
    [
      'a form that ends early',
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx',
      'multipart/form-data; boundary=b',
      422,
    ],
    ['a form without its boundary', 'hello', 'multipart/form-data; boundary=b', 422],
  ])('%s', async (_, body, type, status) => {
    const { handler } = setup();
    expect((await refusalIn(handler, post(body, { ...OWN, 'content-type': type }))).status).toBe(status);
  });

  test('urlencoded, with 61 fields', async () => {
    const body = new URLSearchParams(Array.from({ length: 61 }, () => ['a', 'x']));
    expect((await refusalIn(setup().handler, post(body))).status).toBe(422);
  });

  test('with far more files than it may have', async () => {
    const { handler, received } = setup({ policy: { maxFiles: 2 } });
    const files = Array.from({ length: 40 }, (): [string, File] => ['a', photo()]);
    const error = await refusalIn(handler, post(filled(...files)));
    expect([error.status, error.code]).toEqual([422, 'too_many_files']);
    expect(received).toHaveLength(2);
  });

  test('that is larger than all its files may be', async () => {
    const { handler } = setup({ policy: { maxFiles: 1, maxBytes: 1000 } });
    const form = filled(['a', photo('a.png', 5_000_000)], ['b', photo()]);
    expect((await refusalIn(handler, post(form))).status).toBe(413);
  });

  test('says under which id', async () => {
    const { handler } = setup();
    const error = await refusalIn(handler, post(data(), { cookie: 'x' }));
    expect(error.toResponse().headers.get('x-request-id')).toMatch(/^req_/);
  });

  test('with 61 text fields', async () => {
    const fields = Array.from({ length: 61 }, (): [string, string] => ['a', 'x']);
    expect((await refusalIn(setup().handler, post(filled(...fields)))).status).toBe(422);
  });

  test('by GET', async () => {
    const request = new Request(`${SITE}/publish?photo=x`, { headers: OWN });
    expect((await refusalIn(setup().handler, request)).status).toBe(405);
  });

  test('a form that stops within a file is not waited for', async () => {
    const start = rawForm(
      '--b\r\nContent-Disposition: form-data; name="a"; filename="a.png"\r\n\r\n' +
        String.fromCharCode(...picture('png', 64)),
    );
    const { handler } = setup({ timeouts: { idle: 30 } });
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Uint8Array.from(start.body)),
    });
    const request = new Request(`${SITE}/publish`, {
      method: 'POST',
      body,
      headers: { ...OWN, ...start.headers },
      duplex: 'half',
    } as RequestInit);
    const error = await refusalIn(handler, request);
    expect([error.status, error.code]).toEqual([408, 'request_timeout']);
  });
});
