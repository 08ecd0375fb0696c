import type { ImageFormat } from '../../api/formats.ts';
import type { Inspected, Wanted } from './inspected.ts';
import { isMoving } from '../formats/animated.ts';
import { turnedBy, uprightSize } from '../formats/upright-size.ts';
import { turnOf } from '../formats/turn.ts';

/** Pictures inspected at a time: a decoded one may take a hundred megabytes. */
const AT_A_TIME = 2;

/** Adds the facts that take more than the first bytes of a file. Loaded when a rule needs them. Never rejects. */
export async function inspectPixels(
  files: readonly Blob[],
  known: readonly Inspected[],
  wanted: Wanted,
): Promise<Inspected[]> {
  const found = [...known];
  const left = known.entries();
  const look = async () => {
    for (const [at, facts] of left) {
      if (!facts.format) continue;
      const file = files[at]!;
      found[at] = {
        ...facts,
        ...(wanted.dimensions && { dimensions: await measure(file, facts.format) }),
        ...(wanted.motion && { moving: await isMoving(file, facts.format) }),
      };
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, look));
  return found;
}

/** Bytes read to find the dimensions, step by step: in most files they come early, behind previews and notes they come late. */
const HEADS = [4 << 10, 64 << 10, 1 << 20];

/**
 * Dimensions in pixels, as shown: from the header, else by decoding. Null when the browser cannot decode the file, which
 * the server then decides on.
 */
async function measure(
  file: Blob,
  format: ImageFormat['format'],
): Promise<{ width: number; height: number } | null> {
  if (format === 'svg') return null;
  try {
    for (let step = 0; step < HEADS.length && (step === 0 || file.size > HEADS[step - 1]!); step += 1) {
      const head = new Uint8Array(await file.slice(0, HEADS[step]).arrayBuffer());
      const size = uprightSize(head, format);
      if (size && format === 'webp') return turnedBy((await turnOf(file, format))?.orientation, size);
      if (size) return size;
    }
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return null;
  }
}
