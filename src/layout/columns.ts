import { columnEdges, draft, fittingColumns, type Boxes } from './boxes.ts';

export interface ColumnsOptions {
  /** Width of the list, in CSS pixels. */
  width: number;
  columns: number;
  gap: number;
}

/**
 * Masonry: columns of one width, each image as high as its shape asks, placed where the columns are shortest (the
 * first of them, if several are). Whatever is appended moves nothing.
 *
 * @param ratios Width through height of each image; positive.
 */
export function layoutColumns(ratios: ArrayLike<number>, options: ColumnsOptions): Boxes {
  const count = ratios.length;
  const width = Math.max(1, Math.floor(options.width));
  const gap = Math.max(0, Math.round(options.gap));
  const columns = fittingColumns(width, options.columns, gap);
  const edges = columnEdges(width, columns, gap);
  const boxes = draft(count);
  const ends = new Float64Array(columns);
  let tallest = 0;
  let extent = 0;

  for (let i = 0; i < count; i++) {
    let column = 0;
    for (let other = 1; other < columns; other++) if (ends[other]! < ends[column]!) column = other;
    const columnWidth = Math.max(1, edges[column + 1]! - gap - edges[column]!);
    const height = Math.max(1, Math.round(columnWidth / ratios[i]!));
    boxes.left[i] = edges[column]!;
    boxes.top[i] = ends[column]!;
    boxes.width[i] = columnWidth;
    boxes.height[i] = height;
    extent = Math.max(extent, ends[column]! + height);
    tallest = Math.max(tallest, height);
    ends[column] = ends[column]! + height + gap;
  }
  return { count, ...boxes, extent, tallest, settled: count };
}
