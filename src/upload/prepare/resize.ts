import { formatOf, type ImageFormat } from '../../api/index.ts';
import { isAnimated } from './still.ts';
import { dimensionsOf } from '../formats/dimensions.ts';
import { Reader } from '../formats/reader.ts';
import { fitWithin, stepsDown, writingsOf, writtenAs } from './scale.ts';
import type { Dimensions } from '../formats/dimensions.ts';

export interface ResizeOptions {
  /** The longer side, in pixels; undefined = as it is. */
  maxDimension?: number;
  /** Of JPEG and WebP, 0 to 1; undefined = 0.85, and only for what is drawn anew. */
  quality?: number;
  /** Format that pictures are converted to; undefined = each stays what it is. */
  format?: 'jpg' | 'webp' | 'png';
  /** Formats that may be sent: what is none of them is converted whatever it then weighs. Undefined = all. */
  accepted?: readonly ImageFormat['format'][];
}

/** Turns a file into pixels, upright; rejects when it cannot. */
export type Decode = (file: Blob, isWideGamut: boolean) => Promise<ImageBitmap>;

const QUALITY = 0.85;
/** Enough to tell whether a picture moves, its colours, and its size behind the thumbnail and profile of a JPEG. */
const HEAD = 256 * 1024;
/**
 * Pixels that are decoded at most: half a gigabyte of memory. One photo is prepared at a time, so this is the budget of
 * all; what is larger is sent as it is.
 */
const MOST_PIXELS = 120e6;
/** Rows whose transparency is looked at in one go. */
const ROWS = 256;

type Canvas = OffscreenCanvas | HTMLCanvasElement;

const byBrowser: Decode = (file) => createImageBitmap(file, { imageOrientation: 'from-image' });

/**
 * A smaller picture, or one of another format, upright, without any metadata; null when the file is better sent as it
 * is: it is what it should be, moves, cannot be written here, or would not weigh less. Rejects when it cannot be decoded:
 * the browser has no decoder for it, or it is damaged. Works in a worker and on the main thread.
 */
export async function resize(
  file: Blob,
  { maxDimension, quality, format: target, accepted }: ResizeOptions,
  decode: Decode = byBrowser,
): Promise<Blob | null> {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const format = formatOf(head)?.format;
  const own = writtenAs(format);
  if (!format || !own || isAnimated(head, format)) return null;
  // Few can see a HEIC: what it weighs is not what its conversion is about.
  const isNeeded = format === 'heic' || (accepted !== undefined && !accepted.includes(format));
  const writings = (size: Dimensions) => {
    const isRewritten = !fits(size, maxDimension) || (quality !== undefined && own !== 'image/png');
    return writingsOf(format, { isRewritten, target, isNeeded });
  };
  const told = dimensionsOf(head, format);
  if (told && (told.width * told.height > MOST_PIXELS || !writings(told)[0])) return null;
  const isWideGamut = isWide(head);
  const bitmap = await decode(file, isWideGamut);
  let canvas: Canvas | undefined;
  try {
    for (const { type, isNeeded } of writings(bitmap)) {
      canvas ??= shrink(bitmap, fitWithin(bitmap, maxDimension), isWideGamut);
      if (type === 'image/jpeg' && format !== 'jpg' && isTransparent(canvas)) continue;
      const written = await write(canvas, type, quality ?? QUALITY);
      // A browser that cannot write a type writes a PNG.
      if (written?.type === type && (isNeeded || written.size < file.size)) return written;
    }
    return null;
  } finally {
    bitmap.close();
    if (canvas) release(canvas);
  }
}

function fits({ width, height }: Dimensions, longest: number | undefined): boolean {
  return Math.max(width, height) <= (longest ?? Infinity);
}

/** Whether colours go beyond sRGB: the profile of phones says so in its name. */
function isWide(head: Uint8Array): boolean {
  return /Display P3|D\0i\0s\0p\0l\0a\0y\0 \0P\x003/.test(new Reader(head).text(0, head.length));
}

/** Whether anything shines through. */
function isTransparent(canvas: Canvas): boolean {
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  for (let top = 0; top < canvas.height; top += ROWS) {
    const { data } = context.getImageData(0, top, canvas.width, Math.min(ROWS, canvas.height - top));
    for (let at = 3; at < data.length; at += 4) if (data[at]! < 255) return true;
  }
  return false;
}

function shrink(bitmap: ImageBitmap, to: Dimensions, isWideGamut: boolean): Canvas {
  let from: ImageBitmap | Canvas = bitmap;
  let canvas!: Canvas;
  for (const { width, height } of stepsDown(bitmap, to)) {
    canvas = makeCanvas(width, height);
    const colorSpace = isWideGamut ? 'display-p3' : 'srgb';
    const context = canvas.getContext('2d', { colorSpace }) as OffscreenCanvasRenderingContext2D;
    context.imageSmoothingQuality = 'high';
    context.drawImage(from, 0, 0, width, height);
    if (from !== bitmap) release(from as Canvas);
    from = canvas;
  }
  return canvas;
}

function makeCanvas(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

/** Safari keeps the memory of a canvas until it is collected, unless it has no pixels. */
function release(canvas: Canvas): void {
  canvas.width = canvas.height = 0;
}

function write(canvas: Canvas, type: string, quality: number): Promise<Blob | null> {
  return 'convertToBlob' in canvas
    ? canvas.convertToBlob({ type, quality })
    : new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
}
