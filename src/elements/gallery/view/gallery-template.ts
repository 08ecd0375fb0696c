import type { TemplateResult } from 'lit/html.js';
import type { Image } from '../../../api/types.ts';
import { dialog } from '../manage/dialogs.ts';
import type { GalleryParts } from '../parts.ts';
import { tiles } from './tiles.ts';
import { noticeBar, toolbar, toolbarSlot } from './toolbar.ts';
import { view } from './view.ts';

export interface TemplateActions {
  withUploader: boolean;
  selectAll(): void;
  clear(): void;
}

/** Everything the gallery shows, from what its parts know. */
export function galleryTemplate(parts: GalleryParts, actions: TemplateActions): TemplateResult {
  const { model, stage, navigation, dragging } = parts;
  const settings = parts.host.settings();
  const { text, collection, loader, manage, selection } = model;
  const { selectable, manage: managing } = settings;
  const shown = stage.ready ? stage.count : 0;
  const waits = loader.state === 'loading' || loader.state === 'idle';
  return view({
    text,
    state: loader.state,
    error: loader.error,
    started: loader.started,
    count: collection.size,
    hasMore: loader.hasMore,
    selectable,
    selecting: selection.ids.size > 0,
    withUploader: actions.withUploader,
    status: waits && collection.size === 0 ? text.t('loading') : model.status,
    skeleton: stage.ready && waits ? stage.skeleton : null,
    more: () => void loader.more(),
    tiles: tiles({
      text,
      images: collection.images,
      boxes: stage.boxes,
      indices: shown > 0 ? stage.indices(navigation.held) : [],
      total: loader.hasMore ? -1 : collection.size,
      cropped: settings.layout === 'grid',
      selectable,
      reorderable: settings.reorderable,
      selected: selection.ids,
      active: navigation.active,
      broken: model.broken,
      revealed: model.revealed,
      attempts: model.attempts,
      showPrivacy: managing,
      own: model.own,
      drag: dragging.drag,
    }),
    toolbar:
      selectable && (collection.size > 0 || managing)
        ? toolbar({
            text,
            count: collection.size,
            hasMore: loader.hasMore,
            selected: selection.ids.size,
            selectedIds: () => model.selectedIds,
            allPrivate: () => every(selection.ids, (id) => collection.get(id)?.public === false),
            manage: managing ? manage : null,
            selectAll: actions.selectAll,
            clear: actions.clear,
            publish: (ids) => void manage.update(ids, { public: true }),
          })
        : toolbarSlot(),
    notice: manage.notice ? noticeBar(manage.notice, text, () => manage.dismiss()) : null,
    dialog: dialog(manage, text, (id): Image | undefined => collection.get(id)),
  });
}

/** Ends at the first that is not so, which with many is nearly always the first of all. */
function every(ids: ReadonlySet<string>, is: (id: string) => boolean): boolean {
  for (const id of ids) if (!is(id)) return false;
  return true;
}
