import { box, bytesOf, join, u16, u32 } from '../../unit/upload/formats/blocks.ts';
import { boxesOf, type Box } from '../../../src/upload/formats/bmff-boxes.ts';
import { Reader } from '../../../src/upload/formats/reader.ts';
import type { Size } from './pixels.ts';

const full = (type: string, version: number, flags: number, ...content: Uint8Array[]) =>
  box(type, u32((version << 24) | flags), ...content);

/** One coded picture, taken out of a HEIC or AVIF that holds a single one. */
export interface CodedItem {
  /** `av01` or `hvc1`. */
  type: string;
  /** Its configuration box (`av1C`, `hvcC`) and `pixi`, `colr`. */
  properties: Uint8Array[];
  data: Uint8Array;
  size: Size;
}

/** Takes the primary picture out of a file with items of one extent each, as libheif writes it. */
export function itemOf(bytes: Uint8Array): CodedItem {
  const reader = new Reader(bytes);
  const inside = ({ content, end }: Box, skip = 0) => boxesOf(reader, { start: content + skip, end });
  const named = (boxes: Box[], type: string) => boxes.find((each) => each.type === type)!;
  const meta = inside(named(boxesOf(reader, { start: 0, end: bytes.length }), 'meta'), 4);
  const properties = inside(named(inside(named(meta, 'iprp')), 'ipco'));
  const size = named(properties, 'ispe').content + 4;
  const configuration = properties.find(({ type }) => type === 'av1C' || type === 'hvcC')!;
  const data = extentOf(reader, named(meta, 'iloc'), reader.u16(named(meta, 'pitm').content + 4)!);
  return {
    type: configuration.type === 'av1C' ? 'av01' : 'hvc1',
    properties: properties
      .filter(({ type }) => ['av1C', 'hvcC', 'pixi', 'colr'].includes(type))
      .map(({ start, end }) => bytes.slice(start, end)),
    data: bytes.slice(data.start, data.end),
    size: { width: reader.u32(size)!, height: reader.u32(size + 4)! },
  };
}

function extentOf(reader: Reader, { content }: Box, item: number): { start: number; end: number } {
  const version = reader.u8(content)!;
  const sizes = reader.u16(content + 4)!;
  const [offset, length, base] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  let at = content + 8;
  for (let left = reader.u16(content + 6)!; left > 0; left -= 1) {
    const id = reader.u16(at)!;
    at += version > 0 ? 6 : 4;
    const start = reader.uint(at, base)!;
    at += base + 2;
    const from = start + reader.uint(at, offset)!;
    const end = from + reader.uint(at + offset, length)!;
    if (id === item) return { start: from, end };
    at += offset + length;
  }
  throw new Error('The file has no such item.');
}

/** `irot` and `imir` of each Exif orientation, in the order in which they are applied (ISO/IEC 23008-12, 6.5.10, 6.5.12). */
const TURNS: Record<number, [type: 'irot' | 'imir', value: number][]> = {
  1: [],
  2: [['imir', 1]],
  3: [['irot', 2]],
  4: [['imir', 0]],
  5: [
    ['irot', 1],
    ['imir', 0],
  ],
  6: [['irot', 3]],
  7: [
    ['irot', 3],
    ['imir', 0],
  ],
  8: [['irot', 1]],
};

/** A HEIC or AVIF of one picture, turned by its properties as an Exif orientation would. */
export function stillOf(
  item: CodedItem,
  { orientation = 1, exif }: { orientation?: number; exif?: Uint8Array } = {},
) {
  const ispe = full('ispe', 0, 0, u32(item.size.width), u32(item.size.height));
  const turns = TURNS[orientation]!.map(([type, value]) => box(type, Uint8Array.of(value)));
  const properties = [...item.properties, ispe, ...turns];
  const essential = (at: number) => (at < item.properties.length && at > 0 ? 0 : 0x80);
  const places = properties.map((_, at) => essential(at) | (at + 1));
  const brand = item.type === 'av01' ? 'avif' : 'heic';
  const ftyp = box('ftyp', bytesOf(brand), u32(0), bytesOf(`${brand}mif1miaf`));
  const contents = [item.data, ...(exif ? [join([u32(0), exif])] : [])];
  const meta = (start: number) =>
    full(
      'meta',
      0,
      0,
      full('hdlr', 0, 0, u32(0), bytesOf('pict'), new Uint8Array(13)),
      full('pitm', 0, 0, u16(1)),
      locations(contents, start),
      full(
        'iinf',
        0,
        0,
        u16(contents.length),
        itemInfo(1, item.type),
        ...(exif ? [itemInfo(2, 'Exif')] : []),
      ),
      ...(exif ? [full('iref', 0, 0, box('cdsc', u16(2, 1, 1)))] : []),
      box(
        'iprp',
        box('ipco', ...properties),
        full('ipma', 0, 0, u32(1), u16(1), Uint8Array.of(places.length, ...places)),
      ),
    );
  const start = ftyp.length + meta(0).length + 8;
  return join([ftyp, meta(start), box('mdat', ...contents)]);
}

