import assert from 'node:assert/strict';
import { created, keyed, ok, type Check } from './expect.ts';
import type { Probe } from './probe.ts';
import { bmpOf, gifOf, jpegOf, pngSize, svgOf } from './samples.ts';

const send = async (probe: Probe, file: File) =>
  created(await probe.call('POST', '/images', { form: { file } }));

/** Formats, and what is done to pictures on their way (demo/mock/README.md, Creating, Images and Delivery). */
export const DELIVERY_CHECKS: Check[] = [
  keyed('Images', 'a JPEG is a jpg, whatever it is called', async (probe) => {
    const image = await send(probe, jpegOf('photo.jpeg'));
    assert.deepEqual([image['format'], image['filename'], image['width'], image['height']], ['jpg', 'photo.jpeg', 6, 4]); // prettier-ignore
    assert.match(image['url'], /\.jpg$/);
    assert.equal((await probe.file(image['url'])).type, 'image/jpeg');
  }),
  keyed('Images', 'SVG and BMP are kept, measured and not transformed', async (probe) => {
    for (const [file, format, size] of [
      [svgOf('drawing.svg'), 'svg', [30, 20]],
      [bmpOf(5, 7, 'old.bmp'), 'bmp', [5, 7]],
    ] as const) {
      const image = await send(probe, file);
      assert.deepEqual([image['format'], image['transformable'], image['sizes']], [format, false, {}]);
      assert.deepEqual([image['width'], image['height']], size);
      assert.equal((await probe.file(image['url'])).status, 200);
    }
  }),
  keyed('Delivery', 'an SVG can run nothing', async (probe) => {
    const { status, type, headers, bytes } = await probe.file((await send(probe, svgOf('evil.svg')))['url']);
    assert.deepEqual([status, type.split(';')[0]], [200, 'image/svg+xml']);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('content-security-policy') ?? '', /sandbox|default-src 'none'/);
    const text = new TextDecoder().decode(bytes);
    assert.doesNotMatch(text, /evil|<script|onload|onclick|foreignObject/i);
    assert.match(text, /<rect/);
  }),
  keyed('Delivery', 'an animation stays one', async (probe) => {
    const { url } = await send(probe, gifOf('moving.gif'));
    const { type, bytes } = await probe.file(`${url}?flip=h`);
    const frames = Buffer.from(bytes).toString('latin1').split('\u0021\u00f9\u0004').length - 1;
    assert.deepEqual([type, frames], ['image/gif', 2]);
  }),
  keyed('Delivery', 'sizes, fits and turns have the dimensions that were asked for', async (probe) => {
    const { url } = created(await probe.upload({}, { width: 700, height: 500 }));
    for (const [query, size] of [
      ['size=s', [448, 320]],
      ['size=social', [1200, 630]],
      ['w=70', [70, 50]],
      ['h=50', [70, 50]],
      ['w=7000', [700, 500]],
      ['w=100&h=100', [100, 71]],
      ['w=100&h=100&fit=cover', [100, 100]],
      ['w=100&h=100&fit=crop', [100, 100]],
      ['fit=pad&h=100&w=100', [100, 100]],
      ['rotate=90', [500, 700]],
    ] as const) {
      assert.deepEqual(pngSize((await probe.file(`${url}?${query}`)).bytes), size, query);
    }
  }),
  keyed('Delivery', 'format= decides, then the extension; what is invalid is ignored', async (probe) => {
    const { url } = created(await probe.upload({}, { width: 70, height: 50 }));
    for (const [query, type] of [
      ['format=webp', 'image/webp'],
      ['format=jpg&saturation=0', 'image/jpeg'],
      ['format=auto', 'image/png'],
      ['size=huge&w=-4&blur=999&rotate=45&flip=x&fit=odd&brightness=no&background=%00', 'image/png'],
    ] as const) {
      const file = await probe.file(`${url}?${query}`);
      assert.deepEqual([file.status, file.type], [200, type], query);
    }
    const odd = await probe.file(`${url}?size=huge&w=-4&h=0`);
    assert.deepEqual(pngSize(odd.bytes), [70, 50]);
    assert.equal((await probe.file(url.replace(/\.png$/, '.webp'))).type, 'image/webp');
  }),
  keyed(
    'Delivery',
    'files may be kept, used by any page, and outlive neither privacy nor deletion wrongly',
    async (probe) => {
      const { id, url } = created(await probe.upload());
      const { headers } = await probe.file(url);
      assert.match(headers.get('cache-control') ?? '', /public.*max-age|max-age.*public/);
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
      // `public: false` hides the page and the API read, not the file.
      ok(await probe.call('PATCH', `/images/${id}`, { json: { public: false } }));
      assert.equal((await probe.file(`${url}?w=3`)).status, 200);
      ok(await probe.call('DELETE', `/images/${id}`));
      assert.equal((await probe.file(`${url}?w=4`)).status, 404);
    },
  ),
];
