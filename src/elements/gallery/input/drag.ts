import type { Boxes } from '../../../layout/index.ts';

/** The image that is dragged, and the places that all would have if it were dropped now. */
export interface Drag {
  readonly id: string;
  /** Its index, and the one that it would have. */
  readonly from: number;
  readonly to: number;
  readonly boxes: Boxes;
}

/** The index that an image gets when the one at `from` moves to `to`. */
export function indexAfterMove(index: number, { from, to }: Pick<Drag, 'from' | 'to'>): number {
  if (index === from) return to;
  if (from < index && index <= to) return index - 1;
  if (to <= index && index < from) return index + 1;
  return index;
}
