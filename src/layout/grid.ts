import {
  columnEdges,
  Draft,
  fittingColumns,
  GroupCursor,
  type Boxes,
  type Groups,
  type Heading,
  type Layout,
} from './boxes.ts';

export interface GridOptions {
  /** Width of the list, in CSS pixels. */
  width: number;
  columns: number;
  gap: number;
  /** Width through height of a cell; default 1. */
  ratio?: number;
}

/**
 * Cells of one shape, row by row; the images are cropped to them. A heading begins a row. Whatever is appended moves
 * nothing.
 */
export function gridLayout(options: GridOptions, draft = new Draft()): Layout {
  const width = Math.max(1, Math.floor(options.width));
  const gap = Math.max(0, Math.round(options.gap));
  const columns = fittingColumns(width, options.columns, gap);
  const edges = columnEdges(width, columns, gap);
  const height = Math.max(1, Math.round(((width + gap) / columns - gap) / (options.ratio ?? 1)));
  const headings: Heading[] = [];
  let count = 0;
  /** The column of the next cell, and the top of its row. */
  let column = 0;
  let y = 0;

  const goOn = (until: number, groups: Groups | undefined, writes: boolean) => {
    if (writes) draft.reserve(until);
    const group = new GroupCursor(groups, count);
    for (let i = count; i < until; i++) {
      if (group.opensAt(i)) {
        if (column > 0) y += height + gap;
        headings.push({ index: i, top: y });
        y += groups!.heading;
        column = 0;
      }
      if (writes)
        draft.put(i, edges[column]!, y, Math.max(1, edges[column + 1]! - gap - edges[column]!), height);
      if (++column < columns) continue;
      column = 0;
      y += height + gap;
    }
    count = until;
  };

  return {
    get boxes() {
      const { left, top, width } = draft;
      const extent = count > 0 ? draft.top[count - 1]! + height : 0;
      const tallest = count > 0 ? height : 0;
      return { count, left, top, width, height: draft.height, extent, tallest, settled: count, headings };
    },
    append: (ratios, until = ratios.length, groups) => goOn(until, groups, true),
    skip: (_ratios, until, groups) => goOn(until, groups, false),
  };
}

/** The places of so many cells, all at once. */
export function layoutGrid(count: number, options: GridOptions): Boxes {
  const layout = gridLayout(options);
  layout.append([], count);
  return layout.boxes;
}
