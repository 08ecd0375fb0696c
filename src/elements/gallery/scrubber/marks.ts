import { yearOf, type Stop } from './stops.ts';

/** A mark of the rail. */
export interface Mark {
  /** The key of the month that begins there. */
  key: string;
  /** Distance from the top of the rail, in pixels. */
  at: number;
  /** Its name: that of its year, that of its month, or none. */
  label: 'year' | 'month' | null;
}

/** Height of a label, in pixels, with the space around it. */
const LABEL = 20;
/** Distance from the name of a month to any other: years come first, and months where there is ample room. */
const MONTH_LABEL = 32;
/** Distance between marks without a name. */
const DOT = 7;

/**
 * The marks of a rail: each month by its share of the list, as many as there is room for. No two overlap.
 * @param extent Height of the list.
 * @param length Length of the rail, in pixels.
 */
export function marksOf(stops: readonly Stop[], extent: number, length: number): Mark[] {
  if (extent <= 0 || length <= 0) return [];
  const places = stops
    .map(({ key, line }) => ({ key, at: (line / extent) * length }))
    .filter(({ at }) => at <= length);
  const marks: Mark[] = places.map((each) => ({ ...each, label: null }));
  labelYears(marks);
  labelMonths(marks);
  return withoutCrowds(marks);
}

function labelYears(marks: readonly Mark[]): void {
  let year = '';
  let last = -Infinity;
  for (const mark of marks) {
    const own = yearOf(mark.key);
    if (own !== '' && own !== year && mark.at - last >= LABEL) {
      mark.label = 'year';
      last = mark.at;
    }
    year = own;
  }
}

function labelMonths(marks: readonly Mark[]): void {
  const below = distancesBelow(marks, ({ label }) => label === 'year');
  let last = -Infinity;
  for (const [index, mark] of marks.entries()) {
    const fits = mark.at - last >= MONTH_LABEL && below[index]! >= MONTH_LABEL;
    if (!mark.label && yearOf(mark.key) !== '' && fits) mark.label = 'month';
    if (mark.label) last = mark.at;
  }
}

/** Leaves out marks without a name that are too near to another. */
function withoutCrowds(marks: readonly Mark[]): Mark[] {
  const below = distancesBelow(marks, ({ label }) => label !== null);
  const kept: Mark[] = [];
  for (const [index, mark] of marks.entries()) {
    const last = kept.at(-1);
    const room = last ? mark.at - last.at : Infinity;
    const fits = room >= (last?.label ? LABEL / 2 : DOT) && below[index]! >= LABEL / 2;
    if (mark.label || fits) kept.push(mark);
  }
  return kept;
}

/** How far below each mark the next one of a kind is. */
function distancesBelow(marks: readonly Mark[], isOne: (mark: Mark) => boolean): number[] {
  const distances: number[] = [];
  let next = Infinity;
  for (let i = marks.length - 1; i >= 0; i--) {
    distances[i] = next - marks[i]!.at;
    if (isOne(marks[i]!)) next = marks[i]!.at;
  }
  return distances;
}
