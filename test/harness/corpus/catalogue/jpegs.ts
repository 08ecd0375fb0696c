import { bytesOf, join, u16, u32, withSegments } from '../../../unit/upload/formats/blocks.ts';
import { PACKET } from '../../../unit/upload/formats/photos.ts';
import type { Facts, Specimen } from '../../corpus.ts';
import { ADOBE_RGB, SWAPPED } from '../icc.ts';
import { exifSegment, inProfile, jpegOf, stored, xmpSegment, type ExifOptions } from '../jpeg.ts';
import { ORIENTATIONS, SIZE, specimen } from '../specimen.ts';
import type { Size } from '../pixels.ts';

type Segments = [number, Uint8Array][];

const jpeg = (name: string, make: Specimen['make'], facts: Partial<Facts> = {}) =>
  specimen(`${name}.jpg`, make, { format: 'jpg', ...facts });

/** A baseline JPEG, stored for an orientation, with segments. */
const withParts = async (orientation: number, segments: Segments, size: Size = SIZE) =>
  withSegments(await jpegOf(stored(size, orientation)), segments);

const turned = (orientation: number, exif: ExifOptions = {}) =>
  withParts(orientation, [exifSegment({ orientation, ...exif })]);

async function converted(profile: Uint8Array, orientation: number): Promise<Uint8Array> {
  const file = await inProfile(profile, (path) => jpegOf(stored(SIZE, orientation).withIccProfile(path)));
  return withSegments(file, [exifSegment({ orientation })]);
}

const p3 = async (orientation: number, place = false) =>
  withSegments(await jpegOf(stored(SIZE, orientation).withIccProfile('p3')), [
    exifSegment({ orientation, place }),
  ]);

const cmyk = async (orientation: number) =>
  withSegments(await jpegOf(stored(SIZE, orientation).toColourspace('cmyk').withIccProfile('cmyk')), [
    exifSegment({ orientation }),
  ]);

const grey = async (orientation: number) =>
  withSegments(await jpegOf(stored(SIZE, orientation).toColourspace('b-w')), [exifSegment({ orientation })]);

/** A second JPEG behind the first, as stereo cameras and phones with a preview write it (CIPA DC-007). */
async function multiPicture(orientation: number): Promise<Uint8Array> {
  const second = await jpegOf(stored({ width: 40, height: 30 }));
  const entry = (attributes: number, size: number, offset: number) =>
    join([u32(attributes), u32(size), u32(offset), u16(0, 0)]);
  const table = (first: number, offset: number) => {
    const tags = join([
      u16(3),
      ...[u16(0xb000, 7), u32(4), bytesOf('0100')],
      ...[u16(0xb001, 4), u32(1), u32(2)],
      ...[u16(0xb002, 7), u32(32), u32(50)],
      u32(0),
    ]);
    return join([
      bytesOf('MPF\0MM\0\x2a'),
      u32(8),
      tags,
      entry(0x20030000, first, 0),
      entry(0x10002, second.length, offset),
    ]);
  };
  const parts = (first: number) =>
    withParts(orientation, [exifSegment({ orientation, place: true }), [0xe2, table(first, first)]]);
  const { length } = await parts(0);
  return join([await parts(length), second]);
}

const HDR_PACKET = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0"/></rdf:RDF></x:xmpmeta>`;
const GAIN_PACKET = HDR_PACKET.replace('hdrgm:Version="1.0"', 'hdrgm:Version="1.0" hdrgm:GainMapMax="2"');

/** A photo with a gain map behind it, a smaller grey JPEG (Ultra HDR 1.0). */
async function ultraHdr(orientation: number): Promise<Uint8Array> {
  const map = withSegments(await jpegOf(stored({ width: 24, height: 16 }).toColourspace('b-w')), [
    xmpSegment(GAIN_PACKET),
  ]);
  return join([await withParts(orientation, [exifSegment({ orientation }), xmpSegment(HDR_PACKET)]), map]);
}

/** A film behind the photo, as motion photos have it. */
const motionPhoto = async (orientation: number) =>
  join([
    await turned(orientation),
    join([u32(24), bytesOf('ftypmp42'), u32(0), bytesOf('isommp42'), new Uint8Array(2000)]),
  ]);

