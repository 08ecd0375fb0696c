import { html, nothing, type TemplateResult } from 'lit/html.js';
import { live } from 'lit/directives/live.js';
import type { UploadFile } from '../../../upload/state/types.ts';
import { icon } from '../../shared/controls/icons.ts';
import { dismissButton } from '../panel/notice.ts';
import type { Content, View } from '../view-model.ts';
import { closedLine, labelOf, limitOf, neededFirst, roomLeft, written } from './field-text.ts';
import { fieldKey } from './fields-keys.ts';
import type { FieldEditing } from './field-editing.ts';
import { grow } from './grow.ts';

/** Where a person writes about a file: one line, or the fields once that is opened. */
export function fieldsTemplate(file: UploadFile, view: View, editor: FieldEditing): TemplateResult {
  if (view.fields.length === 0) return html``;
  return editor.isOpen(file.id) ? openFields(file, view, editor) : closedFields(file, view, editor);
}

function closedFields(file: UploadFile, view: View, editor: FieldEditing): TemplateResult {
  const { texts, fields, locked, readonly } = view;
  const { t } = texts;
  const { text, prompt, isNeeded } = closedLine(file, { fields, required: editor.required }, texts);
  const canWrite = !readonly && view.canWrite(file);
  const order = neededFirst(file, { fields, required: editor.required });
  const field = order.find((each) => editor.suggestionFor(file, each));
  const suggestion = canWrite && field !== undefined ? editor.suggestionFor(file, field) : null;
  const said = [
    text,
    suggestion === null || isNeeded ? prompt : '',
    suggestion === null ? '' : t('fieldSuggested', { text: suggestion }),
  ].filter(Boolean);
  if (!canWrite)
    return html`<div class="fields" part="fields"><span class="said" dir="auto">${text}</span></div>`;
  return html`<div class="fields" part="fields" data-tried=${editor.wasTried(file.id)}>
    <button
      type="button"
      class="said"
      data-action="write"
      data-lacks=${editor.lacks(file.id) ? '' : nothing}
      aria-label=${t('fieldLine', { text: said.join(' · '), name: file.name })}
      ?disabled=${locked}
      @click=${() => editor.open(file.id)}
    >
      ${text === '' ? nothing : html`<span class="text" dir="auto">${text}</span>`}
      ${
        prompt !== '' && (isNeeded || suggestion === null)
          ? html`<span class="prompt" data-needed=${isNeeded}>${prompt}</span>`
          : nothing
      }
      ${
        suggestion === null
          ? nothing
          : html`<span class="proposal">${t('fieldSuggested', { text: suggestion })}</span>`
      }
    </button>
    ${suggestion === null ? nothing : useButton(file, field!, view, editor)}
    ${file.unsaved.length > 0 ? unsaved(file, file.unsaved[0]!, view, editor) : nothing}
  </div>`;
}

function openFields(file: UploadFile, view: View, editor: FieldEditing): TemplateResult {
  const { texts, fields, readonly, multiple } = view;
  // Keys and the focus are heard of from the fields inside; the group is named for those who do not see the row.
  return html`<div
    class="fields open"
    part="fields"
    role="group"
    aria-label=${texts.t('fieldsOf', { name: file.name })}
    data-tried=${editor.wasTried(file.id)}
    @keydown=${(event: KeyboardEvent) => fieldKey(event, file, editor, multiple)}
    @focusin=${() => editor.entered(file)}
    @focusout=${(event: FocusEvent) => editor.left(file, event)}
  >
    ${fields.map((field) => openField(file, field, view, editor))}
    ${
      readonly || !multiple
        ? nothing
        : html`<div class="field-end">
            <button
              type="button"
              class="button quiet"
              data-action="written"
              @click=${() => editor.done(file)}
            >
              ${texts.t('done')}
            </button>
          </div>`
    }
  </div>`;
}

