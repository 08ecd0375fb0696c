import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { formatOf } from '../../../../src/api/formats.ts';
import { turnOf } from '../../../../src/upload/formats/turn.ts';
import { itemOf, stillOf } from '../../../harness/corpus/bmff.ts';
import { exifBlock, exifSegment, jpegOf, stored, xmpSegment } from '../../../harness/corpus/jpeg.ts';
import { storedSize, type Size } from '../../../harness/corpus/pixels.ts';
import { chunk, png } from '../../../harness/corpus/png.ts';
import { ORIENTATIONS, SIZE } from '../../../harness/corpus/specimen.ts';
import { withSegments } from './blocks.ts';

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

/** Files that are turned, by what is written in them in each format. */
const MAKERS: Record<string, (orientation: number) => Promise<Uint8Array>> = {
  'jpeg with XMP before its Exif': async (orientation) =>
    withSegments(await jpegOf(stored(SIZE, orientation)), [
      xmpSegment('<x:xmpmeta/>'),
      exifSegment({ orientation }),
    ]),
  png: async (orientation) =>
    png(storedSize(SIZE, orientation), { before: [chunk('eXIf', exifBlock({ orientation }))] }),
  webp: async (orientation) =>
    new Uint8Array(await stored(SIZE, orientation).withMetadata({ orientation }).webp().toBuffer()),
  avif: async (orientation) => {
    const bytes = await stored(SIZE, orientation).avif({ effort: 0 }).toBuffer();
    return stillOf(itemOf(new Uint8Array(bytes)), { orientation });
  },
};

const turnOfBytes = (bytes: Uint8Array) =>
  turnOf(new Blob([Uint8Array.from(bytes)]), formatOf(bytes)!.format);

describe.each(Object.entries(MAKERS))('how a %s is turned', (_, make) => {
  test('is found, and nothing is left of it in the bare picture', async () => {
    for (const orientation of ORIENTATIONS) {
      const turn = await turnOfBytes(await make(orientation));
      expect(turn?.orientation ?? 1).toBe(orientation);
      if (!turn) continue;
      const { autoOrient } = await sharp(await bytesOf(turn.bare)).metadata();
      const { width, height }: Size = autoOrient;
      expect({ width, height }).toEqual(storedSize(SIZE, orientation));
      expect(await turnOfBytes(await bytesOf(turn.bare))).toBeNull();
    }
  });

  test('is never an exception, wherever the file is cut or broken', async () => {
    const whole = await make(6);
    const { format } = formatOf(whole)!;
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.array(change, { maxLength: 8 }), async (end, changes) => {
        const bytes = Uint8Array.from(whole.subarray(0, end));
        for (const [at, value] of changes) if (at < end) bytes[at] = value;
        const turn = await turnOf(new Blob([bytes]), format);
        expect(turn?.orientation ?? 2).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});

test('Exif behind the pixels of a PNG turns nothing, as nowhere else', async () => {
  expect(await turnOfBytes(png(SIZE, { after: [chunk('eXIf', exifBlock({ orientation: 6 }))] }))).toBeNull();
});
