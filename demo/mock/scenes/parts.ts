import { mix, type Palette } from './colour.ts';
import { circle, ellipse, glow, polygon, under, vertical, type Drawing } from './drawing.ts';
import { heightAt, ridgeLine } from './terrain.ts';

export type Random = () => number;

export const between = (random: Random, low: number, high: number): number => low + (high - low) * random();

export function sky(drawing: Drawing, palette: Palette, horizon: number): void {
  const [top, middle, low] = palette.sky;
  drawing.wash(vertical(0, horizon, [[0, top], [0.3, mix(top, middle, 0.42)], [0.62, middle], [0.84, mix(middle, low, 0.62)], [1, low]])); // prettier-ignore
}

/** A sun or moon with its glow. */
export function sun(
  drawing: Drawing,
  x: number,
  y: number,
  r: number,
  colour: string,
  strength: number,
): void {
  const reach = Math.max(drawing.width, drawing.height) * 0.75;
  drawing.wash(glow(x, y, reach, colour, 0.5 * strength), { blend: 'screen' });
  drawing.wash(glow(x, y, r * 5, colour, 0.6 * strength), { blend: 'screen' });
  drawing.add(circle(x, y, r), colour, { opacity: 0.96, blur: r * 0.03 });
}

/** Long thin clouds, lit from below. */
export function clouds(
  drawing: Drawing,
  random: Random,
  horizon: number,
  colour: string,
  count: number,
  opacity: number,
): void {
  const { width, height } = drawing;
  const unit = Math.min(width, height);
  for (let index = 0; index < count; index++) {
    const depth = random();
    const y = horizon * between(random, 0.12, 0.9);
    const x = width * random();
    const length = unit * between(random, 0.18, 0.62) * (0.4 + depth);
    let d = '';
    for (let puff = 0; puff < 5; puff++) {
      const thick = unit * between(random, 0.004, 0.014) * (0.5 + depth);
      d += ellipse(
        x + length * between(random, -0.4, 0.4),
        y + thick * between(random, -2.4, 2.4),
        length * between(random, 0.25, 0.6),
        thick,
      );
    }
    drawing.add(d, colour, { opacity: opacity * between(random, 0.35, 1), blur: unit * 0.006 });
  }
}

/** Stars in three sizes, thinner towards the horizon. */
export function stars(drawing: Drawing, random: Random, horizon: number, count: number): void {
  const unit = Math.min(drawing.width, drawing.height);
  for (const [share, size, opacity] of [
    [0.7, 0.00055, 0.6],
    [0.25, 0.00095, 0.85],
    [0.05, 0.0016, 1],
  ] as const) {
    let d = '';
    for (let index = 0; index < count * share; index++) {
      const y = horizon * (1 - Math.sqrt(random())) * 1.05;
      d += circle(drawing.width * random(), y, unit * size * between(random, 0.7, 1.4));
    }
    drawing.add(d, mix('#cfe0ff', '#fff1dc', random()), { opacity });
  }
}

export interface Range {
  horizon: number;
  bottom: number;
  layers: number;
  /** Height of the peaks against the space they stand in, far and near. */
  rise: [number, number];
  sharp: boolean;
  /** The lit side, -1 left or 1 right; faces are only drawn on sharp ranges. */
  sunSide: number;
  snow: number;
}

/** Ridge behind ridge, each paler the farther it is, with mist lying between. Gives the line of the nearest. */
export function range(drawing: Drawing, random: Random, palette: Palette, wanted: Range): [number, number][] {
  const { width } = drawing;
  const space = wanted.bottom - wanted.horizon;
  let line: [number, number][] = [];
  for (let layer = 0; layer < wanted.layers; layer++) {
    const depth = wanted.layers === 1 ? 1 : layer / (wanted.layers - 1);
    const foot = wanted.horizon + space * (0.1 + 0.72 * depth ** 1.15);
    const rise =
      space * (wanted.rise[0] + (wanted.rise[1] - wanted.rise[0]) * depth) * between(random, 0.8, 1.2);
    const sharp = wanted.sharp && layer < wanted.layers - 1;
    const features = (width / drawing.height) * between(random, 1.6, 2.6) * (sharp ? 1.15 : 1);
    line = ridgeLine(width, {
      seed: Math.floor(random() * 1e9),
      foot,
      rise,
      features,
      octaves: sharp ? 7 : 5,
      sharp,
    });
    const colour = mix(mix(palette.haze, palette.far, 0.42), palette.near, depth ** 1.35);
    const foggy = mix(colour, palette.haze, 0.72 * (1 - depth * 0.75));
    const top = Math.min(...line.map(([, y]) => y));
    drawing.add(under(line, wanted.bottom), vertical(top, foot + space * 0.16, [[0, colour], [0.45, mix(colour, foggy, 0.25)], [1, foggy]])); // prettier-ignore
    if (sharp)
      faces(drawing, random, line, foot, rise, {
        ...wanted,
        colour,
        haze: palette.haze,
        sun: palette.sun,
        depth,
      });
  }
  return line;
}

interface Faces {
  sunSide: number;
  snow: number;
  colour: string;
  haze: string;
  sun: string;
  depth: number;
}

