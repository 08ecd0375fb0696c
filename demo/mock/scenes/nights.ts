import { mix, type Palette } from './colour.ts';
import { circle, ellipse, glow, polygon, under, vertical, type Drawing } from './drawing.ts';
import { between, range, sky, stars, sun, trees, vignette, type Random } from './parts.ts';
import { fractal, heightAt } from './terrain.ts';

export function aurora(drawing: Drawing, random: Random, palette: Palette): void {
  const { width, height } = drawing;
  sky(drawing, palette, height * 0.8);
  stars(drawing, random, height * 0.7, 420);
  const greens = random() < 0.7 ? ['#5dffb0', '#2fd6a0', '#7a5cff'] : ['#7dffd8', '#4aa8ff', '#e05cff'];
  for (let band = 0; band < 3; band++) curtain(drawing, random, greens, height * between(random, 0.34, 0.56));
  const line = range(drawing, random, { ...palette, haze: mix(palette.haze, greens[1] ?? '#2fd6a0', 0.3), sun: '#b9ffe0' }, {
    horizon: height * 0.56, bottom: height, layers: 4, rise: [0.5, 0.3], sharp: true, sunSide: 1, snow: 0.7,
  }); // prettier-ignore
  drawing.add(trees(random, line, Math.min(width, height) * 0.13, 1.5), '#03070c');
  vignette(drawing, 0.4);
}

/** One band of northern light: rays side by side along a winding foot, brighter where it folds. */
function curtain(drawing: Drawing, random: Random, colours: string[], foot: number): void {
  const { width, height } = drawing;
  const seed = Math.floor(random() * 1e9);
  const rays = 130;
  const step = (width * 1.2) / rays;
  for (let index = 0; index < rays; index++) {
    const share = index / rays;
    const x = -width * 0.1 + share * width * 1.2;
    const y = foot + height * 0.2 * (fractal(seed, share * 3, 2) - 0.5);
    const tall = height * (0.18 + 0.34 * fractal(seed + 5, share * 9, 3));
    const strength = Math.max(0, fractal(seed + 9, share * 5, 3) - 0.22) * 0.34;
    const [low = '#5dffb0', middle = '#2fd6a0', top = '#7a5cff'] = colours;
    const lean = width * 0.02;
    const d = polygon([
      [x - step * 1.5, y],
      [x + step * 2.5, y],
      [x + step * 2.5 + lean, y - tall],
      [x + lean - step * 1.5, y - tall],
    ]);
    const fill = vertical(y, y - tall, [
      [0, low, 0],
      [0.08, low, strength],
      [0.3, middle, strength * 0.66],
      [0.7, top, strength * 0.3],
      [1, top, 0],
    ]);
    drawing.add(d, fill);
  }
}

export function night(drawing: Drawing, random: Random, palette: Palette): void {
  const { width, height } = drawing;
  const unit = Math.min(width, height);
  sky(drawing, palette, height * 0.95);
  const moonlit = random() < 0.45;
  if (!moonlit) milkyWay(drawing, random, palette);
  stars(drawing, random, height * 0.85, moonlit ? 260 : 900);
  if (moonlit) {
    const r = unit * between(random, 0.045, 0.075);
    const [x, y] = [width * between(random, 0.25, 0.75), height * between(random, 0.16, 0.38)];
    sun(drawing, x, y, r, palette.sun, 0.7);
    let seas = '';
    for (let index = 0; index < 7; index++)
      seas += circle(
        x + r * between(random, -0.5, 0.5),
        y + r * between(random, -0.5, 0.5),
        r * between(random, 0.1, 0.28),
      );
    drawing.add(seas, '#9a9788', { opacity: 0.25, blur: r * 0.05 });
  }
  const line = range(drawing, random, palette, { horizon: height * 0.58, bottom: height, layers: 5, rise: [0.34, 0.3], sharp: random() < 0.5, sunSide: 1, snow: moonlit ? 0.6 : 0 }); // prettier-ignore
  drawing.add(trees(random, line, unit * between(random, 0.12, 0.2), 1.3), '#03050b');
  if (random() < 0.6) tent(drawing, random, line, unit);
  vignette(drawing, 0.42);
}

function milkyWay(drawing: Drawing, random: Random, palette: Palette): void {
  const { width, height } = drawing;
  const lean = between(random, -0.5, 0.5);
  for (let index = 0; index < 34; index++) {
    const share = index / 33;
    const y = height * 0.85 * share;
    const x = width * (0.5 + lean * (0.5 - share)) + width * 0.03 * between(random, -1, 1);
    const reach = Math.min(width, height) * between(random, 0.1, 0.26);
    const tint = [palette.sky[2], '#8ea0d8', '#d9a7c7', '#ffe2c2'][index % 4] ?? '#8ea0d8';
    drawing.add(circle(x, y, reach), glow(x, y, reach, mix(tint, '#c7d0ff', 0.25), 0.2));
  }
  let dust = '';
  for (let index = 0; index < 520; index++) {
    const share = random();
    const spread = (random() + random() + random() - 1.5) * 0.16;
    dust += circle(
      width * (0.5 + lean * (0.5 - share) + spread),
      height * 0.85 * share,
      Math.min(width, height) * between(random, 0.0003, 0.0009),
    );
  }
  drawing.add(dust, '#e9edff', { opacity: 0.8 });
}

