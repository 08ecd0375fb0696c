import { deflateSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import decodeHeic from 'heic-decode';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  findLocation,
  LocationError,
  stripLocation,
} from '../../../../src/upload/prepare/strip-location/index.ts';
import { crc } from '../../../../src/upload/prepare/strip-location/png.ts';
import { orientationOf } from '../../../../src/upload/formats/tiff.ts';
import {
  box,
  bytesOf,
  dataset,
  join,
  resource,
  tiff,
  u16,
  u32,
  withSegments,
  type Tag,
} from '../formats/blocks.ts';
import { PACKET, photo, pixelsOf, SECRETS } from '../formats/photos.ts';

const has = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(text);
const orientation = (value: number): Tag => ({ tag: 0x0112, type: 3, value });
const make: Tag = { tag: 0x010f, type: 2, value: bytesOf('Camera Maker\0') };
const latitude: Tag = { tag: 2, type: 5, value: Uint8Array.from({ length: 24 }, (_, at) => at + 160) };
const gps: Tag[] = [{ tag: 1, type: 2, value: bytesOf('N\0') }, latitude];
const exif = (block: Uint8Array) => join([bytesOf('Exif\0\0'), block]);
const plain = () => photo('jpeg', { gps: false, xmp: '' });

describe.each(['jpeg', 'png', 'webp', 'avif'] as const)('the place of a photo in %s', (format) => {
  it('is found, is gone afterwards, and not a pixel changes', async () => {
    const original = await photo(format);
    expect((await findLocation(original)).join()).toMatch(/Exif GPS.*|XMP/);
    const clean = await stripLocation(original);
    expect(await findLocation(clean)).toEqual([]);
    for (const secret of SECRETS) expect(has(clean, secret), secret).toBe(false);
    expect((await pixelsOf(clean)).equals(await pixelsOf(original))).toBe(true);
  });

  it('leaves camera, date, orientation and the rest of XMP', async () => {
    const original = await photo(format);
    const [before, after] = await Promise.all(
      [original, await stripLocation(original)].map((bytes) => sharp(bytes).metadata()),
    );
    expect(after!.orientation).toBe(before!.orientation);
    expect(has(after!.exif!, 'Camera')).toBe(true);
    expect(has(after!.exif!, '2026:01:02 03:04:05')).toBe(true);
    expect(after!.xmpAsString).toContain('kept-source');
    expect(after!.xmpAsString).toContain('Änne Kept');
    expect(after!.xmpAsString!.trimEnd()).toMatch(/<\?xpacket end="w"\?>$/);
  });

  it('is not looked for in vain: a photo without one comes back byte for byte', async () => {
    const original = await photo(format, { gps: false, xmp: '' });
    expect(await findLocation(original)).toEqual([]);
    expect(Buffer.from(await stripLocation(original)).equals(original)).toBe(true);
  });
});

describe.each([
  ['little', true],
  ['big', false],
])('Exif of %s endian', (_, little) => {
  const secret = Buffer.from(latitude.value as Uint8Array);

  it('loses the GPS directory, its values and its pointer, and keeps its other offsets', async () => {
    const block = tiff(little, {
      ifd0: [make, orientation(8)],
      gps,
      exif: [{ tag: 0x9003, type: 2, value: bytesOf('2026:01:02 03:04:05\0') }],
    });
    const clean = await stripLocation(withSegments(await plain(), [[0xe1, exif(block)]]));
    const after = clean.subarray(12, 12 + block.length);
    expect(orientationOf(after)).toBe(8);
    expect(new DataView(after.slice().buffer).getUint16(8, little)).toBe(3);
    expect(Buffer.from(clean).includes(secret)).toBe(false);
    expect(after.subarray(0, block.length).indexOf(0x32)).toBe(block.indexOf(0x32)); // the date, where it was
  });

  it('keeps the thumbnail of a photo and cleans it', async () => {
    const inner = withSegments(await plain(), [[0xe1, exif(tiff(little, { ifd0: [make], gps }))]]);
    const block = tiff(little, {
      ifd0: [orientation(3)],
      gps,
      ifd1: [
        { tag: 0x0201, type: 4, value: 0 },
        { tag: 0x0202, type: 4, value: inner.length },
      ],
    });
    const whole = join([block, inner]);
    const view = new DataView(whole.buffer);
    const ifd1 = view.getUint32(8 + 2 + 2 * 12, little);
    view.setUint32(ifd1 + 2 + 8, block.length, little);
    const clean = await stripLocation(withSegments(await plain(), [[0xe1, exif(whole)]]));
    expect(Buffer.from(clean).includes(secret)).toBe(false);
    const thumbnail = clean.slice(12 + block.length, 12 + whole.length);
    expect((await pixelsOf(thumbnail)).equals(await pixelsOf(inner))).toBe(true);
  });

  it('that cannot be understood is given up as a whole', async () => {
    const block = tiff(little, { ifd0: [make], gps });
    new DataView(block.buffer).setUint16(8, 60_000, little);
    const clean = await stripLocation(withSegments(await plain(), [[0xe1, exif(block)]]));
    expect(has(clean, 'Camera Maker')).toBe(false);
    expect((await pixelsOf(clean)).equals(await pixelsOf(await plain()))).toBe(true);
  });
});

