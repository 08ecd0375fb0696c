import sharp, { type Sharp } from 'sharp';
import type { Dimensions } from '../rules/sizes.ts';

const SIDE = 512;
let tile: Promise<Buffer> | null = null;

/** A little film grain over a painted picture: skies without bands, and an honest photographic file size. */
export async function grained(painting: Sharp, size: Dimensions): Promise<Sharp> {
  const { data, info } = await painting
    .composite([{ input: await grain(size), tile: true, blend: 'soft-light' }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
}

/** A tile of noise no larger than the picture. */
async function grain({ width, height }: Dimensions): Promise<Buffer> {
  tile ??= sharp({
    create: {
      width: SIDE,
      height: SIDE,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 9 },
    },
  })
    .greyscale()
    .png()
    .toBuffer();
  const whole = await tile;
  if (width >= SIDE && height >= SIDE) return whole;
  return sharp(whole)
    .extract({ left: 0, top: 0, width: Math.min(SIDE, width), height: Math.min(SIDE, height) })
    .toBuffer();
}
