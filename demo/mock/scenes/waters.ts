import { mix, type Palette } from './colour.ts';
import { circle, ellipse, polygon, under, vertical, type Drawing } from './drawing.ts';
import { between, clouds, glitter, range, sky, trees, vignette, type Random } from './parts.ts';
import type { Light } from './scene.ts';
import { placeSun } from './sun.ts';
import { fractal, ridgeLine } from './terrain.ts';

export function lake(drawing: Drawing, random: Random, palette: Palette, light: Light): void {
  const { width, height } = drawing;
  const shore = height * between(random, 0.52, 0.62);
  sky(drawing, palette, shore);
  const { x } = placeSun(drawing, random, palette, light, shore * 0.8);
  clouds(drawing, random, shore * 0.7, mix(palette.sky[2], palette.sun, 0.35), 6, 0.4);
  const before = drawing.shapes.length;
  const line = range(drawing, random, palette, {
    horizon: shore * 0.55, bottom: shore, layers: 4, rise: [0.85, 0.5], sharp: true,
    sunSide: x < width / 2 ? -1 : 1, snow: between(random, 0.3, 0.8),
  }); // prettier-ignore
  if (random() < 0.8)
    drawing.add(
      trees(random, line, Math.min(width, height) * 0.055, 1.7),
      mix(palette.near, palette.far, 0.15),
    );
  const land = drawing.shapes.slice(before);

  // The water: the sky upside down, then the land mirrored and softened, then wind.
  const [top, middle, low] = palette.sky;
  const deep = mix(palette.near, top, 0.55);
  const water = `M0 ${shore}H${width}V${height}H0Z`;
  drawing.add(
    water,
    vertical(shore, height, [
      [0, mix(low, palette.far, 0.25)],
      [0.4, mix(middle, palette.far, 0.35)],
      [1, deep],
    ]),
  );
  for (const shape of land) {
    drawing.add(mirror(shape.d, shore, 0.72), mirrorFill(shape.fill, shore, 0.72), {
      opacity: (shape.opacity ?? 1) * 0.5,
    });
  }
  drawing.add(
    water,
    vertical(shore, height, [
      [0, deep, 0.04],
      [0.5, deep, 0.32],
      [1, deep, 0.86],
    ]),
  );
  let ripples = '';
  for (let index = 0; index < 70; index++) {
    const depth = random() ** 1.4;
    ripples += ellipse(
      width * random(),
      shore + (height - shore) * depth,
      width * between(random, 0.02, 0.11) * (0.4 + depth),
      height * (0.0004 + 0.0012 * depth),
    );
  }
  drawing.add(ripples, mix(low, '#ffffff', 0.35), { opacity: 0.22 });
  glitter(drawing, random, x, shore + 2, height, palette.sun, light === 'day' ? 0.4 : 0.7);
  drawing.add(ellipse(width / 2, shore, width * 0.7, height * 0.006), mix(palette.haze, '#ffffff', 0.3), {
    opacity: 0.5,
    blur: height * 0.006,
  });
  stones(drawing, random, palette);
  vignette(drawing, 0.22);
}

function stones(drawing: Drawing, random: Random, palette: Palette): void {
  const { width, height } = drawing;
  const unit = Math.min(width, height);
  const side = random() < 0.5 ? 0 : width;
  const dark = mix(palette.near, '#06070b', 0.4);
  for (let index = 0; index < 9; index++) {
    const w = unit * between(random, 0.03, 0.14);
    const cx = side + (side === 0 ? 1 : -1) * unit * between(random, -0.02, 0.5);
    const cy = height * between(random, 0.93, 1.03);
    drawing.add(
      ellipse(cx, cy, w, w * 0.42),
      vertical(cy - w * 0.42, cy + w * 0.3, [
        [0, mix(dark, palette.haze, 0.34)],
        [0.35, dark],
        [1, dark],
      ]),
    );
  }
}

function mirror(d: string, axis: number, squash: number): string {
  // Only absolute coordinates come here: polygons of "M x y L x y … Z".
  return d.replace(/([ML]?)(-?[\d.]+) (-?[\d.]+)/g, (_all, command: string, x: string, y: string) => {
    return `${command}${x} ${(axis + (axis - Number(y)) * squash).toFixed(1)}`;
  });
}

function mirrorFill(
  fill: Parameters<Drawing['add']>[1],
  axis: number,
  squash: number,
): Parameters<Drawing['add']>[1] {
  if (typeof fill === 'string' || fill.kind !== 'linear') return fill;
  const flip = ([x, y]: [number, number]): [number, number] => [x, axis + (axis - y) * squash];
  return { ...fill, from: flip(fill.from), to: flip(fill.to) };
}

