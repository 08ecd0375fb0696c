import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { imageSize } from 'image-size';
import { readFile } from 'node:fs/promises';
import { UnreadableImage, type Pixels, type PixelSource } from '../ports.ts';
import { bmpDimensions } from '../rules/bmp.ts';
import { MAX_PIXELS, type SourceFormat } from '../rules/formats.ts';
import type { Dimensions } from '../rules/sizes.ts';
import { hasTone } from '../rules/tone.ts';
import { looksLikeColour, planOf, type OutputFormat, type Plan, type Transform } from '../rules/transform.ts';
import { sceneSvg } from '../scenes/svg.ts';
import { grained } from './grain.ts';
import { keptExif } from './exif.ts';
import { HeicDecoder } from './heic.ts';
import { eachFrame, type Timing } from './frames.ts';
import { removeBackground } from './segment.ts';
import { sanitiseSvg, svgDimensions } from '../rules/svg.ts';
import { applyTone } from './tone.ts';

/** Real pixels in Node: sharp for what it decodes, image-size for ICO, libheif in a worker for HEIC. */
export class SharpPixels implements Pixels {
  readonly #heic = new HeicDecoder();

  async measure(data: string | Uint8Array, format: SourceFormat): Promise<Dimensions> {
    try {
      const measured = await (format === 'svg' || format === 'bmp' || format === 'ico'
        ? measureHeader(data, format)
        : measureSharp(await decodable(data, format), format));
      if (!(measured.width > 0 && measured.height > 0))
        throw new UnreadableImage('The image has no dimensions.');
      if (measured.width * measured.height > MAX_PIXELS) {
        throw new UnreadableImage(`The image has more than ${MAX_PIXELS / 1_000_000} megapixels.`);
      }
      return measured;
    } catch (error) {
      if (error instanceof UnreadableImage) throw error;
      throw new UnreadableImage('The file is damaged or not an image.', { cause: error });
    }
  }

  async develop(data: string | Uint8Array): Promise<{ bytes: Uint8Array; width: number; height: number }> {
    const { width, height, pixels, exif } = await this.#heic.decode(data);
    const picture = sharp(pixels, { raw: { width, height, channels: 4 } }).removeAlpha();
    const bytes = await (exif ? picture.withExif(exif) : picture).jpeg({ quality: 90 }).toBuffer();
    return { bytes, width, height };
  }

  async render(
    source: PixelSource,
    transform: Transform,
    format: OutputFormat,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (source.kind === 'file' && isUntouched(transform) && format === source.format) {
      const kept = await asStored(source, transform);
      if (kept) return kept;
    }
    return this.#draw(
      source.kind === 'file' ? { ...source, data: await decodable(source.data, source.format) } : source,
      transform,
      format,
    );
  }

  async #draw(
    source: PixelSource,
    transform: Transform,
    format: OutputFormat,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const plan = planOf(source, transform);
    const moving =
      source.kind === 'file' && (format === 'gif' || format === 'webp') && (await isMoving(source));
    const alter = (image: Sharp): Promise<Sharp> => altered(image, plan, transform, format);
    if (moving && !isPlain(transform, plan)) {
      const { image, delay, loop } = await eachFrame(source.data, READING, alter);
      return encode(await withMetadata(image, source, transform), format, { delay, loop });
    }
    const image = await alter(await open(source, plan, transform, moving));
    return encode(source.kind === 'file' ? await withMetadata(image, source, transform) : image, format);
  }

  sanitiseSvg(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    return sanitiseSvg(bytes);
  }

  isColour(text: string): boolean {
    if (!looksLikeColour(text)) return false;
    try {
      sharp({ create: { width: 1, height: 1, channels: 4, background: text } });
      return true;
    } catch {
      return false;
    }
  }

  close(): Promise<void> {
    return this.#heic.close();
  }
}

type FileSource = Extract<PixelSource, { kind: 'file' }>;
const READING: SharpOptions = { limitInputPixels: MAX_PIXELS, failOn: 'none' };

