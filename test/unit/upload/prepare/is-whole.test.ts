import { describe, expect, test } from 'vitest';
import { formatOf } from '../../../../src/api/formats.ts';
import { isWhole } from '../../../../src/upload/prepare/is-whole.ts';
import { corpus } from '../../../harness/corpus.ts';

const DRAWN = ['jpg', 'png', 'webp', 'avif', 'heic', 'bmp'];

/** Some of the files that are drawn anew. */
const sound = corpus().filter(({ format, sound }, at) => sound && at % 4 === 0 && DRAWN.includes(format!));

describe('whether all of a picture is there', () => {
  test.each(sound)('$name is whole, and not without its last third', async ({ name, make }) => {
    const bytes = Uint8Array.from(await make());
    const { format } = formatOf(bytes)!;
    expect(isWhole(bytes, format)).toBe(true);
    // Bytes behind the picture may be missing; packed bitmaps do not tell their length.
    if (!/trailing|motion|mpo|ultra|packed/.test(name))
      expect(isWhole(bytes.subarray(0, Math.floor((bytes.length * 2) / 3)), format)).toBe(false);
  });

  test('is not judged in formats that are sent as they are', () => {
    expect(isWhole(new TextEncoder().encode('GIF89a'), 'gif')).toBe(true);
  });
});
