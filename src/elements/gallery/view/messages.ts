import { html, type TemplateResult } from 'lit/html.js';
import { isImgproError } from '../../../api/index.ts';
import { icon } from '../../shared/pictures/icons.ts';
import type { Texts } from './tiles.ts';

function isOffline(error: unknown): boolean {
  return isImgproError(error) && (error.code === 'network_error' || error.code === 'timeout');
}

/** The token may not list: no visitor can mend that, by signing in or otherwise. */
export function isSetUpWrong(error: unknown): boolean {
  return isImgproError(error) && (error.code === 'token_scope' || error.code === 'forbidden');
}

/** The message for a person about a failed page: in plain words, and what to do. */
export function explain(error: unknown, first: boolean, text: Texts): string {
  const status = isImgproError(error) ? error.status : 0;
  if (isOffline(error)) return text.t(first ? 'errorNetworkFirst' : 'errorNetwork');
  if (isSetUpWrong(error)) return text.t('errorSetup');
  if (status === 401 || status === 403) return text.t('errorAuth');
  if (status === 429) return text.t('errorRate');
  return text.t('errorOther');
}

/** In place of the images: none could be loaded. */
export function failure(error: unknown, text: Texts, retry: () => void): TemplateResult {
  return html`<slot name="error"
    ><div class="message is-error" role="alert">
      <span class="icon-large">${icon(isOffline(error) ? 'offline' : 'warning')}</span>
      <strong>${text.t('errorFirst')}</strong>
      <p>${explain(error, true, text)}</p>
      <button class="button" type="button" @click=${retry}>${icon('retry')}${text.t('retry')}</button>
    </div></slot
  >`;
}

/** Under the images: the next page failed, and nothing is lost. */
export function failedRow(error: unknown, text: Texts, retry: () => void): TemplateResult {
  return html`<slot name="error"
    ><div class="message is-error is-row" role="alert">
      <div>
        <strong>${text.t('errorMore')}</strong>
        <p>${explain(error, false, text)}</p>
      </div>
      <button class="button" type="button" @click=${retry}>${icon('retry')}${text.t('retry')}</button>
    </div></slot
  >`;
}

export function emptiness(text: Texts, withUploader: boolean): TemplateResult {
  return html`<slot name="empty"
    ><div class="message">
      <span class="icon-large">${icon('image')}</span>
      <strong>${text.t('empty')}</strong>
      <p>${text.t(withUploader ? 'emptyUploader' : 'emptyHint')}</p>
    </div></slot
  >`;
}

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