function tent(drawing: Drawing, random: Random, line: [number, number][], unit: number): void {
  const x = drawing.width * between(random, 0.25, 0.75);
  const h = unit * 0.045;
  const y = Math.min(drawing.height - h * 0.4, heightAt(line, x) + h * 1.5);
  drawing.wash(glow(x, y - h * 0.4, h * 7, '#ffb257', 0.4), { blend: 'screen' });
  drawing.add(
    polygon([
      [x - h, y],
      [x - h * 0.12, y - h],
      [x + h * 0.12, y - h],
      [x + h, y],
    ]),
    vertical(y - h, y, [
      [0, '#ffce7a'],
      [1, '#ff9436'],
    ]),
  );
  drawing.add(
    polygon([
      [x - h * 0.24, y],
      [x, y - h * 0.86],
      [x + h * 0.24, y],
    ]),
    '#ffe9bd',
  );
}

export function city(drawing: Drawing, random: Random, palette: Palette): void {
  const { width, height } = drawing;
  const unit = Math.min(width, height);
  const shore = height * between(random, 0.66, 0.74);
  sky(drawing, palette, shore);
  stars(drawing, random, shore * 0.5, 90);
  drawing.wash(
    glow(width * between(random, 0.3, 0.7), shore, width * 0.6, mix(palette.sky[2], '#ffb37a', 0.45), 0.55),
    { blend: 'screen' },
  );
  const lamps = ['#ffd27d', '#ffe9c4', '#ff9f5a', '#9fd8ff'];
  for (let layer = 0; layer < 4; layer++) {
    const depth = layer / 3;
    const colour = mix(mix(palette.haze, palette.far, 0.6), palette.near, depth);
    skyline(drawing, random, {
      shore,
      tall: shore * (0.6 - 0.14 * depth),
      step: unit * (0.05 + 0.035 * depth),
      colour,
      lamp: lamps[layer] ?? '#ffd27d',
      lit: 0.16 + 0.3 * depth,
    });
  }
  const dark = mix(palette.near, '#04060c', 0.4);
  drawing.add(
    `M0 ${shore}H${width}V${height}H0Z`,
    vertical(shore, height, [
      [0, mix(palette.far, dark, 0.45)],
      [1, dark],
    ]),
  );
  for (let index = 0; index < 150; index++) {
    const x = width * random();
    const y = shore + (height - shore) * random() ** 1.5;
    const lamp = lamps[index % lamps.length] ?? '#ffd27d';
    drawing.add(ellipse(x, y, unit * between(random, 0.004, 0.022), unit * 0.0016), lamp, {
      opacity: between(random, 0.12, 0.5),
    });
  }
  for (let index = 0; index < 26; index++) {
    const r = unit * between(random, 0.012, 0.05);
    const lamp = ['#ffb057', '#ff6f61', '#ffe2a8', '#7fd1ff', '#ff8fb8'][index % 5] ?? '#ffb057';
    drawing.add(circle(width * random(), height * between(random, 0.8, 1.02), r), lamp, {
      opacity: between(random, 0.1, 0.36),
    });
  }
  vignette(drawing, 0.38);
}

interface Skyline {
  shore: number;
  tall: number;
  step: number;
  colour: string;
  lamp: string;
  lit: number;
}

function skyline(drawing: Drawing, random: Random, { shore, tall, step, colour, lamp, lit }: Skyline): void {
  const { width } = drawing;
  const seed = Math.floor(random() * 1e9);
  const tops: [number, number][] = [];
  let windows = '';
  for (let x = -step * random(); x < width;) {
    const w = step * between(random, 0.5, 1.25);
    const h = tall * (0.16 + 0.84 * fractal(seed, (x / width) * 4, 3) * between(random, 0.45, 1.05));
    const y = shore - h;
    tops.push([x, y], [x + w, y]);
    if (random() < 0.18)
      tops.splice(
        -1,
        0,
        [x + w * 0.48, y],
        [x + w * 0.49, y - h * 0.22],
        [x + w * 0.53, y - h * 0.22],
        [x + w * 0.54, y],
      );
    const [cw, ch] = [step * 0.075, step * 0.1];
    for (let wy = y + ch; wy < shore - ch; wy += ch * 1.9) {
      for (let wx = x + cw; wx < x + w - cw * 1.4; wx += cw * 1.9) {
        if (random() < lit)
          windows += `M${wx.toFixed(1)} ${wy.toFixed(1)}h${cw.toFixed(1)}v${ch.toFixed(1)}h${(-cw).toFixed(1)}Z`;
      }
    }
    x += w;
  }
  drawing.add(
    under(tops, shore + 1),
    vertical(shore - tall, shore, [
      [0, colour],
      [1, mix(colour, lamp, 0.12)],
    ]),
  );
  drawing.add(windows, lamp, { opacity: 0.82 });
}
