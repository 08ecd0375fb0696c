import type { Image } from '../../../api/types.ts';
import { layoutColumns, layoutGrid, layoutRows, type Boxes } from '../../../layout/index.ts';

export type GalleryLayout = 'rows' | 'columns' | 'grid';

export interface ArrangementOptions {
  layout: GalleryLayout;
  /** Width of the list, in CSS pixels. */
  width: number;
  /** Null chooses one that suits the width. */
  rowHeight: number | null;
  columns: number | null;
  gap: number | null;
}

/** The shape of an image whose size nobody knows yet: it is still processing, or has none of its own. */
const UNKNOWN_SHAPE = 4 / 3;
/** Panoramas and receipts are cropped beyond these, or they would be slivers. */
const NARROWEST = 0.45;
const WIDEST = 3.2;

/** Width through height, as far as a gallery can show it. */
export function shapeOf({ width, height }: Pick<Image, 'width' | 'height'>): number {
  if (!width || !height) return UNKNOWN_SHAPE;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

/** Row height for a width: large enough to see, small enough to see several. */
export function defaultRowHeight(width: number): number {
  return Math.round(Math.min(280, 92 + width * 0.118));
}

export function defaultColumns(width: number): number {
  return Math.max(2, Math.round(width / 270));
}

/** Square cells are smaller than masonry's. */
export function defaultCells(width: number): number {
  return Math.max(3, Math.round(width / 210));
}

export function defaultGap(width: number): number {
  return width < 600 ? 4 : 8;
}

/** Boxes for these shapes. */
export function arrange(shapes: ArrayLike<number>, options: ArrangementOptions): Boxes {
  const { layout, width } = options;
  const gap = options.gap ?? defaultGap(width);
  switch (layout) {
    case 'columns':
      return layoutColumns(shapes, { width, gap, columns: options.columns ?? defaultColumns(width) });
    case 'grid':
      return layoutGrid(shapes.length, { width, gap, columns: options.columns ?? defaultCells(width) });
    case 'rows':
      return layoutRows(shapes, { width, gap, rowHeight: options.rowHeight ?? defaultRowHeight(width) });
  }
}

/**
 * The boxes of a gallery's images, kept from one change to the next. A shape, once placed, stays: an image that was
 * processing fills the place it had, and nothing jumps. When everything moves anyway (`anew`), true shapes are taken.
 */
export class Arrangement {
  boxes: Boxes = layoutGrid(0, { width: 1, gap: 0, columns: 1 });
  #shapes: number[] = [];

  /** After images came at the end, or changed in place. */
  grow(images: readonly Image[], options: ArrangementOptions): void {
    for (let i = this.#shapes.length; i < images.length; i++) this.#shapes.push(shapeOf(images[i]!));
    this.boxes = arrange(this.#shapes, options);
  }

  /** After the width or the order changed, or images came at the top. */
  anew(images: readonly Image[], options: ArrangementOptions): void {
    this.#shapes = images.map(shapeOf);
    this.boxes = arrange(this.#shapes, options);
  }
}

/** Shapes of a skeleton: like photos, and always the same. */
const SKELETON = [
  1.5, 0.75, 1.5, 1.33, 1, 1.78, 1.33, 0.8, 1.5, 1.5, 1.33, 0.67, 1.78, 1.5, 1, 1.33, 1.5, 0.75,
];

/** Boxes that stand where images will: about three rows. */
export function skeletonBoxes(options: ArrangementOptions): Boxes {
  const rowHeight = options.rowHeight ?? defaultRowHeight(options.width);
  const count = Math.ceil((3 * options.width) / (rowHeight * 1.3)) + 2;
  const shapes = Array.from({ length: count }, (_, i) => SKELETON[i % SKELETON.length]!);
  return arrange(shapes, options);
}
