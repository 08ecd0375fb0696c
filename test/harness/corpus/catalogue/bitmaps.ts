import { join } from '../../../unit/upload/formats/blocks.ts';
import type { Facts, Specimen } from '../../corpus.ts';
import { bmp, ico, iconBitmap, type BmpOptions, type IconEntry } from '../bmp.ts';
import { png } from '../png.ts';
import type { Size } from '../pixels.ts';
import { SIZE, specimen } from '../specimen.ts';

const WINDOWS: BmpOptions[] = [
  ...([8, 16, 24, 32] as const).flatMap((depth) => [
    { header: 40, depth } as const,
    { header: 40, depth, fromTop: true } as const,
  ]),
  { header: 40, depth: 4 },
  { header: 40, depth: 8, packed: true },
  ...([52, 56, 108, 124] as const).map((header) => ({ header, depth: 24 }) as const),
];
const OS2: BmpOptions[] = [
  ...([4, 8, 24] as const).map((depth) => ({ header: 12, depth }) as const),
  ...([8, 24] as const).map((depth) => ({ header: 64, depth }) as const),
  { header: 16, depth: 24 },
];

const nameOf = ({ header, depth, fromTop, packed }: BmpOptions) =>
  `bmp-header-${header}-depth-${depth}${fromTop ? '-from-top' : ''}${packed ? '-packed' : ''}`;

const iconPng = (size: Size): IconEntry => ({ ...size, data: png(size, { type: 6 }) });
const square = (side: number) => ({ width: side, height: side });

const icon = (name: string, make: Specimen['make'], side: number, facts: Partial<Facts> = {}) =>
  specimen(`${name}.ico`, make, { format: 'ico', size: square(side), look: null, ...facts });

export function bitmaps(): Specimen[] {
  return [
    ...[...WINDOWS, ...OS2].map((options) =>
      specimen(`${nameOf(options)}.bmp`, () => bmp(SIZE, options), {
        format: 'bmp',
        ...(options.header === 12 && {
          differs: { 'image-size': 'It reads numbers of 32 bits, where OS/2 has 16.' },
        }),
      }),
    ),
    specimen('bmp-trailing-data.bmp', () => join([bmp(SIZE), new Uint8Array(99)]), { format: 'bmp' }),
    specimen('bmp-1x1.bmp', () => bmp(square(1)), { format: 'bmp', size: square(1), look: null }),
    specimen('bmp-large.bmp', () => bmp({ width: 700, height: 500 }), {
      format: 'bmp',
      size: { width: 700, height: 500 },
    }),
    icon('ico-bitmap', () => ico([iconBitmap(square(32))]), 32),
    icon('ico-png', () => ico([iconPng(square(48))]), 48),
    icon(
      'ico-several',
      () => ico([iconBitmap(square(16)), iconBitmap(square(48)), iconBitmap(square(32))]),
      48,
    ),
    icon('ico-256', () => ico([iconBitmap(square(16)), iconPng(square(256))]), 256),
    icon(
      'ico-largest-first',
      () => ico([iconPng(square(256)), iconPng(square(64)), iconPng(square(16))]),
      256,
    ),
    icon('ico-not-square', () => ico([iconBitmap({ width: 48, height: 24 })]), 48, {
      size: { width: 48, height: 24 },
    }),
    specimen('cursor.cur', () => ico([iconBitmap(square(32))], 2), { format: null }),
  ];
}
