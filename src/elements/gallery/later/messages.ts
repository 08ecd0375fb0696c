import { html, type TemplateResult } from 'lit/html.js';
import { icon } from '../../shared/pictures/icons.ts';
import type { Texts } from '../context.ts';
import { warnOnce } from '../../shared/base/warn.ts';
import { codeOf, statusOf } from '../data/errors.ts';

function isOffline(error: unknown): boolean {
  return ['network_error', 'timeout'].includes(codeOf(error));
}

/** The token may not list: no visitor can mend that, by signing in or otherwise. */
function isSetUpWrong(error: unknown): boolean {
  return ['token_scope', 'forbidden'].includes(codeOf(error));
}

/** The message for a person about a failed page: in plain words, and what to do. */
function explain(error: unknown, first: boolean, text: Texts): string {
  const status = statusOf(error);
  if (isOffline(error)) return text.t(first ? 'errorNetworkFirst' : 'errorNetwork');
  if (isSetUpWrong(error)) {
    warnOnce(
      'gallery-list',
      `<imgpro-gallery> may not list images (${codeOf(error)}): its token needs the ability "list". Have your token endpoint ` +
        'grant it: see `abilities` in authorize() of imgpro-elements/server.',
    );
    return text.t('errorSetup');
  }
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

/** On paper, after the images: as many more are not printed. */
export function paper(count: number, text: Texts): TemplateResult {
  return html`<p class="paper">${text.t('paper', { count })}</p>`;
}
