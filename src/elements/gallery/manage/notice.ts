import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from '../../shared/pictures/icons.ts';
import type { Texts } from '../context.ts';
import type { Notice } from './manage.ts';

/** The notice about the last action. */
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