/**
 * The file as sharp takes it. It decodes an AVIF that is animated too, its first picture, but knows it by its brand only
 * as a still one.
 */
async function decodable(data: string | Uint8Array, format: SourceFormat): Promise<string | Uint8Array> {
  if (format !== 'avif') return data;
  const bytes = Buffer.from(typeof data === 'string' ? await readFile(data) : data);
  if (bytes.toString('latin1', 8, 12) !== 'avis') return data;
  bytes.write('avif', 8, 'latin1');
  return bytes;
}

async function measureSharp(data: string | Uint8Array, format: SourceFormat): Promise<Dimensions> {
  // The header alone: what it announces is judged before anything is decoded.
  const info = await sharp(data, { ...READING, limitInputPixels: false }).metadata();
  const { width, height } = info.autoOrient;
  if (width * height > MAX_PIXELS) return { width, height };
  if (format === 'heic') return { width, height }; // decoded when it is developed
  // A small decode finds what a header can't tell: a file that breaks off or is damaged inside.
  const image = sharp(data, { ...READING, failOn: 'truncated' });
  await image.resize(16, 16, { fit: 'fill', fastShrinkOnLoad: true }).raw().toBuffer();
  return { width, height };
}

async function measureHeader(data: string | Uint8Array, format: SourceFormat): Promise<Dimensions> {
  const bytes = typeof data === 'string' ? await readFile(data) : data;
  const size =
    format === 'svg' ? svgDimensions(bytes) : format === 'bmp' ? bmpDimensions(bytes) : imageSize(bytes);
  if (!size) throw new UnreadableImage('The bitmap has no header.');
  return { width: size.width, height: size.height };
}

function isUntouched(transform: Transform): boolean {
  return Object.keys(transform).every((name) => name === 'metadata' || name === 'format');
}

/** The stored bytes themselves, when nothing in them has to be turned, converted or removed. */
async function asStored(source: FileSource, transform: Transform): Promise<Uint8Array<ArrayBuffer> | null> {
  if (transform.metadata !== 'keep') {
    const info = await sharp(await decodable(source.data, source.format), READING).metadata();
    if (info.exif || info.xmp || info.iptc || info.icc || (info.orientation ?? 1) > 1) return null;
  }
  return typeof source.data === 'string' ? readFile(source.data) : new Uint8Array(source.data);
}

/** An animation that moves on its own in the format that is wanted. */
async function isMoving(source: FileSource): Promise<boolean> {
  if (source.format !== 'gif' && source.format !== 'webp') return false;
  return ((await sharp(source.data, READING).metadata()).pages ?? 1) > 1;
}

/** Whether sharp can transform all frames of a strip at once; any other transform would mix them. */
function isPlain(transform: Transform, plan: Plan): boolean {
  const { rotate, flip, segment, blur, sharp: sharpness } = transform;
  return plan.how !== 'pad' && !rotate && !flip && !segment && !blur && !sharpness && !hasTone(transform);
}

async function open(
  source: PixelSource,
  plan: Plan,
  transform: Transform,
  animated: boolean,
): Promise<Sharp> {
  if (source.kind === 'file') return sharp(source.data, { ...READING, animated }).autoOrient();
  // Painted at the size that is wanted, so that a thumbnail costs a thumbnail's time.
  const turned = transform.rotate === 90 || transform.rotate === 270;
  const { width, height } =
    plan.how === 'scale' ? plan.inner : { width: source.width, height: source.height };
  return painted(
    source.scene,
    plan.how !== 'scale' || !turned ? { width, height } : { width: height, height: width },
  );
}

