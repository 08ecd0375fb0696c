import { controls } from '../../shared/controls/controls.styles.ts';
import { html, nothing } from 'lit/html.js';
import type { GalleryContext } from '../context.ts';
import { Abilities, type AbilitiesHost } from './abilities.ts';
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
  readonly abilities: Abilities;
  /** The buttons in the toolbar; null for none. */
  actions(): unknown;
  /** The progress, in the toolbar. */
  work(): unknown;
  /** The notices about the last actions. */
  notices(): unknown;
  /** The question that is open. */
  dialog(): unknown;
}

export interface ManagingHost
  extends Omit<ManageReports, 'unsaved' | 'policy'>, Pick<AbilitiesHost, 'fetchPolicy'> {
  /** Gives the focus to the tile of an image; null: to what there is. */
  focus(id: string | null): void;
}

export function managing(context: GalleryContext, host: ManagingHost): Managing {
  const { signal, requestUpdate } = context;
  const abilities = new Abilities({ signal, requestUpdate, fetchPolicy: host.fetchPolicy });
  const policy = () => abilities.policy;
  const manage = new Manage(context, {
    ...host,
    policy,
    hide: (ids) => hide(context, host, ids),
    unsaved: (ids, written) => questions.keep(ids, written),
  });
  const questions = new Questions(context, {
    policy,
    delete: (ids) => manage.delete(ids),
    update: (ids, change, written) => manage.update(ids, change, written),
  });
  const { text } = context;
  return {
    manage,
    questions,
    abilities,
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

/** Takes tiles away, and the focus to the one that takes the place of the first of them. */
function hide(context: GalleryContext, host: ManagingHost, ids: readonly string[]): void {
  const place = ids.reduce((least, id) => Math.min(least, context.indexOf(id)), Infinity);
  host.hide(ids);
  const images = context.images();
  const next = images[Math.min(place, images.length - 1)];
  if (ids.length > 0 && mayFocus(context.root())) host.focus(next?.id ?? null);
}

/** Whether the focus is in the gallery, or nowhere: while the work went on, people may have gone elsewhere. */
function mayFocus(root: ShadowRoot): boolean {
  const { activeElement, body } = root.ownerDocument;
  return root.activeElement !== null || activeElement === null || activeElement === body;
}
