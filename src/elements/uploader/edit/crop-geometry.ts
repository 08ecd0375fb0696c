import type { Crop, PictureEdit } from '../../../upload/state/file-edit.ts';

/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A vector: to the right, and downwards. */
export interface Vector {
  readonly x: number;
  readonly y: number;
}

/** A side or a corner of a crop: -1 is left and top, 1 is right and bottom, 0 is neither. */
export interface Handle {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** How far a picture can be straightened (degrees): further is a quarter turn. */
export const MOST_ANGLE = 45;

/** Share of a pixel by which rounding may go wrong. */
const SLACK = 1e-6;

/** The size of a picture after quarter turns. */
export function turnedSize({ width, height }: Size, turns: number): Size {
  return turns % 2 === 0 ? { width, height } : { width: height, height: width };
}

function rotated({ x, y }: Vector, degrees: number): Vector {
  if (degrees === 0) return { x, y };
  const radians = (degrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  return { x: x * cos - y * sin, y: x * sin + y * cos };
}

/** Half the size of the box around a crop, straight in the picture, which the angle has turned. */
function reachOf({ width, height }: Size, angle: number): Vector {
  const radians = (angle * Math.PI) / 180;
  const [sin, cos] = [Math.abs(Math.sin(radians)), Math.cos(radians)];
  return { x: (width * cos + height * sin) / 2, y: (width * sin + height * cos) / 2 };
}

/** Whether a crop lies within a picture of this size that is turned by an angle: none of its corners is empty. */
export function isInside(crop: Crop, angle: number, size: Size): boolean {
  const centre = rotated(crop, -angle);
  const reach = reachOf(crop, angle);
  return (
    Math.abs(centre.x) + reach.x <= size.width / 2 + SLACK &&
    Math.abs(centre.y) + reach.y <= size.height / 2 + SLACK
  );
}

/** The crop, made as much smaller, of the same shape, and moved as far as it takes to lie within the picture. */
export function fitted(crop: Crop, angle: number, size: Size): Crop {
  const reach = reachOf(crop, angle);
  const scale = Math.min(1, size.width / 2 / reach.x, size.height / 2 / reach.y);
  const room = { x: size.width / 2 - reach.x * scale, y: size.height / 2 - reach.y * scale };
  const centre = rotated(crop, -angle);
  const within = { x: between(-room.x, centre.x, room.x), y: between(-room.y, centre.y, room.y) };
  const isThere = within.x === centre.x && within.y === centre.y;
  const { x, y } = isThere ? crop : rotated(within, angle);
  return { x: x + 0, y: y + 0, width: crop.width * scale, height: crop.height * scale }; // no -0
}

function between(low: number, value: number, high: number): number {
  return low > high ? 0 : Math.min(high, Math.max(low, value));
}

/** Width by height of a choice, `16:9` for example; null when every shape will do. */
export function ratioOf(choice: string, size: Size): number | null {
  if (choice === 'original') return size.width / size.height;
  const [, width, height] = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(choice) ?? [];
  return width ? Number(width) / Number(height) : null;
}

/** A crop of the ratio with the same area and centre. */
function shaped(crop: Crop, ratio: number | null): Crop {
  if (ratio === null) return crop;
  const width = Math.sqrt(crop.width * crop.height * ratio);
  return { x: crop.x, y: crop.y, width, height: width / ratio };
}

/** The picture as it is; with a ratio, the largest part of its middle that has it. */
export function unedited(size: Size, ratio = 'free'): PictureEdit {
  const whole = { x: 0, y: 0, ...size };
  return withCropOf({ turns: 0, mirrored: false, angle: 0, ratio, drawn: whole, crop: whole }, size);
}

/** Whether an edit leaves the picture as it is. */
export function isUnedited({ turns, mirrored, angle, crop }: PictureEdit, size: Size): boolean {
  const isWhole = Math.abs(crop.width - size.width) < 0.5 && Math.abs(crop.height - size.height) < 0.5;
  return turns === 0 && !mirrored && angle === 0 && isWhole;
}

/** The edit with the crop that its drawn crop, ratio and angle come to. */
function withCropOf(edit: PictureEdit, size: Size): PictureEdit {
  const turned = turnedSize(size, edit.turns);
  return { ...edit, crop: fitted(shaped(edit.drawn, ratioOf(edit.ratio, turned)), edit.angle, turned) };
}

/** The edit with a crop that a person drew. */
const withDrawn = (edit: PictureEdit, { x, y, width, height }: Crop): PictureEdit => {
  const crop = { x: x + 0, y: y + 0, width, height };
  return { ...edit, crop, drawn: crop };
};

/** Holds the crop to another ratio. */
export function withRatio(edit: PictureEdit, ratio: string, size: Size): PictureEdit {
  return withCropOf({ ...edit, ratio }, size);
}

/** Straightens by an angle in all; the crop becomes as small as it must, and large again where it can. */
export function straightened(edit: PictureEdit, angle: number, size: Size): PictureEdit {
  return withCropOf({ ...edit, angle: between(-MOST_ANGLE, angle, MOST_ANGLE) }, size);
}

/** Turns by a quarter: 1 is clockwise, -1 is back. */
export function turned(edit: PictureEdit, quarter: 1 | -1, size: Size): PictureEdit {
  const turn = ({ x, y, width, height }: Crop): Crop => ({
    ...{ x: 0 - y * quarter, y: 0 + x * quarter },
    ...{ width: height, height: width },
  });
  const turns = (edit.turns + (edit.mirrored ? -quarter : quarter) + 4) % 4;
  const after = { ...edit, turns, drawn: turn(edit.drawn), crop: turn(edit.crop) };
  return ratioOf(edit.ratio, size) === null ? after : withCropOf(after, size);
}

/** Mirrors from left to right (`x`) or from top to bottom (`y`). */
export function mirrored(edit: PictureEdit, along: 'x' | 'y'): PictureEdit {
  const mirror = (crop: Crop): Crop => ({ ...crop, [along]: 0 - crop[along] });
  return {
    ...edit,
    turns: along === 'x' ? edit.turns : (edit.turns + 2) % 4,
    mirrored: !edit.mirrored,
    angle: 0 - edit.angle,
    drawn: mirror(edit.drawn),
    crop: mirror(edit.crop),
  };
}

/** Moves the crop over the picture, as far as there is picture. */
export function moved(edit: PictureEdit, by: Vector, size: Size): PictureEdit {
  const { crop, angle, turns } = edit;
  const to = { ...crop, x: crop.x + by.x, y: crop.y + by.y };
  return withDrawn(edit, fitted(to, angle, turnedSize(size, turns)));
}

/** Makes the crop larger or smaller around a point that stays where it is seen. */
export function zoomed(
  edit: PictureEdit,
  factor: number,
  { size, least, around = edit.crop }: { size: Size; least: Size; around?: Vector },
): PictureEdit {
  const { crop, angle } = edit;
  const smallest = Math.max(least.width / crop.width, least.height / crop.height);
  const largest = Math.max(1, sizeLeft(edit, size));
  const by = Math.min(largest, Math.max(Math.min(1, smallest), factor));
  const to = {
    ...{ x: around.x + (crop.x - around.x) * by, y: around.y + (crop.y - around.y) * by },
    ...{ width: crop.width * by, height: crop.height * by },
  };
  return withDrawn(edit, fitted(to, angle, turnedSize(size, edit.turns)));
}

/** How much larger the crop could be somewhere in the picture. */
function sizeLeft({ crop, angle, turns }: PictureEdit, size: Size): number {
  const { width, height } = turnedSize(size, turns);
  const reach = reachOf(crop, angle);
  return Math.min(width / 2 / reach.x, height / 2 / reach.y);
}

/** Draws a side or a corner of the crop; the opposite one stays. It stops where the picture ends. */
export function resized(
  edit: PictureEdit,
  handle: Handle,
  by: Vector,
  { size, least }: { size: Size; least: Size },
): PictureEdit {
  const { crop, angle } = edit;
  const within = turnedSize(size, edit.turns);
  const ratio = ratioOf(edit.ratio, within);
  const grown = { width: crop.width + handle.x * by.x, height: crop.height + handle.y * by.y };
  const anchored = (from: Crop, to: Size): Crop => ({
    x: from.x + (handle.x * (to.width - from.width)) / 2,
    y: from.y + (handle.y * (to.height - from.height)) / 2,
    ...to,
  });
  const reaching = (from: Crop, to: Size) => furthest(from, anchored(from, to), angle, within);
  if (ratio === null) {
    const width = Math.max(grown.width, Math.min(least.width, crop.width));
    const height = Math.max(grown.height, Math.min(least.height, crop.height));
    // One after the other: a corner that has reached an end in one direction goes on in the other.
    const wide = reaching(crop, { width, height: crop.height });
    return withDrawn(edit, reaching(wide, { width: wide.width, height }));
  }
  const wanted =
    handle.x === 0
      ? grown.height * ratio
      : handle.y === 0
        ? grown.width
        : Math.max(grown.width, grown.height * ratio);
  const smallest = Math.min(crop.width, Math.max(least.width, least.height * ratio));
  const width = Math.max(wanted, smallest);
  return withDrawn(edit, reaching(crop, { width, height: width / ratio }));
}

/** The last crop on the way from one to another that lies within the picture; all crops before it do so as well. */
function furthest(from: Crop, to: Crop, angle: number, size: Size): Crop {
  const at = (share: number): Crop => ({
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
    width: from.width + (to.width - from.width) * share,
    height: from.height + (to.height - from.height) * share,
  });
  if (isInside(to, angle, size)) return to;
  let [low, high] = [0, 1];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (isInside(at(middle), angle, size)) low = middle;
    else high = middle;
  }
  return at(low);
}

/**
 * The crop in whole pixels, as it is drawn. A straight one begins and ends at pixels of the picture; one that is turned
 * stays a pixel away from the ends, where pixels are mixed with nothing.
 */
export function inPixels({ crop, angle, turns }: PictureEdit, size: Size): Crop {
  const whole = turnedSize(size, turns);
  if (angle !== 0) {
    const inner = { width: Math.max(1, whole.width - 2), height: Math.max(1, whole.height - 2) };
    const { x, y, width, height } = fitted(crop, angle, inner);
    return { x, y, width: Math.max(1, Math.floor(width)), height: Math.max(1, Math.floor(height)) };
  }
  const along = (centre: number, length: number, all: number) => {
    const rounded = Math.min(all, Math.max(1, Math.round(length)));
    const start = between(0, Math.round(centre - length / 2 + all / 2), all - rounded);
    return { length: rounded, centre: start + rounded / 2 - all / 2 };
  };
  const [across, down] = [along(crop.x, crop.width, whole.width), along(crop.y, crop.height, whole.height)];
  return { x: across.centre, y: down.centre, width: across.length, height: down.length };
}

/** Where the crop is, in whole pixels of the picture as it is seen. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function placeOf(edit: PictureEdit, size: Size): Place {
  const { x, y, width, height } = inPixels(edit, size);
  const whole = turnedSize(size, edit.turns);
  const left = Math.round(x - width / 2 + whole.width / 2);
  return { left, top: Math.round(y - height / 2 + whole.height / 2), width, height };
}

/** Puts the crop where numbers say, as far as there is picture; with a ratio, width and height go together. */
export function placed(
  edit: PictureEdit,
  wanted: Partial<Place>,
  { size, least }: { size: Size; least: Size },
): PictureEdit {
  const whole = turnedSize(size, edit.turns);
  const ratio = ratioOf(edit.ratio, whole);
  const { left, top, width, height } = { ...placeOf(edit, size), ...wanted };
  let [wide, high] = [Math.max(width, least.width), Math.max(height, least.height)];
  if (ratio !== null && wanted.height !== undefined) wide = high * ratio;
  else if (ratio !== null) high = wide / ratio;
  const [x, y] = [left + wide / 2 - whole.width / 2, top + high / 2 - whole.height / 2];
  return withDrawn(edit, fitted({ x, y, width: wide, height: high }, edit.angle, whole));
}
