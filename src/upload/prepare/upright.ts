import { formatOf } from '../../api/index.ts';
import { turnOf } from '../formats/turn.ts';
import { contextOf, makeCanvas, release } from './canvas.ts';

type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number];

/** Matrices that turn a picture of this size upright, by its Exif orientation. */
const MATRICES: Record<number, (width: number, height: number) => Matrix> = {
  2: (width) => [-1, 0, 0, 1, width, 0],
  3: (width, height) => [-1, 0, 0, -1, width, height],
  4: (_, height) => [1, 0, 0, -1, 0, height],
  5: () => [0, 1, 1, 0, 0, 0],
  6: (_, height) => [0, 1, -1, 0, height, 0],
  7: (width, height) => [0, -1, -1, 0, height, width],
  8: (width) => [0, -1, 1, 0, 0, width],
};

/**
 * The picture for `createImageBitmap`: the file itself, or its pixels turned here where not every browser turns them. Damaged
 * files are left to the browser.
 */
export async function uprightSource(file: Blob, isWideGamut = false): Promise<ImageBitmapSource> {
  const format = formatOf(new Uint8Array(await file.slice(0, 80).arrayBuffer()))?.format;
  const turn = format && (await turnOf(file, format));
  if (!turn) return file;
  const { orientation } = turn;
  const stored = await createImageBitmap(turn.bare).catch(() => null);
  if (!stored) return file; // as Firefox, which takes no two `irot`, and turns an AVIF itself
  const { width, height } = stored;
  const canvas = makeCanvas(orientation > 4 ? { width: height, height: width } : { width, height });
  try {
    const context = contextOf(canvas, isWideGamut);
    context.setTransform(...MATRICES[orientation]!(width, height));
    context.drawImage(stored, 0, 0);
    return await createImageBitmap(canvas);
  } finally {
    stored.close();
    release(canvas);
  }
}
