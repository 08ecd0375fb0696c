// Pictures whose colours go beyond sRGB, as phones take them: what is cut out or made smaller has the colours of before.
import { expect } from '@open-wc/testing';
import * as geometry from '../../../src/elements/uploader/edit/crop-geometry.ts';
import { drawEdit } from '../../../src/elements/uploader/edit/draw-edit.ts';
import { prepare } from '../../../src/upload/prepare/prepare.ts';
import { DISPLAY_P3 } from '../../harness/corpus/icc.ts';
import { bytesOf, join, u32, withSegments } from '../../unit/upload/formats/blocks.ts';

const SIZE = { width: 320, height: 240 };

type Pixel = [red: number, green: number, blue: number];
/** The left half is a red that sRGB does not have, the right half a colour that it has; as Display P3. */
const COLOURS: [Pixel, Pixel] = [
  [255, 0, 0],
  [200, 110, 80],
];
/** The right one as sRGB. */
const IN_SRGB: Pixel = [214, 104, 70];

/** The colours that a canvas of this browser can have. */
const space: PredefinedColorSpace = (() => {
  const context = document.createElement('canvas').getContext('2d', { colorSpace: 'display-p3' })!;
  return context.getContextAttributes().colorSpace ?? 'srgb';
})();

/** The two colours as numbers, without a profile. */
async function drawn(type: string): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(SIZE.width, SIZE.height);
  const context = canvas.getContext('2d')!;
  COLOURS.forEach((colour, at) => {
    context.fillStyle = `rgb(${colour.join()})`;
    context.fillRect((at * SIZE.width) / 2, 0, SIZE.width / 2, SIZE.height);
  });
  // Something to leave out, lest the original weigh less than what is made of it.
  for (let at = 0; at < 900; at += 1) context.clearRect((at * 97) % SIZE.width, (at * 61) % 40, 2, 1);
  const blob = await canvas.convertToBlob({ type, quality: 1 });
  return new Uint8Array(await blob.arrayBuffer());
}

function crc(bytes: Uint8Array): number {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** A PNG with this chunk in the place of those that tell its colours. */
function withChunk(png: Uint8Array<ArrayBuffer>, type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const body = join([bytesOf(type), data]);
  const parts = [png.subarray(0, 33), u32(data.length), body, u32(crc(body))];
  for (let at = 33; at < png.length;) {
    const length = 12 + new DataView(png.buffer).getUint32(at);
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (!/sRGB|gAMA|cHRM|iCCP|cICP/.test(name)) parts.push(png.subarray(at, at + length));
    at += length;
  }
  return join(parts);
}

async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const photos: Record<string, () => Promise<File>> = {
  JPEG: async () => {
    const segment = join([bytesOf('ICC_PROFILE\0'), Uint8Array.of(1, 1), DISPLAY_P3]);
    const bytes = withSegments(await drawn('image/jpeg'), [[0xe2, segment]]);
    return new File([bytes], 'a.jpg', { type: 'image/jpeg' });
  },
  'PNG with a profile': async () => {
    const data = join([bytesOf('ICC profile\0\0'), await deflated(DISPLAY_P3)]);
    return new File([withChunk(await drawn('image/png'), 'iCCP', data)], 'a.png', { type: 'image/png' });
  },
};

/** The colours of the two halves, as this browser shows them. */
async function colours(file: Blob): Promise<[Pixel, Pixel]> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { colorSpace: space })!;
  context.drawImage(bitmap, 0, 0);
  const at = (x: number) => {
    const { data } = context.getImageData(Math.floor(x * width), Math.floor(height * 0.8), 1, 1, {
      colorSpace: space,
    });
    return [...data.subarray(0, 3)] as Pixel;
  };
  return [at(0.25), at(0.75)];
}

const crop = geometry.placed(
  geometry.unedited(SIZE),
  { left: 40, top: 30, width: 240, height: 180 },
  { size: SIZE, least: { width: 1, height: 1 } },
);

const ways: Record<string, (file: File) => Promise<Blob>> = {
  'cut out': (file) => {
    const { name, type, size } = file;
    return drawEdit(file, { picture: crop, before: { name, type, size } });
  },
  'made smaller': async (file) => (await prepare({ file, options: { maxDimension: 100 } }))!,
};

const distance = (one: Pixel, other: Pixel): number =>
  Math.hypot(...one.map((value, at) => value - other[at]!));

describe('a picture in Display P3', () => {
  for (const [name, make] of Object.entries(photos))
    for (const [act, done] of Object.entries(ways))
      it(`has the colours of before when it is ${act}: ${name}`, async () => {
        const file = await make();
        const before = await colours(file);
        // Where a canvas has sRGB alone, red is cut off at its edge, and the other colour is the same in other numbers.
        const [red, other] = space === 'srgb' ? [COLOURS[0], IN_SRGB] : COLOURS;
        expect(distance(before[0], red), `the red of before, ${before[0].join()}`).to.be.below(5);
        expect(distance(before[1], other), `the other one, ${before[1].join()}`).to.be.below(8);
        const result = await done(file);
        expect(result.type).to.equal(file.type);
        const after = await colours(result);
        expect(distance(after[0], before[0]), `red is ${after[0].join()}`).to.be.below(5);
        expect(distance(after[1], before[1]), `the other one is ${after[1].join()}`).to.be.below(5);
      });
});
