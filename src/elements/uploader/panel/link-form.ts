import { html, nothing, type TemplateResult } from 'lit/html.js';
import { firstIcon as icon } from '../../shared/controls/first-icons.ts';
import type { View } from '../view-model.ts';
import { inputStyles } from './input.styles.ts';
import { linkFormStyles } from './link-form.styles.ts';

export { link as english } from '../../../locales/en/link.ts';
export const styles = [inputStyles, linkFormStyles];

/** The field for the address of an image; where the token lets nobody add one, it says so. */
export function linkForm({ texts, actions, sources }: View): TemplateResult {
  const { t } = texts;
  const refusal = sources.has('url') ? nothing : `${t('errorNoImport')} ${t('errorNoImportHelp')}`;
  const send = async (event: Event) => {
    event.preventDefault();
    const form = (event.currentTarget as Element).closest('.link')!;
    const input = form.querySelector('input')!;
    if (input.readOnly) return; // sent already, and not answered yet
    input.readOnly = true;
    const answer = await actions.addLink(input.value);
    input.readOnly = false;
    input.setAttribute('aria-invalid', String(answer !== 'added'));
    form.querySelector('#link-error')!.textContent = answer === 'invalid' ? t('linkInvalid') : '';
    if (answer === 'added') input.value = '';
    else input.focus();
  };
  const keys = (event: KeyboardEvent) => {
    // While a word is composed, both keys are about that.
    if (event.isComposing) return;
    // Enter would submit the form around the uploader, Escape close the dialog around it.
    if (event.key === 'Enter') void send(event);
    else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      actions.closeLink();
    }
  };
  return html`<div class="link" @keydown=${keys}>
    <label>
      <span class="visually-hidden">${t('linkLabel')}</span>
      <input
        class="input"
        type="url"
        inputmode="url"
        autocomplete="off"
        spellcheck="false"
        placeholder=${t('linkPlaceholder')}
        aria-describedby="link-closed link-error"
      />
    </label>
    <button type="button" class="button" @click=${send}>${t('linkAdd')}</button>
    <button
      type="button"
      class="icon-button"
      aria-label=${t('linkCancel')}
      title=${t('linkCancel')}
      @click=${() => actions.closeLink()}
    >
      ${icon('close')}
    </button>
    <p class="link-error" id="link-closed" role="alert">${refusal}</p>
    <p class="link-error" id="link-error" role="alert"></p>
  </div>`;
}
