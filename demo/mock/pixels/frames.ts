import sharp, { type Sharp, type SharpOptions } from 'sharp';

/** How an animation runs: milliseconds each frame stands, and how often all of it is shown (0 = for ever). */
export interface Timing {
  delay: number[];
  loop: number;
}

/**
 * Does something to every frame of an animation by itself. sharp holds the frames as one long strip, which turns, pads and
 * blurs as one picture would: frames must be taken apart first and put together again.
 */
export async function eachFrame(
  data: string | Uint8Array,
  reading: SharpOptions,
  alter: (frame: Sharp) => Promise<Sharp>,
): Promise<Timing & { image: Sharp }> {
  const strip = sharp(data, { ...reading, animated: true });
  const { delay = [], loop = 0, pages = 1 } = await strip.metadata();
  const { data: pixels, info } = await strip
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, channels } = info;
  const height = info.height / pages;
  const size = width * height * channels;
  const frames: Buffer[] = [];
  let shape = { width, height, channels: channels as 1 | 2 | 3 | 4 };
  for (let at = 0; at < pages; at++) {
    const frame = sharp(pixels.subarray(at * size, (at + 1) * size), { raw: { width, height, channels } });
    const done = await (await alter(frame)).raw().toBuffer({ resolveWithObject: true });
    shape = { width: done.info.width, height: done.info.height, channels: done.info.channels };
    frames.push(done.data);
  }
  const raw = { ...shape, height: shape.height * pages, pageHeight: shape.height };
  return { image: sharp(Buffer.concat(frames), { raw }), delay, loop };
}
