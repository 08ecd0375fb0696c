import type { Dimensions } from '../rules/sizes.ts';
import { paint } from './paint.ts';
import { describeScene } from './scene.ts';

/** A seeded picture as an SVG of the wanted size; the drawing is the same at every size. */
export function sceneSvg(source: { scene: number } & Dimensions, size: Dimensions): string {
  const scene = describeScene(source.scene);
  const { body, defs } = paint(scene);
  const { width, height } = scene;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${width} ${height}" ` +
    `preserveAspectRatio="none"><defs>${defs}</defs>${body}</svg>`
  );
}
