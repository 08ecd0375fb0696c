import type { Palette } from './colour.ts';
import type { Drawing } from './drawing.ts';
import { between, sun, type Random } from './parts.ts';
import type { Light } from './scene.ts';

/** Where the sun stands: low and warm at the edges of the day, small and high in the middle of it. */
export function placeSun(
  drawing: Drawing,
  random: Random,
  palette: Palette,
  light: Light,
  horizon: number,
): { x: number; y: number } {
  const unit = Math.min(drawing.width, drawing.height);
  const x = drawing.width * between(random, 0.2, 0.8);
  const high =
    light === 'day'
      ? between(random, 0.12, 0.4)
      : light === 'golden'
        ? between(random, 0.55, 0.86)
        : between(random, 0.78, 0.98);
  const y = horizon * high;
  const strength = light === 'day' ? 0.55 : light === 'dusk' ? 0.8 : 1;
  sun(drawing, x, y, unit * (light === 'day' ? 0.022 : between(random, 0.032, 0.055)), palette.sun, strength);
  return { x, y };
}
