import sharp, { type Sharp } from 'sharp';

const SIDE = 512;
let tile: Promise<Buffer> | null = null;

/** A little film grain over a painted picture: skies without bands, and an honest photographic file size. */
export async function grained(svg: Buffer): Promise<Sharp> {
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
  const { data, info } = await sharp(svg)
    .composite([{ input: await tile, tile: true, blend: 'soft-light' }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
}
