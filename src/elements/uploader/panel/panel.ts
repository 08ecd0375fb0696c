import { html, nothing, type TemplateResult } from 'lit/html.js';
import { firstIcon as icon } from '../../shared/controls/first-icons.ts';
import { isOnBackdrop, notePress } from '../clicks.ts';
import { checkingTemplate } from './checking.ts';
import { dropzone } from './choose.ts';
import type { PanelContent, PanelView } from '../view-model.ts';

export interface PanelOptions extends PanelContent {
  view: 'list' | 'grid';
  /** The latest sentence for screen readers. */
  spoken: string;
}

/** The frame by variant: a panel, a mere button with its list, or a button that opens the panel as a dialog. */
export function panel(
  variant: 'panel' | 'button' | 'dialog',
  view: PanelView,
  content: PanelOptions,
): TemplateResult {
  const { foreign } = view.texts;
  const base = html`<div
    class="base"
    lang=${foreign ?? nothing}
    part="base"
    data-variant=${variant === 'button' ? 'button' : 'panel'}
    data-view=${content.view}
    data-filled=${view.counts.total > 0}
    data-locked=${view.locked}
    data-fields=${view.fields.length}
  >
    ${dropzone(view, content.summary)}${checkingTemplate(view)}${content.notices}${content.list}
    <div class="over" aria-hidden="true">${icon('plus')}<span>${view.texts.t('dropNow')}</span></div>
    <div class="visually-hidden" role="status">${content.spoken}</div>
  </div>`;
  return variant === 'dialog' ? dialog(view, base) : base;
}

/* eslint-disable lit-a11y/click-events-have-key-events -- the backdrop is for the pointer: keys have Escape and the buttons */
function dialog({ texts, counts, locked, multiple }: PanelView, base: TemplateResult): TemplateResult {
  const { t } = texts;
  const open = (event: Event) =>
    (event.currentTarget as Element).parentElement!.querySelector('dialog')!.showModal();
  const close = (event: Event) => (event.currentTarget as Element).closest('dialog')!.close();
  const leave = (event: Event) => isOnBackdrop(event) && close(event);
  return html`<div class="opener">
    <button
      type="button"
      part="browse"
      class="button"
      data-action="open"
      aria-haspopup="dialog"
      ?disabled=${locked}
      @click=${open}
    >
      ${icon('upload')}${t(multiple ? 'chooseMany' : 'chooseOne')}
      ${
        counts.ready + counts.processing > 0
          ? html`<span class="tally">${counts.ready + counts.processing}</span>`
          : nothing
      }
    </button>
    <dialog aria-labelledby="title" @pointerdown=${notePress} @click=${leave}>
      <div class="sheet">
        <header>
          <h2 id="title">${t('dialogTitle')}</h2>
          <button
            type="button"
            class="icon-button"
            aria-label=${t('close')}
            title=${t('close')}
            @click=${close}
          >
            ${icon('close')}
          </button>
        </header>
        ${base}
        <footer><button type="button" class="button primary" @click=${close}>${t('done')}</button></footer>
      </div>
    </dialog>
  </div>`;
}
/* eslint-enable lit-a11y/click-events-have-key-events */
