import type { Crop } from '../../../upload/state/file-edit.ts';
import type { Size, Vector } from './crop-geometry.ts';

/** The view of a picture: its point in the middle of the stage, and how large a pixel is there. */
export interface EditView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Room around the frame for its handles (CSS pixels). */
const MARGIN = 20;
/** A pixel of a small picture is shown no larger than this (CSS pixels). */
const MOST_SCALE = 6;

/** The view in which the crop fills the stage. */
export function viewOf({ x, y, width, height }: Crop, stage: Size): EditView {
  const room = (length: number) => Math.max(8, length - 2 * MARGIN);
  const scale = Math.min(room(stage.width) / width, room(stage.height) / height, MOST_SCALE);
  return { x, y, scale };
}

/** A view on the way from one to another. */
export function between(from: EditView, to: EditView, share: number): EditView {
  const at = (a: number, b: number) => a + (b - a) * share;
  return { x: at(from.x, to.x), y: at(from.y, to.y), scale: at(from.scale, to.scale) };
}

/** Where the crop is on the stage. */
export function frameOf(
  crop: Crop,
  view: EditView,
  stage: Size,
): { left: number; top: number; width: number; height: number } {
  const [width, height] = [crop.width * view.scale, crop.height * view.scale];
  return {
    left: stage.width / 2 + (crop.x - view.x) * view.scale - width / 2,
    top: stage.height / 2 + (crop.y - view.y) * view.scale - height / 2,
    ...{ width, height },
  };
}

/** The point of the picture that is seen at a point of the stage. */
export function pointAt({ x, y }: Vector, view: EditView, stage: Size): Vector {
  return {
    x: view.x + (x - stage.width / 2) / view.scale,
    y: view.y + (y - stage.height / 2) / view.scale,
  };
}
