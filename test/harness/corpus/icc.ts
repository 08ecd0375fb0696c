import { bytesOf, join, u16, u32 } from '../../unit/upload/formats/blocks.ts';

const fixed = (value: number) => u32(Math.round(value * 65536) >>> 0);
const padded = (data: Uint8Array) => join([data, new Uint8Array((4 - (data.length % 4)) % 4)]);
const xyz = (...values: number[]) => join([bytesOf('XYZ '), u32(0), ...values.map(fixed)]);
const gamma = (value: number) => join([bytesOf('curv'), u32(0), u32(1), u16(Math.round(value * 256))]);
const text = (words: string) =>
  join([bytesOf('desc'), u32(0), u32(words.length + 1), bytesOf(`${words}\0`), new Uint8Array(78)]);

/** A display profile of three primaries and one gamma (ICC.1:2001-04), adapted to D50. */
function displayProfile(
  name: string,
  primaries: readonly (readonly number[])[],
  exponent: number,
): Uint8Array {
  const curve = gamma(exponent);
  const tags: [string, Uint8Array][] = [
    ['desc', text(name)],
    ['cprt', join([bytesOf('text'), u32(0), bytesOf('No copyright\0')])],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ...(['rXYZ', 'gXYZ', 'bXYZ'] as const).map((tag, at): [string, Uint8Array] => [
      tag,
      xyz(...primaries[at]!),
    ]),
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  let at = 128 + 4 + tags.length * 12;
  const table = tags.map(([tag, data]) => {
    const entry = join([bytesOf(tag), u32(at), u32(data.length)]);
    at += padded(data).length;
    return entry;
  });
  const header = join([
    u32(at),
    u32(0),
    u32(0x02400000),
    bytesOf('mntrRGB XYZ '),
    u16(2026, 1, 1, 0, 0, 0),
    bytesOf('acsp'),
    new Uint8Array(28),
    fixed(0.9642),
    fixed(1),
    fixed(0.8249),
    new Uint8Array(48),
  ]);
  return join([header, u32(tags.length), ...table, ...tags.map(([, data]) => padded(data))]);
}

/** Adobe RGB (1998), as cameras write it. */
export const ADOBE_RGB = displayProfile(
  'Adobe RGB (1998)',
  [
    [0.60974, 0.31111, 0.01947],
    [0.20528, 0.62567, 0.06087],
    [0.14919, 0.06322, 0.74457],
  ],
  2.19921875,
);

/** Red and green exchanged: a reader that ignores the profile shows the wrong colours plainly. */
export const SWAPPED = displayProfile(
  'Red and green exchanged',
  [
    [0.38515, 0.71687, 0.09708],
    [0.43607, 0.22249, 0.01392],
    [0.14307, 0.06061, 0.7141],
  ],
  2.2,
);

/** Display P3, as phones write it: its red and green are beyond sRGB. */
export const DISPLAY_P3 = displayProfile(
  'Display P3',
  [
    [0.51512, 0.2412, -0.00105],
    [0.29198, 0.69225, 0.04189],
    [0.1571, 0.06657, 0.78407],
  ],
  2.2,
);
