import { imageSize } from 'image-size';
import { UnreadableImage, type Pixels, type PixelSource } from '../ports.ts';
import { bmpDimensions } from '../rules/bmp.ts';
import { MAX_PIXELS, MIME, type SourceFormat } from '../rules/formats.ts';
import { floodFromBorder } from '../rules/segment.ts';
import type { Dimensions } from '../rules/sizes.ts';
import { sanitiseSvg, svgDimensions } from '../rules/svg.ts';
import { hasTone, toneCurve } from '../rules/tone.ts';
import { looksLikeColour, planOf, type OutputFormat, type Plan, type Transform } from '../rules/transform.ts';
import { paint } from '../scenes/paint.ts';
import { describeScene } from '../scenes/scene.ts';
import { canvas, drawScene } from './canvas.ts';

/**
 * Pixels in a service worker, by canvas. Short of sharp in three ways: animations show their first frame, AVIF and GIF come as
 * PNG (canvases can't write them), and HEIC is developed only where the browser can read it (Safari).
 */
export class CanvasPixels implements Pixels {
  async measure(data: string | Uint8Array, format: SourceFormat): Promise<Dimensions> {
    const bytes = inMemory(data);
    try {
      const size = await sizeOf(bytes, format);
      if (size.width * size.height > MAX_PIXELS) {
        throw new UnreadableImage(`The image has more than ${MAX_PIXELS / 1_000_000} megapixels.`);
      }
      return size;
    } catch (error) {
      if (error instanceof UnreadableImage) throw error;
      throw new UnreadableImage('The file is damaged or not an image.', { cause: error });
    }
  }

  async develop(data: string | Uint8Array): Promise<{ bytes: Uint8Array; width: number; height: number }> {
    const bitmap = await createImageBitmap(new Blob([inMemory(data)])).catch((cause: unknown) => {
      throw new UnreadableImage('The HEIC picture could not be decoded.', { cause });
    });
    const { canvas: made, pen } = canvas(bitmap);
    pen.drawImage(bitmap, 0, 0);
    return { bytes: await encode(made, 'jpg'), width: bitmap.width, height: bitmap.height };
  }

  async render(
    source: PixelSource,
    transform: Transform,
    format: OutputFormat,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const untouched = Object.keys(transform).every((name) => name === 'metadata');
    if (source.kind === 'file' && untouched && source.format === format) {
      const stored = inMemory(source.data);
      // Drawn anew, a picture loses all it says about where and when.
      if (transform.metadata === 'keep' || !tellsMore(stored)) return stored.slice();
    }
    const plan = planOf(source, transform);
    const opaque = transform.background ?? (format === 'jpg' ? 'white' : null);
    const picture = await open(source, plan);
    const made = layOut(picture, plan, transform);
    work(made, transform);
    return encode(opaque === null ? made : flatten(made, opaque), format);
  }

  sanitiseSvg(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    return sanitiseSvg(bytes);
  }

  isColour(text: string): boolean {
    if (!looksLikeColour(text)) return false;
    const { pen } = canvas({ width: 1, height: 1 });
    pen.fillStyle = '#010203';
    pen.fillStyle = text;
    return pen.fillStyle !== '#010203';
  }

  async close(): Promise<void> {}
}

type Picture = ImageBitmap | OffscreenCanvas;

function inMemory(data: string | Uint8Array): Uint8Array<ArrayBuffer> {
  if (typeof data === 'string') throw new Error('There are no files in a browser.');
  return data as Uint8Array<ArrayBuffer>;
}

/** Whether a file carries EXIF or XMP: JPEG, PNG and WebP all mark them by name. */
function tellsMore(bytes: Uint8Array<ArrayBuffer>): boolean {
  return /Exif\0\0|eXIf|EXIF|ns\.adobe\.com\/xap/.test(new TextDecoder('latin1').decode(bytes));
}

async function sizeOf(bytes: Uint8Array<ArrayBuffer>, format: SourceFormat): Promise<Dimensions> {
  if (format === 'svg') return svgDimensions(bytes);
  if (format === 'bmp') return bmpDimensions(bytes) ?? { width: 0, height: 0 };
  if (format === 'ico' || format === 'heic') {
    const { width, height } = imageSize(bytes);
    return { width, height };
  }
  const bitmap = await createImageBitmap(new Blob([bytes], { type: MIME[format] }));
  const size = { width: bitmap.width, height: bitmap.height };
  bitmap.close();
  return size;
}

