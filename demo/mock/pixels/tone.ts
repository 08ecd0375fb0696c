import sharp, { type Sharp } from 'sharp';
import { toneCurve } from '../rules/tone.ts';
import type { Transform } from '../rules/transform.ts';

/** Runs every colour channel through the curve; alpha stays. Frames of an animation keep their pages. */
export async function applyTone(image: Sharp, transform: Transform): Promise<Sharp> {
  const curve = toneCurve(transform);
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const colours = info.channels === 2 || info.channels === 4 ? info.channels - 1 : info.channels;
  for (let at = 0; at < data.length; at += info.channels) {
    for (let channel = 0; channel < colours; channel++)
      data[at + channel] = curve[data[at + channel] ?? 0] ?? 0;
  }
  const { width, height, channels } = info;
  const pageHeight = info.pageHeight;
  return sharp(data, { raw: { width, height, channels, ...(pageHeight ? { pageHeight } : {}) } });
}
