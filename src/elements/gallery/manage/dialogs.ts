import { html, nothing, type TemplateResult } from 'lit/html.js';
import { live } from 'lit/directives/live.js';
import type { Texts } from '../context.ts';
import { detailsFields, readFields } from './details-fields.ts';
import { endOf, inWords, LIFETIMES, type Lifetime } from './expiry.ts';
import type { Question, Questions } from './questions.ts';

const TITLES = {
  delete: 'deleteTitle',
  private: 'privateTitle',
  details: 'detailsTitle',
  expiry: 'expiryTitle',
} as const satisfies Record<Question['kind'], string>;

/** The question before an action, in a modal dialog. Rendered only while it is asked. */
export function dialog(questions: Questions): unknown {
  const { question } = questions;
  if (!question) return nothing;
  const { text } = questions.context;
  const { kind, ids } = question;
  const count = ids.length;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    // Not every way of filling a field in dispatches an event.
    if (question.kind === 'details') readFields(questions, question, new FormData(form));
    if (question.kind === 'expiry') questions.choose(String(new FormData(form).get('lifetime')) as Lifetime);
    close(form);
    questions.answer();
  };
  const giveUp = (event: Event) => {
    questions.discard();
    close(event.currentTarget as HTMLElement);
  };
  return html`<dialog
    class="dialog"
    closedby="any"
    aria-labelledby="dialog-title"
    aria-describedby="dialog-text"
    @close=${() => questions.question === question && questions.cancel()}
    @keydown=${keepComposition}
  >
    <form method="dialog" @submit=${submit}>
      <h2 id="dialog-title">${text.t(TITLES[kind], { count })}</h2>
      ${body(questions, question, text)}
      <div class="dialog-actions">
        <button class="button" type="button" @click=${giveUp}>${text.t('cancel')}</button>
        <button class="button ${kind === 'delete' ? 'danger' : 'primary'}" type="submit">
          ${
            kind === 'delete'
              ? text.t('deleteConfirm', { count })
              : kind === 'private'
                ? text.t('makePrivate')
                : text.t('save')
          }
        </button>
      </div>
    </form>
  </dialog>`;
}

/** Closed before it is taken away, so that the focus goes back to where it was. */
function close(inside: HTMLElement): void {
  inside.closest('dialog')!.close();
}

/** Escape ends what an input method composes, and not the dialog; Safari sends it after the end of the composition. */
function keepComposition(event: KeyboardEvent): void {
  if (event.key === 'Escape' && (event.isComposing || event.keyCode === 229)) event.preventDefault();
}

function body(questions: Questions, question: Question, text: Texts): TemplateResult {
  const count = question.ids.length;
  switch (question.kind) {
    case 'delete':
      return html`<p id="dialog-text">${text.t('deleteText', { count })}</p>`;
    case 'private':
      return html`<p id="dialog-text">${text.t('privateText', { count })}</p>`;
    case 'details':
      return detailsFields(questions, question);
    case 'expiry':
      return expiry(questions, question, text);
  }
}

function expiry(
  questions: Questions,
  { ids, now, lifetime }: Question & { kind: 'expiry' },
  text: Texts,
): TemplateResult {
  const count = ids.length;
  const today =
    now === 'differs'
      ? text.t('expiryDiffers')
      : now.at === null
        ? text.t('expiryNone', { count })
        : text.t('expiryAt', { count, date: inWords(now.at, text.lang) });
  const end = endOf(lifetime, Date.now());
  const then =
    end === undefined
      ? text.t('expiryKept', { count })
      : end === null
        ? text.t('expiryForEver', { count })
        : text.t('expiryThen', { count, date: inWords(end, text.lang) });
  return html`<p id="dialog-text">${today}</p>
    <label for="lifetime">${text.t('expiryLabel')}</label>
    <select
      id="lifetime"
      name="lifetime"
      data-first
      aria-describedby="lifetime-text"
      .value=${live(lifetime)}
      @change=${(event: Event) => questions.choose((event.target as HTMLSelectElement).value as Lifetime)}
    >
      ${LIFETIMES.map(({ value, key }) => html`<option value=${value} ?selected=${value === lifetime}>${text.t(key)}</option>`)}
    </select>
    <p id="lifetime-text" class="hint">${then}</p>`;
}
