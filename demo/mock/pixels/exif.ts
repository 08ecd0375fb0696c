const ARTIST = 0x013b;
const COPYRIGHT = 0x8298;

/** The author and copyright of an EXIF block, as sharp's `withExif` wants them; null when there is neither. */
export function keptExif(exif: Uint8Array): Record<string, string> | null {
  const tags = readAscii(exif);
  const kept: Record<string, string> = {};
  const artist = tags.get(ARTIST);
  const copyright = tags.get(COPYRIGHT);
  if (artist) kept['Artist'] = artist;
  if (copyright) kept['Copyright'] = copyright;
  return Object.keys(kept).length > 0 ? kept : null;
}

/** The text tags of the first directory. Anything out of place ends the reading: a damaged block is no reason to fail. */
function readAscii(exif: Uint8Array): Map<number, string> {
  const tags = new Map<number, string>();
  const start = exif[0] === 0x45 && exif[1] === 0x78 ? 6 : 0;
  const view = new DataView(exif.buffer, exif.byteOffset + start, Math.max(0, exif.byteLength - start));
  try {
    const little = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, little);
    const count = view.getUint16(directory, little);
    for (let index = 0; index < count; index++) {
      const at = directory + 2 + index * 12;
      if (view.getUint16(at + 2, little) !== 2) continue;
      const length = view.getUint32(at + 4, little);
      const from = length <= 4 ? at + 8 : view.getUint32(at + 8, little);
      const bytes = new Uint8Array(view.buffer, view.byteOffset + from, length);
      tags.set(view.getUint16(at, little), new TextDecoder().decode(bytes).replace(/\0.*$/s, '').trim());
    }
  } catch {
    return tags;
  }
  return tags;
}
