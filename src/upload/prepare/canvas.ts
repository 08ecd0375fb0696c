import type { Dimensions } from '../formats/dimensions.ts';

export type Canvas = OffscreenCanvas | HTMLCanvasElement;

export function makeCanvas({ width, height }: Dimensions): Canvas {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

/** The context of a canvas, with the colours of the picture that is drawn on it. */
export function contextOf(canvas: Canvas, isWideGamut: boolean): OffscreenCanvasRenderingContext2D {
  const colorSpace = isWideGamut ? 'display-p3' : 'srgb';
  return canvas.getContext('2d', { colorSpace }) as OffscreenCanvasRenderingContext2D;
}

/** Frees the memory of a canvas: Safari keeps it until garbage collection, unless the canvas has no pixels. */
export function release(canvas: Canvas): void {
  canvas.width = canvas.height = 0;
}
