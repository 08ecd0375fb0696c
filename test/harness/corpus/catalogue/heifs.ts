import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AvifOptions } from 'sharp';
import { PACKET } from '../../../unit/upload/formats/photos.ts';
import type { Facts, Specimen } from '../../corpus.ts';
import { itemOf, sequenceOf, stillOf } from '../bmff.ts';
import { exifBlock, stored } from '../jpeg.ts';
import { storedSize } from '../pixels.ts';
import { ORIENTATIONS, SIZE, specimen } from '../specimen.ts';

const avif = (name: string, make: Specimen['make'], facts: Partial<Facts> = {}) =>
  specimen(`${name}.avif`, make, { format: 'avif', ...facts });
const heic = (name: string, make: Specimen['make'], facts: Partial<Facts> = {}) =>
  specimen(`${name}.heic`, make, { format: 'heic', size: HEIC, look: null, ...facts });

const HEIC = { width: 1200, height: 900 };
const photo = () => new Uint8Array(readFileSync(resolve(import.meta.dirname, '../../fixtures/photo.heic')));

const coded = async (orientation = 1, options: AvifOptions = {}) =>
  new Uint8Array(
    await stored(SIZE, orientation)
      .avif({ quality: 85, effort: 1, ...options })
      .toBuffer(),
  );

export function heifs(): Specimen[] {
  return [
    avif('avif-plain', () => coded()),
    avif('avif-lossless', () => coded(1, { lossless: true })),
    avif('avif-subsampled', () => coded(1, { chromaSubsampling: '4:2:0' })),
    avif(
      'avif-alpha',
      async () =>
        new Uint8Array(await stored(SIZE).ensureAlpha(0.99).avif({ quality: 85, effort: 1 }).toBuffer()),
    ),
    avif(
      'avif-p3',
      async () =>
        new Uint8Array(await stored(SIZE).withIccProfile('p3').avif({ quality: 85, effort: 1 }).toBuffer()),
      { differs: { webkit: 'Its port for GTK reads no profile of AVIF.' } },
    ),
    ...ORIENTATIONS.map((orientation) =>
      avif(
        `avif-turned-${orientation}`,
        async () => stillOf(itemOf(await coded(orientation)), { orientation }),
        {
          ...(orientation > 1 && { differs: { webkit: 'Its port for GTK turns no AVIF.' } }),
        },
      ),
    ),
    avif('avif-exif-turns-nothing', async () =>
      stillOf(itemOf(await coded()), { exif: exifBlock({ orientation: 6 }) }),
    ),
    avif('avif-place', async () => stillOf(itemOf(await coded()), { exif: exifBlock({ place: true }) }), {
      place: true,
    }),
    avif(
      'avif-place-in-xmp',
      async () => new Uint8Array(await stored(SIZE).withXmp(PACKET).avif({ effort: 1 }).toBuffer()),
      { place: true, tolerance: 40 },
    ),
    ...[2, 5].map((frames) =>
      avif(
        `avif-animated-${frames}`,
        async () => {
          const items = await Promise.all(
            Array.from({ length: frames }, async (_, at) => itemOf(await coded(at === 0 ? 1 : 3))),
          );
          return sequenceOf(items);
        },
        {
          animated: true,
          differs: {
            'image-size': 'It knows the brand of stills alone.',
            sharp: 'It knows the brand of stills alone.',
          },
        },
      ),
    ),
    heic('heic-photo', photo),
    // Each takes a second to decode where the browser does not.
    ...[2, 6, 7].map((orientation) =>
      heic(`heic-turned-${orientation}`, () => stillOf(itemOf(photo()), { orientation }), {
        size: storedSize(HEIC, orientation),
      }),
    ),
    heic('heic-place', () => stillOf(itemOf(photo()), { exif: exifBlock({ place: true }) }), { place: true }),
    heic('heic-animated', () => sequenceOf([itemOf(photo()), itemOf(photo())]), { animated: true }),
  ];
}
