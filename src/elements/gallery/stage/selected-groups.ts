import { lowerBound } from '../../../layout/index.ts';
import type { Group } from './groups.ts';

/** Whether all of a group are selected, or none, or some. */
export type GroupState = 'true' | 'false' | 'mixed';

export interface SelectedGroupsModel {
  groups: readonly Group[];
  /** The ids that are selected. Another selection is another set. */
  selected: ReadonlySet<string>;
  /** The index of an image, or -1. */
  indexOf(id: string): number;
}

/**
 * How many images of each group are selected. They are counted when the selection or the groups change, by walking along the
 * selection: a group may hold a hundred thousand images, and is drawn whenever something scrolls.
 */
export class SelectedGroups {
  #model: SelectedGroupsModel | null = null;
  /** The number of groups, which grows with the list, when they were counted. */
  #length = 0;
  /** Counts by the index of a group's first image. */
  #counts = new Map<number, number>();

  /** @param group Its first image, and the one after its last. */
  stateOf({ start, end }: { start: number; end: number }, model: SelectedGroupsModel): GroupState {
    this.#count(model);
    const count = this.#counts.get(start) ?? 0;
    if (count === 0) return 'false';
    return count === end - start ? 'true' : 'mixed';
  }

  #count(model: SelectedGroupsModel): void {
    const { groups, selected, indexOf } = model;
    const before = this.#model;
    if (before?.selected === selected && before.groups === groups && this.#length === groups.length) return;
    this.#model = model;
    this.#length = groups.length;
    this.#counts = new Map();
    if (selected.size === 0) return;
    const starts = groups.map(({ start }) => start);
    for (const id of selected) {
      const start = starts[lowerBound(starts, indexOf(id) + 1) - 1];
      if (start !== undefined) this.#counts.set(start, (this.#counts.get(start) ?? 0) + 1);
    }
  }
}
