/** Ways to arrange the images that are no plain rows: headings by date, columns, a grid. */
import { html, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import { groupName, type Group } from '../stage/groups.ts';
import { SelectedGroups } from '../stage/selected-groups.ts';
import { shownGroups, type ShownGroup } from '../stage/shown-groups.ts';
import type { View } from '../stage/viewport.ts';
import { groupStyles } from './groups.styles.ts';
import { place } from './place.ts';
import { run, type TilesModel } from './tiles.ts';

export { groups as english } from '../../../locales/en/groups.ts';
export { groupKey, Grouping } from '../stage/groups.ts';
export { otherLayout } from '../stage/other-layouts.ts';
export const styles = [groupStyles];

/** The tiles in groups, and all else their headings show. */
export interface GroupsModel extends TilesModel {
  /** The groups, one for each heading of the boxes. */
  groups: readonly Group[];
  /** Whether more images can be loaded, which may belong to the last group. */
  hasMore: boolean;
  /** The lines that a group is cut to; null cuts none. */
  within: View | null;
  /** The index of an image, or -1. */
  indexOf(id: string): number;
}

/** The content of the list of one gallery: groups of tiles under their headings. */
export class GroupedTiles {
  readonly #selected = new SelectedGroups();

  /** @param indices Indices of the tiles to have in the page, ascending. */
  template(model: GroupsModel, indices: readonly number[]): unknown {
    return repeat(
      shownGroups(model.boxes, indices, model),
      // Not by its place: groups that come before it would make it, and all tiles in it, anew.
      ({ key, nth }) => `${key} ${nth}`,
      (group) => this.#group(model, group),
    );
  }

  /** A heading, and a list of its own: so a screen reader says where it is, and how many images a month has. */
  #group(model: GroupsModel, group: ShownGroup): TemplateResult {
    const { text } = model;
    const { start, end, open, top, bottom, indices } = group;
    const name = `group-${start}`;
    const words = { lang: text.lang, draft: text.t('draft'), undated: text.t('undated') };
    return html`<section
      class="group"
      aria-labelledby=${name}
      ${place(0, top - model.offset, 0, bottom - top)}
    >
      <div class="group-name">
        <h3 part="heading" id=${name}>${groupName(group.key, words)}</h3>
        ${model.checks?.groupCheck({
          name,
          state: this.#selected.stateOf(group, model),
          // The Tab key leads to the one of the group that it leads to itself.
          focusable: indices.some((index) => model.images[index]!.id === model.active),
          start,
          end,
        })}
      </div>
      <div role="list" aria-labelledby=${name}>
        ${run(model, indices, { top, start, total: open ? -1 : end - start })}
      </div>
    </section>`;
  }
}
