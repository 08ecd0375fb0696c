import { mix, type Palette } from './colour.ts';
import { polygon, vertical, type Drawing } from './drawing.ts';
import { between, clouds, sky, vignette, type Random } from './parts.ts';
import type { Light } from './scene.ts';
import { placeSun } from './sun.ts';

export function dunes(drawing: Drawing, random: Random, palette: Palette, light: Light): void {
  const { width, height } = drawing;
  const horizon = height * between(random, 0.36, 0.48);
  sky(drawing, palette, horizon * 1.1);
  const { x } = placeSun(drawing, random, palette, light, horizon);
  clouds(drawing, random, horizon, mix(palette.sky[2], palette.sun, 0.4), 4, 0.3);
  const sand =
    light === 'dusk' || light === 'night'
      ? mix(palette.sky[2], '#a2583f', 0.5)
      : mix(palette.sky[2], '#d98e4a', 0.62);
  const dark = mix(palette.near, '#6b3420', 0.45);
  const side = x < width / 2 ? -1 : 1;
  drawing.add(`M0 ${horizon}H${width}V${height}H0Z`, vertical(horizon, height, [[0, mix(palette.haze, sand, 0.4)], [1, mix(sand, dark, 0.25)]])); // prettier-ignore
  const count = 11;
  for (let index = 0; index < count; index++) {
    const depth = index / (count - 1);
    const lit = mix(mix(palette.haze, sand, 0.3 + 0.65 * depth), dark, depth * 0.1);
    dune(drawing, random, {
      x: width * between(random, -0.05, 1.05),
      base: horizon + (height - horizon) * (0.06 + 1.12 * depth ** 1.5),
      tall: height * (0.035 + 0.2 * depth ** 1.2) * between(random, 0.8, 1.25),
      broad: Math.max(width, height) * (0.22 + 0.34 * depth) * between(random, 0.8, 1.3),
      side,
      lit,
      glow: mix(lit, palette.sun, 0.3),
      shaded: mix(lit, dark, 0.34 + 0.42 * depth),
    });
  }
  vignette(drawing, 0.2);
}

interface Dune {
  x: number;
  base: number;
  tall: number;
  broad: number;
  side: number;
  lit: string;
  glow: string;
  shaded: string;
}

/** One dune: a long slope towards the light, and a steep face behind a crest that winds down to its foot. */
function dune(
  drawing: Drawing,
  random: Random,
  { x, base, tall, broad, side, lit, glow, shaded }: Dune,
): void {
  const steps = 40;
  const top = base - tall;
  // Shares run from the peak (0) to the foot (1).
  const slope = (reach: number, bend: number): [number, number][] =>
    Array.from({ length: steps + 1 }, (_, step) => {
      const share = step / steps;
      return [x + reach * share, top + tall * (1 - (1 - share) ** bend * (1 + (bend - 1) * 0.55 * share))];
    });
  const windward = slope(side * broad, 1.75);
  const leeward = slope(-side * broad * between(random, 0.55, 0.85), 1.9);
  const sway = broad * between(random, 0.1, 0.2) * side;
  const drift = broad * between(random, -0.04, 0.16) * side;
  const crest: [number, number][] = Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps;
    return [
      x + drift * share + sway * Math.sin(share * Math.PI * 1.35) * share ** 0.6,
      top + tall * 1.02 * share ** 0.85,
    ];
  });
  const foot = crest.at(-1) ?? [x, base];
  const outline = [...[...windward].reverse(), ...leeward];
  const low = base + tall * 0.25;
  // It fades into the sand before its lower edge, so that no edge shows.
  const body = polygon([...outline, [outline.at(-1)?.[0] ?? x, low], [outline[0]?.[0] ?? x, low]]);
  drawing.add(
    body,
    vertical(top, low, [
      [0, glow],
      [0.35, lit],
      [0.6, lit, 0.9],
      [0.8, lit, 0.35],
      [1, lit, 0],
    ]),
  );
  drawing.add(polygon([...crest, [foot[0], base + 1], ...[...leeward].reverse()]), vertical(top, base, [[0, shaded], [0.55, shaded], [1, mix(shaded, lit, 0.6)]])); // prettier-ignore
}