const orientationPacket = (value: number) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="${value}"/></rdf:RDF></x:xmpmeta>`;

/** A JPEG whose frame says 0 lines, and tells them behind the first scan (ITU-T T.81, B.2.5). */
async function linesLater(): Promise<Uint8Array> {
  const bytes = Uint8Array.from(await jpegOf(stored(SIZE)));
  const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0);
  bytes.set([0, 0], frame + 5);
  const dnl = Uint8Array.of(0xff, 0xdc, 0, 4, 0, SIZE.height);
  return join([bytes.subarray(0, -2), dnl, bytes.subarray(-2)]);
}

const padding = (marker: number, length: number): [number, Uint8Array] => [
  marker,
  new Uint8Array(length).fill(0x20),
];

export function jpegs(): Specimen[] {
  const both = [1, 6] as const;
  return [
    ...ORIENTATIONS.flatMap((orientation) => [
      jpeg(`jpeg-turned-${orientation}`, () => turned(orientation)),
      jpeg(`jpeg-turned-${orientation}-big-endian`, () => turned(orientation, { little: false })),
      jpeg(`jpeg-turned-${orientation}-place`, () => turned(orientation, { place: true }), { place: true }),
      jpeg(`jpeg-turned-${orientation}-progressive`, async () =>
        withSegments(await jpegOf(stored(SIZE, orientation), { progressive: true }), [
          exifSegment({ orientation }),
        ]),
      ),
      jpeg(`jpeg-turned-${orientation}-p3`, () => p3(orientation, true), { place: true }),
      jpeg(`jpeg-turned-${orientation}-huge-exif`, () =>
        withParts(orientation, [
          exifSegment({ orientation }),
          ...Array.from({ length: 5 }, () => padding(0xe2, 60_000)),
        ]),
      ),
    ]),
    ...both.flatMap((orientation) => [
      jpeg(`jpeg-grey-${orientation}`, () => grey(orientation), { look: 'grey', tolerance: 30 }),
      jpeg(`jpeg-cmyk-${orientation}`, () => cmyk(orientation), { tolerance: 95 }),
      jpeg(`jpeg-adobe-rgb-${orientation}`, () => converted(ADOBE_RGB, orientation)),
      jpeg(`jpeg-swapped-primaries-${orientation}`, () => converted(SWAPPED, orientation), { tolerance: 40 }),
      jpeg(`jpeg-mpo-${orientation}`, () => multiPicture(orientation), { place: true }),
      jpeg(`jpeg-ultra-hdr-${orientation}`, () => ultraHdr(orientation)),
      jpeg(`jpeg-motion-photo-${orientation}`, () => motionPhoto(orientation)),
      jpeg(`jpeg-full-chroma-${orientation}`, async () =>
        withSegments(await jpegOf(stored(SIZE, orientation), { chromaSubsampling: '4:4:4' }), [
          exifSegment({ orientation }),
        ]),
      ),
    ]),
    jpeg('jpeg-no-exif', () => jpegOf(stored(SIZE))),
    jpeg('jpeg-exif-without-orientation', () => withParts(1, [exifSegment({})])),
    ...[0, 9, 255].map((orientation) =>
      jpeg(`jpeg-orientation-${orientation}-of-none`, () => withParts(1, [exifSegment({ orientation })])),
    ),
    jpeg('jpeg-orientation-in-xmp-only', () => withParts(1, [xmpSegment(orientationPacket(6))])),
    jpeg(
      'jpeg-orientation-in-xmp-contradicts',
      () => withParts(8, [xmpSegment(orientationPacket(3)), exifSegment({ orientation: 8 })]),
      { differs: { firefox: 'It reads no Exif behind XMP.' } },
    ),
    jpeg('jpeg-exif-behind-much-else', () =>
      withParts(6, [padding(0xed, 60_000), padding(0xe2, 60_000), exifSegment({ orientation: 6 })]),
    ),
    jpeg('jpeg-exif-broken', () => withParts(1, [[0xe1, bytesOf('Exif\0\0II\x2a\0\xff\xff\xff\xff')]]), {
      differs: { 'image-size': 'It fails at broken Exif, which is no reason not to show the picture.' },
    }),
    jpeg('jpeg-place-in-xmp', () => withParts(1, [xmpSegment(PACKET)]), { place: true }),
    jpeg('jpeg-comment', () => withParts(1, [[0xfe, bytesOf('a comment')]])),
    jpeg(
      'jpeg-fill-bytes',
      async () => {
        const bytes = await turned(6);
        return join([bytes.subarray(0, 2), Uint8Array.of(0xff, 0xff, 0xff), bytes.subarray(2)]);
      },
      { differs: { 'image-size': 'It knows no fill bytes (ITU-T T.81, B.1.1.2).' } },
    ),
    jpeg('jpeg-trailing-data', async () => join([await turned(6), new Uint8Array(5000).fill(65)])),
    jpeg('jpeg-lines-told-later', linesLater, {
      size: null,
      sound: false,
    }),
    specimen('jpeg-leading-garbage.jpg', async () => join([bytesOf('\r\n'), await turned(1)]), {
      format: null,
    }),
    ...(
      [
        [1, 1],
        [1, 900],
        [900, 1],
        [3, 2000],
        [4000, 3],
      ] as const
    ).map(([width, height]) =>
      jpeg(`jpeg-${width}x${height}`, async () => jpegOf(stored({ width, height })), {
        size: { width, height },
        look: null,
      }),
    ),
    jpeg(
      'jpeg-thin-turned',
      () => withParts(6, [exifSegment({ orientation: 6 })], { width: 12, height: 1500 }),
      {
        size: { width: 12, height: 1500 },
        look: null,
      },
    ),
    ...[1, 6].map((orientation) =>
      jpeg(
        `jpeg-large-${orientation}`,
        () =>
          withParts(orientation, [exifSegment({ orientation, place: true })], { width: 1200, height: 800 }),
        { size: { width: 1200, height: 800 }, place: true },
      ),
    ),
    jpeg('jpeg-tiny-quality', async () => jpegOf(stored({ width: 400, height: 300 }), { quality: 1 }), {
      size: { width: 400, height: 300 },
      tolerance: 90,
    }),
  ];
}
