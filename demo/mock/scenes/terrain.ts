/** A number in [0, 1) for a whole number, the same for the same seed. */
function at(seed: number, index: number): number {
  let value = Math.imul(index ^ seed, 0x45d9f3b) >>> 0;
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39) >>> 0;
  return ((value ^ (value >>> 15)) >>> 0) / 4_294_967_296;
}

/** Smooth noise in [0, 1). */
export function noise(seed: number, x: number): number {
  const left = Math.floor(x);
  const part = x - left;
  const smooth = part * part * (3 - 2 * part);
  return at(seed, left) * (1 - smooth) + at(seed, left + 1) * smooth;
}

/** Noise of several octaves, in [0, 1); `sharp` gives peaks instead of hills. */
export function fractal(seed: number, x: number, octaves: number, sharp = false): number {
  let sum = 0;
  let weight = 0;
  let amplitude = 1;
  let frequency = 1;
  for (let octave = 0; octave < octaves; octave++) {
    const value = noise(seed + octave * 1013, x * frequency);
    sum += (sharp && octave < 3 ? 1 - Math.abs(2 * value - 1) : value) * amplitude;
    weight += amplitude;
    amplitude *= 0.48;
    frequency *= 2.03;
  }
  return sum / weight;
}

export interface Ridge {
  seed: number;
  /** Height of the foot and how far peaks rise above it, in pixels. */
  foot: number;
  rise: number;
  /** How many features over the width. */
  features: number;
  octaves: number;
  sharp?: boolean;
}

/** The line of a ridge from edge to edge. */
export function ridgeLine(width: number, ridge: Ridge, points = 260): [number, number][] {
  return Array.from({ length: points + 1 }, (_, index) => {
    const share = index / points;
    const value = fractal(ridge.seed, share * ridge.features + 7.3, ridge.octaves, ridge.sharp);
    return [share * width, ridge.foot - ridge.rise * value];
  });
}

/** The height of a line at x. */
export function heightAt(line: [number, number][], x: number): number {
  const width = line.at(-1)?.[0] ?? 1;
  const place = Math.max(0, Math.min(line.length - 2, Math.floor((x / width) * (line.length - 1))));
  const [x0, y0] = line[place] ?? [0, 0];
  const [x1, y1] = line[place + 1] ?? [1, 0];
  return x1 === x0 ? y0 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}