function openField(file: UploadFile, field: string, view: View, editor: FieldEditing): TemplateResult {
  const { texts, locked, readonly } = view;
  const { t } = texts;
  const label = labelOf(field, texts);
  const name = t('fieldOf', { field: label, name: file.name });
  const id = `${field}-${file.id}`;
  const text = written(file, field);
  const isRequired = editor.required.includes(field);
  const isLost = file.unsaved.includes(field);
  const isMissing = isRequired && editor.wasTried(file.id) && text.trim() === '';
  const isFixed = readonly || !view.canWrite(file);
  const suggestion = isFixed ? null : editor.suggestionFor(file, field);
  const left = roomLeft(field, text);
  return html`<div class="field">
    <div class="field-head">
      <label class="field-name" for=${id} aria-hidden="true"
        >${label}${isRequired ? html` <span class="needed">${t('fieldRequired')}</span>` : nothing}</label
      >
      ${isLost ? unsaved(file, field, view, editor) : nothing}
      ${isFixed || locked ? nothing : applying(file, field, view, editor)}
    </div>
    ${
      suggestion === null
        ? nothing
        : html`<div class="suggestion">
            <span id=${`suggested-${id}`} class="proposal">${t('fieldSuggested', { text: suggestion })}</span>
            ${useButton(file, field, view, editor)}
            <button
              type="button"
              class="small"
              data-action=${`dismiss-${field}`}
              @click=${() => editor.dismiss(file, field)}
            >
              ${t('rejectedDismiss')}
            </button>
          </div>`
    }
    <textarea
      id=${id}
      class="input"
      rows="1"
      dir=${text === '' ? nothing : 'auto'}
      enterkeyhint="done"
      data-action=${`field-${field}`}
      .value=${live(text)}
      maxlength=${limitOf(field)}
      placeholder=${field === 'alt_text' ? t('fieldAltTextHint') : nothing}
      aria-required=${isRequired ? 'true' : nothing}
      aria-invalid=${isLost || isMissing}
      aria-label=${name}
      aria-describedby=${
        [suggestion !== null && `suggested-${id}`, left !== null && `left-${id}`].filter(Boolean).join(' ') ||
        nothing
      }
      ?readonly=${isFixed}
      ?disabled=${locked && !readonly}
      @input=${(event: Event) => {
        const area = event.target as HTMLTextAreaElement;
        editor.draft(file, field, area.value);
        grow([area]);
      }}
      @change=${({ target }: Event) => {
        // Not every way of filling a field in dispatches an event at each step.
        editor.changed(file, field, (target as HTMLTextAreaElement).value);
      }}
    ></textarea>
    ${left === null ? nothing : html`<span id=${`left-${id}`} class="left">${t('fieldLeft', { count: left })}</span>`}
  </div>`;
}

function useButton(
  file: UploadFile,
  field: string,
  { texts, locked }: View,
  editor: FieldEditing,
): TemplateResult {
  const { t } = texts;
  return html`<button
    type="button"
    class="small use"
    data-action=${`use-${field}`}
    aria-label=${t('fieldUseNamed', { field: labelOf(field, texts), name: file.name })}
    ?disabled=${locked}
    @click=${() => editor.use(file, field)}
  >
    ${t('fieldUse')}
  </button>`;
}

/** Uses the text for all files, asks whether to replace theirs, or takes it back. */
function applying(
  file: UploadFile,
  field: string,
  { texts: { t } }: View,
  editor: FieldEditing,
): TemplateResult | typeof nothing {
  const state = editor.applyState(file, field);
  if (!state) return nothing;
  const apply = (words: string) =>
    html`<button
      type="button"
      class="small"
      data-action=${`apply-${field}`}
      @click=${() => editor.applyToAll(file, field)}
    >
      ${words}
    </button>`;
  if (state.step === 'done')
    return html`<span class="applied"
      >${t('fieldApplied', { count: state.count })}
      ${
        state.canUndo
          ? html`<button
              type="button"
              class="small"
              data-action=${`undo-${field}`}
              @click=${() => editor.undo(file, field)}
            >
              ${t('fieldUndo')}
            </button>`
          : nothing
      }</span
    >`;
  if (state.step === 'offered') return html`<span class="applied">${apply(t('fieldApply'))}</span>`;
  return html`<span class="applied"
    >${t('fieldReplace', { count: state.plan.other.length })} ${apply(t('fieldReplaceYes'))}
    <button type="button" class="small" data-action="keep-texts" @click=${() => editor.keep(file, field)}>
      ${t('fieldReplaceNo')}
    </button></span
  >`;
}

function unsaved(
  file: UploadFile,
  field: string,
  { texts, locked }: View,
  editor: FieldEditing,
): TemplateResult {
  const { t } = texts;
  const name = t('fieldOf', { field: labelOf(field, texts), name: file.name });
  return html`<span class="unsaved"
    >${t('fieldUnsaved')}
    <button
      type="button"
      data-action="save"
      aria-label=${t('retryNamed', { name })}
      ?disabled=${locked}
      @click=${() => editor.save(file)}
    >
      ${t('retry')}
    </button></span
  >`;
}

/** Several suggestions can be used at once. */
export function suggestionsNotice(
  count: number,
  { texts: { t }, locked, readonly }: View,
  { use, dismiss }: { use(): void; dismiss(): void },
): Content {
  if (count < 2 || readonly) return nothing;
  return html`<div class="notice suggestions">
    ${icon('info')}
    <p class="words">
      ${t('fieldSuggestions', { count })}
      <button type="button" class="small" data-action="use-all" ?disabled=${locked} @click=${use}>
        ${t('fieldUseAll')}
      </button>
    </p>
    ${dismissButton('dismiss-all', t('rejectedDismiss'), dismiss)}
  </div>`;
}
