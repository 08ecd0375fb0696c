import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { preferThumbnail } from '../../../../src/upload/prepare/heic/embedded-thumbnail.ts';
import { box, bytesOf, join, u16, u32 } from '../formats/blocks.ts';

const file = (...references: Uint8Array[]) =>
  join([
    box('ftyp', bytesOf('heic')),
    box('meta', u32(0), box('pitm', u32(0), u16(1)), box('iref', u32(0), ...references), box('iinf')),
  ]);
const primary = (bytes: Uint8Array) =>
  new DataView(bytes.buffer).getUint16(Buffer.from(bytes).indexOf('pitm') + 8);

describe('the thumbnail in a HEIC', () => {
  it('becomes the main picture', () => {
    const bytes = file(box('cdsc', u16(9, 1, 1)), box('thmb', u16(5, 1, 1)));
    expect(preferThumbnail(bytes)).toBe(true);
    expect(primary(bytes)).toBe(5);
  });

  it('of another picture does not', () => {
    const bytes = file(box('thmb', u16(5, 1, 2)));
    expect(preferThumbnail(bytes)).toBe(false);
    expect(primary(bytes)).toBe(1);
  });

  it('may be missing, and the file be broken', () => {
    expect(preferThumbnail(new Uint8Array(readFileSync('test/harness/fixtures/photo.heic')))).toBe(false);
    expect(preferThumbnail(bytesOf('\0\0\0\x08meta'))).toBe(false);
    expect(preferThumbnail(new Uint8Array())).toBe(false);
  });
});
