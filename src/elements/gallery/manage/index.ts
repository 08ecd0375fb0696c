import type { GalleryContext } from '../context.ts';
import { actionButtons } from './actions.ts';
import { dialog } from './dialogs.ts';
import { Manage, type ManageReports } from './manage.ts';
import { manageStyles } from './manage.styles.ts';
import { noticeBar } from './notice.ts';

export { managing as english } from '../../../locales/en/managing.ts';
export const styles = [manageStyles];

/** The actions on the selection of one gallery, and all that is shown of them. */
export interface Managing {
  readonly manage: Manage;
  /** The buttons in the toolbar. */
  actions(): unknown;
  /** The notice about the last action. */
  notice(): unknown;
  /** The question that is open. */
  dialog(): unknown;
}

export function managing(context: GalleryContext, reports: ManageReports): Managing {
  const manage = new Manage(context, reports);
  return {
    manage,
    actions: () => actionButtons(manage),
    notice: () => manage.notice && noticeBar(manage.notice, context.text, () => manage.dismiss()),
    dialog: () => dialog(manage),
  };
}
