import { html, nothing, type TemplateResult } from 'lit/html.js';
import { live } from 'lit/directives/live.js';
import { isChanged, type FieldStart } from './details-form.ts';
import { labelOf, lengthOf } from './fields.ts';
import type { Question, Questions } from './questions.ts';

type Details = Question & { kind: 'details' };

/** Fields that hold sentences. */
const LONG = new Set(['caption', 'alt_text']);

/** The fields of the selected images, a label and a box each, and what saving would do to many of them. */
export function detailsFields(questions: Questions, question: Details): TemplateResult {
  const { text } = questions.context;
  const { ids, fields, restored } = question;
  const count = ids.length;
  return html`<p id="dialog-text" class=${count > 1 ? '' : 'visually-hidden'}>
      ${text.t('detailsText', { count })}
    </p>
    ${
      restored
        ? html`<p class="draft">
            ${text.t('draftKept')}
            <button class="link" type="button" @click=${discard(questions)}>${text.t('draftDiscard')}</button>
          </p>`
        : nothing
    }
    ${fields.map((field, index) => fieldTemplate(questions, question, field, index))}`;
}

function fieldTemplate(questions: Questions, { ids, written }: Details, field: FieldStart, index: number) {
  const { text } = questions.context;
  const { name, differs } = field;
  const id = `field-${index}`;
  const value = written.get(name) ?? field.text;
  const placeholder = differs && !written.has(name) ? text.t('fieldDiffers') : nothing;
  const write = (event: Event) => questions.write(name, (event.target as HTMLInputElement).value);
  const label = html`<label for=${id}>${labelOf(name, text)}</label>`;
  const hint = html`<p class="hint" id="${id}-hint">${hintOf(questions, ids.length, field, written)}</p>`;
  if (LONG.has(name))
    return html`<div class="field">
      ${label}<textarea
        id=${id}
        name=${name}
        rows="2"
        maxlength=${lengthOf(name)}
        dir="auto"
        ?data-first=${index === 0}
        placeholder=${placeholder}
        aria-describedby="${id}-hint"
        .value=${live(value)}
        @input=${write}
      ></textarea>
      ${hint}
    </div>`;
  return html`<div class="field">
    ${label}<input
      id=${id}
      name=${name}
      maxlength=${lengthOf(name)}
      dir="auto"
      autocomplete="off"
      ?data-first=${index === 0}
      placeholder=${placeholder}
      aria-describedby="${id}-hint"
      .value=${live(value)}
      @input=${write}
    />
    ${hint}
  </div>`;
}

/** The effect on a field, in words, and the button for the opposite. */
function hintOf(
  questions: Questions,
  count: number,
  field: FieldStart,
  written: Details['written'],
): unknown {
  const { text } = questions.context;
  const { name, differs } = field;
  if (isChanged(field, written)) {
    const isEmptied = written.get(name)!.trim() === '';
    if (count === 1) return isEmptied ? text.t('fieldRemoved', { count }) : nothing;
    return html`${text.t(isEmptied ? 'fieldRemoved' : 'fieldForAll', { count })}
    ${act(questions, name, null, text.t('fieldKeep'), labelOf(name, text))}`;
  }
  return differs
    ? html`${text.t('fieldKept')} ${act(questions, name, '', text.t('fieldRemove'), labelOf(name, text))}`
    : nothing;
}

/** A button that writes in a field, which then has the focus. */
function act(questions: Questions, name: string, value: string | null, words: string, label: string) {
  const write = (event: Event) => {
    const field = (event.currentTarget as HTMLElement).closest('.field')!;
    questions.write(name, value);
    field.querySelector<HTMLElement>('textarea, input')!.focus();
  };
  return html`<button class="link" type="button" aria-label="${label}: ${words}" @click=${write}>
    ${words}
  </button>`;
}

const discard = (questions: Questions) => (event: Event) => {
  const form = (event.currentTarget as HTMLElement).closest('form')!;
  questions.discard();
  form.querySelector<HTMLElement>('[data-first]')!.focus();
};

/** Takes up what stands in the fields: not every way of filling one in dispatches an event. */
export function readFields(questions: Questions, { fields, written }: Details, form: FormData): void {
  for (const { name, text } of fields) {
    const value = form.get(name);
    if (typeof value === 'string' && normal(value) !== normal(written.get(name) ?? text))
      questions.write(name, value);
  }
}

/** A form sends its line ends as two characters. */
const normal = (value: string): string => value.replace(/\r\n?/g, '\n');
