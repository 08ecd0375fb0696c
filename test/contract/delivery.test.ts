import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { form, picture, startMock, type Api } from './harness.ts';

let api: Api;
/** 900x600: red left half, blue right half, a white square in the upper left corner. */
let flag: { url: string; id: string };
beforeAll(async () => {
  api = await startMock();
  const half = {
    input: { create: { width: 450, height: 600, channels: 3 as const, background: '#0000ff' } },
    left: 450,
    top: 0,
  };
  const mark = {
    input: { create: { width: 90, height: 60, channels: 3 as const, background: '#ffffff' } },
    left: 0,
    top: 0,
  };
  const bytes = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#ff0000' } })
    .composite([half, mark])
    .png()
    .toBuffer();
  flag = await api.upload({}, { file: new Blob([new Uint8Array(bytes)]), name: 'flag.png' });
});
afterAll(() => api.close());

async function load(url: string) {
  const response = await fetch(url);
  expect(response.status, url).toBe(200);
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    bytes,
    type: response.headers.get('content-type'),
    headers: response.headers,
    ...(await sharp(bytes).metadata()),
  };
}

async function pixel(bytes: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return [
    ...data.subarray(
      (y * info.width + x) * info.channels,
      (y * info.width + x) * info.channels + info.channels,
    ),
  ];
}

const size = async (query: string): Promise<[number, number]> => {
  const { width, height } = await load(`${flag.url}?${query}`);
  return [width, height];
};

