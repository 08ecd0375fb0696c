import { formatOf } from '../../../api/index.ts';

import { uprightSource } from '../../../upload/prepare/upright.ts';

/** A preview of a file that is no plain JPEG, painted as those are; null when there can be none. */
export async function rareThumbnail(
  file: Blob,
  options: { resizeWidth: number },
  paint: (bitmap: ImageBitmap) => Promise<Blob | null>,
): Promise<Blob | null> {
  let bitmap: ImageBitmap;
  try {
    const source = await uprightSource(file);
    bitmap = await createImageBitmap(source, options).catch(
      () => createImageBitmap(source), // so thin that it would be too high at this width
    );
  } catch {
    return undrawable(file, options.resizeWidth);
  }
  return paint(bitmap);
}

/** A preview of a file that cannot be drawn on a canvas: an SVG is one itself, a HEIC is decoded by code of ours. */
async function undrawable(file: Blob, width: number): Promise<Blob | null> {
  const known = formatOf(new Uint8Array(await file.slice(0, 4096).arrayBuffer()));
  // Drawn by an img, where its scripts do not run.
  if (known?.format === 'svg') return shownByImg(new Blob([file], { type: known.mime }));
  if (known?.format !== 'heic') return null;
  const { heicPreview } = await import('../../../upload/prepare/heic/heic.ts');
  return heicPreview(file, width);
}

/** The picture itself, if the browser can show it. */
async function shownByImg(picture: Blob): Promise<Blob | null> {
  const image = new Image();
  image.src = URL.createObjectURL(picture);
  await new Promise((resolve) => (image.onload = image.onerror = resolve));
  URL.revokeObjectURL(image.src);
  return image.naturalWidth > 0 ? picture : null;
}
