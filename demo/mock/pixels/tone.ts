import sharp, { type Sharp } from 'sharp';
import type { Transform } from '../rules/transform.ts';

export function hasTone(transform: Transform): boolean {
  return (
    transform.brightness !== undefined || transform.contrast !== undefined || transform.gamma !== undefined
  );
}

/** What becomes of each of the 256 levels: brightness multiplies, contrast turns about the middle, gamma bends. */
export function toneCurve(transform: Transform): Uint8Array {
  const { brightness = 1, contrast = 1, gamma = 1 } = transform;
  return Uint8Array.from({ length: 256 }, (_, level) => {
    const bright = Math.min(1, (level / 255) * brightness);
    const bent = gamma === 1 ? bright : bright ** (1 / gamma);
    const value = (bent - 0.5) * contrast + 0.5;
    return Math.round(Math.min(1, Math.max(0, value)) * 255);
  });
}

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
