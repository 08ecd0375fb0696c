/** Small files of other formats than PNG. Each carries a random tail or text: implementations may keep equal files once. */

/** 6x4 pixels of grey. */
const JPEG =
  '/9j/2wBDAP//////////////////////////////////////////////////////////////////////////////////////2wBDAf//////////////////////////////////////////////////////////////////////////////////////wgARCAAEAAYDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQBAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhADEAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAE/AH//xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oACAECAQE/AH//xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oACAEDAQE/AH//2Q==';
/** 6x4 pixels, two frames: black, then white. */
const GIF =
  'R0lGODlhBgAEAIAAAExpcQAAACH5BAUAAAAALAAAAAAGAAQAAAIEjI+pVwAh+QQFAAAAACwAAAAABgAEAIBMaXH///8CBIyPqVcAOw==';

const fresh = (): string => crypto.randomUUID();
const fileOf = (base64: string, name: string): File =>
  new File([new Uint8Array(Buffer.from(base64, 'base64')), fresh()], name);

export const jpegOf = (name: string): File => fileOf(JPEG, name);
export const gifOf = (name: string): File => fileOf(GIF, name);

/** 30x20, with everything in it that must not come out again. */
export function svgOf(name: string): File {
  return new File(
    [
      `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20" onload="evil()"><desc>${fresh()}</desc><script>evil()</script>` +
        '<rect width="30" height="20" onclick="evil()"/><foreignObject><p>evil</p></foreignObject></svg>',
    ],
    name,
  );
}

/** An uncompressed bitmap of 24 bits. */
export function bmpOf(width: number, height: number, name: string): File {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bytes = Buffer.alloc(54 + row * height);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  crypto.getRandomValues(bytes.subarray(54));
  return new File([bytes], name);
}

/** The dimensions of a PNG. */
export function pngSize(bytes: Uint8Array): [number, number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.length >= 24 ? [view.getUint32(16), view.getUint32(20)] : [0, 0];
}
