import { columnEdges, draft, fittingColumns, type Boxes } from './boxes.ts';

export interface GridOptions {
  /** Width of the list, in CSS pixels. */
  width: number;
  columns: number;
  gap: number;
  /** Width through height of a cell; default 1. */
  ratio?: number;
}

/** Cells of one shape, row by row; the images are cropped to them. Whatever is appended moves nothing. */
export function layoutGrid(count: number, options: GridOptions): Boxes {
  const width = Math.max(1, Math.floor(options.width));
  const gap = Math.max(0, Math.round(options.gap));
  const columns = fittingColumns(width, options.columns, gap);
  const edges = columnEdges(width, columns, gap);
  const height = Math.max(1, Math.round(((width + gap) / columns - gap) / (options.ratio ?? 1)));
  const boxes = draft(count);
  for (let i = 0; i < count; i++) {
    const column = i % columns;
    boxes.left[i] = edges[column]!;
    boxes.top[i] = Math.floor(i / columns) * (height + gap);
    boxes.width[i] = Math.max(1, edges[column + 1]! - gap - edges[column]!);
    boxes.height[i] = height;
  }
  const rows = Math.ceil(count / columns);
  const extent = rows > 0 ? rows * (height + gap) - gap : 0;
  return { count, ...boxes, extent, tallest: count > 0 ? height : 0, settled: count };
}
