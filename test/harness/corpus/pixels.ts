/** A size in pixels. */
export interface Size {
  width: number;
  height: number;
}

export type Colour = readonly [red: number, green: number, blue: number];

/** Colours of the quarters of every picture, upright: top left, top right, bottom left, bottom right. */
export const CORNERS: readonly [Colour, Colour, Colour, Colour] = [
  [204, 51, 51],
  [51, 153, 51],
  [51, 51, 204],
  [221, 204, 51],
];

/** Colour of a pixel of the upright picture. No two of its turned or mirrored forms are the same. */
export function colourAt(x: number, y: number, { width, height }: Size): Colour {
  return CORNERS[(y * 2 >= height ? 2 : 0) + (x * 2 >= width ? 1 : 0)]!;
}

/** How bright a colour is, 0 to 255, by the weights of JPEG and PNG. */
export const luma = ([red, green, blue]: Colour): number =>
  Math.round(0.299 * red + 0.587 * green + 0.114 * blue);

/** Size of a picture as it is stored for an Exif orientation. */
export const storedSize = ({ width, height }: Size, orientation: number): Size =>
  orientation >= 5 && orientation <= 8 ? { width: height, height: width } : { width, height };

/** Position in the upright picture that a stored pixel is shown at (Exif 2.32, Orientation). */
export function uprightPosition(
  x: number,
  y: number,
  { width, height }: Size,
  orientation: number,
): [x: number, y: number] {
  const [right, bottom] = [width - 1, height - 1];
  switch (orientation) {
    case 2:
      return [right - x, y];
    case 3:
      return [right - x, bottom - y];
    case 4:
      return [x, bottom - y];
    case 5:
      return [y, x];
    case 6:
      return [right - y, x];
    case 7:
      return [right - y, bottom - x];
    case 8:
      return [y, bottom - x];
    default:
      return [x, y];
  }
}

/** RGB pixels of the picture, stored turned, so that it is upright when it is shown with the orientation. */
export function storedPixels(upright: Size, orientation = 1): Uint8Array {
  const { width, height } = storedSize(upright, orientation);
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      pixels.set(colourAt(...uprightPosition(x, y, upright, orientation), upright), (y * width + x) * 3);
  return pixels;
}
