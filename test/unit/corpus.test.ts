// The corpus, read by our header reader, the mock service and independent libraries: all have to find the same facts.
import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { SharpPixels } from '../../demo/mock/pixels/sharp.ts';
import { detectFormat } from '../../demo/mock/rules/formats.ts';
import { inspect } from '../../src/upload/check/inspect.ts';
import { corpus, type Facts, type Other } from '../harness/corpus.ts';
import type { Size } from '../harness/corpus/pixels.ts';

const pixels = new SharpPixels();
afterAll(() => pixels.close());

const sizeOf = ({ width, height }: Size): Size => ({ width, height });
const turned = (orientation: number | undefined, { width, height }: Size): Size =>
  orientation && orientation >= 5 && orientation <= 8 ? { width: height, height: width } : { width, height };

/** The size that image-size finds. It applies no orientation, and knows that of JPEG alone. */
function byImageSize(bytes: Uint8Array): Size | null {
  try {
    const found = imageSize(bytes);
    return turned(found.orientation, found);
  } catch {
    return null;
  }
}

async function bySharp(bytes: Uint8Array): Promise<{ size: Size; pages: number } | null> {
  try {
    const { autoOrient, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return { size: sizeOf(autoOrient), pages };
  } catch {
    return null;
  }
}

const byMock = (bytes: Uint8Array, format: NonNullable<Facts['format']>): Promise<Size | null> =>
  pixels.measure(bytes, format).then(sizeOf, () => null);

/** Formats in which a library cannot tell the upright size, of files that are turned. */
const TURNED_UNREAD = /^(png|webp)-exif-[5-8]|^(avif|heic)-turned-[5-8]/;
const SHARP_READS = new Set(['jpg', 'png', 'webp', 'gif', 'avif', 'heic', 'svg']);

const specimens = corpus();
test('the corpus has some hundred files, each with a name of its own', () => {
  expect(specimens.length).toBeGreaterThan(400);
  expect(new Set(specimens.map(({ name }) => name)).size).toBe(specimens.length);
});

describe.each(specimens)('$name', ({ name, make, format, size, animated, sound, differs }) => {
  const agrees = (other: Other) => sound && differs[other] === undefined;

  test('has the facts that it was made with', async () => {
    const bytes = Uint8Array.from(await make());
    const facts = await inspect(new Blob([bytes]), { dimensions: true, motion: true });
    expect(facts.format).toBe(format);
    expect(await detectFormat(bytes.subarray(0, 4100)), 'the mock').toBe(format);
    if (!format) return;
    const type = (await fileTypeFromBuffer(bytes))?.mime;
    if (sound && format !== 'svg')
      expect(type, 'file-type').toMatch(
        new RegExp({ jpg: 'jpeg', ico: 'icon', heic: 'hei[cf]', png: 'a?png' }[format as string] ?? format),
      );

    if (facts.dimensions && size) expect(facts.dimensions).toEqual(size);
    if (facts.moving !== null) expect(facts.moving).toBe(animated);
    const stored = await byMock(bytes, format);
    if (stored && size) expect(stored, 'the mock').toEqual(size);
    if (!sound) return;
    if (format !== 'svg') expect(facts.dimensions).toEqual(size);
    expect(facts.moving).toBe(animated);
    if (agrees('mock')) expect(stored, 'the mock').toEqual(size);
    if (agrees('image-size') && !TURNED_UNREAD.test(name))
      expect(byImageSize(bytes), 'image-size').toEqual(size);
    if (!agrees('sharp') || !SHARP_READS.has(format)) return;
    const found = await bySharp(bytes);
    expect(found?.size, 'sharp').toEqual(size);
    if (format === 'gif' || format === 'webp') expect(found!.pages > 1, 'sharp').toBe(animated);
  });
});
