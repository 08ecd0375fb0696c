import type { Boxes, Point } from '../../../layout/index.ts';
import type { View } from './viewport.ts';

/** The list's own coordinates, as the gestures need them. */
export interface ListGeometry {
  /** Width of the list. */
  readonly width: number;
  /** How far the tiles are moved up from their places, where the list is higher than a browser can make it. */
  readonly offset: number;
  /** The lines of the list that can be seen. */
  view(): View;
  /** The point of the list at a point of the screen, whatever scales, scrolls or turns the writing around it. */
  pointAt(clientX: number, clientY: number): Point;
  /** The places as they would be with one image at another place, in that order. */
  boxesAfterMove(from: number, to: number): Boxes;
}
