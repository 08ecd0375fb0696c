import { CORNERS, storedPixels, storedSize, type Colour, type Size } from './corpus/pixels.ts';

/** A picture of four coloured quarters, of this size upright, stored turned for an Exif orientation; drawn by the browser. */
export async function quarters({
  width = 96,
  height = 64,
  orientation = 1,
  type = 'image/jpeg',
  name = 'quarters.jpg',
} = {}): Promise<File> {
  const upright: Size = { width, height };
  const size = storedSize(upright, orientation);
  const pixels = storedPixels(upright, orientation);
  const canvas = new OffscreenCanvas(size.width, size.height);
  const image = new ImageData(size.width, size.height);
  for (let at = 0; at < size.width * size.height; at += 1)
    image.data.set([...pixels.subarray(at * 3, at * 3 + 3), 255], at * 4);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  const blob = await canvas.convertToBlob({ type, quality: 0.95 });
  const parts = orientation === 1 ? [blob] : [blob.slice(0, 2), exif(orientation), blob.slice(2)];
  return new File(parts, name, { type, lastModified: 1_700_000_000_000 });
}

/** A segment of Exif that has nothing but the orientation. */
function exif(orientation: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array([
    ...[0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0],
    ...[0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ]);
}

/** The size of a picture, and the nearest of the four colours in the middle of each of its quarters, by number. */
export async function seen(file: Blob): Promise<{ width: number; height: number; quarters: number[] }> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const at = (x: number, y: number) => {
    const [r, g, b] = context.getImageData(Math.floor(width * x), Math.floor(height * y), 1, 1).data;
    return nearest([r!, g!, b!]);
  };
  return { width, height, quarters: [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)] };
}

function nearest(colour: Colour): number {
  const distances = CORNERS.map((corner) => Math.hypot(...corner.map((value, at) => value - colour[at]!)));
  return distances.indexOf(Math.min(...distances));
}
