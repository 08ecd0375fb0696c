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

export interface ColumnsOptions {
  /** Width of the list, in CSS pixels. */
  width: number;
  columns: number;
  gap: number;
}

/**
 * Masonry: columns of one width, each image as high as its shape asks, placed where the columns are shortest (the
 * first of them, if several are). A heading goes below all columns. Whatever is appended moves nothing.
 */
export function columnsLayout(options: ColumnsOptions, draft = new Draft()): Layout {
  const width = Math.max(1, Math.floor(options.width));
  const gap = Math.max(0, Math.round(options.gap));
  const columns = fittingColumns(width, options.columns, gap);
  const edges = columnEdges(width, columns, gap);
  const ends = new Float64Array(columns);
  const headings: Heading[] = [];
  let count = 0;
  let tallest = 0;
  let extent = 0;

  const goOn = (ratios: ArrayLike<number>, until: number, groups: Groups | undefined, writes: boolean) => {
    if (writes) draft.reserve(until);
    const group = new GroupCursor(groups, count);
    for (let i = count; i < until; i++) {
      if (group.opensAt(i)) {
        const top = ends.reduce((most, end) => Math.max(most, end), 0);
        headings.push({ index: i, top });
        ends.fill(top + groups!.heading);
      }
      let column = 0;
      for (let other = 1; other < columns; other++) if (ends[other]! < ends[column]!) column = other;
      const columnWidth = Math.max(1, edges[column + 1]! - gap - edges[column]!);
      const height = Math.max(1, Math.round(columnWidth / ratios[i]!));
      const top = ends[column]!;
      if (writes) draft.put(i, edges[column]!, top, columnWidth, height);
      extent = Math.max(extent, top + height);
      tallest = Math.max(tallest, height);
      ends[column] = top + height + gap;
    }
    count = until;
  };

  return {
    get boxes() {
      const { left, top, width, height } = draft;
      return { count, left, top, width, height, extent, tallest, settled: count, headings };
    },
    append: (ratios, until = ratios.length, groups) => goOn(ratios, until, groups, true),
    skip: (ratios, until, groups) => goOn(ratios, until, groups, false),
  };
}

/** The places of these images in columns, all at once. */
export function layoutColumns(ratios: ArrayLike<number>, options: ColumnsOptions): Boxes {
  const layout = columnsLayout(options);
  layout.append(ratios);
  return layout.boxes;
}
