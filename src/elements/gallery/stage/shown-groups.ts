import { lowerBound, type Boxes } from '../../../layout/index.ts';
import { HEADING_HEIGHT } from './arrangement.ts';
import type { Group } from './groups.ts';
import type { View } from './viewport.ts';

/** A group as it is shown: its heading, and the run of tiles in it that are in the page. */
export interface ShownGroup {
  key: string;
  /** Which one it is of those with this key. */
  nth: number;
  /** Its first image, the one after its last, and whether more of it may come. */
  start: number;
  end: number;
  open: boolean;
  /** The part of its height that is in the page, in lines of the list. */
  top: number;
  bottom: number;
  indices: number[];
}

export interface ShownGroupsOptions {
  /** The groups, one for each heading of the boxes. */
  groups: readonly Group[];
  /** Whether more images can be loaded, which may belong to the last group. */
  hasMore: boolean;
  /** The lines that a group is cut to, where a year of pictures may be higher than a browser can make it; null cuts none. */
  within: View | null;
}

/** The groups that have tiles in the page, with their indices, which ascend. */
export function shownGroups(
  boxes: Boxes,
  indices: readonly number[],
  options: ShownGroupsOptions,
): ShownGroup[] {
  const starts = boxes.headings.map(({ index }) => index);
  const shown: ShownGroup[] = [];
  for (const index of indices) {
    let group = shown.at(-1);
    if (!group || index >= group.end)
      shown.push((group = shownGroup(boxes, lowerBound(starts, index + 1) - 1, options)));
    group.indices.push(index);
  }
  return shown;
}

function shownGroup(boxes: Boxes, at: number, { groups, hasMore, within }: ShownGroupsOptions): ShownGroup {
  const { key, nth } = groups[at]!;
  const heading = boxes.headings[at]!;
  const next = boxes.headings[at + 1];
  const group = {
    key,
    nth,
    start: heading.index,
    end: next?.index ?? boxes.count,
    open: next === undefined && hasMore,
    top: heading.top,
    bottom: next?.top ?? boxes.extent,
    indices: [],
  };
  if (!within) return group;
  const top = Math.min(Math.max(group.top, within.from), group.bottom);
  return { ...group, top, bottom: Math.max(top + HEADING_HEIGHT, Math.min(group.bottom, within.to)) };
}
