import { formatOf, type ImageFormat } from '../../../api/index.ts';
import { isMoving } from '../../../upload/formats/animated.ts';
import { dimensionsOf } from '../../../upload/formats/dimensions.ts';
import { isWideGamut } from '../../../upload/formats/wide-gamut.ts';
import { isWhole } from '../../../upload/prepare/is-whole.ts';
import { uprightSource } from '../../../upload/prepare/upright.ts';
import { writtenAs } from '../../../upload/prepare/scale.ts';
import type { Size } from './crop-geometry.ts';

/** Why a picture cannot be edited: the key of its sentence. */
export type OpenProblem = 'editorFormat' | 'editorMoving' | 'editorHuge' | 'editorUnreadable';

/** The error of a picture that cannot be edited. */
export class CannotOpen extends Error {
  readonly problem: OpenProblem;
  constructor(problem: OpenProblem) {
    super(REASONS[problem]);
    this.problem = problem;
  }
}

const REASONS: Record<OpenProblem, string> = {
  editorFormat: 'pictures of its format cannot be drawn anew',
  editorMoving: 'it is animated',
  editorHuge: 'it has too many pixels to be decoded here',
  editorUnreadable: 'it cannot be decoded here, or is damaged',
};

/** The most pixels that are decoded, as where photos are made smaller (`upload/prepare/resize.ts`). */
const MOST_PIXELS = 120e6;
/** First bytes that are read for colour profile and dimensions. */
const HEAD = 256 * 1024;
/** Of a HEIC that the browser cannot decode: it is written once more, as what it is edited to. */
const HEIC_QUALITY = 0.97;

/** A picture that can be edited. */
export interface OpenPicture {
  readonly format: ImageFormat['format'];
  /** Its MIME type, by its bytes. */
  readonly mime: string;
  /** Whether its colours go beyond sRGB. */
  readonly isWideGamut: boolean;
  /** Its pixels, upright. To be closed. */
  decode(): Promise<ImageBitmap>;
}

/**
 * Opens a picture to edit it. Rejects with {@link CannotOpen} for one that moves, is no picture of pixels, is damaged, or that
 * neither the browser nor our decoder reads.
 */
export async function openPicture(file: Blob): Promise<OpenPicture> {
  const head = new Uint8Array(await bytesOf(file.slice(0, HEAD)));
  const { format, mime } = formatOf(head) ?? {};
  if (!format || !mime || !writtenAs(format)) throw new CannotOpen('editorFormat');
  if (await isMoving(file, format)) throw new CannotOpen('editorMoving');
  const known = dimensionsOf(head, format);
  if (known && known.width * known.height > MOST_PIXELS) throw new CannotOpen('editorHuge');
  if (!isWhole(new Uint8Array(await bytesOf(file)), format)) throw new CannotOpen('editorUnreadable');
  const isWide = await isWideGamut(head);
  let source: Promise<ImageBitmapSource> | undefined;
  const decode = async () => {
    try {
      source ??= readable(file, format, isWide);
      return await createImageBitmap(await source, { imageOrientation: 'from-image' });
    } catch {
      throw new CannotOpen('editorUnreadable');
    }
  };
  return { format, mime, isWideGamut: isWide, decode };
}

const bytesOf = (file: Blob): Promise<ArrayBuffer> =>
  file.arrayBuffer().catch(() => Promise.reject(new CannotOpen('editorUnreadable')));

/** A source that the browser decodes: a HEIC that it cannot decode is converted, once. */
async function readable(
  file: Blob,
  format: ImageFormat['format'],
  isWide: boolean,
): Promise<ImageBitmapSource> {
  if (format !== 'heic') return uprightSource(file, isWide);
  const { convertHeic } = await import('../../../upload/prepare/heic/heic.ts');
  const options = { format: 'jpg', quality: HEIC_QUALITY } as const;
  return (await convertHeic(file, options, new AbortController().signal)) ?? file;
}

/** A small copy of a picture, quick to draw, at most so many pixels wide and high. */
export async function smallCopy(bitmap: ImageBitmap, most: number): Promise<ImageBitmap> {
  const { width, height }: Size = bitmap;
  const scale = Math.min(1, most / Math.max(width, height));
  return createImageBitmap(bitmap, {
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(height * scale)),
    resizeQuality: 'high',
  });
}
