import type { FileEdit, PictureEdit } from '../../../upload/state/file-edit.ts';
import { contextOf, makeCanvas, release, type Canvas } from '../../../upload/prepare/canvas.ts';
import { renamed, writtenAs } from '../../../upload/prepare/scale.ts';
import { inPixels } from './crop-geometry.ts';
import { openPicture, type OpenPicture } from './open-picture.ts';

/** The qualities of JPEG and WebP to write with: the first with which the result weighs no more than the chosen file. */
const QUALITIES = [0.92, 0.86, 0.8];

/** Pixels that every canvas can have; the largest that a browser makes, some make smaller without a word. */
const SURE_PIXELS = 16e6;

let last: Promise<unknown> = Promise.resolve();

/** Draws an edited picture from the chosen file, one after the other: no two photos are in memory at full size at once. */
export function drawEdit(content: Blob, { picture, before }: FileEdit, name = before.name): Promise<File> {
  const drawn = last.then(async () => writeEdit(await openPicture(content), content, picture, name));
  last = drawn.catch(() => {});
  return drawn;
}

/**
 * The edited picture as a file: upright, without metadata, in the format of the chosen one where the browser can write that
 * (HEIC becomes JPEG), with its colours, and no heavier than need be.
 */
export async function writeEdit(
  picture: OpenPicture,
  content: Blob,
  edit: PictureEdit,
  name: string,
): Promise<File> {
  const bitmap = await picture.decode();
  const canvas = drawOn(bitmap, edit, picture.isWideGamut);
  bitmap.close();
  try {
    const blob = await write(canvas, writtenAs(picture.format)!, content.size);
    // The time is part of the Idempotency-Key: a file that is drawn again gets the same one.
    const { lastModified = 0 } = content as Partial<File>;
    return new File([blob], renamed(name, picture.mime, blob.type), { type: blob.type, lastModified });
  } finally {
    release(canvas);
  }
}

/** The edited picture on a canvas of its size; smaller where the browser makes none so large. */
function drawOn(bitmap: ImageBitmap, edit: PictureEdit, isWideGamut: boolean): Canvas {
  const crop = inPixels(edit, bitmap);
  const shrunk = Math.min(1, Math.sqrt(SURE_PIXELS / (crop.width * crop.height)));
  for (const scale of new Set([1, shrunk])) {
    const size = { width: Math.round(crop.width * scale), height: Math.round(crop.height * scale) };
    const canvas = makeCanvas({ width: Math.max(1, size.width), height: Math.max(1, size.height) });
    const context = contextOf(canvas, isWideGamut);
    if (isUsable(context)) {
      context.imageSmoothingQuality = 'high';
      context.translate(canvas.width / 2, canvas.height / 2);
      context.scale(scale, scale);
      context.translate(-crop.x, -crop.y);
      transform(context, edit);
      context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
      return canvas;
    }
    release(canvas);
  }
  throw new Error('The picture is too large for a canvas.');
}

/** Turns and mirrors what is drawn next around the origin, as an edit does. */
export function transform(
  context: Pick<CanvasRenderingContext2D, 'rotate' | 'scale'>,
  { turns, mirrored, angle }: PictureEdit,
): void {
  if (angle !== 0) context.rotate((angle * Math.PI) / 180);
  if (mirrored) context.scale(-1, 1);
  if (turns !== 0) context.rotate((turns * Math.PI) / 2);
}

/** A canvas that is too large for a browser stays empty. */
function isUsable(context: OffscreenCanvasRenderingContext2D | null): boolean {
  if (!context) return false;
  context.fillRect(0, 0, 1, 1);
  const isDrawn = context.getImageData(0, 0, 1, 1).data[3] === 255;
  context.clearRect(0, 0, 1, 1);
  return isDrawn;
}

async function write(canvas: Canvas, type: string, most: number): Promise<Blob> {
  let written: Blob | null = null;
  for (const quality of QUALITIES) {
    const next = await encoded(canvas, type, quality);
    // Safari writes a PNG instead of a WebP.
    if (next && next.type !== type) return next;
    written = next && (!written || next.size < written.size) ? next : written;
    if (written && (written.size <= most || type === 'image/png')) break;
  }
  if (!written) throw new Error('The picture could not be written.');
  return written;
}

function encoded(canvas: Canvas, type: string, quality: number): Promise<Blob | null> {
  return 'convertToBlob' in canvas
    ? canvas.convertToBlob({ type, quality })
    : new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
}
