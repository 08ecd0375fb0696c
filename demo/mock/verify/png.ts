import { crc32, deflateSync } from 'node:zlib';

/** A small PNG, different every time: implementations may keep equal files once. */
export function pngOf(width: number, height: number, name: string): File {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  const seed = crypto.getRandomValues(new Uint8Array(64));
  for (let at = 0; at < rows.length; at++)
    rows[at] = at % (width * 3 + 1) === 0 ? 0 : ((seed[at % 64] ?? 0) + at) & 255;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const bytes = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return new File([new Uint8Array(bytes)], name, { type: 'image/png' });
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(8 + body.length);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), 4 + body.length);
  return whole;
}
