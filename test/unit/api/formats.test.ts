import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatOf } from '../../../src/api/index.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)),
  );

const box = (...brands: string[]): Uint8Array =>
  bytes([0, 0, 0, 16 + 4 * (brands.length - 1)], 'ftyp', brands[0]!, [0, 0, 0, 0], ...brands.slice(1));

describe('a file is recognised by its first bytes as', () => {
  test.each<[string, string, Uint8Array]>([
    ['jpg', 'image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
    ['png', 'image/png', bytes([0x89], 'PNG\r\n\x1a\n')],
    ['gif', 'image/gif', bytes('GIF89a')],
    ['gif', 'image/gif', bytes('GIF87a')],
    ['webp', 'image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['avif', 'image/avif', box('avif', 'mif1', 'miaf')],
    ['avif', 'image/avif', box('mif1', 'miaf', 'avif')],
    ['heic', 'image/heic', box('heic', 'mif1')],
    ['heic', 'image/heic', box('mif1', 'heic')],
    ['heic', 'image/heic', box('msf1', 'hevc')],
    ['bmp', 'image/bmp', bytes('BM', [0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0])],
    ['ico', 'image/x-icon', bytes([0, 0, 1, 0, 2, 0, 16, 16])],
    ['svg', 'image/svg+xml', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    [
      'svg',
      'image/svg+xml',
      bytes('\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a > b --><!DOCTYPE svg [<!ENTITY a "b">]>\n<svg:svg>'),
    ],
  ])('%s (%s)', (format, mime, head) => {
    expect(formatOf(head)).toEqual({ format, mime });
  });
});

describe('a file is no image when it', () => {
  test.each<[string, Uint8Array]>([
    ['is empty', bytes()],
    ['is text that begins with BM', bytes('BMW is a maker of cars and motorcycles')],
    ['is a film', box('isom', 'mp42')],
    ['is sound', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt ')],
    ['is HTML that holds an svg', bytes('<!DOCTYPE html><html><svg></svg></html>')],
    ['is text that speaks of one', bytes('see <svg>')],
    ['is a PDF', bytes('%PDF-1.7')],
    ['is a cut signature', bytes([0xff, 0xd8])],
  ])('%s', (_, head) => {
    expect(formatOf(head)).toBeNull();
  });

  test('is anything else: it never fails, and hostile texts do not make it hang', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 5000 }), (head) => void formatOf(head)));
    for (const hostile of [
      '<!---->'.repeat(20_000),
      '<!DOCTYPE [' + ']['.repeat(20_000),
      '<?' + '?>'.repeat(20_000),
      ' '.repeat(50_000),
    ]) {
      expect(formatOf(bytes(hostile))).toBeNull();
    }
  });
});
