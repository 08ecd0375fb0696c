import { controls } from '../../shared/controls/controls.styles.ts';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from '../../shared/pictures/icons.ts';
import type { Texts } from '../context.ts';
import { loadAll, more, selectAll } from './gallery-icons.ts';
import type { Placing } from '../input/placing.ts';
import type { LoadAll } from './load-all.ts';
import { closeMenu, keepEscape, placeMenu, watchMenu } from './menu.ts';
import { selectionStyles } from './selection.styles.ts';
import { toolbarStyles } from './toolbar.styles.ts';

export { toolbar as english } from '../../../locales/en/toolbar.ts';
export { groupCheck, tileCheck } from './checks.ts';
export { LoadAll } from './load-all.ts';
export const styles = [controls, toolbarStyles, selectionStyles];

export interface ToolbarModel {
  text: Texts;
  count: number;
  hasMore: boolean;
  selectable: boolean;
  /** How many images are selected. */
  selected: number;
  /** The mode that moves images by clicks, with a bar and buttons of its own; none while its code is not there. */
  placing: Placing | null | undefined;
  /** The buttons of what can be done with them; null for none. */
  actions: unknown;
  /** The progress of what is being done. */
  work: unknown;
  /** Loads what remains. */
  loadAll: LoadAll;
  selectAll(): void;
  clear(): void;
}

/**
 * The bar above the images: how many there are, how many are selected, and what can be done with them. Its buttons are in the
 * plain tab order. Where it is narrow the actions stand in a menu: the same buttons, as a popover.
 */
export function toolbar(model: ToolbarModel): TemplateResult {
  const { text, selected, count, loadAll: loading, placing } = model;
  if (placing?.isActive) return placing.bar();
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
    ${loading.isRunning ? loadingAll(model) : model.work}
    ${active && (model.actions || placing) ? menu(model) : nothing}
    <slot name="toolbar"></slot>
    ${model.selectable ? (selected < count ? selectButton(model) : nothing) : placing?.beginning()}
    ${
      active && selected === count && model.hasMore && !loading.isRunning
        ? labelled(text.t('loadAll'), loadAll, () => void loading.start())
        : nothing
    }
  </div>`;
}

function menu({ text, actions, placing }: ToolbarModel): TemplateResult {
  return html`<span class="menu" @keydown=${keepEscape} @click=${closeMenu}
    ><button
      class="icon-button more-actions"
      type="button"
      popovertarget="actions"
      aria-label=${text.t('moreActions')}
      title=${text.t('moreActions')}
    >
      ${more}
    </button>
    <div class="actions" id="actions" popover @beforetoggle=${placeMenu} @toggle=${watchMenu}>
      ${placing?.action()}${actions}
    </div></span
  >`;
}

/** All that can be selected is what has come. */
function selectButton({ text, hasMore, count, selectAll: act }: ToolbarModel): TemplateResult {
  return labelled(hasMore ? text.t('selectAllLoaded', { count }) : text.t('selectAll'), selectAll, act);
}

function labelled(label: string, shape: TemplateResult, act: () => void): TemplateResult {
  return html`<button class="button quiet all" type="button" title=${label} @click=${act}>
    ${shape}<span>${label}</span>
  </button>`;
}

function loadingAll({ text, count, loadAll: loading }: ToolbarModel): TemplateResult {
  return html`<span class="work"
    ><span class="spinner"></span><span class="work-text">${text.t('loaded', { count })}</span
    ><button class="button quiet" type="button" @click=${() => loading.stop()}>
      ${text.t('stop')}
    </button></span
  >`;
}
