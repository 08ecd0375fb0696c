import type { Boxes } from '../../../layout/index.ts';
import type { Group } from '../stage/groups.ts';

/** A month of the list, and the line where it begins. */
export interface Stop {
  /** `2026-05`; `draft` for images that are not published, '' for those of which nothing is known. */
  key: string;
  line: number;
}

export type Step = 'next' | 'previous' | 'next-year' | 'previous-year';

/** Whether a key names a date. */
export function isDate(key: string): boolean {
  return key !== '' && key !== 'draft';
}

/** The year of a key; '' if it names no date. */
export function yearOf(key: string): string {
  return isDate(key) ? key.slice(0, key.indexOf('-')) : '';
}

/** The months of groups of months or days, as far as their images have their places. */
export function stopsOf(groups: readonly Group[], boxes: Boxes): Stop[] {
  const stops: Stop[] = [];
  let heading = 0;
  for (const { key, start } of groups) {
    if (start >= boxes.count) break;
    while ((boxes.headings[heading]?.index ?? Infinity) < start) heading++;
    const month = isDate(key) ? key.slice(0, key.indexOf('-') + 3) : key;
    if (stops.at(-1)?.key === month) continue;
    const own = boxes.headings[heading];
    stops.push({ key: month, line: own?.index === start ? own.top : boxes.top[start]! });
  }
  return stops;
}

/** Index of the last stop at or above a line; the first of all above that. */
export function stopAt(stops: readonly Stop[], line: number): number {
  let low = 0;
  let high = stops.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stops[middle]!.line <= line) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The stop that a step leads to from a line; null where there is none in that direction. */
export function stopBy(step: Step, stops: readonly Stop[], line: number): Stop | null {
  if (stops.length === 0) return null;
  const at = stopAt(stops, line);
  switch (step) {
    case 'next':
      return stops[at + 1] ?? null;
    case 'previous':
      // Within a month its beginning comes first.
      return stops[at]!.line < line ? stops[at]! : (stops[at - 1] ?? null);
    case 'next-year': {
      const year = yearOf(stops[at]!.key);
      return stops.slice(at + 1).find(({ key }) => yearOf(key) !== year) ?? null;
    }
    case 'previous-year': {
      const begin = beginOfYear(stops, at);
      if (stops[begin]!.line < line) return stops[begin]!;
      return begin > 0 ? stops[beginOfYear(stops, begin - 1)]! : null;
    }
  }
}

/** Index of the first stop of the year of this one. */
function beginOfYear(stops: readonly Stop[], at: number): number {
  const year = yearOf(stops[at]!.key);
  let begin = at;
  while (begin > 0 && yearOf(stops[begin - 1]!.key) === year) begin--;
  return begin;
}
