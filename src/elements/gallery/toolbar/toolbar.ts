import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from '../../shared/pictures/icons.ts';
import type { Texts } from '../context.ts';
import { selectAll } from './gallery-icons.ts';
import { selectionStyles } from './selection.styles.ts';
import { toolbarStyles } from './toolbar.styles.ts';

export { toolbar as english } from '../../../locales/en/toolbar.ts';
export const styles = [toolbarStyles, selectionStyles];

export interface ToolbarModel {
  text: Texts;
  count: number;
  hasMore: boolean;
  /** How many images are selected. */
  selected: number;
  /** The buttons of what can be done with them. */
  actions: unknown;
  selectAll(): void;
  clear(): void;
}

/** The bar above the images: how many there are, how many are selected, and what can be done with them. */
export function toolbar(model: ToolbarModel): TemplateResult {
  const { text, selected, count } = model;
  const active = selected > 0;
  return html`<div
    class="toolbar ${active ? 'is-active' : ''}"
    part=${active ? 'toolbar toolbar-active' : 'toolbar'}
    role="group"
    aria-label=${text.t('toolbar')}
  >
    ${
      active
        ? html`<button
            class="icon-button"
            type="button"
            aria-label=${text.t('clearSelection')}
            title=${text.t('clearSelection')}
            @click=${model.clear}
          >
            ${icon('close')}
          </button>`
        : nothing
    }
    <span class="count"
      >${
        active
          ? text.t('selected', { count: selected })
          : model.hasMore && count === 0
            ? nothing // nobody knows yet
            : text.t(model.hasMore ? 'countMore' : 'count', { count })
      }</span
    >
    ${active ? model.actions : nothing}
    <slot name="toolbar"></slot>
    ${
      selected < count
        ? html`<button class="button quiet all" type="button" @click=${model.selectAll}>
            ${selectAll}<span>${text.t('selectAll')}</span>
          </button>`
        : nothing
    }
  </div>`;
}
