import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { BatchError } from '../../../api/types.ts';
import { icon } from '../../shared/pictures/icons.ts';
import type { Texts } from '../context.ts';
import { undo as undoIcon } from '../toolbar/gallery-icons.ts';
import type { Action } from './action.ts';
import { countReasons } from './reasons.ts';

/** The notice about an action that has come to its end; it stays until it is dismissed or the next one begins. */
export interface Notice {
  tone: 'done' | 'trouble';
  title: string;
  details: string[];
  /** Gives the images the values they had. */
  undo: (() => void) | null;
  /** Does again what failed and may succeed now. */
  retry: (() => void) | null;
}

export function noticeOf(
  { act, isUndo }: Pick<Action, 'act' | 'isUndo'>,
  { ids, errors }: { ids: readonly string[]; errors: readonly BatchError[] },
  text: Texts,
  offers: Pick<Notice, 'undo' | 'retry'>,
): Notice {
  const isDelete = act === 'delete';
  const { locked, missing, forbidden, network, invalid, other, stopped } = countReasons(errors);
  const failed = errors.length - stopped;
  const left = stopped ? text.t('stopped', { count: stopped }) : null;
  if (failed === 0) {
    // Deleted images are seen to be gone; a change may show nowhere.
    const key = isDelete ? 'deleted' : isUndo ? 'undone' : 'updated';
    const done = ids.length > 0 ? text.t(key, { count: ids.length }) : null;
    const [title = '', ...details] = [done, left].filter((each) => each !== null);
    return { tone: 'done', title, details, ...offers };
  }
  const details = [
    ...(locked ? [text.t('reasonLocked', { count: locked })] : []),
    ...(missing ? [text.t('reasonMissing', { count: missing })] : []),
    ...(forbidden ? [text.t('reasonForbidden')] : []),
    ...(network ? [text.t('reasonNetwork')] : []),
    ...(invalid ? [text.t('reasonInvalid')] : []),
    ...(other ? [text.t('reasonOther')] : []),
    ...(left ? [left] : []),
  ];
  const title = text.t(isDelete ? 'deleteFailed' : 'updateFailed', { count: failed });
  return { tone: 'trouble', title, details, ...offers };
}

/** A notice as it is shown. */
export function noticeBar(notice: Notice, text: Texts, dismiss: () => void): TemplateResult {
  const { tone, title, details, undo, retry } = notice;
  const offer = (act: (() => void) | null, label: string, shape: TemplateResult) =>
    act ? html`<button class="button" type="button" @click=${act}>${shape}${label}</button>` : nothing;
  return html`<div class="notice is-${tone}" role=${tone === 'trouble' ? 'alert' : nothing}>
    ${icon(tone === 'trouble' ? 'warning' : 'check')}
    <span class="notice-text"
      ><strong>${title}</strong>${details.map((detail) => html` <span>${detail}</span>`)}</span
    >
    <span class="notice-actions">
      ${offer(retry, text.t('retry'), icon('retry'))} ${offer(undo, text.t('undo'), undoIcon)}
      <button
        class="icon-button"
        type="button"
        aria-label=${text.t('dismiss')}
        title=${text.t('dismiss')}
        @click=${dismiss}
      >
        ${icon('close')}
      </button>
    </span>
  </div>`;
}
