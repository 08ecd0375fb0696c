import { seeded } from '../rules/faults.ts';
import type { Dimensions } from '../rules/sizes.ts';

export type Kind =
  | 'mountains'
  | 'lake'
  | 'dunes'
  | 'forest'
  | 'sea'
  | 'aurora'
  | 'night'
  | 'waves'
  | 'mesh'
  | 'shapes'
  | 'leaves'
  | 'city';
export type Light = 'dawn' | 'day' | 'golden' | 'dusk' | 'night';

/** Parameters of the drawing that a scene number stands for. */
export interface Scene extends Dimensions {
  kind: Kind;
  light: Light;
  seed: number;
}

const KINDS: [Kind, number][] = [
  ['mountains', 18], ['lake', 13], ['dunes', 9], ['forest', 11], ['sea', 12], ['aurora', 5], ['night', 6], ['waves', 7],
  ['mesh', 4], ['shapes', 5], ['leaves', 5], ['city', 6],
]; // prettier-ignore

/** Shapes as a camera roll has them: mostly 3:2 and 4:3, a third upright, some square, some panoramas. */
const SHAPES: [width: number, height: number, weight: number][] = [
  [3000, 2000, 26], [2800, 2100, 16], [2560, 1440, 10], [2000, 3000, 14], [2100, 2800, 9], [1440, 2560, 3], [2400, 2400, 11],
  [3600, 1500, 5], [4000, 1300, 3], [2400, 3000, 3],
]; // prettier-ignore

const LIGHTS: [Light, number][] = [
  ['dawn', 22],
  ['day', 26],
  ['golden', 26],
  ['dusk', 20],
  ['night', 6],
];

/** Reads kind, light and shape out of a scene number. */
export function describeScene(number: number): Scene {
  const random = seeded(number);
  const kind = pick(
    KINDS.map(([value, weight]) => ({ value, weight })),
    random(),
  );
  const shape = pick(
    SHAPES.map((value) => ({ value, weight: value[2] })),
    random(),
  );
  const light = pick(
    LIGHTS.map(([value, weight]) => ({ value, weight })),
    random(),
  );
  const night = kind === 'aurora' || kind === 'night' || (kind === 'city' && light !== 'dusk');
  const [width, height] = shape;
  return { kind, light: night ? 'night' : light, width, height, seed: number };
}

function pick<Value>(choices: { value: Value; weight: number }[], at: number): Value {
  let left = at * choices.reduce((sum, { weight }) => sum + weight, 0);
  for (const { value, weight } of choices) {
    left -= weight;
    if (left < 0) return value;
  }
  const last = choices.at(-1);
  if (!last) throw new Error('Nothing to pick from.');
  return last.value;
}