/** Gives peaks a lit and a shaded side, and snow where it would lie. */
function faces(
  drawing: Drawing,
  random: Random,
  line: [number, number][],
  foot: number,
  rise: number,
  look: Faces,
): void {
  const shade: string[] = [];
  const light: string[] = [];
  const snow: string[] = [];
  for (let at = 4; at < line.length - 4; at++) {
    const [, y] = line[at] ?? [0, 0];
    const isPeak = [1, 2, 3, 4].every(
      (step) => y <= (line[at - step]?.[1] ?? 0) && y <= (line[at + step]?.[1] ?? 0),
    );
    const tall = (foot - y) / rise;
    if (!isPeak || tall < 0.5) continue;
    const depth = rise * between(random, 0.35, 0.6) * tall;
    (look.sunSide > 0 ? light : shade).push(flank(random, line, at, 1, depth));
    (look.sunSide > 0 ? shade : light).push(flank(random, line, at, -1, depth));
    if (look.snow > 0 && tall > 0.62) {
      snow.push(
        flank(random, line, at, look.sunSide, depth * look.snow),
        flank(random, line, at, -look.sunSide, depth * look.snow * 0.6),
      );
    }
  }
  const fade = (colour: string, opacity: number) =>
    vertical(foot - rise, foot, [
      [0, colour, opacity],
      [0.9, colour, 0],
    ]);
  const clear = 1 - look.depth * 0.4;
  drawing.add(shade.join(''), fade(mix(look.colour, '#0b1020', 0.55), 0.42 * clear));
  drawing.add(light.join(''), fade(mix(look.sun, look.colour, 0.35), 0.34 * clear));
  if (snow.length > 0) drawing.add(snow.join(''), fade(mix('#ffffff', look.sun, 0.4), 0.72 * clear));
}

/** A broken triangle from a peak down one of its sides. */
function flank(random: Random, line: [number, number][], peak: number, side: number, depth: number): string {
  const [x, y] = line[peak] ?? [0, 0];
  const outer: [number, number][] = [[x, y]];
  const step = (line[1]?.[0] ?? 1) - (line[0]?.[0] ?? 0);
  const reach = Math.max(4, Math.floor((depth * 0.9) / step));
  for (let index = 1; index <= reach; index++) {
    const [px, py] = line[peak + index * side] ?? [];
    if (px === undefined || py === undefined || py < y - depth * 0.05) break;
    outer.push([px, py]);
  }
  const inner: [number, number][] = [];
  const teeth = 7;
  for (let tooth = teeth; tooth >= 1; tooth--) {
    const share = tooth / teeth;
    inner.push([x + side * depth * (0.32 * share ** 1.4 + between(random, -0.07, 0.07)), y + depth * share]);
    inner.push([
      x + side * depth * (0.2 * share + between(random, -0.12, 0.12)),
      y + depth * (share - 0.5 / teeth),
    ]);
  }
  return polygon([...outer, ...inner]);
}

/** A conifer: tiers of hanging branches around a trunk. */
export function conifer(random: Random, x: number, foot: number, height: number): string {
  const tiers = 9 + Math.floor(random() * 4);
  const girth = height * between(random, 0.15, 0.21);
  const left: [number, number][] = [];
  const right: [number, number][] = [];
  for (let tier = 1; tier <= tiers; tier++) {
    const share = tier / tiers;
    const y = foot - height * (1 - share);
    const reach = girth * share ** 0.85;
    left.push([x - reach * between(random, 0.8, 1.15), y], [x - reach * 0.42, y - (height / tiers) * 0.18]);
    right.push([x + reach * between(random, 0.8, 1.15), y], [x + reach * 0.42, y - (height / tiers) * 0.18]);
  }
  return polygon([
    [x, foot - height],
    ...right,
    [x + girth * 0.1, foot + height * 0.04],
    [x - girth * 0.1, foot + height * 0.04],
    ...left.reverse(),
  ]);
}

/** A row of conifers standing on a line. */
export function trees(
  random: Random,
  line: [number, number][],
  height: number,
  density: number,
  sink = 0.06,
): string {
  const width = line.at(-1)?.[0] ?? 0;
  let d = '';
  for (
    let x = -height * 0.2;
    x < width + height * 0.2;
    x += (height * between(random, 0.1, 0.42)) / density
  ) {
    const tall = height * between(random, 0.55, 1.12);
    d += conifer(random, x, heightAt(line, Math.min(width, Math.max(0, x))) + tall * sink, tall);
  }
  return d;
}

/** Darker corners, as a lens makes them. */
export function vignette(drawing: Drawing, opacity: number): void {
  const { width, height } = drawing;
  const radius = Math.hypot(width, height) * 0.62;
  drawing.wash({ kind: 'radial', centre: [width / 2, height * 0.48], radius, stops: [[0, '#000000', 0], [0.55, '#000000', 0], [1, '#05060c', opacity]] }); // prettier-ignore
}

/** Short bright strokes on water, denser under the light. */
export function glitter(
  drawing: Drawing,
  random: Random,
  x: number,
  top: number,
  bottom: number,
  colour: string,
  strength: number,
): void {
  const unit = Math.min(drawing.width, drawing.height);
  let bright = '';
  let soft = '';
  for (let index = 0; index < 260; index++) {
    const depth = random() ** 1.6;
    const y = top + (bottom - top) * depth;
    const spread = unit * (0.02 + 0.2 * depth);
    const centre = x + spread * (random() + random() + random() - 1.5) * 1.2;
    const stroke = ellipse(
      centre,
      y,
      unit * between(random, 0.006, 0.03) * (0.35 + depth),
      unit * (0.0006 + 0.0016 * depth),
    );
    if (index % 2) bright += stroke;
    else soft += stroke;
  }
  drawing.add(bright, colour, { opacity: 0.75 * strength });
  drawing.add(soft, colour, { opacity: 0.3 * strength, blur: unit * 0.0015 });
}
