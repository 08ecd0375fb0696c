import { controls } from '../../shared/controls/controls.styles.ts';
import { html, nothing } from 'lit/html.js';
import type { GalleryContext } from '../context.ts';
import { actionButtons, working } from './actions.ts';
import { dialog } from './dialogs.ts';
import { Manage, type ManageReports } from './manage.ts';
import { manageStyles } from './manage.styles.ts';
import { noticeBar } from './notice.ts';
import { Questions } from './questions.ts';

export { managing as english } from '../../../locales/en/managing.ts';
export const styles = [controls, manageStyles];

/** The actions on the selection of one gallery, and all that is shown of them. */
export interface Managing {
  readonly manage: Manage;
  readonly questions: Questions;
  /** The buttons in the toolbar; null for none. */
  actions(): unknown;
  /** The progress, in the toolbar. */
  work(): unknown;
  /** The notices about the last actions. */
  notices(): unknown;
  /** The question that is open. */
  dialog(): unknown;
}

export function managing(context: GalleryContext, reports: Omit<ManageReports, 'unsaved'>): Managing {
  const manage = new Manage(context, {
    ...reports,
    unsaved: (ids, written) => questions.keep(ids, written),
  });
  const questions = new Questions(context, {
    policy: () => reports.policy(),
    delete: (ids) => manage.delete(ids),
    update: (ids, change, written) => manage.update(ids, change, written),
  });
  const { text } = context;
  return {
    manage,
    questions,
    actions: () => actionButtons(manage, questions),
    work: () => working(manage),
    notices: () =>
      manage.notices.length > 0
        ? html`<div class="notices">
            ${manage.notices.map((notice) => noticeBar(notice, text, () => manage.dismiss(notice)))}
          </div>`
        : nothing,
    dialog: () => dialog(questions),
  };
}
