import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../../../src/upload/check/inspect.ts';
import { gifMoves, isMoving } from '../../../../src/upload/formats/animated.ts';
import { judgeFile } from '../../../../src/upload/check/judge-file.ts';

const frame = (red: number) =>
  ({ create: { width: 8, height: 6, channels: 3, background: { r: red, g: 0, b: 90 } } }) as const;

/** A strip of frames, as sharp takes animations. */
async function animation(format: 'gif' | 'webp', frames: number): Promise<Blob> {
  const pages = await Promise.all(
    Array.from({ length: frames }, (_, at) =>
      sharp(frame(at * 80))
        .png()
        .toBuffer(),
    ),
  );
  const image = sharp(pages, { join: { animated: true } });
  return new Blob([new Uint8Array(await image.toFormat(format).toBuffer())]);
}

async function still(format: 'gif' | 'webp' | 'png' | 'jpeg' | 'avif'): Promise<Blob> {
  return new Blob([new Uint8Array(await sharp(frame(9)).toFormat(format).toBuffer())]);
}

const chunk = (kind: string, ...data: number[]) => [
  0,
  0,
  0,
  data.length,
  ...Buffer.from(kind),
  ...data,
  0,
  0,
  0,
  0,
];
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const png = (...chunks: number[][]) => new Blob([Uint8Array.from([...SIGNATURE, ...chunks.flat()])]);
const brands = (...names: string[]) =>
  new Blob([
    Uint8Array.from([0, 0, 0, 8 + names.length * 4, ...Buffer.from(`ftyp${names.join('')}`), 1, 2, 3]),
  ]);

describe('whether a picture moves', () => {
  for (const format of ['gif', 'webp'] as const) {
    test(`a ${format} of three frames does`, async () => {
      expect(await isMoving(await animation(format, 3), format)).toBe(true);
    });
    test(`a ${format} of one frame does not`, async () => {
      expect(await isMoving(await still(format), format)).toBe(false);
    });
  }

  for (const [format, name] of [
    ['png', 'png'],
    ['jpeg', 'jpg'],
    ['avif', 'avif'],
  ] as const)
    test(`a ${name} does not`, async () => {
      expect(await isMoving(await still(format), name)).toBe(false);
    });

  test('a PNG does whose control chunk comes before its pixels, behind whatever else', async () => {
    const long = chunk('iCCP', ...new Array<number>(200).fill(7));
    expect(await isMoving(png(chunk('IHDR', 1), long, chunk('acTL', 2), chunk('IDAT')), 'png')).toBe(true);
    expect(await isMoving(png(chunk('IHDR', 1), long, chunk('IDAT'), chunk('acTL', 2)), 'png')).toBe(false);
  });

  test('a PNG does not that announces a single frame', async () => {
    const announced = chunk('acTL', 0, 0, 0, 1, 0, 0, 0, 0);
    expect(await isMoving(png(chunk('IHDR', 1), announced, chunk('IDAT')), 'png')).toBe(false);
  });

  test('a WebP does not that is flagged as an animation of a single frame', async () => {
    const bytes = new Uint8Array(await (await animation('webp', 2)).arrayBuffer());
    const at = (name: string, from = 0) => Buffer.from(bytes).indexOf(name, from);
    const second = at('ANMF', at('ANMF') + 4);
    expect(await isMoving(new Blob([bytes.slice(0, second)]), 'webp')).toBe(false);
    expect(await isMoving(new Blob([bytes.slice(0, second - 2)]), 'webp')).toBeNull();
  });

  test('a GIF of one frame does not that lacks only the byte that ends it', async () => {
    const bytes = new Uint8Array(await (await still('gif')).arrayBuffer());
    expect(gifMoves(bytes.slice(0, -1))).toBe(false);
    expect(gifMoves(bytes.slice(0, -2))).toBeNull();
  });

  test('an image sequence of AVIF or HEIC does', async () => {
    expect(await isMoving(brands('avis', '\0\0\0\0', 'avif'), 'avif')).toBe(true);
    expect(await isMoving(brands('heic', '\0\0\0\0', 'mif1'), 'heic')).toBe(false);
  });

  test('is not told by a damaged GIF', () => {
    expect(gifMoves(Uint8Array.from([...Buffer.from('GIF89a'), 1, 0, 1, 0, 0, 0, 0, 0x99]))).toBeNull();
    expect(gifMoves(new Uint8Array(3))).toBeNull();
  });

  test('decides by the rule, and lets through what cannot be told', async () => {
    const moving = await inspect(await animation('gif', 2), { motion: true });
    const unmoved = await inspect(await still('webp'), { motion: true });
    expect(judgeFile(moving, { animated: 'deny' })).toEqual({ code: 'unsupported-type', motion: 'moving' });
    expect(judgeFile(unmoved, { animated: 'only' })).toEqual({ code: 'unsupported-type', motion: 'still' });
    expect(judgeFile(unmoved, { animated: 'deny' })).toBeNull();
    expect(judgeFile(moving, {})).toBeNull();
    expect(judgeFile({ ...unmoved, moving: null }, { animated: 'only' })).toBeNull();
  });
});