const itemInfo = (id: number, type: string) =>
  full('infe', 2, 0, u16(id, 0), bytesOf(type), new Uint8Array(1));

function locations(contents: readonly Uint8Array[], start: number): Uint8Array {
  let at = start;
  const entries = contents.map((content, index) => {
    const entry = join([u16(index + 1, 0, 1), u32(at), u32(content.length)]);
    at += content.length;
    return entry;
  });
  return full('iloc', 0, 0, Uint8Array.of(0x44, 0), u16(contents.length), ...entries);
}

/** An animation (`avis`, `hevc`): a track of pictures, each coded by itself, of which the first is a still one too. */
export function sequenceOf(items: readonly CodedItem[]): Uint8Array<ArrayBuffer> {
  const [first] = items as [CodedItem];
  const samples = items.map(({ data }) => (data[0] === 0x12 && data[1] === 0 ? data.subarray(2) : data));
  const brand = first.type === 'av01' ? 'avis' : 'hevc';
  const still = first.type === 'av01' ? 'avif' : 'heic';
  const ftyp = box('ftyp', bytesOf(brand), u32(0), bytesOf(`${brand}${still}mif1miafmsf1iso8`));
  const head = (start: number) =>
    join([ftyp, stillMeta(first, samples[0]!, start), movie(first, samples, start)]);
  return join([head(head(0).length + 8), box('mdat', ...samples)]);
}

function stillMeta(item: CodedItem, data: Uint8Array, start: number): Uint8Array {
  const properties = [...item.properties, full('ispe', 0, 0, u32(item.size.width), u32(item.size.height))];
  const places = properties.map((_, at) => (at === 0 ? 0x80 : 0) | (at + 1));
  return full(
    'meta',
    0,
    0,
    full('hdlr', 0, 0, u32(0), bytesOf('pict'), new Uint8Array(13)),
    full('pitm', 0, 0, u16(1)),
    locations([data], start),
    full('iinf', 0, 0, u16(1), itemInfo(1, item.type)),
    box(
      'iprp',
      box('ipco', ...properties),
      full('ipma', 0, 0, u32(1), u16(1), Uint8Array.of(places.length, ...places)),
    ),
  );
}

const MATRIX = join([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map((value) => u32(value)));

/** A movie box of one track; 10 pictures a second. */
function movie(
  { type, size, properties }: CodedItem,
  samples: readonly Uint8Array[],
  start: number,
): Uint8Array {
  const duration = samples.length;
  const times = [u32(0), u32(0)];
  const mvhd = full(
    'mvhd',
    0,
    0,
    ...times,
    u32(10),
    u32(duration),
    u32(0x10000),
    u16(0x100),
    new Uint8Array(10),
    MATRIX,
    new Uint8Array(24),
    u32(2),
  );
  const tkhd = full(
    'tkhd',
    0,
    3,
    ...times,
    u32(1),
    u32(0),
    u32(duration),
    new Uint8Array(16),
    MATRIX,
    u32(size.width << 16),
    u32(size.height << 16),
  );
  const entry = box(
    type,
    new Uint8Array(6),
    u16(1),
    new Uint8Array(16),
    u16(size.width, size.height),
    u32(0x480000),
    u32(0x480000),
    u32(0),
    u16(1),
    new Uint8Array(32),
    u16(24, 0xffff),
    properties[0]!,
    full('ccst', 0, 0, u32(0x7c000000)),
  );
  const stbl = box(
    'stbl',
    full('stsd', 0, 0, u32(1), entry),
    full('stts', 0, 0, u32(1), u32(duration), u32(1)),
    full('stsc', 0, 0, u32(1), u32(1), u32(duration), u32(1)),
    full('stsz', 0, 0, u32(0), u32(duration), ...samples.map(({ length }) => u32(length))),
    full('stco', 0, 0, u32(1), u32(start)),
  );
  const mdia = box(
    'mdia',
    full('mdhd', 0, 0, ...times, u32(10), u32(duration), u16(0x55c4, 0)),
    full('hdlr', 0, 0, u32(0), bytesOf('pict'), new Uint8Array(13)),
    box(
      'minf',
      full('vmhd', 0, 1, new Uint8Array(8)),
      box('dinf', full('dref', 0, 0, u32(1), full('url ', 0, 1))),
      stbl,
    ),
  );
  return box('moov', mvhd, box('trak', tkhd, mdia));
}
