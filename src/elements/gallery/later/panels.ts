import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from '../../shared/pictures/icons.ts';
import type { Texts } from '../context.ts';
import type { TileState } from '../view/names.ts';

/** The content of a tile without a picture. */
export interface PanelModel {
  text: Texts;
  /** The name of its file, else the image's. */
  file: string;
  tabindex: number;
  /** The id of what describes the tile. */
  hint: unknown;
  /** The picture under the veil of a flagged one. */
  picture(): unknown;
}

/** A tile without a picture, or with a veiled one. */
export function panel(state: Exclude<TileState, 'ready'>, model: PanelModel): TemplateResult {
  const { text, file } = model;
  switch (state) {
    case 'nsfw':
      return button(
        model,
        'reveal',
        html`${icon('eye-off')}<span class="fact">${text.t('nsfw')}</span
          ><span class="visually-hidden">${file}</span
          ><span class="pill"><span>${text.t('reveal')}</span></span>`,
      );
    case 'broken':
      return button(
        model,
        'retry',
        html`${icon('image')}<span class="fact">${text.t('broken')}</span><span class="file">${file}</span
          ><span class="pill">${icon('retry')}<span>${text.t('retry')}</span></span>`,
      );
    case 'processing':
      return still(model, 'calm', text.t('processingNamed', { name: file }), [
        html`<span class="spinner"></span>`,
        text.t('processing'),
      ]);
    case 'failed':
    case 'blocked':
      return still(model, '', text.t(state === 'failed' ? 'failedNamed' : 'blockedNamed', { name: file }), [
        icon(state === 'failed' ? 'warning' : 'lock'),
        text.t(state),
      ]);
  }
}

function button(
  { tabindex, hint, picture }: PanelModel,
  act: 'reveal' | 'retry',
  words: TemplateResult,
): TemplateResult {
  const veiled = act === 'reveal';
  return html`<button
    class="face panel ${veiled ? 'veil' : ''}"
    type="button"
    tabindex=${tabindex}
    data-focus
    aria-describedby=${hint}
    data-act=${act}
  >
    ${veiled ? picture() : nothing}<span class="words">${words}</span>
  </button>`;
}

function still(
  { tabindex, hint, file }: PanelModel,
  looks: string,
  label: string,
  [sign, fact]: [sign: TemplateResult, fact: string],
): TemplateResult {
  return html`<div
    class="face panel ${looks}"
    role="img"
    aria-label=${label}
    tabindex=${tabindex}
    data-focus
    aria-describedby=${hint}
  >
    <span class="words">${sign}<span class="fact">${fact}</span><span class="file">${file}</span></span>
  </div>`;
}

/** The mark of a private image. */
export function badge(text: Texts): TemplateResult {
  return html`<span class="badge"
    >${icon('lock')}<span class="visually-hidden">${text.t('private')}</span></span
  >`;
}

/** The mark of an image that an action could not be done on; the tile is described by it. */
export function refusal(id: string, reason: string): TemplateResult {
  return html`<span class="refused" id="refused-${id}" title=${reason}
    >${icon('warning')}<span class="visually-hidden">${reason}</span></span
  >`;
}
