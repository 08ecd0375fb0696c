import { html, type TemplateResult } from 'lit/html.js';
import { icon } from '../../shared/controls/icons.ts';
import type { Texts } from '../view-model.ts';

/** A calm notice of one sentence, until it is read. */
export function notice(text: string, { t }: Texts, read: () => void): TemplateResult {
  return html`<div class="notice">
    ${icon('info')}
    <p class="words">${text}</p>
    ${dismissButton('read', t('rejectedDismiss'), read)}
  </div>`;
}

/** The cross at the end of a notice. */
export function dismissButton(action: string, label: string, dismiss: () => void): TemplateResult {
  return html`<button
    type="button"
    class="icon-button"
    data-action=${action}
    aria-label=${label}
    title=${label}
    @click=${dismiss}
  >
    ${icon('close')}
  </button>`;
}