describe('JPEG', () => {
  it('loses places of IPTC and keeps its other datasets', async () => {
    const iptc = join([
      dataset(5, 'Kept title'),
      dataset(90, 'Berlin'),
      dataset(101, 'Germany'),
      dataset(80, 'Kept author'),
    ]);
    const block = join([
      bytesOf('Photoshop 3.0\0'),
      resource(0x0404, iptc),
      resource(0x03ed, Uint8Array.of(1, 2, 3)),
    ]);
    const original = withSegments(await plain(), [[0xed, block]]);
    expect((await findLocation(original)).join()).toContain('IPTC');
    const clean = await stripLocation(original);
    expect([
      has(clean, 'Kept title'),
      has(clean, 'Kept author'),
      has(clean, 'Berlin'),
      has(clean, 'Germany'),
    ]).toEqual([true, true, false, false]);
    expect(clean.length).toBe(original.length);
  });

  it('loses a place that lies on the border of two segments of extended XMP', async () => {
    const text = bytesOf(
      '<a:b xmlns:a="x" xmlns:exif="y"><a:kept>this stays</a:kept><exif:GPSLatitude>52.5</exif:GPSLatitude></a:b>',
    );
    const cut = text.length - 40;
    const part = (from: number, to: number) =>
      join([
        bytesOf(`http://ns.adobe.com/xmp/extension/\0${'A'.repeat(32)}`),
        u32(text.length),
        u32(from),
        text.subarray(from, to),
      ]);
    const original = withSegments(await plain(), [
      [0xe1, part(cut, text.length)],
      [0xe1, part(0, cut)],
    ]);
    const clean = await stripLocation(original);
    expect(has(clean, 'this stays')).toBe(true);
    expect(has(clean, '52.5')).toBe(false);
    expect(has(clean, 'Latitude')).toBe(false);
  });

  it('loses it in a second picture behind the first, without moving it', async () => {
    const [first, second] = [await photo('jpeg'), await photo('jpeg')];
    const clean = await stripLocation(join([first, second]));
    expect(await findLocation(clean)).toEqual([]);
    expect((await pixelsOf(clean.slice(first.length))).equals(await pixelsOf(second))).toBe(true);
  });

  it('loses it in the film of a motion photo', async () => {
    const film = join([
      box('ftyp', bytesOf('mp42')),
      box(
        'moov',
        box('udta', box('\xa9xyz', u16(18, 0x15c7), bytesOf('+52.5000+013.4000/'))),
        box('trak', new Uint8Array(4)),
      ),
      box('mdat', new Uint8Array(100).fill(7)),
    ]);
    const original = join([await photo('jpeg'), film]);
    const clean = await stripLocation(original);
    expect(has(clean, '+52.5')).toBe(false);
    expect(clean.subarray(-100)).toEqual(new Uint8Array(100).fill(7));
  });

  it('loses it in what nobody knows: segments, and data at the end', async () => {
    const secret = bytesOf('{"exif:GPSLatitude":"52,30N"}');
    const original = join([withSegments(await plain(), [[0xeb, secret]]), bytesOf('trailer'), secret]);
    const clean = await stripLocation(original);
    expect(has(clean, '52,30N')).toBe(false);
    expect((await pixelsOf(clean)).equals(await pixelsOf(original))).toBe(true);
  });

  it('loses the names of places that Panasonic writes', async () => {
    const note = join([bytesOf('Panasonic\0\0\0'), u16(1), u16(0x6d, 7), u32(4), bytesOf('Rome'), u32(0)]);
    const block = tiff(false, { ifd0: [make], exif: [{ tag: 0x927c, type: 7, value: note }] });
    expect(has(await stripLocation(withSegments(await plain(), [[0xe1, exif(block)]])), 'Rome')).toBe(false);
  });
});

