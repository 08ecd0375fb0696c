import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon, type IconName } from '../../shared/pictures/icons.ts';
import { BATCH_SIZE } from '../manage/batches.ts';
import { clock, selectAll } from './gallery-icons.ts';
import type { Manage, Notice, Question } from '../manage/manage.ts';
import type { Texts } from './tiles.ts';

export interface ToolbarModel {
  text: Texts;
  count: number;
  hasMore: boolean;
  /** How many images are selected, and which. */
  selected: number;
  selectedIds(): string[];
  /** Whether each selected image is private: then publishing is what one may want. */
  allPrivate(): boolean;
  manage: Manage | null;
  selectAll(): void;
  clear(): void;
  publish(ids: string[]): void;
}

/**
 * The bar of actions, above the images. It stands there all the time, so that nothing moves when a selection
 * begins, and stays in view while one scrolls.
 */
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
    ${active ? actions(model) : nothing}
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

function actions({ text, manage, selectedIds, allPrivate, publish }: ToolbarModel): unknown {
  if (!manage) return nothing;
  const button = (label: string, shape: IconName | TemplateResult, act: () => void, tone = '') =>
    html`<button
      class="icon-button ${tone}"
      type="button"
      aria-label=${label}
      title=${label}
      aria-disabled=${manage.work ? 'true' : nothing}
      @click=${act}
    >
      ${typeof shape === 'string' ? icon(shape) : shape}
    </button>`;
  const ask = (kind: Question) => () => manage.ask(kind, selectedIds());
  return html`${working(manage.work, text)}${
    manage.may('update')
      ? html`${button(text.t('editCaption'), 'pencil', ask('caption'))}
        ${
          allPrivate()
            ? button(text.t('makePublic'), 'eye', () => publish(selectedIds()))
            : button(text.t('makePrivate'), 'lock', ask('private'))
        }
        ${button(text.t('setExpiry'), clock, ask('expiry'))}`
      : nothing
  }
  ${manage.may('delete') ? button(text.t('delete'), 'trash', ask('delete'), 'is-danger') : nothing}`;
}

/** How far the work is; the buttons stay, and with them the focus. */
function working(work: Manage['work'], text: Texts): unknown {
  if (!work) return nothing;
  const { act, done, count } = work;
  return html`<span class="work"
    ><span class="spinner"></span
    ><span class="work-text"
      >${text.t(act === 'delete' ? 'deleting' : 'updating', { count })}${
        count > BATCH_SIZE ? html` <span>${text.t('working', { done, count })}</span>` : nothing
      }</span
    ></span
  >`;
}

export function noticeBar(notice: Notice, text: Texts, dismiss: () => void): TemplateResult {
  return html`<div class="notice is-${notice.tone}" role=${notice.tone === 'trouble' ? 'alert' : nothing}>
    ${icon(notice.tone === 'trouble' ? 'warning' : 'check')}
    <span class="notice-text"
      ><strong>${notice.title}</strong>${notice.details.map((detail) => html` <span>${detail}</span>`)}</span
    >
    ${
      notice.retry
        ? html`<button class="button" type="button" @click=${notice.retry}>
            ${icon('retry')}${text.t('retry')}
          </button>`
        : nothing
    }
    <button
      class="icon-button"
      type="button"
      aria-label=${text.t('dismiss')}
      title=${text.t('dismiss')}
      @click=${dismiss}
    >
      ${icon('close')}
    </button>
  </div>`;
}

/** Without selection there is no bar, but the page's own actions have their place. */
export function toolbarSlot(): TemplateResult {
  return html`<slot name="toolbar"></slot>`;
}
