import { expect } from '@open-wc/testing';
import { formatOf } from '../../../src/api/index.ts';
import { inspect } from '../../../src/upload/check/inspect.ts';
import { uprightSize } from '../../../src/upload/formats/upright-size.ts';
import { bytesOf, join, tiff, withSegments, type Tag } from '../../unit/upload/formats/blocks.ts';

/** Pictures of 20 × 11, as they are encoded. */
const ENCODED = {
  avif: 'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAACAAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAABQAAAALAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAobWRhdBIACgg4EOdNICGg0jISHsJipOAAFgAArrGcg2/z3VCs',
  webp: 'UklGRjYAAABXRUJQVlA4ICoAAACwAgCdASoUAAsAP83W42a/tK6nsAgD8DmJQAAPZAAA/Mr5hWL9B8V8AAA=',
  'lossless webp': 'UklGRh4AAABXRUJQVlA4TBEAAAAvE4ACAAdQxBJVtf+BiOh/AAA=',
  'webp with alpha':
    'UklGRmQAAABXRUJQVlA4WAoAAAAQAAAAEwAACgAAQUxQSAoAAAABB1DEiAhERP8DVlA4IDQAAADQAgCdASoUAAsAPm0skkWkIqGYBABABsSgB2AAE64AAP7Qyv/4cd+er8v//hWt7PYHk6AA',
  gif: 'R0lGODlhFAALAIAAAExpcUSIqiH5BAUAAAAALAAAAAAUAAsAAAINjI+py+0Po5y02otdAQA7',
};

async function written(type: string, width = 20, height = 11): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.fillRect(0, 0, width, height);
  return new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
}

async function jpeg(orientation: number): Promise<Uint8Array> {
  const ifd0: Tag[] = [{ tag: 0x0112, type: 3, value: orientation }];
  return withSegments(await written('image/jpeg'), [
    [0xe1, join([bytesOf('Exif\0\0'), tiff(true, { ifd0 })])],
  ]);
}

/** A BMP whose rows come from the bottom, or from the top. */
function bmp(width: number, height: number): Uint8Array {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bytes = new Uint8Array(54 + row * Math.abs(height)).fill(90, 54);
  const view = new DataView(bytes.buffer);
  bytes.set(bytesOf('BM'));
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  return bytes;
}

/** An ICO of PNGs. */
async function ico(...sizes: number[]): Promise<Uint8Array> {
  const pictures = await Promise.all(sizes.map((size) => written('image/png', size, size)));
  const head = new Uint8Array(6 + 16 * sizes.length);
  const view = new DataView(head.buffer);
  view.setUint16(2, 1, true);
  view.setUint16(4, sizes.length, true);
  let start = head.length;
  for (const [at, picture] of pictures.entries()) {
    const entry = 6 + 16 * at;
    head.set([sizes[at]! & 255, sizes[at]! & 255, 0, 0, 1, 0, 32, 0], entry);
    view.setUint32(entry + 8, picture.length, true);
    view.setUint32(entry + 12, start, true);
    start += picture.length;
  }
  return join([head, ...pictures]);
}

const file = async (path: string) => new Uint8Array(await (await fetch(path)).arrayBuffer());

const SAMPLES: [string, () => Promise<Uint8Array> | Uint8Array][] = [
  ...Object.entries(ENCODED).map(([name, text]): (typeof SAMPLES)[number] => [
    name,
    () => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)),
  ]),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation): (typeof SAMPLES)[number] => [
    `jpg of orientation ${orientation}`,
    () => jpeg(orientation),
  ]),
  ['png', () => written('image/png')],
  ['bmp', () => bmp(20, 11)],
  ['bmp from the top', () => bmp(20, -11)],
  ['ico of one size', () => ico(32)],
  ['ico of several sizes', () => ico(16, 48, 32)],
  ['ico of 256', () => ico(16, 256)],
  ['heic', () => file('/test/harness/fixtures/photo.heic')],
  ['png of the README', () => file('/demo/pages/assets/screenshot.png')],
];

describe('the size of a picture by its header', () => {
  for (const [name, make] of SAMPLES)
    it(`is what the browser decodes: ${name}`, async function () {
      const bytes = Uint8Array.from(await make());
      const size = uprightSize(bytes, formatOf(bytes)!.format)!;
      expect(size.width).to.be.greaterThan(1);
      const bitmap = await createImageBitmap(new Blob([bytes])).catch(() => null);
      if (!bitmap) return this.skip(); // it has no decoder for it
      expect(size).to.deep.equal({ width: bitmap.width, height: bitmap.height });
    });

  it('is told of a HEIC that no decoder here may know', async () => {
    const found = await inspect(
      new Blob([Uint8Array.from(await file('/test/harness/fixtures/photo.heic'))]),
      {
        dimensions: true,
      },
    );
    expect(found.dimensions).to.deep.equal({ width: 1200, height: 900 });
  });

  it('is not asked of an SVG', async () => {
    const found = await inspect(await (await fetch('/demo/pages/assets/icon.svg')).blob(), {
      dimensions: true,
    });
    expect(found.dimensions).to.equal(null);
  });
});
