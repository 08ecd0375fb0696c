// Metadata blocks made by code, for tests in Node and in browsers.

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
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
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
