import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { dimensionsOf } from '../../../../src/upload/formats/dimensions.ts';

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: '#48a8' } });

describe('the size by the first bytes', () => {
  it.each([
    ['jpg', () => blank(123, 45).jpeg()],
    [
      'jpg',
      () =>
        blank(123, 45)
          .jpeg({ progressive: true })
          .withExif({ IFD0: { Make: 'M' } }),
    ],
    ['png', () => blank(123, 45).png()],
    ['webp', () => blank(123, 45).webp()],
    ['webp', () => blank(123, 45).webp({ lossless: true })],
    ['webp', () => blank(123, 45).removeAlpha().webp()],
    [
      'webp',
      () =>
        blank(123, 45)
          .webp()
          .withExif({ IFD0: { Make: 'M' } }),
    ],
  ] as const)('of a %s', async (format, make) => {
    expect(dimensionsOf(new Uint8Array(await make().toBuffer()), format)).toEqual({ width: 123, height: 45 });
  });

  it('is null for what does not tell it, and nothing is thrown', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.constantFrom('jpg', 'png', 'webp', 'heic', 'svg'),
        (bytes, format) => {
          const size = dimensionsOf(bytes, format as 'jpg');
          expect(size === null || (size.width > 0 && size.height > 0)).toBe(true);
        },
      ),
    );
  });
});