/** Everything a transform does to the pixels of one picture. */
async function altered(
  picture: Sharp,
  plan: Plan,
  transform: Transform,
  format: OutputFormat,
): Promise<Sharp> {
  let image = layOut(picture, plan, transform, format);
  if (hasTone(transform)) image = await applyTone(image, transform);
  if (transform.segment) image = await removeBackground(image);
  if (transform.saturation !== undefined) image = image.modulate({ saturation: transform.saturation });
  if (transform.blur !== undefined)
    image = image.blur({ sigma: Math.max(0.3, transform.blur / 2), precision: 'approximate' });
  if (transform.sharp !== undefined)
    image = image.sharpen({ sigma: 1, m1: transform.sharp / 2, m2: transform.sharp });
  const backdrop = transform.background ?? (format === 'jpg' ? 'white' : null);
  return backdrop === null ? image : image.flatten({ background: backdrop });
}

/** Vector painting slows down with the area; beyond this side it is enlarged, and the grain hides that. */
const PAINTED_SIDE = 1800;

function painted(scene: number, size: Dimensions): Promise<Sharp> {
  const scale = Math.min(1, PAINTED_SIDE / Math.max(size.width, size.height));
  const small = { width: Math.ceil(size.width * scale), height: Math.ceil(size.height * scale) };
  const painting = sharp(Buffer.from(sceneSvg({ scene }, small)));
  return grained(painting.resize(size.width, size.height, { fit: 'fill' }), size);
}

function layOut(image: Sharp, plan: Plan, transform: Transform, format: OutputFormat): Sharp {
  let out = image;
  if (transform.rotate) out = out.rotate(transform.rotate);
  if (transform.flip?.includes('v')) out = out.flip();
  if (transform.flip?.includes('h')) out = out.flop();
  if (plan.how === 'cover') return out.resize(plan.outer.width, plan.outer.height, { fit: 'cover' });
  out = out.resize(plan.inner.width, plan.inner.height, { fit: 'fill' });
  if (plan.how === 'scale') return out;
  const clear = format === 'png' || format === 'webp' || format === 'avif';
  const background =
    transform.background ?? (transform.segment && clear ? { r: 0, g: 0, b: 0, alpha: 0 } : 'white');
  const left = Math.floor((plan.outer.width - plan.inner.width) / 2);
  const top = Math.floor((plan.outer.height - plan.inner.height) / 2);
  const right = plan.outer.width - plan.inner.width - left;
  const bottom = plan.outer.height - plan.inner.height - top;
  return out.extend({ top, bottom, left, right, background });
}

/** By default only the author's name and copyright stay; GPS never does, unless everything is kept (demo/mock/README.md, Delivery). */
async function withMetadata(image: Sharp, source: FileSource, transform: Transform): Promise<Sharp> {
  if (transform.metadata === 'none') return image;
  if (transform.metadata === 'keep') {
    return hasTone(transform) || transform.segment ? onto(source, image) : image.keepMetadata();
  }
  const info = await sharp(source.data, READING).metadata();
  const kept = info.exif ? keptExif(info.exif) : null;
  return kept ? image.withExif({ IFD0: kept }) : image;
}

/** Tone and cut-outs leave the file for bare pixels; what is to be kept is in the file, so they are laid over it. */
async function onto(source: FileSource, image: Sharp): Promise<Sharp> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels, pages = 1 } = info;
  if (pages > 1) return image;
  return sharp(source.data, READING)
    .autoOrient()
    .resize(width, height, { fit: 'fill' })
    .ensureAlpha()
    .composite([{ input: data, raw: { width, height, channels }, blend: 'source' }])
    .keepMetadata();
}

async function encode(
  image: Sharp,
  format: OutputFormat,
  timing: Partial<Timing> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  switch (format) {
    case 'jpg':
      return image.jpeg({ quality: 84 }).toBuffer();
    case 'png':
      return image.png({ compressionLevel: 6 }).toBuffer();
    case 'webp':
      return image.webp({ quality: 82, effort: 2, ...timing }).toBuffer();
    case 'avif':
      return image.avif({ quality: 55, effort: 2 }).toBuffer();
    case 'gif':
      return image.gif({ effort: 3, ...timing }).toBuffer();
  }
}
