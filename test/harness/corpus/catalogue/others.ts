import { gzipSync } from 'node:zlib';
import { bytesOf, join, u32 } from '../../../unit/upload/formats/blocks.ts';
import type { Specimen } from '../../corpus.ts';
import { bmp, ico, iconBitmap } from '../bmp.ts';
import { gif } from '../gif.ts';
import { jpegOf, stored } from '../jpeg.ts';
import { png } from '../png.ts';
import { SIZE, specimen } from '../specimen.ts';
import { plainSvg } from './svgs.ts';

/** No picture that the service takes. */
const none = (name: string, make: Specimen['make']) => specimen(name, make, { format: null });

const box = (brand: string) =>
  join([u32(24), bytesOf(`ftyp${brand}`), u32(0), bytesOf(`${brand}isom`), new Uint8Array(200)]);

const webp = async () => new Uint8Array(await stored(SIZE).webp().toBuffer());
const avif = async () => new Uint8Array(await stored(SIZE).avif({ effort: 1, quality: 80 }).toBuffer());
const tiff = async () => new Uint8Array(await stored(SIZE).tiff().toBuffer());

export function others(): Specimen[] {
  return [
    none('empty.jpg', () => new Uint8Array()),
    none('one-byte.png', () => Uint8Array.of(0x89)),
    none('words.jpg', () => bytesOf('just words, and no picture at all')),
    none('zeros.jpg', () => new Uint8Array(4000)),
    none('page.png', () => bytesOf('<!doctype html><title>404</title><img src="a.png">')),
    none('document.pdf', () => bytesOf('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj')),
    none('archive.png', () => bytesOf('PK\x03\x04\x14\0\0\0\x08\0')),
    none('packed.jpg', () => new Uint8Array(gzipSync('a picture no more'))),
    none('photo.tiff', tiff),
    none('camera.cr2', async () =>
      join([(await tiff()).subarray(0, 8), bytesOf('CR\x02\0'), new Uint8Array(500)]),
    ),
    none('layers.psd', () => join([bytesOf('8BPS\0\x01'), new Uint8Array(100)])),
    none('film.mp4', () => box('isom')),
    none('film.jpg', () => box('mp42')),
    none('apple-film.heic', () => box('qt  ')),
    none('codestream.jxl', () => Uint8Array.of(0xff, 0x0a, 0xfa, 0x7f, 1, 0x90, 8, 6)),
    none('container.jxl', () => join([u32(12), bytesOf('JXL \r\n\x87\n'), box('jxl ')])),
    none('jpeg-2000.jp2', () => join([u32(12), bytesOf('jP  \r\n\x87\n'), box('jp2 ')])),
    none('sound.webp', () => join([bytesOf('RIFF\x24\0\0\0WAVEfmt '), new Uint8Array(60)])),
    none('beginning.bmp', () => bytesOf('BMW is the beginning of a text')),
    specimen('png-named.jpg', () => png(SIZE), { format: 'png' }),
    specimen('jpeg-named.png', () => jpegOf(stored(SIZE)), { format: 'jpg' }),
    specimen('webp-named.jpg', webp, { format: 'webp' }),
    specimen('avif-named.heic', avif, { format: 'avif' }),
    specimen('gif-named.png', () => gif(SIZE), { format: 'gif' }),
    specimen('bmp-named.gif', () => bmp(SIZE), { format: 'bmp' }),
    specimen('ico-named.png', () => ico([iconBitmap({ width: 32, height: 32 })]), {
      format: 'ico',
      size: { width: 32, height: 32 },
      look: null,
    }),
    specimen('svg-named.png', plainSvg, { format: 'svg' }),
    specimen('jpeg-without-extension', () => jpegOf(stored(SIZE)), { format: 'jpg' }),
  ];
}
