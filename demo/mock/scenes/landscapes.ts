import { mix, type Palette } from './colour.ts';
import { ellipse, under, vertical, type Drawing } from './drawing.ts';
import { between, clouds, range, sky, trees, vignette, type Random } from './parts.ts';
import type { Light } from './scene.ts';
import { placeSun } from './sun.ts';
import { ridgeLine } from './terrain.ts';

export function mountains(drawing: Drawing, random: Random, palette: Palette, light: Light): void {
  const { width, height } = drawing;
  const horizon = height * between(random, 0.4, 0.52);
  sky(drawing, palette, height * 0.72);
  const { x } = placeSun(drawing, random, palette, light, horizon);
  clouds(drawing, random, horizon, mix(palette.sky[2], palette.sun, 0.35), 7, 0.4);
  const sharp = random() < 0.62;
  const line = range(drawing, random, palette, {
    horizon, bottom: height, layers: sharp ? 5 : 7, rise: sharp ? [0.62, 0.4] : [0.3, 0.36], sharp,
    sunSide: x < width / 2 ? -1 : 1, snow: light === 'day' || random() < 0.5 ? between(random, 0.3, 0.8) : 0,
  }); // prettier-ignore
  if (random() < 0.75) {
    const tall = Math.min(width, height) * between(random, 0.12, 0.24);
    drawing.add(
      trees(random, lower(line, height * 0.05), tall, 1.5) + under(lower(line, height * 0.05), height),
      vertical(height * 0.6, height, [
        [0, mix(palette.near, '#05070c', 0.15)],
        [1, mix(palette.near, '#05070c', 0.45)],
      ]),
    );
  }
  vignette(drawing, 0.24);
}

const lower = (line: [number, number][], by: number): [number, number][] => line.map(([x, y]) => [x, y + by]);

export function forest(drawing: Drawing, random: Random, palette: Palette, light: Light): void {
  const { width, height } = drawing;
  sky(drawing, palette, height * 0.6);
  if (random() < 0.7) placeSun(drawing, random, palette, light, height * 0.4);
  range(drawing, random, palette, { horizon: height * 0.2, bottom: height * 0.75, layers: 2, rise: [0.4, 0.35], sharp: random() < 0.5, sunSide: 1, snow: 0 }); // prettier-ignore
  const layers = 6;
  for (let layer = 0; layer < layers; layer++) {
    const depth = layer / (layers - 1);
    const foot = height * (0.4 + 0.62 * depth);
    const line = ridgeLine(width, {
      seed: Math.floor(random() * 1e9),
      foot: foot + height * 0.06,
      rise: height * 0.16,
      features: between(random, 0.8, 2),
      octaves: 3,
    });
    const tall = Math.min(width, height) * (0.09 + 0.34 * depth ** 1.6);
    const colour = mix(
      mix(palette.haze, palette.far, 0.55),
      mix(palette.near, '#0a1410', 0.35),
      depth ** 1.1,
    );
    const fog = mix(colour, palette.haze, 0.85 - 0.55 * depth);
    const top = Math.min(...line.map(([, y]) => y)) - tall;
    const fill = vertical(top, foot + tall * 0.5, [
      [0, colour],
      [0.5, mix(colour, fog, 0.3)],
      [1, fog],
    ]);
    drawing.add(trees(random, line, tall, depth > 0.85 ? 0.8 : 1.25) + under(line, height + tall), fill);
    if (layer < layers - 1) mist(drawing, random, foot, palette.haze, 0.42 * (1 - depth));
  }
  vignette(drawing, 0.24);
}

function mist(drawing: Drawing, random: Random, y: number, colour: string, opacity: number): void {
  const { width, height } = drawing;
  let d = '';
  for (let index = 0; index < 5; index++)
    d += ellipse(
      width * random(),
      y + height * between(random, -0.02, 0.06),
      width * between(random, 0.2, 0.5),
      height * 0.022,
    );
  drawing.add(d, colour, { opacity, blur: height * 0.022 });
}
