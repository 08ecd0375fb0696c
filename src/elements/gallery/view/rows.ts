import { html, type TemplateResult } from 'lit/html.js';
import type { Texts } from '../context.ts';

/** The row under the images while there is more: as high when it loads as when it waits, so that nothing moves. */
export function moreRow(loading: boolean, text: Texts, more: () => void): TemplateResult {
  return html`<div class="more" part="more">
    ${
      loading
        ? html`<span class="spinner"></span><span>${text.t('loadingMore')}</span>`
        : html`<button class="button" type="button" @click=${more}>${text.t('loadMore')}</button>`
    }
  </div>`;
}

/** After the last image of a list that came in pages. */
export function endRow(text: Texts): TemplateResult {
  return html`<p class="end">${text.t('end')}</p>`;
}

/**
 * A part of the gallery could not be fetched.
 * @param again Fetches it again; null where only a reload of the page helps.
 */
export function missingPart(text: Texts, again: (() => void) | null): TemplateResult {
  return html`<div class="more" role="alert">
    <span>${text.t('partMissing')}</span>
    <button class="button" type="button" @click=${again ?? (() => location.reload())}>
      ${text.t(again ? 'retry' : 'reload')}
    </button>
  </div>`;
}
