import { ABSTRACT, mix } from './colour.ts';
import { circle, glow, polygon, under, vertical, type Drawing } from './drawing.ts';
import { between, vignette, type Random } from './parts.ts';
import { fractal } from './terrain.ts';

function colours(random: Random): string[] {
  const chosen = ABSTRACT[Math.floor(random() * ABSTRACT.length)] ?? [];
  return random() < 0.3 ? [...chosen].reverse() : chosen;
}

const nth = (list: string[], index: number): string =>
  list[((index % list.length) + list.length) % list.length] ?? '#888888';

/** Cut paper, sheet over sheet, each throwing a soft shadow on the one below. */
export function waves(drawing: Drawing, random: Random): void {
  const { width, height } = drawing;
  const set = colours(random);
  const sheets = 9;
  drawing.wash(
    vertical(0, height, [
      [0, nth(set, 0)],
      [1, mix(nth(set, 0), nth(set, 1), 0.7)],
    ]),
  );
  if (random() < 0.6) {
    const r = Math.min(width, height) * between(random, 0.1, 0.18);
    drawing.add(
      circle(width * between(random, 0.2, 0.8), height * between(random, 0.14, 0.26), r),
      mix(nth(set, 0), '#ffffff', 0.55),
    );
  }
  for (let sheet = 0; sheet < sheets; sheet++) {
    const share = sheet / (sheets - 1);
    const seed = Math.floor(random() * 1e9);
    const lift = height * (0.24 + 0.72 * share);
    const swing = height * between(random, 0.12, 0.22);
    const features = between(random, 1.2, 2.4) * Math.max(1, width / height);
    const line: [number, number][] = Array.from({ length: 181 }, (_, index) => {
      const at = index / 180;
      return [at * width, lift - swing * (fractal(seed, at * features, 2) - 0.35)];
    });
    const place = share * (set.length - 1);
    const colour = mix(
      nth(set, Math.floor(place)),
      nth(set, Math.min(set.length - 1, Math.floor(place) + 1)),
      place % 1,
    );
    // A soft shadow out of hard ones: blurs of this size would cost seconds.
    for (let step = 5; step >= 1; step--) {
      const shadow = line.map(([x, y]): [number, number] => [x, y - height * 0.0045 * step]);
      drawing.add(under(shadow, height), '#10081a', { opacity: 0.055 });
    }
    drawing.add(under(line, height), vertical(lift - swing, lift + swing * 1.4, [[0, mix(colour, '#ffffff', 0.14)], [0.5, colour], [1, mix(colour, '#000000', 0.12)]])); // prettier-ignore
  }
}

/** Glows of neighbouring colours that run into one another. */
export function mesh(drawing: Drawing, random: Random): void {
  const { width, height } = drawing;
  const set = colours(random).slice(0, 5);
  const reach = Math.hypot(width, height);
  drawing.wash(
    vertical(0, height, [
      [0, nth(set, 2)],
      [1, nth(set, 3)],
    ]),
  );
  for (let index = 0; index < 11; index++) {
    const x = width * between(random, -0.05, 1.05);
    const y = height * between(random, -0.05, 1.05);
    drawing.wash(
      glow(x, y, reach * between(random, 0.26, 0.5), nth(set, index * 2 + 1), between(random, 0.75, 1)),
    );
  }
  if (random() < 0.6) {
    const r = Math.min(width, height) * between(random, 0.16, 0.3);
    const [x, y] = [width * between(random, 0.35, 0.65), height * between(random, 0.35, 0.65)];
    drawing.add(circle(x, y, r), { kind: 'linear', from: [x - r, y - r], to: [x + r, y + r], stops: [[0, mix(nth(set, 0), '#ffffff', 0.5), 0.95], [0.55, nth(set, 1), 0.7], [1, nth(set, 4), 0.1]] }); // prettier-ignore
  }
  vignette(drawing, 0.16);
}

/** Quarter circles, discs and half moons on a grid. */
export function shapes(drawing: Drawing, random: Random): void {
  const { width, height } = drawing;
  const set = colours(random);
  const ground = nth(set, 0);
  drawing.wash(ground);
  const columns = Math.max(3, Math.round((width / Math.min(width, height)) * (3 + Math.floor(random() * 2))));
  const cell = width / columns;
  const rows = Math.ceil(height / cell);
  const top = (height - rows * cell) / 2;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [column * cell, top + row * cell];
      const first = 1 + Math.floor(random() * (set.length - 1));
      const other = (first + 1 + Math.floor(random() * (set.length - 1))) % set.length;
      drawing.add(`M${x} ${y}h${cell + 1}v${cell + 1}h${-cell - 1}Z`, nth(set, first));
      motif(drawing, random, x, y, cell, nth(set, other === first ? first + 1 : other), nth(set, first + 2));
    }
  }
}

