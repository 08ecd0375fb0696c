import { controls } from '../../shared/controls/controls.styles.ts';
import { html, nothing } from 'lit/html.js';
import type { Image } from '../../../api/types.ts';
import type { GalleryContext } from '../context.ts';
import type { Collection, Rearrangement } from '../data/collection.ts';
import type { Selection } from '../input/selection.ts';
import { Abilities, type AbilitiesHost } from './abilities.ts';
import { actionButtons, working } from './actions.ts';
import { dialog } from './dialogs.ts';
import { Manage } from './manage.ts';
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

/** The images, as far as actions change them. */
interface ManagedModel {
  readonly collection: Collection;
  readonly selection: Selection;
  /** In the order of the gallery. */
  readonly selectedIds: string[];
  /** Shows images as they are given. */
  show(images: readonly Image[]): void;
  /** Takes tiles away, of images that may come back. */
  hide(ids: readonly string[]): void;
  remove(ids: readonly string[]): void;
  /** Waits for those of these images that are processing. */
  watch(images: readonly Image[]): void;
  select(selection: Selection): void;
}

export interface ManagingHost extends Pick<AbilitiesHost, 'fetchPolicy'> {
  readonly model: ManagedModel;
  /** Carries a change out, and places the images. */
  arrange(how: Rearrangement, act: () => void): void;
  /** Gives the focus to the tile of an image; null: to what there is. */
  focus(id: string | null): void;
}

export function managing(context: GalleryContext, host: ManagingHost): Managing {
  const { signal, requestUpdate } = context;
  const abilities = new Abilities({ signal, requestUpdate, fetchPolicy: host.fetchPolicy });
  const policy = () => abilities.policy;
  const manage = new Manage(context, {
    policy,
    selectedIds: () => host.model.selectedIds,
    show: (images) => host.model.show(images),
    hide: (ids) => hide(context, host, ids),
    gone: (ids) => host.model.remove(ids),
    putBack: (images, all) => putBack(host, images, all),
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
  host.model.hide(ids);
  const images = context.images();
  const next = images[Math.min(place, images.length - 1)];
  if (ids.length > 0 && mayFocus(context.root())) host.focus(next?.id ?? null);
}

/** Brings hidden images back, and selects them. @param all All images in their order, these among them. */
function putBack({ model, arrange }: ManagingHost, images: readonly Image[], all: Image[]): void {
  arrange('anew', () => model.collection.reorder(all));
  model.watch(images);
  const { selection } = model;
  const ids = new Set([...selection.ids, ...images.map(({ id }) => id)]);
  model.select({ ids, anchor: selection.anchor, base: ids });
}

/** Whether the focus is in the gallery, or nowhere: while the work went on, people may have gone elsewhere. */
function mayFocus(root: ShadowRoot): boolean {
  const { activeElement, body } = root.ownerDocument;
  return root.activeElement !== null || activeElement === null || activeElement === body;
}
