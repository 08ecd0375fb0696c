import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isWideGamut } from '../../../../src/upload/formats/wide-gamut.ts';
import { ADOBE_RGB, DISPLAY_P3 } from '../../../harness/corpus/icc.ts';
import { chunk } from '../../../harness/corpus/png.ts';
import { box, bytesOf, join, u16 } from './blocks.ts';

const header = bytesOf('\x89PNG\r\n\x1a\n');
/** A PNG that begins so. */
const png = (...chunks: Uint8Array[]) => join([header, chunk('IHDR', new Uint8Array(13)), ...chunks]);
const packed = (profile: Uint8Array) => join([bytesOf('ICC profile\0\0'), deflateSync(profile)]);
const wide = `D${'isplay P3'.replace(/./g, '\0$&')}`;

describe('whether colours go beyond sRGB', () => {
  test.each([
    ['a profile with its name', DISPLAY_P3, true],
    ['a profile with its name in letters of two bytes', bytesOf(wide), true],
    ['another profile', ADOBE_RGB, false],
    ['no profile', bytesOf('\xff\xd8\xff\xdb'), false],
    ['a PNG that has it packed', png(chunk('iCCP', packed(DISPLAY_P3)), chunk('IDAT')), true],
    ['a PNG that has another one packed', png(chunk('iCCP', packed(ADOBE_RGB)), chunk('IDAT')), false],
    ['a PNG with something else packed so', png(chunk('iCCP', bytesOf('ICC profile\0\0Display'))), false],
    ['a PNG that ends within it', png(chunk('iCCP', packed(DISPLAY_P3))).slice(0, 60), false],
    ['a PNG by its primaries', png(chunk('cICP', Uint8Array.of(12, 13, 0, 1))), true],
    ['a PNG of sRGB by its primaries', png(chunk('cICP', Uint8Array.of(1, 13, 0, 1))), false],
    ['an AVIF by its primaries', box('colr', bytesOf('nclx'), u16(12, 13, 1)), true],
    ['an AVIF of sRGB by its primaries', box('colr', bytesOf('nclx'), u16(1, 13, 1)), false],
  ])('%s', async (_, head, is) => {
    expect(await isWideGamut(head.slice())).toBe(is);
  });

  test('a profile that has very much packed in it is not unpacked', async () => {
    const endless = join([new Uint8Array(60e6), bytesOf('Display P3')]);
    expect(await isWideGamut(png(chunk('iCCP', packed(endless))))).toBe(false);
  });
});