function motif(
  drawing: Drawing,
  random: Random,
  x: number,
  y: number,
  s: number,
  colour: string,
  accent: string,
): void {
  const kind = Math.floor(random() * 6);
  const turn = Math.floor(random() * 4);
  const corner = [
    [x, y],
    [x + s, y],
    [x + s, y + s],
    [x, y + s],
  ][turn] ?? [x, y];
  const [cx = x, cy = y] = corner;
  const quarter = (r: number): string => {
    const dx = cx === x ? r : -r;
    const dy = cy === y ? r : -r;
    const sweep = dx > 0 === dy > 0 ? 1 : 0;
    return `M${cx} ${cy}L${cx + dx} ${cy}A${r} ${r} 0 0 ${sweep} ${cx} ${cy + dy}Z`;
  };
  if (kind === 0) drawing.add(circle(x + s / 2, y + s / 2, s * 0.36), colour);
  else if (kind === 1) {
    drawing.add(quarter(s), colour);
    drawing.add(quarter(s * 0.55), accent);
  } else if (kind === 2) drawing.add(quarter(s), colour);
  else if (kind === 3) {
    drawing.add(circle(x + s / 2, y + s / 2, s / 2), colour);
    drawing.add(circle(x + s / 2, y + s / 2, s * 0.2), accent);
  } else if (kind === 4)
    drawing.add(
      polygon([
        [cx, cy],
        [cx === x ? x + s : x, cy],
        [cx, cy === y ? y + s : y],
      ]),
      colour,
    );
  else
    for (let bar = 0; bar < 3; bar++)
      drawing.add(`M${x} ${y + (s / 6) * (bar * 2)}h${s}v${s / 6}h${-s}Z`, colour);
}

/** Leaves reaching in from the edges, the nearest largest and darkest. */
export function leaves(drawing: Drawing, random: Random): void {
  const { width, height } = drawing;
  const unit = Math.min(width, height);
  const set = colours(random);
  const light = nth(set, 0);
  drawing.wash({ kind: 'radial', centre: [width * 0.55, height * 0.45], radius: Math.hypot(width, height) * 0.6, stops: [[0, mix(light, '#ffffff', 0.35)], [1, mix(light, nth(set, 2), 0.55)]] }); // prettier-ignore
  for (let layer = 0; layer < 4; layer++) {
    const depth = layer / 3;
    const count = 17 - layer * 3;
    for (let index = 0; index < count; index++) {
      const around = (index / count + between(random, -0.03, 0.03)) * Math.PI * 2;
      const reach = between(random, 0.56, 0.7) + depth * 0.08;
      const [x, y] = [width * (0.5 + Math.cos(around) * reach), height * (0.5 + Math.sin(around) * reach)];
      const angle = Math.atan2(height / 2 - y, width / 2 - x) + between(random, -0.6, 0.6);
      const length = unit * between(random, 0.4, 0.66) * (0.7 + depth * 0.25);
      const colour = mix(nth(set, 2 + layer), nth(set, 1 + layer), random() * 0.8);
      leaf(drawing, random, x, y, angle, length, colour, depth);
    }
  }
}

function leaf(
  drawing: Drawing,
  random: Random,
  x: number,
  y: number,
  angle: number,
  length: number,
  colour: string,
  depth: number,
): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const to = (along: number, across: number): [number, number] => [
    x + cos * along * length - sin * across * length,
    y + sin * along * length + cos * across * length,
  ];
  const broad = between(random, 0.13, 0.2);
  const half = (side: 1 | -1): [number, number][] =>
    Array.from({ length: 25 }, (_, index) => {
      const share = index / 24;
      return to(share, side * broad * Math.sin(Math.PI * share ** 0.8) * (1 - share * 0.12));
    });
  const outline = [...half(1), ...half(-1).reverse()];
  if (depth > 0.3) {
    for (let step = 1; step <= 4; step++) {
      const shadow = outline.map(([px, py]): [number, number] => [
        px + length * 0.007 * step,
        py + length * 0.01 * step,
      ]);
      drawing.add(polygon(shadow), '#0b1014', { opacity: 0.065 });
    }
  }
  const fill = (tone: string) => ({
    kind: 'linear' as const,
    from: to(0, 0),
    to: to(1, 0),
    stops: [
      [0, mix(tone, '#06120e', 0.3)],
      [1, mix(tone, '#ffffff', 0.12)],
    ] as [number, string][],
  });
  drawing.add(polygon([...half(1), to(0, 0)]), fill(colour));
  drawing.add(polygon([...half(-1), to(0, 0)]), fill(mix(colour, '#ffffff', 0.1)));
  let veins = '';
  for (let index = 2; index < 12; index++) {
    for (const side of [1, -1]) {
      const share = index / 13;
      const edge = broad * Math.sin(Math.PI * (share + 0.09) ** 0.8) * 0.86 * side;
      veins += polygon([
        to(share, 0),
        to(share + 0.1, edge),
        to(share + 0.106, edge * 0.98),
        to(share + 0.012, 0),
      ]);
    }
  }
  veins += polygon([to(0, 0.006), to(0.97, 0), to(0, -0.006)]);
  drawing.add(veins, mix(colour, '#ffffff', 0.4), { opacity: 0.42 });
}
