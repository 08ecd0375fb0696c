import type { Libheif } from 'libheif-js/libheif/libheif.js';
import { resize, type ResizeOptions } from '../resize.ts';
import { preferThumbnail } from './embedded-thumbnail.ts';

/** The most pixels that are decoded, more than a phone's camera has: a larger picture takes too much memory. */
const MOST_PIXELS = 60e6;

let library: Promise<Libheif> | undefined;

/**
 * Loads libheif in plain JavaScript: WebAssembly needs `wasm-unsafe-eval`, which a strict Content Security Policy does not
 * allow. It decodes 12 megapixels in about a second, and the thumbnails of phones at once.
 */
function load(): Promise<Libheif> {
  return (library ??= import('libheif-js/libheif/libheif.js').then(async ({ default: create }) => {
    const made = create();
    await made.ready;
    return made;
  }));
}

/** A preview of a HEIC file, at most `width` pixels wide, with its orientation applied; null when it cannot be decoded. */
export async function heicThumbnail({ file, width }: { file: Blob; width: number }): Promise<Blob | null> {
  const libheif = await load();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const hasThumbnail = preferThumbnail(bytes);
  let pixels = decode(libheif, bytes);
  // The thumbnail is broken, or in a format that libheif does not decode.
  if (!pixels && hasThumbnail) pixels = decode(libheif, new Uint8Array(await file.arrayBuffer()));
  return pixels && draw(pixels, width);
}

/** As `resize`, for browsers that cannot decode the file themselves. */
export function resizeHeic({ file, options }: { file: Blob; options: ResizeOptions }): Promise<Blob | null> {
  return resize(file, options, async (file, isWideGamut) => {
    const pixels = decode(await load(), new Uint8Array(await file.arrayBuffer()), isWideGamut);
    if (!pixels) throw new Error('The file cannot be decoded.');
    return createImageBitmap(pixels);
  }).catch(() => null);
}

function decode(libheif: Libheif, bytes: Uint8Array, isWideGamut = false): ImageData | null {
  const context = libheif.heif_context_alloc();
  try {
    if (libheif.heif_context_read_from_memory(context, bytes).code.value !== 0) return null;
    const handle = libheif.heif_js_context_get_primary_image_handle(context);
    if (!handle || handle.code) return null;
    try {
      const size = libheif.heif_image_handle_get_width(handle) * libheif.heif_image_handle_get_height(handle);
      if (size === 0 || size > MOST_PIXELS) return null;
      const { heif_colorspace: space, heif_chroma: chroma } = libheif;
      const decoded = libheif.heif_js_decode_image2(
        handle,
        space.heif_colorspace_RGB,
        chroma.heif_chroma_interleaved_RGBA,
      );
      if (!decoded || decoded.code) return null;
      const [channel] = decoded.channels;
      const image = channel ? imageOf(channel, isWideGamut ? 'display-p3' : 'srgb') : null;
      libheif.heif_image_release(decoded.image);
      return image;
    } finally {
      libheif.heif_image_handle_release(handle);
    }
  } finally {
    libheif.heif_context_free(context);
  }
}

/** Copies decoded pixels into an `ImageData`. In memory a row may be longer (`stride`) than the picture is wide. */
function imageOf(
  { width, height, stride, data }: { width: number; height: number; stride: number; data: Uint8Array },
  colorSpace: PredefinedColorSpace,
): ImageData {
  const image = blank(width, height, colorSpace);
  for (let row = 0; row < height; row += 1)
    image.data.set(data.subarray(row * stride, row * stride + width * 4), row * width * 4);
  return image;
}

function blank(width: number, height: number, colorSpace: PredefinedColorSpace): ImageData {
  try {
    return new ImageData(width, height, { colorSpace });
  } catch {
    return new ImageData(width, height); // older versions of Firefox have no colour spaces
  }
}

async function draw(pixels: ImageData, width: number): Promise<Blob> {
  const bitmap = await createImageBitmap(pixels);
  const factor = Math.min(1, width / pixels.width);
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(pixels.width * factor)),
    Math.max(1, Math.round(pixels.height * factor)),
  );
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
}
