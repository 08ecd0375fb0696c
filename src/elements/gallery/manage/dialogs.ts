import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Image } from '../../../api/types.ts';
import type { Texts } from '../context.ts';
import type { Manage, Question } from './manage.ts';

/** Lifetimes a person may choose; `''` is for ever. */
const LIFETIMES = [
  ['', 'expiryNever'],
  ['1h', 'expiryHour'],
  ['1d', 'expiryDay'],
  ['7d', 'expiryWeek'],
  ['30d', 'expiryMonth'],
  ['90d', 'expiryQuarter'],
] as const;

const TITLES = {
  delete: 'deleteTitle',
  private: 'privateTitle',
  caption: 'captionTitle',
  expiry: 'expiryTitle',
} as const satisfies Record<Question, string>;

/** The question before an action, in a modal dialog. Rendered only while it is asked. */
export function dialog(manage: Manage): unknown {
  if (!manage.question) return nothing;
  const { text, find } = manage.context;
  const { kind, ids } = manage.question;
  const count = ids.length;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    // Closed before it is taken away, so that the focus goes back to where it was.
    (event.currentTarget as HTMLElement).closest('dialog')!.close();
    answer(manage, kind, ids, new FormData(event.target as HTMLFormElement));
  };
  const cancel = (event: Event) => (event.currentTarget as HTMLElement).closest('dialog')!.close();
  return html`<dialog
    class="dialog"
    closedby="any"
    aria-labelledby="dialog-title"
    aria-describedby="dialog-text"
    @close=${() => manage.question && manage.cancel()}
  >
    <form method="dialog" @submit=${submit}>
      <h2 id="dialog-title">${text.t(TITLES[kind], { count })}</h2>
      ${body(kind, ids, text, find)}
      <div class="dialog-actions">
        <button class="button" type="button" @click=${cancel}>${text.t('cancel')}</button>
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

function body(
  kind: Question,
  ids: string[],
  text: Texts,
  find: (id: string) => Image | undefined,
): TemplateResult {
  const count = ids.length;
  const first = find(ids[0]!);
  switch (kind) {
    case 'delete':
      return html`<p id="dialog-text">${text.t('deleteText', { count })}</p>`;
    case 'private':
      return html`<p id="dialog-text">${text.t('privateText', { count })}</p>`;
    case 'caption':
      return html`<label for="caption">${text.t('captionLabel')}</label>
        <textarea
          id="caption"
          name="caption"
          rows="3"
          maxlength="2048"
          dir="auto"
          data-first
          .value=${count === 1 ? (first?.caption ?? '') : ''}
        ></textarea>
        <p id="dialog-text" class="hint">${text.t('captionHint', { count })}</p>`;
    case 'expiry':
      return html`<label for="ttl">${text.t('expiryLabel')}</label>
        <select id="ttl" name="ttl" data-first>
          ${LIFETIMES.map(([value, key]) => html`<option value=${value}>${text.t(key)}</option>`)}
        </select>
        <p id="dialog-text" class="hint">${text.t('expiryHint')}</p>`;
  }
}

function answer(manage: Manage, kind: Question, ids: string[], form: FormData): void {
  switch (kind) {
    case 'delete':
      return void manage.delete(ids);
    case 'private':
      return void manage.update(ids, { public: false });
    case 'caption':
      return void manage.update(ids, { caption: String(form.get('caption') ?? '').trim() || null });
    case 'expiry':
      return void manage.update(ids, { ttl: String(form.get('ttl') ?? '') || null });
  }
}
