import type { Image } from '../../../api/types.ts';
import {
  rowsLayout,
  type Boxes,
  type Draft,
  type Groups,
  type Layout,
  type Range,
} from '../../../layout/index.ts';
import type { Group, Grouping } from './groups.ts';

export type GalleryLayout = 'rows' | 'columns' | 'grid';

export interface ArrangementOptions {
  layout: GalleryLayout;
  /** Width of the list, in CSS pixels. */
  width: number;
  /** Null chooses one that suits the width. */
  rowHeight: number | null;
  columns: number | null;
  gap: number | null;
  /** Makes the layouts that are no rows; until their code is there all stand in rows. */
  others?: ((options: ArrangementOptions, gap: number, draft?: Draft) => Layout) | null;
  /** Groups of no images yet; default: no groups. */
  grouping?: Grouping | null;
}

/** The shape of an image whose size nobody knows yet: it is still processing, or has none of its own. */
const UNKNOWN_SHAPE = 4 / 3;
/** Panoramas and receipts are cropped beyond these, or they would be slivers. */
const NARROWEST = 0.45;
const WIDEST = 3.2;
/** Height of a group's heading, in pixels, as `gallery.styles.ts` has it. */
export const HEADING_HEIGHT = 52;

/** Width through height, as far as a gallery can show it. */
export function shapeOf({ width, height }: Pick<Image, 'width' | 'height'>): number {
  if (!width || !height) return UNKNOWN_SHAPE;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

/** Row height for a width: large enough to see, small enough to see several. */
export function defaultRowHeight(width: number): number {
  return Math.round(Math.min(280, 92 + width * 0.118));
}

export function defaultGap(width: number): number {
  return width < 600 ? 4 : 8;
}

/** An empty layout with these options. @param draft The arrays to write into; default: some of its own. */
export function layoutOf(options: ArrangementOptions, draft?: Draft): Layout {
  const { layout, width, others } = options;
  const gap = options.gap ?? defaultGap(width);
  if (layout !== 'rows' && others) return others(options, gap, draft);
  return rowsLayout({ width, gap, rowHeight: options.rowHeight ?? defaultRowHeight(width) }, draft);
}

/** Boxes for these shapes. */
export function arrange(shapes: ArrayLike<number>, options: ArrangementOptions): Boxes {
  const layout = layoutOf(options);
  layout.append(shapes);
  return layout.boxes;
}

/** Images that are to be placed for another width. */
export interface Resized {
  shapes: ArrayLike<number>;
  options: ArrangementOptions;
  groups: Groups | undefined;
  /** The images that are to have their places at once. */
  around: Range;
}

/** A layout for another width that is made piece by piece. */
export interface Relayout {
  /** All boxes, of which those around the view are right already. */
  readonly boxes: Boxes;
  /** Places more images, for about so many milliseconds; says whether all are placed. */
  goOn(ms: number): boolean;
  /** The layout of all images, once all are placed. */
  readonly layout: Layout;
}

const NOWHERE: ArrangementOptions = { layout: 'rows', width: 1, rowHeight: 1, columns: null, gap: 0 };

/**
 * The boxes of a gallery's images, kept from one change to the next. A shape, once placed, stays: an image that was
 * processing fills the place it had, and nothing jumps. When everything moves anyway (`anew`), true shapes are taken.
 */
export class Arrangement {
  options = NOWHERE;
  #layout = layoutOf(NOWHERE);
  shapes: number[] = [];
  #grouping: Grouping | null = null;
  #coming: Relayout | null = null;

  /** The layout for another width that is being made; null without. */
  get coming(): Relayout | null {
    return this.#coming;
  }

  get boxes(): Boxes {
    return (this.#coming ?? this.#layout).boxes;
  }

  /** The groups, each with its heading in `boxes.headings`; none without `groupBy`. */
  get groups(): readonly Group[] {
    return this.#grouping?.groups ?? [];
  }

  /** After images came at the end. */
  append(images: readonly Image[]): void {
    this.finish();
    const shapes = this.shapes;
    for (let i = shapes.length; i < images.length; i++) shapes.push(shapeOf(images[i]!));
    this.#grouping?.append(images);
    this.#layout.append(shapes, images.length, this.#groups);
  }

  get #groups(): Groups | undefined {
    return this.#grouping ? { ...this.#grouping, heading: HEADING_HEIGHT } : undefined;
  }

  /** After the width or the order changed, or images came at the top. */
  anew(images: readonly Image[], options: ArrangementOptions): void {
    this.options = options;
    this.#coming = null;
    this.#layout = layoutOf(options);
    this.#grouping = options.grouping ?? null;
    this.shapes = [];
    this.append(images);
  }

  /** After the width changed: makes a layout that is not for all images at once. Shapes stay as they are. */
  resize(
    options: ArrangementOptions,
    make: (before: Boxes, resized: Omit<Resized, 'around'>) => Relayout,
  ): Relayout {
    this.options = options;
    return (this.#coming = make(this.boxes, { shapes: this.shapes, options, groups: this.#groups }));
  }

  /** Places what remains, and takes all as they are. */
  finish(): void {
    const coming = this.#coming;
    if (!coming) return;
    coming.goOn(Infinity);
    this.#layout = coming.layout;
    this.#coming = null;
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