export function sea(drawing: Drawing, random: Random, palette: Palette, light: Light): void {
  const { width, height } = drawing;
  const unit = Math.min(width, height);
  const horizon = height * between(random, 0.46, 0.6);
  sky(drawing, palette, horizon);
  const { x } = placeSun(drawing, random, palette, light, horizon * 0.98);
  clouds(drawing, random, horizon, mix(palette.sky[2], palette.sun, 0.4), 11, 0.55);
  const [top, middle, low] = palette.sky;
  const deep = mix(mix(top, '#0d4a5e', light === 'day' ? 0.45 : 0.25), palette.near, 0.25);
  drawing.add(`M0 ${horizon}H${width}V${height}H0Z`, vertical(horizon, height, [[0, mix(low, deep, 0.34)], [0.12, mix(middle, deep, 0.5)], [0.55, deep], [1, mix(deep, '#04121a', 0.4)]])); // prettier-ignore
  headland(drawing, random, palette, horizon);
  for (let row = 0; row < 44; row++) {
    const depth = (row / 44) ** 1.7;
    const y = horizon + (height - horizon) * (0.01 + depth);
    let d = '';
    for (let index = 0; index < 12; index++)
      d += ellipse(
        width * random(),
        y + unit * 0.01 * random(),
        unit * between(random, 0.03, 0.16) * (0.25 + depth),
        unit * (0.0008 + 0.0046 * depth) * between(random, 0.4, 1.2),
      );
    drawing.add(d, random() < 0.55 ? mix(deep, low, 0.5) : mix(deep, '#020d14', 0.45), {
      opacity: 0.28 + 0.2 * random(),
    });
  }
  glitter(drawing, random, x, horizon, height, palette.sun, light === 'day' ? 0.6 : 0.95);
  const extra = random();
  if (extra < 0.4) boat(drawing, random, palette, horizon);
  else if (extra < 0.75) surf(drawing, random, palette);
  vignette(drawing, 0.2);
}

function headland(drawing: Drawing, random: Random, palette: Palette, horizon: number): void {
  const { width, height } = drawing;
  const left = random() < 0.5;
  for (let layer = 0; layer < 3; layer++) {
    const reach = between(random, 0.75, 0.95) - layer * 0.22;
    const rise = height * (0.05 + layer * 0.025);
    const seed = Math.floor(random() * 1e9);
    const line: [number, number][] = Array.from({ length: 160 }, (_, index) => {
      const share = index / 159;
      const fall = Math.max(0, 1 - share / reach) ** 0.8;
      const x = left ? share * width : width - share * width;
      return [x, horizon - rise * fall * (0.35 + 0.65 * fractal(seed, share * 7, 5))];
    });
    const colour = mix(mix(palette.haze, palette.far, 0.6), palette.near, layer * 0.3);
    drawing.add(
      under(line, horizon + 1),
      vertical(horizon - rise, horizon, [
        [0, colour],
        [1, mix(colour, palette.haze, 0.3)],
      ]),
    );
  }
}

function boat(drawing: Drawing, random: Random, palette: Palette, horizon: number): void {
  const { width, height } = drawing;
  const h = Math.min(width, height) * between(random, 0.05, 0.09);
  const x = width * between(random, 0.2, 0.8);
  const y = horizon + (height - horizon) * between(random, 0.07, 0.16);
  const dark = mix(palette.near, '#05070c', 0.3);
  drawing.add(
    polygon([
      [x, y - h * 1.55],
      [x + h * 0.62, y - h * 0.18],
      [x, y - h * 0.12],
    ]),
    mix(palette.sky[2], '#ffffff', 0.6),
  );
  drawing.add(
    polygon([
      [x - h * 0.04, y - h * 1.3],
      [x - h * 0.42, y - h * 0.16],
      [x - h * 0.04, y - h * 0.12],
    ]),
    mix(palette.sky[2], '#ffffff', 0.35),
  );
  drawing.add(
    polygon([
      [x - h * 0.55, y - h * 0.09],
      [x + h * 0.68, y - h * 0.09],
      [x + h * 0.46, y + h * 0.1],
      [x - h * 0.4, y + h * 0.1],
    ]),
    dark,
  );
  drawing.add(ellipse(x, y + h * 0.2, h * 0.5, h * 0.07), dark, { opacity: 0.35, blur: h * 0.05 });
}

/** A beach at the lower edge, with foam running up on it. */
function surf(drawing: Drawing, random: Random, palette: Palette): void {
  const { width, height } = drawing;
  const seed = Math.floor(random() * 1e9);
  const edge = (lift: number): [number, number][] =>
    ridgeLine(width, { seed, foot: height * (0.98 - lift), rise: height * 0.11, features: 1.6, octaves: 3 });
  const sand = mix(palette.haze, '#b08a62', 0.5);
  drawing.add(under(edge(0.045), height), '#ffffff', { opacity: 0.3, blur: height * 0.004 });
  drawing.add(under(edge(0.03), height), mix(palette.sky[2], '#ffffff', 0.75), { opacity: 0.85 });
  drawing.add(under(edge(0.012), height), mix(sand, palette.near, 0.35));
  drawing.add(
    under(edge(-0.02), height),
    vertical(height * 0.85, height, [
      [0, mix(sand, palette.near, 0.2)],
      [1, mix(sand, palette.near, 0.5)],
    ]),
  );
  let pebbles = '';
  for (let index = 0; index < 60; index++)
    pebbles += circle(
      width * random(),
      height * between(random, 0.965, 1),
      height * between(random, 0.0008, 0.003),
    );
  drawing.add(pebbles, palette.near, { opacity: 0.4 });
}