describe('PNG', () => {
  const chunk = (type: string, data: Uint8Array) =>
    join([u32(data.length), bytesOf(type), data, u32(crc(join([bytesOf(type), data])))]);
  const withChunk = (png: Uint8Array, type: string, data: Uint8Array) =>
    join([png.subarray(0, 33), chunk(type, data), png.subarray(33)]);
  const png = () => photo('png', { gps: false, xmp: '' });
  const profile = (block: Uint8Array) =>
    bytesOf(
      `\nexif\n${String(block.length).padStart(8)}\n${Buffer.from(block)
        .toString('hex')
        .replace(/(.{72})/g, '$1\n')}\n`,
    );

  it.each(['tEXt', 'zTXt'])('loses it in a raw profile of %s', async (type) => {
    const block = exif(tiff(true, { ifd0: [make], gps }));
    const text = profile(block);
    const packed = type === 'zTXt';
    const head = bytesOf(`Raw profile type exif\0${packed ? '\0' : ''}`);
    const original = withChunk(await png(), type, join([head, packed ? deflateSync(text) : text]));
    expect(await findLocation(original)).toHaveLength(1);
    const clean = await stripLocation(original);
    expect(await findLocation(clean)).toEqual([]);
    expect(has(clean, 'Raw profile type exif')).toBe(true);
    expect((await pixelsOf(clean)).equals(await pixelsOf(original))).toBe(true);
  });

  it('loses it in packed XMP, and keeps what else is in it', async () => {
    const head = bytesOf('XML:com.adobe.xmp\0\x01\0\0\0');
    const original = withChunk(await png(), 'iTXt', join([head, deflateSync(PACKET)]));
    const clean = await stripLocation(original);
    const { xmpAsString } = await sharp(clean).metadata();
    expect(xmpAsString).toContain('kept-source');
    for (const secret of SECRETS) expect(xmpAsString).not.toContain(secret);
  });

  it('does not unpack a text that would fill the memory', async () => {
    const bomb = deflateSync(new Uint8Array(64 << 20));
    const original = withChunk(await png(), 'zTXt', join([bytesOf('XML:com.adobe.xmp\0\0'), bomb]));
    expect(has(await stripLocation(original), 'adobe')).toBe(false);
  });

  it('leaves out a chunk nobody knows when a place is in it', async () => {
    const original = withChunk(await png(), 'caBX', bytesOf('"exif:GPSLongitude":"13"'));
    expect(Buffer.from(await stripLocation(original)).equals(await png())).toBe(true);
  });
});

describe('HEIC', () => {
  const heic = () => new Uint8Array(readFileSync('test/harness/fixtures/photo.heic'));

  it('loses it in place, and decodes to the same pixels', async () => {
    const original = heic();
    expect(await findLocation(original)).toHaveLength(1);
    const clean = await stripLocation(original);
    expect(await findLocation(clean)).toEqual([]);
    expect(clean.length).toBe(original.length);
    const [before, after] = [await decodeHeic({ buffer: original }), await decodeHeic({ buffer: clean })];
    expect(Buffer.from(after.data).equals(Buffer.from(before.data))).toBe(true);
  });

  /** A file whose XMP lies in `idat`, in two pieces. */
  const pieces = (packet: Uint8Array, method: number) => {
    const cut = packet.length >> 1;
    const infe = box('infe', Uint8Array.of(2, 0, 0, 0), u16(7, 0), bytesOf('mime\0application/rdf+xml\0'));
    const idat = box('idat', packet.subarray(cut), packet.subarray(0, cut));
    const extents = [u32(packet.length - cut), u32(cut), u32(0), u32(packet.length - cut)];
    const iloc = box('iloc', Uint8Array.of(1, 0, 0, 0), u16(0x4400, 1), u16(7, method, 0, 2), ...extents);
    const meta = box('meta', u32(0), box('iinf', u32(0), u16(1), infe), iloc, idat);
    return join([box('ftyp', bytesOf('heic\0\0\0\0mif1heic')), meta]);
  };

  it('loses it in the film of a motion photo, and keeps the film', async () => {
    const udta = box('udta', box('\xa9xyz', u16(18, 0x15c7), bytesOf('+52.5000+013.4000/')));
    const film = [
      box('ftyp', bytesOf('mp42')),
      box('moov', udta),
      box('mdat', bytesOf('frames of the film')),
    ];
    const clean = await stripLocation(join([heic(), box('mpvd', ...film)]));
    expect([has(clean, '+52.5'), has(clean, 'frames of the film'), has(clean, 'mpvd')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('loses it in an item that lies in pieces', async () => {
    const clean = await stripLocation(pieces(Buffer.from(PACKET), 1));
    for (const secret of SECRETS) expect(has(clean, secret), secret).toBe(false);
    expect(has(clean, 'kept-source')).toBe(true);
  });

  it('is refused when its metadata lies where it cannot be reached', async () => {
    const refused = stripLocation(pieces(Buffer.from(PACKET), 2));
    await expect(refused).rejects.toBeInstanceOf(LocationError);
    await expect(refused).rejects.toMatchObject({ code: 'location_not_removed' });
  });
});

describe('other formats', () => {
  const svg = (meta: string) =>
    bytesOf(`<svg xmlns="http://www.w3.org/2000/svg">${meta}<path d="M0 0"/></svg>`);

  it('lose places of XMP in an SVG', async () => {
    const clean = await stripLocation(
      svg('<rdf:RDF xmlns:rdf="r"><rdf:Description exif:GPSLatitude="5" dc:source="kept"/></rdf:RDF>'),
    );
    expect([has(clean, 'GPS'), has(clean, 'kept'), has(clean, '<path')]).toEqual([false, true, true]);
  });

  it('are refused plainly when a place is in them and cannot be taken out', async () => {
    await expect(stripLocation(svg('<x:GPSLatitude>5</x:GPSLatitude>'))).rejects.toMatchObject({
      code: 'location_not_removed',
      found: expect.arrayContaining([expect.stringContaining('GPSLatitude')]),
    });
  });
});
