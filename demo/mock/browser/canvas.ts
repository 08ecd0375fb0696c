import type { Drawing, Fill } from '../scenes/drawing.ts';
import type { Dimensions } from '../rules/sizes.ts';

export type Pen = OffscreenCanvasRenderingContext2D;

export function canvas({ width, height }: Dimensions): { canvas: OffscreenCanvas; pen: Pen } {
  const made = new OffscreenCanvas(width, height);
  const pen = made.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('This browser gives no canvas.');
  pen.imageSmoothingQuality = 'high';
  return { canvas: made, pen };
}

/** Draws a scene at the wanted size, shape by shape. */
export function drawScene(drawing: Drawing, size: Dimensions): OffscreenCanvas {
  const { canvas: made, pen } = canvas(size);
  const [sx, sy] = [size.width / drawing.width, size.height / drawing.height];
  pen.scale(sx, sy);
  for (const { d, fill, opacity = 1, blur, blend } of drawing.shapes) {
    pen.globalAlpha = opacity;
    pen.globalCompositeOperation = blend ?? 'source-over';
    // A canvas blurs in its own pixels, not in the scene's.
    if ('filter' in pen) pen.filter = blur === undefined ? 'none' : `blur(${blur * sx}px)`;
    pen.fillStyle = styleOf(pen, fill);
    pen.fill(new Path2D(d));
  }
  return made;
}

function styleOf(pen: Pen, fill: Fill): string | CanvasGradient {
  if (typeof fill === 'string') return fill;
  const gradient =
    fill.kind === 'linear'
      ? pen.createLinearGradient(...fill.from, ...fill.to)
      : pen.createRadialGradient(...fill.centre, 0, ...fill.centre, fill.radius);
  for (const [at, colour, opacity = 1] of fill.stops) gradient.addColorStop(at, withAlpha(colour, opacity));
  return gradient;
}

function withAlpha(colour: string, opacity: number): string {
  return (
    colour +
    Math.round(opacity * 255)
      .toString(16)
      .padStart(2, '0')
  );
}
