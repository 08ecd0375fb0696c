import { html, type TemplateResult } from 'lit/html.js';
import { icon } from '../../shared/icons.ts';
import type { Texts } from '../view-model.ts';

/** A calm notice of one sentence, until it is read. */
export function notice(text: string, { t }: Texts, read: () => void): TemplateResult {
  return html`<div class="notice kept">
    ${icon('info')}
    <p class="words">${text}</p>
    <button
      type="button"
      class="icon-button"
      data-action="read"
      aria-label=${t('rejectedDismiss')}
      title=${t('rejectedDismiss')}
      @click=${read}
    >
      ${icon('close')}
    </button>
  </div>`;
}
