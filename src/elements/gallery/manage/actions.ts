import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon, type IconName } from '../../shared/pictures/icons.ts';
import type { Texts } from '../context.ts';
import { clock } from '../toolbar/gallery-icons.ts';
import { BATCH_SIZE } from './batches.ts';
import type { Manage, Question } from './manage.ts';

/** What can be done with the selected images. */
export function actionButtons(manage: Manage): unknown {
  const { text } = manage.context;
  const button = (label: string, shape: IconName | TemplateResult, act: () => void, tone = '') =>
    html`<button
      class="icon-button ${tone}"
      type="button"
      aria-label=${label}
      title=${label}
      aria-disabled=${manage.work ? 'true' : nothing}
      @click=${act}
    >
      ${typeof shape === 'string' ? icon(shape) : shape}
    </button>`;
  const ask = (kind: Question) => () => manage.ask(kind, manage.selectedIds);
  return html`${working(manage.work, text)}${
    manage.may('update')
      ? html`${button(text.t('editCaption'), 'pencil', ask('caption'))}
        ${
          manage.allPrivate
            ? button(
                text.t('makePublic'),
                'eye',
                () => void manage.update(manage.selectedIds, { public: true }),
              )
            : button(text.t('makePrivate'), 'lock', ask('private'))
        }
        ${button(text.t('setExpiry'), clock, ask('expiry'))}`
      : nothing
  }
  ${manage.may('delete') ? button(text.t('delete'), 'trash', ask('delete'), 'is-danger') : nothing}`;
}

/** How far the work is; the buttons stay, and with them the focus. */
function working(work: Manage['work'], text: Texts): unknown {
  if (!work) return nothing;
  const { act, done, count } = work;
  return html`<span class="work"
    ><span class="spinner"></span
    ><span class="work-text"
      >${text.t(act === 'delete' ? 'deleting' : 'updating', { count })}${
        count > BATCH_SIZE ? html` <span>${text.t('working', { done, count })}</span>` : nothing
      }</span
    ></span
  >`;
}
