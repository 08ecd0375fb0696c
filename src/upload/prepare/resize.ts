import { formatOf, type ImageFormat } from '../../api/index.ts';
import { isMoving } from '../formats/animated.ts';
import { dimensionsOf } from '../formats/dimensions.ts';
import { isWideGamut } from '../formats/wide-gamut.ts';
import { contextOf, makeCanvas, release, type Canvas } from './canvas.ts';
import { isWhole } from './is-whole.ts';
import { fitWithin, stepsDown, writingsOf, writtenAs } from './scale.ts';
import type { Dimensions } from '../formats/dimensions.ts';
import type { LongestSide } from './max-dimension.ts';
import { uprightSource } from './upright.ts';

export interface ResizeOptions extends LongestSide {
  /** Quality of JPEG and WebP, 0 to 1. Undefined = 0.85, for pictures that are written for another reason. */
  quality?: number;
  /** Format that pictures are converted to; undefined = each stays what it is. */
  format?: 'jpg' | 'webp' | 'png';
  /** Formats that may be sent; others are converted even if the file becomes larger. Undefined = all. */
  accepted?: readonly ImageFormat['format'][];
}

/** Decodes a file into pixels, with its orientation applied; rejects when it cannot. */
export type Decode = (file: Blob, isWideGamut: boolean) => Promise<ImageBitmap>;

const QUALITY = 0.85;
/** First bytes that are read for colour profile and dimensions, which a JPEG has behind its thumbnail and profile. */
const HEAD = 256 * 1024;
/**
 * The most pixels that are decoded: half a gigabyte of memory, for one photo at a time. A larger picture is sent as it is.
 */
const MOST_PIXELS = 120e6;
/** Rows that are searched for transparency at a time. */
const ROWS = 256;

const byBrowser: Decode = async (file, isWideGamut) =>
  createImageBitmap(await uprightSource(file, isWideGamut), { imageOrientation: 'from-image' });

/**
 * The picture resized or converted, with its orientation applied, without any metadata. Null when the file is to be sent
 * as it is: nothing has to change, it is animated or cut off, the browser cannot write its format, or the result would be
 * larger.
 * Rejects when it cannot be decoded: it is damaged, or the browser has no decoder for it. Works in a worker and on the
 * main thread.
 */
export async function resize(
  file: Blob,
  { maxDimension, always = false, quality, format: target, accepted }: ResizeOptions,
  decode: Decode = byBrowser,
): Promise<Blob | null> {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const format = formatOf(head)?.format;
  const own = writtenAs(format);
  if (!format || !own || (await isMoving(file, format)) !== false) return null;
  // A HEIC is converted because few browsers show it, even if the file becomes larger.
  const isNeeded = format === 'heic' || (accepted !== undefined && !accepted.includes(format));
  const writings = (size: Dimensions) => {
    const isTooLarge = !fits(size, maxDimension);
    const isRewritten = isTooLarge || (quality !== undefined && own !== 'image/png');
    return writingsOf(format, { isRewritten, isLimited: isTooLarge && always, target, isNeeded });
  };
  const known = dimensionsOf(head, format);
  if (known && (known.width * known.height > MOST_PIXELS || !writings(known)[0])) return null;
  if (!isWhole(new Uint8Array(await file.arrayBuffer()), format)) return null;
  const isWide = await isWideGamut(head);
  const bitmap = await decode(file, isWide);
  let canvas: Canvas | undefined;
  try {
    for (const { type, isNeeded } of writings(bitmap)) {
      canvas ??= shrink(bitmap, fitWithin(bitmap, maxDimension), isWide);
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

/** Whether any pixel is transparent. */
function isTransparent(canvas: Canvas): boolean {
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  for (let top = 0; top < canvas.height; top += ROWS) {
    const { data } = context.getImageData(0, top, canvas.width, Math.min(ROWS, canvas.height - top));
    for (let at = 3; at < data.length; at += 4) if (data[at]! < 255) return true;
  }
  return false;
}

function shrink(bitmap: ImageBitmap, to: Dimensions, isWide: boolean): Canvas {
  let from: ImageBitmap | Canvas = bitmap;
  let canvas!: Canvas;
  for (const { width, height } of stepsDown(bitmap, to)) {
    canvas = makeCanvas({ width, height });
    const context = contextOf(canvas, isWide);
    context.imageSmoothingQuality = 'high';
    context.drawImage(from, 0, 0, width, height);
    if (from !== bitmap) release(from as Canvas);
    from = canvas;
  }
  return canvas;
}

function write(canvas: Canvas, type: string, quality: number): Promise<Blob | null> {
  return 'convertToBlob' in canvas
    ? canvas.convertToBlob({ type, quality })
    : new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
}
