import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  findLocation,
  LocationError,
  stripLocation,
} from '../../../../src/upload/prepare/strip-location/index.ts';
import { scrubXmp } from '../../../../src/upload/prepare/strip-location/xmp.ts';
import { bytesOf, dataset, join, resource, tiff, withSegments, type Tag } from '../formats/blocks.ts';
import { PACKET, photo, pixelsOf } from '../formats/photos.ts';

const files: Uint8Array<ArrayBuffer>[] = [];
let base: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) files.push(await photo(format));
  files.push(new Uint8Array(readFileSync('test/harness/fixtures/photo.heic')));
  base = await photo('jpeg', { gps: false, xmp: '' });
});

/** Either a clean file, or the one error that keeps it from being sent. */
async function judged(bytes: Uint8Array): Promise<void> {
  try {
    expect(await findLocation(await stripLocation(bytes))).toEqual([]);
  } catch (error) {
    expect(error).toBeInstanceOf(LocationError);
  }
}

const tags = fc.uniqueArray(
  fc.oneof(
    fc.record({
      tag: fc.integer({ min: 0x100, max: 0x7fff }),
      type: fc.constant(4 as const),
      value: fc.nat(),
    }),
    fc.record({
      tag: fc.integer({ min: 0x100, max: 0x7fff }),
      type: fc.constant(7 as const),
      value: fc.uint8Array({ maxLength: 40 }),
    }),
  ),
  { maxLength: 6, selector: ({ tag }) => tag },
);
/** Tags whose values a place may look like, or which lead elsewhere, are tested by themselves. */
const harmless = tags.map((list) =>
  list.filter(({ tag }) => ![0x14a, 0x201, 0x202, 0x2bc, 0x112].includes(tag)),
);

describe('stripping a location', () => {
  it('holds in any order of segments, byte order and set of tags', async () => {
    const kinds = fc.shuffledSubarray(['exif', 'xmp', 'iptc', 'unknown', 'icc'] as const);
    await fc.assert(
      fc.asyncProperty(kinds, fc.boolean(), harmless, harmless, async (order, little, ifd0, exif) => {
        const gps: Tag[] = [{ tag: 2, type: 5, value: bytesOf('secret secret secret sec') }];
        const block = {
          exif: () => join([bytesOf('Exif\0\0'), tiff(little, { ifd0, exif, gps })]),
          xmp: () => join([bytesOf('http://ns.adobe.com/xap/1.0/\0'), Buffer.from(PACKET)]),
          iptc: () =>
            join([
              bytesOf('Photoshop 3.0\0'),
              resource(0x0404, join([dataset(90, 'secret'), dataset(5, 'title')])),
            ]),
          unknown: () => bytesOf('Unknown\0 of a maker'),
          icc: () => bytesOf('ICC_PROFILE\0\x01\x01 not one'),
        };
        const marker = { exif: 0xe1, xmp: 0xe1, iptc: 0xed, unknown: 0xe7, icc: 0xe2 };
        const original = withSegments(
          base,
          order.map((kind) => [marker[kind], block[kind]()]),
        );
        const clean = await stripLocation(original);
        expect(clean.length).toBe(original.length);
        expect(Buffer.from(clean).includes('secret')).toBe(false);
        expect(Buffer.from(clean).includes('title')).toBe(order.includes('iptc'));
        expect((await pixelsOf(clean)).equals(await pixelsOf(base))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('of a file that is cut off ends in a clean file or in its own error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 4 }), fc.nat(), async (which, cut) => {
        const file = files[which]!;
        await judged(file.subarray(0, cut % file.length));
      }),
      { numRuns: 150 },
    );
  });

  it('of a file with hostile numbers ends in a clean file or in its own error', async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 4 }), changes, async (which, list) => {
        const file = files[which]!.slice();
        // Metadata stands at the beginning, or at the end.
        for (const [at, value] of list)
          file[at % 2 ? at % Math.min(600, file.length) : file.length - 1 - (at % 700)] = value;
        await judged(file);
      }),
      { numRuns: 400 },
    );
  });

  it('of any bytes ends in a clean file or in its own error', async () => {
    const heads = fc.constantFrom(
      '\xff\xd8\xff\xe1',
      '\x89PNG\r\n\x1a\n',
      'RIFF\xff\0\0\0WEBP',
      '\0\0\0\x10ftypheic\0\0\0\0',
      'GIF89a',
      '',
    );
    await fc.assert(
      fc.asyncProperty(heads, fc.uint8Array({ maxLength: 300 }), async (head, rest) =>
        judged(join([bytesOf(head), rest])),
      ),
      { numRuns: 300 },
    );
  });

  it('keeps the length of any packet, and changes none that is not well formed', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '<',
            '>',
            '/',
            'a:b',
            ' exif:GPSLatitude="1"',
            'exif:City',
            '!--',
            '-->',
            '?',
            ' ',
            'é',
          ),
        }),
        (text) => {
          const packet = new Uint8Array(Buffer.from(text));
          const before = packet.slice();
          const understood = scrubXmp(packet);
          expect(packet.length).toBe(before.length);
          if (!understood) expect(packet).toEqual(before);
        },
      ),
    );
  });

  // Each of these took hours, or all memory, without a limit of its own; only the limit of a test would end them.
  describe.each<[string, () => Uint8Array]>([
    ['TIFF headers over and over', () => repeat('II\x2a\0\x08\0\0\0', '\xff\xd8\xff\xd9')],
    ['IPTC in IPTC', () => repeat('8BIM\x04\x04\0\0\x7f\xff\xff\xff', '\xff\xd8\xff\xd9')],
    ['films behind a picture', () => repeat('\0\0\0\x08ftyp', '\xff\xd8\xff\xd9')],
    ['pictures behind a picture', () => repeat('\xff\xd8\xff\xd9', '\xff\xd8\xff\xd9')],
    ['segments of nothing', () => repeat('\xff\xe7\0\x02', '\xff\xd8')],
    ['chunks of nothing in a PNG', () => repeat('\0\0\0\0abCd\0\0\0\0', '\x89PNG\r\n\x1a\n')],
    ['chunks of nothing in a WebP', () => repeat('ABCD\0\0\0\0', 'RIFF\0\0\0\0WEBP')],
    ['a word without an end', () => repeat('Aa09', '\xff\xd8\xff\xd9')],
    ['spaces without an end', () => repeat('    ', 'GIF89a<rdf:RDF ')],
    ['boxes of nothing in a HEIC', () => repeat('\0\0\0\x08abcd', '\0\0\0\x10ftypheic\0\0\0\0')],
  ])('made to keep us busy with %s', (_, make) => {
    it('comes to an end', () => judged(make()), 30_000);
  });
});

/** Two megabytes of the same. */
function repeat(part: string, head: string): Uint8Array {
  return bytesOf(head + part.repeat((2 << 20) / part.length));
}
