import { formatOf } from '../../api/index.ts';
import { isAnimated } from './animated.ts';
import { dimensionsOf } from './dimensions.ts';
import { Reader } from './location/bytes.ts';
import { fitWithin, stepsDown, writtenAs, type Dimensions } from './scale.ts';

export interface ResizeOptions {
  /** The longer side, in pixels; undefined = as it is. */
  maxDimension?: number;
  /** Of JPEG and WebP, 0 to 1; undefined = 0.85, and only for what is made smaller. */
  quality?: number;
}

const QUALITY = 0.85;
/** Enough to tell whether a picture moves, its colours, and its size behind the thumbnail and profile of a JPEG. */
const HEAD = 256 * 1024;
/**
 * Pixels that are decoded at most: half a gigabyte of memory. One photo is prepared at a time, so this is the budget of
 * all; what is larger is sent as it is.
 */
const MOST_PIXELS = 120e6;

type Canvas = OffscreenCanvas | HTMLCanvasElement;

/**
 * A smaller picture, upright, without any metadata; null when the file is better sent as it is: it is small enough,
 * moves, cannot be decoded or written here, or would not weigh less. Works in a worker and on the main thread.
 */
export async function resize(file: Blob, { maxDimension, quality }: ResizeOptions): Promise<Blob | null> {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const format = formatOf(head)?.format;
  const type = writtenAs(format);
  if (!format || !type || isAnimated(head, format)) return null;
  const size = dimensionsOf(head, format);
  const rewrites = quality !== undefined && type !== 'image/png';
  if (size && (size.width * size.height > MOST_PIXELS || (!rewrites && fits(size, maxDimension))))
    return null;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null; // a HEIC where the browser has no decoder, or damaged: the server judges
  }
  try {
    if (!rewrites && fits(bitmap, maxDimension)) return null;
    const canvas = shrink(bitmap, fitWithin(bitmap, maxDimension), isWide(head));
    const written = await write(canvas, type, quality ?? QUALITY);
    return written && written.type === type && written.size < file.size ? written : null;
  } finally {
    bitmap.close();
  }
}

function fits({ width, height }: Dimensions, longest: number | undefined): boolean {
  return Math.max(width, height) <= (longest ?? Infinity);
}

/** Whether colours go beyond sRGB: the profile of phones says so in its name. */
function isWide(head: Uint8Array): boolean {
  return /Display P3|D\0i\0s\0p\0l\0a\0y\0 \0P\x003/.test(new Reader(head).text(0, head.length));
}

function shrink(bitmap: ImageBitmap, to: Dimensions, isWideGamut: boolean): Canvas {
  let from: ImageBitmap | Canvas = bitmap;
  let canvas!: Canvas;
  for (const { width, height } of stepsDown(bitmap, to)) {
    canvas = makeCanvas(width, height);
    const colorSpace = isWideGamut ? 'display-p3' : 'srgb';
    const context = canvas.getContext('2d', { colorSpace }) as OffscreenCanvasRenderingContext2D | null;
    if (!context) throw new Error('No canvas can be had.');
    context.imageSmoothingEnabled = true;
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

async function write(canvas: Canvas, type: string, quality: number): Promise<Blob | null> {
  const written =
    'convertToBlob' in canvas
      ? await canvas.convertToBlob({ type, quality })
      : await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  release(canvas);
  return written;
}
