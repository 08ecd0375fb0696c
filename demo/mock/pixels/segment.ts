import sharp, { type Sharp } from 'sharp';
import { floodFromBorder } from '../rules/segment.ts';

/**
 * `segment=foreground`, approximated: the background is what can be reached from the border over pixels of nearly the
 * border's colour, as a magic wand would select it. Good for a subject on a plain ground; the service itself uses a trained
 * model. A picture whose border has no common colour keeps all of itself.
 */
export async function removeBackground(image: Sharp): Promise<Sharp> {
  const { data, info } = await image
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const background = floodFromBorder(data, width, height);
  for (let at = 0; at < background.length; at++) if (background[at]) data[at * 4 + 3] = 0;
  return sharp(data, { raw: { width, height, channels: 4 } });
}
