import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon, type IconName } from '../../shared/pictures/icons.ts';
import { clock } from '../toolbar/gallery-icons.ts';
import type { Manage } from './manage.ts';
import type { Question, Questions } from './questions.ts';

/** Of more images than this the progress is shown, and can be stopped: they take more than one request. */
const MANY = 100;

/** The buttons of the actions on the selected images; null when the token allows nothing. */
export function actionButtons(manage: Manage, questions: Questions): TemplateResult | null {
  const { text } = manage.context;
  const mayUpdate = manage.may('update');
  const mayDelete = manage.may('delete');
  if (!mayUpdate && !mayDelete) return null;
  const button = (label: string, shape: IconName | TemplateResult, act: () => void, tone = '') =>
    html`<button class="icon-button ${tone}" type="button" title=${label} @click=${act}>
      ${typeof shape === 'string' ? icon(shape) : shape}<span class="label">${label}</span>
    </button>`;
  const ask = (kind: Question['kind']) => () => questions.ask(kind, manage.selectedIds);
  return html`${
    mayUpdate
      ? html`${questions.fields.length > 0 ? button(text.t('editDetails'), 'pencil', ask('details')) : nothing}
        ${
          manage.allPrivate
            ? button(text.t('makePublic'), 'eye', () => manage.update(manage.selectedIds, { public: true }))
            : button(text.t('makePrivate'), 'lock', ask('private'))
        }
        ${button(text.t('setExpiry'), clock, ask('expiry'))}`
      : nothing
  }
  ${mayDelete ? button(text.t('delete'), 'trash', ask('delete'), 'is-danger') : nothing}`;
}

/** How far the work is. It stands in the toolbar, whatever is selected: nothing moves when it begins or ends. */
export function working(manage: Manage): unknown {
  const { work, context } = manage;
  if (!work) return nothing;
  const { text } = context;
  const { act, done, count, stopping } = work;
  const many = count > MANY;
  return html`<span class="work"
    ><span class="spinner"></span
    ><span class="work-text">${text.t(act === 'delete' ? 'deleting' : 'updating', { count })}</span>${
      many ? html` <span class="work-count">${text.t('working', { done, count })}</span>` : nothing
    }${
      many
        ? html` <button
            class="button quiet"
            type="button"
            aria-disabled=${stopping ? 'true' : nothing}
            @click=${() => manage.stop()}
          >
            ${text.t(stopping ? 'stopping' : 'stop')}
          </button>`
        : nothing
    }</span
  >`;
}
