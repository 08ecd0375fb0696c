import { html, nothing, type TemplateResult } from 'lit/html.js';
import { live } from 'lit/directives/live.js';
import type { UploadFile } from '../../../upload/state/types.ts';
import { inputStyles } from '../panel/input.styles.ts';
import type { View } from '../view-model.ts';
import { fieldStyles } from './fields.styles.ts';

export { fields as english } from '../../../locales/en/fields.ts';
export const styles = [inputStyles, fieldStyles];

/** Where a person writes about a file: a line for each field. */
export function fieldsTemplate(file: UploadFile, view: View): TemplateResult {
  const { texts, actions, fields, locked, readonly } = view;
  const open = view.canWrite(file);
  return html`<div class="fields" part="fields">
    ${fields.map((field) => {
      const label = labelOf(field, texts);
      const lost = file.unsaved.includes(field);
      return html`<div class="field">
        <label class="field-name" for=${`${field}-${file.id}`} aria-hidden="true">${label}</label>
        <input
          id=${`${field}-${file.id}`}
          class="input"
          .value=${live(written(file, field))}
          maxlength=${field === 'caption' ? 2048 : 1024}
          placeholder=${field === 'alt_text' ? texts.t('fieldAltTextHint') : nothing}
          aria-invalid=${lost}
          aria-label=${texts.t('fieldOf', { field: label, name: file.name })}
          ?readonly=${readonly || !open}
          ?disabled=${locked && !readonly}
          @keydown=${keepForm}
          @input=${(event: Event) => actions.draft(file, field, textIn(event))}
          @change=${(event: Event) => {
            // Not every way of filling a field in dispatches an event at each step.
            if (textIn(event) !== written(file, field)) actions.draft(file, field, textIn(event));
            actions.save(file);
          }}
          @blur=${() => actions.save(file)}
        />
        ${
          lost
            ? html`<span class="unsaved"
                >${texts.t('fieldUnsaved')}
                <button
                  type="button"
                  data-action="save"
                  aria-label=${texts.t('retryNamed', {
                    name: texts.t('fieldOf', { field: label, name: file.name }),
                  })}
                  ?disabled=${locked}
                  @click=${() => actions.save(file)}
                >
                  ${texts.t('retry')}
                </button></span
              >`
            : nothing
        }
      </div>`;
    })}
  </div>`;
}

/** Enter in a caption would send the form around the uploader. */
function keepForm(event: KeyboardEvent): void {
  // While a word is composed, as in Japanese, Enter takes what is proposed.
  if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault();
  (event.target as HTMLElement).blur();
}

const textIn = (event: Event): string => (event.target as HTMLInputElement).value;

/** The text a person wrote, as far as it went; else the stored one. */
function written(file: UploadFile, field: string): string {
  return (
    file.fields[field] ?? (field === 'caption' ? file.image?.caption : file.image?.metadata?.[field]) ?? ''
  );
}

function labelOf(field: string, { t }: View['texts']): string {
  if (field === 'caption') return t('fieldCaption');
  if (field === 'alt_text') return t('fieldAltText');
  const spaced = field.replace(/_/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
