import sharp from 'sharp';

const BERLIN = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '52/1 30/1 0/1',
  GPSLongitudeRef: 'E',
  GPSLongitude: '13/1 24/1 0/1',
};

/** An XMP packet with everything a place may hide in, and things that have to stay. */
export const PACKET = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
  xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:drone="http://www.dji.com/drone-dji/1.0/"
  exif:GPSLatitude="52,30.0N" exif:GPSLongitude='13,24.0E' photoshop:City="Berlin" Iptc4xmpCore:Location="Mitte"
  drone:GpsLongtitude="13.4" drone:RelativeAltitude="+10" dc:source="kept-source">
<!-- kept <comment> -->
<dc:creator><rdf:Seq><rdf:li>Änne Kept</rdf:li></rdf:Seq></dc:creator>
<photoshop:Country>Germany</photoshop:Country>
<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li Iptc4xmpExt:City="Berlin"><Iptc4xmpExt:Sublocation>Tor</Iptc4xmpExt:Sublocation></rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>
<Iptc4xmpExt:LocationCreated rdf:parseType="Resource"><Iptc4xmpExt:CountryCode>DE</Iptc4xmpExt:CountryCode></Iptc4xmpExt:LocationCreated>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;

/** What in `PACKET` tells the place. */
export const SECRETS = ['52,30', '13,24', 'Berlin', 'Mitte', '13.4', 'Germany', 'Tor', 'DE<', '+10'];

/** A small photo with a place in Exif and, unless asked otherwise, in XMP; turned by its orientation. */
export async function photo(
  format: 'jpeg' | 'png' | 'webp' | 'avif',
  { xmp = PACKET, gps = true }: { xmp?: string; gps?: boolean } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const pixels = Uint8Array.from({ length: 64 * 48 * 3 }, (_, at) => (at * at * 31) >> 4);
  const image = sharp(pixels, { raw: { width: 64, height: 48, channels: 3 } })
    .withExif({
      IFD0: { Make: 'Camera', Orientation: '6' },
      IFD2: { DateTimeOriginal: '2026:01:02 03:04:05' },
      ...(gps && { IFD3: BERLIN }),
    })
    .withMetadata({ orientation: 6 });
  return new Uint8Array(await (xmp ? image.withXmp(xmp) : image)[format]().toBuffer());
}

export const pixelsOf = (bytes: Uint8Array): Promise<Buffer> => sharp(bytes).raw().toBuffer();

export interface Tag {
  tag: number;
  type: 2 | 3 | 4 | 5 | 7;
  value: number | Uint8Array;
}

/** A TIFF block of any byte order: directories by name, one pointing to the other. */
export function tiff(
  little: boolean,
  directories: { ifd0: Tag[]; exif?: Tag[]; gps?: Tag[]; ifd1?: Tag[] },
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(4096);
  const view = new DataView(out.buffer);
  out.set(little ? [0x49, 0x49] : [0x4d, 0x4d]);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  let free = 8;
  const write = (tags: Tag[]): { at: number; link: number } => {
    const at = free;
    free += 2 + tags.length * 12 + 4;
    view.setUint16(at, tags.length, little);
    tags.forEach(({ tag, type, value }, index) => {
      const entry = at + 2 + index * 12;
      view.setUint16(entry, tag, little);
      view.setUint16(entry + 2, type, little);
      if (typeof value === 'number') {
        view.setUint32(entry + 4, 1, little);
        if (type === 3) view.setUint16(entry + 8, value, little);
        else view.setUint32(entry + 8, value, little);
        return;
      }
      view.setUint32(entry + 4, type === 5 ? value.length / 8 : value.length, little);
      if (value.length <= 4) out.set(value, entry + 8);
      else {
        view.setUint32(entry + 8, free, little);
        out.set(value, free);
        free += value.length + (value.length % 2);
      }
    });
    return { at, link: at + 2 + tags.length * 12 };
  };
  // The pointers come first and are filled in when their directories are there.
  const pointers: [number, Tag[]][] = [];
  if (directories.exif) pointers.push([0x8769, directories.exif]);
  if (directories.gps) pointers.push([0x8825, directories.gps]);
  const tags = [...directories.ifd0, ...pointers.map(([tag]) => ({ tag, type: 4, value: 0 }) as Tag)];
  const first = write(tags);
  pointers.forEach(([, inner], index) => {
    const { at } = write(inner);
    view.setUint32(first.at + 2 + (directories.ifd0.length + index) * 12 + 8, at, little);
  });
  if (directories.ifd1) view.setUint32(first.link, write(directories.ifd1).at, little);
  return out.slice(0, free);
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A JPEG with marker segments put in behind its start. */
export function withSegments(jpeg: Uint8Array, segments: [number, Uint8Array][]): Uint8Array<ArrayBuffer> {
  const parts = segments.map(([marker, data]) => {
    const segment = new Uint8Array(4 + data.length);
    segment.set([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]);
    segment.set(data, 4);
    return segment;
  });
  return join([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

/** An IPTC dataset of record 2. */
export function dataset(number: number, text: string): Uint8Array {
  return join([Uint8Array.of(0x1c, 2, number, text.length >> 8, text.length & 255), bytesOf(text)]);
}

/** A Photoshop resource. */
export function resource(id: number, data: Uint8Array): Uint8Array {
  const head = [id >> 8, id & 255, 0, 0, 0, 0, data.length >> 8, data.length & 255];
  return join([bytesOf('8BIM'), Uint8Array.from(head), data, new Uint8Array(data.length % 2)]);
}

/** A box of the ISO base media format. */
export function box(type: string, ...content: Uint8Array[]): Uint8Array {
  const body = join(content);
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, body.length + 8);
  return join([size, bytesOf(type), body]);
}

export const u16 = (...values: number[]): Uint8Array =>
  Uint8Array.from(values.flatMap((value) => [value >> 8, value & 255]));
export const u32 = (value: number): Uint8Array => u16(value >>> 16, value & 0xffff);
