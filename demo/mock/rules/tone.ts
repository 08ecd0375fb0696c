import type { Transform } from './transform.ts';

export function hasTone(transform: Transform): boolean {
  return (
    transform.brightness !== undefined || transform.contrast !== undefined || transform.gamma !== undefined
  );
}

/** Lookup table for the 256 levels: brightness multiplies, contrast turns about the middle, gamma bends. */
export function toneCurve(transform: Transform): Uint8Array {
  const { brightness = 1, contrast = 1, gamma = 1 } = transform;
  return Uint8Array.from({ length: 256 }, (_, level) => {
    const bright = Math.min(1, (level / 255) * brightness);
    const bent = gamma === 1 ? bright : bright ** (1 / gamma);
    const value = (bent - 0.5) * contrast + 0.5;
    return Math.round(Math.min(1, Math.max(0, value)) * 255);
  });
}