async function open(source: PixelSource, plan: Plan): Promise<Picture> {
  if (source.kind === 'file')
    return createImageBitmap(new Blob([inMemory(source.data)], { type: MIME[source.format] }));
  const scale = Math.min(
    1,
    Math.max(plan.inner.width, plan.inner.height) / Math.max(source.width, source.height),
  );
  const size = { width: Math.ceil(source.width * scale), height: Math.ceil(source.height * scale) };
  return drawScene(paint(describeScene(source.scene)), size);
}

function layOut(picture: Picture, plan: Plan, transform: Transform): OffscreenCanvas {
  const upright = turned(picture, transform);
  const { canvas: made, pen } = canvas(plan.outer);
  if (plan.how === 'pad') {
    pen.fillStyle = transform.background ?? 'white';
    pen.fillRect(0, 0, plan.outer.width, plan.outer.height);
  }
  let { width, height } = plan.inner;
  if (plan.how === 'cover') {
    const scale = Math.max(plan.outer.width / upright.width, plan.outer.height / upright.height);
    width = upright.width * scale;
    height = upright.height * scale;
  }
  const blur = transform.blur;
  if (blur !== undefined && 'filter' in pen) pen.filter = `blur(${blur / 2}px)`;
  pen.drawImage(upright, (plan.outer.width - width) / 2, (plan.outer.height - height) / 2, width, height);
  return made;
}

function turned(picture: Picture, { rotate = 0, flip = '' }: { rotate?: number; flip?: string }): Picture {
  if (rotate === 0 && flip === '') return picture;
  const sideways = rotate === 90 || rotate === 270;
  const size = sideways
    ? { width: picture.height, height: picture.width }
    : { width: picture.width, height: picture.height };
  const { canvas: made, pen } = canvas(size);
  pen.translate(size.width / 2, size.height / 2);
  pen.scale(flip.includes('h') ? -1 : 1, flip.includes('v') ? -1 : 1);
  pen.rotate((rotate * Math.PI) / 180);
  pen.drawImage(picture, -picture.width / 2, -picture.height / 2);
  return made;
}

/** Tone, saturation, sharpening and the removal of the ground, on the pixels themselves. */
function work(made: OffscreenCanvas, transform: Transform): void {
  const { saturation, sharp, segment } = transform;
  if (!hasTone(transform) && saturation === undefined && sharp === undefined && !segment) return;
  const pen = made.getContext('2d');
  if (!pen) return;
  const pixels = pen.getImageData(0, 0, made.width, made.height);
  const { data } = pixels;
  const curve = toneCurve(transform);
  const before = sharp === undefined ? null : data.slice();
  for (let at = 0; at < data.length; at += 4) {
    const [r, g, b] = [0, 1, 2].map((channel) => curve[data[at + channel] ?? 0] ?? 0) as [
      number,
      number,
      number,
    ];
    const grey = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    const full = saturation ?? 1;
    data[at] = grey + (r - grey) * full;
    data[at + 1] = grey + (g - grey) * full;
    data[at + 2] = grey + (b - grey) * full;
  }
  if (before && sharp !== undefined) sharpen(data, before, made.width, sharp / 10);
  if (segment) {
    const ground = floodFromBorder(new Uint8Array(data.buffer), made.width, made.height);
    for (let at = 0; at < ground.length; at++) if (ground[at]) data[at * 4 + 3] = 0;
  }
  pen.putImageData(pixels, 0, 0);
}

function sharpen(data: Uint8ClampedArray, before: Uint8ClampedArray, width: number, amount: number): void {
  const row = width * 4;
  for (let at = row + 4; at < data.length - row - 4; at++) {
    if (at % 4 === 3) continue;
    const around =
      (before[at - 4] ?? 0) + (before[at + 4] ?? 0) + (before[at - row] ?? 0) + (before[at + row] ?? 0);
    data[at] = (data[at] ?? 0) + amount * (4 * (before[at] ?? 0) - around);
  }
}

function flatten(picture: OffscreenCanvas, colour: string): OffscreenCanvas {
  const { canvas: made, pen } = canvas(picture);
  pen.fillStyle = colour;
  pen.fillRect(0, 0, made.width, made.height);
  pen.drawImage(picture, 0, 0);
  return made;
}

async function encode(made: OffscreenCanvas, format: OutputFormat): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await made.convertToBlob({ type: MIME[format], quality: 0.86 });
  return new Uint8Array(await blob.arrayBuffer());
}
