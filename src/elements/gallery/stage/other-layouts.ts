import { columnsLayout, gridLayout, type Draft, type Layout } from '../../../layout/index.ts';
import type { ArrangementOptions } from './arrangement.ts';

export function defaultColumns(width: number): number {
  return Math.max(2, Math.round(width / 270));
}

/** Square cells are smaller than masonry's. */
export function defaultCells(width: number): number {
  return Math.max(3, Math.round(width / 210));
}

/** An empty layout of columns, or of a grid. @param draft The arrays to write into; default: some of its own. */
export function otherLayout(
  { layout, width, columns }: ArrangementOptions,
  gap: number,
  draft?: Draft,
): Layout {
  return layout === 'columns'
    ? columnsLayout({ width, gap, columns: columns ?? defaultColumns(width) }, draft)
    : gridLayout({ width, gap, columns: columns ?? defaultCells(width) }, draft);
}
