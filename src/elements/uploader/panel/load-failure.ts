import { html, nothing, type TemplateResult } from 'lit/html.js';
import { firstIcon as icon } from '../../shared/controls/first-icons.ts';
import type { Texts } from '../view-model.ts';

/**
 * The notice that the engine could not be fetched, with the button for another attempt. After several attempts a reload is
 * offered, too: the last resort, for it loses the files.
 */
export function loadFailure(
  text: string,
  { t }: Texts,
  isRepeated: boolean,
  again: () => void,
): TemplateResult {
  return html`<div class="notice" part="error">
    ${icon('warning')}
    <div class="words">
      <p>${text}</p>
      <button type="button" class="button quiet" data-action="load" @click=${again}>${t('retry')}</button>
      ${
        isRepeated
          ? html`<button
              type="button"
              class="button quiet"
              data-action="reload"
              @click=${() => location.reload()}
            >
              ${t('reload')}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}
