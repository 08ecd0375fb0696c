import type { Dimensions } from '../rules/sizes.ts';

/** A colour with its place along a gradient, 0–1, and its opacity. */
export type Stop = [at: number, colour: string, opacity?: number];

export type Fill =
  | string
  | { kind: 'linear'; from: [number, number]; to: [number, number]; stops: Stop[] }
  | { kind: 'radial'; centre: [number, number]; radius: number; stops: Stop[] };

/** One filled path, in the scene's own pixels. */
export interface Shape {
  d: string;
  fill: Fill;
  opacity?: number;
  /** Standard deviation. */
  blur?: number;
  blend?: 'screen' | 'multiply' | 'soft-light';
}

/** A picture as a list of shapes: written out as SVG for sharp, or drawn onto a canvas in a browser. */
export class Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: Shape[] = [];

  constructor({ width, height }: Dimensions) {
    this.width = width;
    this.height = height;
  }

  add(d: string, fill: Fill, options: Omit<Shape, 'd' | 'fill'> = {}): void {
    this.shapes.push({ d, fill, ...options });
  }

  /** Fills everything. */
  wash(fill: Fill, options: Omit<Shape, 'd' | 'fill'> = {}): void {
    this.add(`M0 0H${this.width}V${this.height}H0Z`, fill, options);
  }
}

/** A gradient from top to bottom. */
export function vertical(top: number, bottom: number, stops: Stop[]): Fill {
  return { kind: 'linear', from: [0, top], to: [0, bottom], stops };
}

/** A soft round glow that fades to nothing. */
export function glow(x: number, y: number, radius: number, colour: string, opacity: number): Fill {
  const stops: Stop[] = [[0, colour, opacity], [0.25, colour, opacity * 0.62], [0.5, colour, opacity * 0.28], [0.75, colour, opacity * 0.08], [1, colour, 0]]; // prettier-ignore
  return { kind: 'radial', centre: [x, y], radius, stops };
}

const n = (value: number): string => value.toFixed(1);

export function circle(x: number, y: number, r: number): string {
  return ellipse(x, y, r, r);
}

export function ellipse(x: number, y: number, rx: number, ry: number): string {
  return `M${n(x - rx)} ${n(y)}a${n(rx)} ${n(ry)} 0 1 0 ${n(rx * 2)} 0a${n(rx)} ${n(ry)} 0 1 0 ${n(-rx * 2)} 0Z`;
}

export function polygon(points: [number, number][]): string {
  return `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}Z`;
}

/** The area under a line, down to `bottom`. */
export function under(line: [number, number][], bottom: number): string {
  const first = line[0]?.[0] ?? 0;
  const last = line.at(-1)?.[0] ?? 0;
  return polygon([...line, [last, bottom], [first, bottom]]);
}

export function svgOf(drawing: Drawing, size: Dimensions): string {
  const defs = new Map<string, string>();
  const define = (make: (id: string) => string): string => {
    const key = make('');
    if (!defs.has(key)) defs.set(key, `d${defs.size}`);
    return defs.get(key) ?? '';
  };
  const body = drawing.shapes.map((shape) => {
    const { d, fill, opacity, blur, blend } = shape;
    const paint = typeof fill === 'string' ? fill : `url(#${define((id) => gradient(fill, id))})`;
    const soft = blur === undefined ? '' : ` filter="url(#${define((id) => filter(blur, id))})"`;
    const mixed = blend === undefined ? '' : ` style="mix-blend-mode:${blend}"`;
    return `<path d="${d}" fill="${paint}"${opacity === undefined ? '' : ` opacity="${opacity.toFixed(3)}"`}${soft}${mixed}/>`;
  });
  const heads = [...defs].map(([text, id]) => text.replace(' id=""', ` id="${id}"`)).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" preserveAspectRatio="none" ` +
    `viewBox="0 0 ${drawing.width} ${drawing.height}"><defs>${heads}</defs>${body.join('')}</svg>`
  );
}

function gradient(fill: Exclude<Fill, string>, id: string): string {
  const stops = fill.stops
    .map(
      ([at, colour, opacity]) =>
        `<stop offset="${at.toFixed(3)}" stop-color="${colour}"${opacity === undefined ? '' : ` stop-opacity="${opacity.toFixed(3)}"`}/>`,
    )
    .join('');
  if (fill.kind === 'radial') {
    const [cx, cy] = fill.centre;
    return `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${n(cx)}" cy="${n(cy)}" r="${n(fill.radius)}">${stops}</radialGradient>`;
  }
  const [x1, y1] = fill.from;
  const [x2, y2] = fill.to;
  return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}">${stops}</linearGradient>`;
}

function filter(blur: number, id: string): string {
  return `<filter id="${id}" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${n(blur)}"/></filter>`;
}
