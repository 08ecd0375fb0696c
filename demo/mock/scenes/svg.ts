import type { Dimensions } from '../rules/sizes.ts';
import { svgOf } from './drawing.ts';
import { paint } from './paint.ts';
import { describeScene } from './scene.ts';

/** A seeded picture as an SVG of the wanted size; the drawing is the same at every size. */
export function sceneSvg(source: { scene: number }, size: Dimensions): string {
  return svgOf(paint(describeScene(source.scene)), size);
}