describe('delivery', () => {
  test('sizes have exactly the dimensions that the object declares, whatever the shape', async () => {
    for (const [width, height] of [
      [4000, 3000],
      [333, 1001],
      [1081, 1080],
      [319, 5000],
      [10, 10],
      [1999, 641],
    ] as const) {
      const image = await api.upload({}, { file: await picture(width, height, 'jpeg') });
      for (const variant of Object.values(image.sizes) as { url: string; width: number; height: number }[]) {
        const loaded = await load(variant.url);
        expect([loaded.width, loaded.height]).toEqual([variant.width, variant.height]);
      }
    }
  }, 40_000);

  test('the bare address gives the stored bytes and headers to keep them for ever', async () => {
    const { bytes, type, headers } = await load(flag.url);
    expect(bytes.length).toBe((await api.get(`/v1/images/${flag.id}`)).body.bytes);
    expect(type).toBe('image/png');
    expect(
      Object.fromEntries(
        [
          'access-control-allow-origin',
          'cross-origin-resource-policy',
          'x-content-type-options',
          'cache-control',
        ].map((name) => [name, headers.get(name)]),
      ),
    ).toEqual({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const again = await fetch(flag.url, { headers: { 'If-None-Match': headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  test.each([
    ['jpg', 'image/jpeg'],
    ['png', 'image/png'],
    ['webp', 'image/webp'],
    ['avif', 'image/avif'],
    ['gif', 'image/gif'],
  ])('format=%s beats the extension; the extension is a format too', async (format, type) => {
    expect((await load(`${flag.url}?format=${format}&w=60`)).type).toBe(type);
    expect((await load(`${flag.url.replace(/png$/, format)}?w=60`)).type).toBe(type);
  });

  test('w, h and fit lay the picture out', async () => {
    expect(await size('w=300')).toEqual([300, 200]);
    expect(await size('h=300')).toEqual([450, 300]);
    expect(await size('w=5000')).toEqual([900, 600]);
    expect(await size('w=300&h=300')).toEqual([300, 200]);
    expect(await size('w=300&h=300&fit=cover')).toEqual([300, 300]);
    expect(await size('w=1200&h=1200&fit=cover')).toEqual([1200, 1200]);
    expect(await size('w=1200&h=400&fit=crop')).toEqual([900, 400]);
    expect(await size('w=300&h=300&fit=pad')).toEqual([300, 300]);
    expect(await size('size=social')).toEqual([1200, 630]);
    expect(await size('size=s&rotate=90')).toEqual([320, 480]);
    expect(await size('size=xl')).toEqual([900, 600]);
  });

  test('pads with the background, social cards with white', async () => {
    const padded = await load(`${flag.url}?w=300&h=300&fit=pad&background=lime`);
    expect((await pixel(padded.bytes, 150, 5)).slice(0, 3)).toEqual([0, 255, 0]);
    const card = await load(`${flag.url}?size=social`);
    expect((await pixel(card.bytes, 5, 300)).slice(0, 3)).toEqual([255, 255, 255]);
  });

  test('turns clockwise and mirrors', async () => {
    const at = async (query: string, x: number, y: number) =>
      (await pixel((await load(`${flag.url}?${query}`)).bytes, x, y)).slice(0, 3);
    expect(await at('', 5, 5)).toEqual([255, 255, 255]);
    expect(await at('rotate=90', 595, 5)).toEqual([255, 255, 255]);
    expect(await at('rotate=180', 895, 595)).toEqual([255, 255, 255]);
    expect(await at('rotate=270', 5, 895)).toEqual([255, 255, 255]);
    expect(await at('flip=h', 895, 5)).toEqual([255, 255, 255]);
    expect(await at('flip=v', 5, 595)).toEqual([255, 255, 255]);
    expect(await at('flip=hv', 895, 595)).toEqual([255, 255, 255]);
  });

  test('changes tone and colour, softens and sharpens', async () => {
    const grey = await api.upload({}, { file: await picture(40, 40), name: 'plain.png' });
    const at = async (query: string) =>
      (await pixel((await load(`${grey.url}?${query}`)).bytes, 20, 20)).slice(0, 3);
    expect(await at('')).toEqual([180, 90, 40]);
    expect(await at('brightness=0.5')).toEqual([90, 45, 20]);
    expect(await at('contrast=0')).toEqual([128, 128, 128]);
    expect(await at('gamma=0')).toEqual([180, 90, 40]);
    expect((await at('gamma=2'))[2]).toBeGreaterThan(90);
    const [r = 0, g = 1, b = 2] = await at('saturation=0');
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThanOrEqual(2);
    const edge = async (query: string) =>
      (await pixel((await load(`${flag.url}?${query}`)).bytes, 446, 300))[2] ?? 0;
    expect(await edge('')).toBe(0);
    expect(await edge('blur=20')).toBeGreaterThan(60);
    expect((await load(`${flag.url}?sharp=5`)).width).toBe(900);
  });

  test('removes a plain ground, and puts a colour in its place', async () => {
    const dot = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><circle cx="50" cy="50" r="30" fill="red"/></svg>',
    );
    const bytes = await sharp({ create: { width: 100, height: 100, channels: 3, background: '#dde6ee' } })
      .composite([{ input: dot }])
      .png()
      .toBuffer();
    const image = await api.upload({}, { file: new Blob([new Uint8Array(bytes)]) });
    const cut = (await load(`${image.url}?segment=foreground`)).bytes;
    expect([(await pixel(cut, 2, 2))[3], (await pixel(cut, 50, 50))[3]]).toEqual([0, 255]);
    const filled = (await load(`${image.url}?segment=foreground&background=black&format=jpg`)).bytes;
    expect(Math.max(...(await pixel(filled, 2, 2)))).toBeLessThan(8);
  });

  test('invalid values are ignored and the image still loads', async () => {
    const plain = (await load(flag.url)).bytes;
    for (const query of [
      'size=huge',
      'format=auto',
      'w=-5',
      'w=1e9',
      'h=x',
      'fit=zoom&brightness=99',
      'blur=0',
      'rotate=45',
      'flip=q',
      'background=nocolour',
      'segment=sky',
      'unknown=1',
    ]) {
      expect((await load(`${flag.url}?${query}`)).bytes.equals(plain), query).toBe(true);
    }
  });

  test('unknown, processing, failed, blocked and misplaced files are 404 as JSON', async () => {
    const image = await api.upload();
    for (const state of ['processing', 'failed', 'blocked'] as const) {
      api.control.image(image.id, { state });
      const response = await fetch(image.url);
      expect([state, response.status, (await response.json()).error.code]).toEqual([state, 404, 'not_found']);
    }
    for (const path of [
      '/cdn/abc/nothing1.jpg',
      `/cdn/zzz/${flag.id}.png`,
      flag.url.slice(api.url.length).replace('.png', '.exe'),
      flag.url.slice(api.url.length).replace('.png', ''),
    ]) {
      expect([path, (await fetch(api.url + path)).status]).toEqual([path, 404]);
    }
  });

  test('private images are still delivered, as the service does', async () => {
    const image = await api.upload({ public: '0' });
    expect((await fetch(image.url)).status).toBe(200);
    expect((await fetch(image.page_url)).status).toBe(404);
  });
});

describe('metadata', () => {
  const GPS = 0x8825;
  const COPYRIGHT = 0x8298;
  /** The tags of the first directory. */
  const tags = (exif: Buffer | undefined): number[] => {
    if (!exif) return [];
    const tiff = exif.subarray(exif.subarray(0, 4).toString() === 'Exif' ? 6 : 0);
    const little = tiff.toString('latin1', 0, 2) === 'II';
    const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
    const start = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
    return Array.from({ length: u16(start) }, (_, index) => u16(start + 2 + index * 12));
  };

  test('place is never delivered by default, copyright is; none and keep do as they say', async () => {
    const bytes = await sharp(Buffer.from(await (await picture(60, 40, 'jpeg')).arrayBuffer()))
      .withExif({
        IFD0: { Copyright: 'Jane', Make: 'Camera' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '46/1 30/1 0/1' },
      })
      .toBuffer();
    expect(tags((await sharp(bytes).metadata()).exif)).toContain(GPS);
    const image = await api.upload({}, { file: new Blob([new Uint8Array(bytes)]), name: 'place.jpg' });
    const found = async (query: string) => {
      const list = tags((await load(`${image.url}${query}`)).exif);
      return [list.includes(GPS), list.includes(COPYRIGHT)];
    };
    expect(await found('')).toEqual([false, true]);
    expect(await found('?metadata=copyright')).toEqual([false, true]);
    expect(await found('?size=s')).toEqual([false, true]);
    expect(await found('?metadata=none')).toEqual([false, false]);
    expect(await found('?metadata=keep')).toEqual([true, true]);
    expect(await found('?metadata=keep&w=30')).toEqual([true, true]);
    expect(await found('?metadata=keep&brightness=1.2')).toEqual([true, true]);
    expect(await found('?metadata=keep&segment=foreground&format=webp')).toEqual([true, true]);
  });
});

test('animations stay animated in GIF and WebP, and stand still elsewhere', async () => {
  const frames = Buffer.concat([
    Buffer.alloc(40 * 30 * 3, 10),
    Buffer.alloc(40 * 30 * 3, 200),
    Buffer.alloc(40 * 30 * 3, 90),
  ]);
  const bytes = await sharp(frames, { raw: { width: 40, height: 90, channels: 3, pageHeight: 30 } })
    .gif()
    .toBuffer();
  const image = await api.upload({}, { file: new Blob([new Uint8Array(bytes)]), name: 'a.gif' });
  expect([image.width, image.height]).toEqual([40, 30]);
  const pages = async (query: string) => (await load(`${image.url}?${query}`)).pages ?? 1;
  expect(await pages('w=20')).toBe(3);
  expect(await pages('format=webp&w=20')).toBe(3);
  expect(await pages('brightness=1.2&format=webp')).toBe(3);
  expect(await pages('format=jpg')).toBe(1);
});

/** Three frames, 40x30: the upper half of frame n is 40n, the lower one 200. */
async function film(format: 'gif' | 'webp') {
  const frames = [0, 1, 2].map((n) =>
    Buffer.concat([Buffer.alloc(40 * 15 * 3, 40 * n), Buffer.alloc(40 * 15 * 3, 200)]),
  );
  const strip = sharp(Buffer.concat(frames), {
    raw: { width: 40, height: 90, channels: 3, pageHeight: 30 },
  });
  const timing = { delay: [70, 200, 130], loop: 2 };
  const bytes = await (
    format === 'gif' ? strip.gif(timing) : strip.webp({ ...timing, lossless: true })
  ).toBuffer();
  return api.upload({}, { file: new Blob([new Uint8Array(bytes)]), name: `a.${format}` });
}

describe.each(['gif', 'webp'] as const)('every frame of a %s is transformed by itself', (format) => {
  test.each([
    ['', 0, 29],
    ['w=20', 0, 14],
    ['rotate=180', 29, 0],
    ['flip=v', 29, 0],
    ['flip=h', 0, 29],
    ['sharp=2', 0, 29],
    ['w=60&h=60&fit=pad', 10, 50],
    ['w=20&h=20&fit=cover', 0, 19],
    ['contrast=1.0001', 0, 29],
    ['segment=foreground&background=white', null, 29],
  ])('%s', async (query, dark, light) => {
    const { url } = await film(format);
    const { bytes, pages, delay, loop } = await load(`${url}?${query}`);
    expect([pages, delay, loop]).toEqual([3, [70, 200, 130], 2]);
    for (const page of [0, 1, 2]) {
      const { data, info } = await sharp(bytes, { page })
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const grey = (row: number) =>
        data[(row * info.width + Math.floor(info.width / 2)) * info.channels] ?? -1;
      if (dark !== null)
        expect(Math.abs(grey(dark) - 40 * page), `frame ${page}, row ${dark}`).toBeLessThan(12);
      expect(grey(light), `frame ${page}, row ${light}`).toBeGreaterThan(185);
    }
  });

  test('a quarter turn swaps the sides', async () => {
    const { url } = await film(format);
    const { bytes, pages, width, pageHeight } = await load(`${url}?rotate=90`);
    expect([pages, width]).toEqual([3, 30]);
    expect(pageHeight ?? (await sharp(bytes, { animated: true }).metadata()).pageHeight).toBe(40);
  });
});

test('an SVG is delivered sanitised, sandboxed and not sniffed', async () => {
  const evil = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10" onload="alert(1)">
    <script>alert(2)</script><foreignObject><iframe src="https://evil.example"/></foreignObject>
    <a xlink:href="javascript:alert(4)"><rect width="5" height="5" fill="url(#g)" style="background:url(https://evil.example/x)"/></a>
    <image href="https://evil.example/t.png"/><image href="data:image/png;base64,AAAA"/><use href="#g"/></svg>`;
  const image = await api.upload({}, { file: new Blob([evil]), name: 'evil.svg' });
  const response = await fetch(image.url);
  const text = await response.text();
  expect(text).not.toMatch(/alert\((1|2|4)|script|onload|javascript:|evil\.example|foreignObject|iframe/i);
  expect(text).toContain('url(#g)');
  expect(text).toContain('data:image/png;base64,AAAA');
  expect(response.headers.get('content-security-policy')).toContain('sandbox');
  expect([response.headers.get('content-type'), response.headers.get('x-content-type-options')]).toEqual([
    'image/svg+xml',
    'nosniff',
  ]);
  expect(image.bytes).toBe(Buffer.byteLength(text));
});

test.each([
  ['markup that a removal would join', '<svg xmlns="http://www.w3.org/2000/svg"><scr<script></script>ipt>alert(3)</script></svg>'],
  ['an element that stays open', '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>'],
  ['an entity of its own', '<!DOCTYPE svg [<!ENTITY e "x">]><svg xmlns="http://www.w3.org/2000/svg"><text>&e;</text></svg>'],
  ['another root in the end', '<svg xmlns="http://www.w3.org/1999/xhtml"><script/></svg>'],
])('an SVG with %s is refused like any file that cannot be read', async (_, text) => {
  const answer = await api.post('/v1/images', { form: form({ file: new File([text], 'evil.svg') }) });
  expect([answer.status, Object.keys(answer.body.error.details)]).toEqual([422, ['file']]);
}); // prettier-ignore

test('the viewer page shows the picture, and leads to the file with parameters', async () => {
  const image = await api.upload({ caption: '<b>Hero</b>' });
  const page = await (await fetch(image.page_url)).text();
  expect(page).toContain('&lt;b&gt;Hero&lt;/b&gt;');
  expect(page).toContain(image.url);
  const response = await fetch(`${image.page_url}?format=webp&brightness=1.1`, { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([
    302,
    `${image.url}?format=webp&brightness=1.1`,
  ]);
});

test('a HEIC comes as JPEG, without its place', async () => {
  const image = await api.upload(
    {},
    { file: new File([readFileSync('test/harness/fixtures/photo.heic')], 'p.heic'), name: 'p.heic' },
  );
  await expect
    .poll(async () => (await api.get(`/v1/images/${image.id}`)).body.status, { timeout: 15_000 })
    .toBe('ready');
  const { format, exif } = await load(`${image.url}?metadata=keep`);
  expect([format, exif?.includes('Jane Doe')]).toEqual(['jpeg', true]);
});
