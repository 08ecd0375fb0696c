import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Boxes } from '../../../layout/index.ts';
import type { GalleryController } from '../controller.ts';
import { editingPart, arrangementsPart, laterPart, managePart, toolbarPart } from '../parts.ts';
import { probes } from '../stage/measure.ts';
import { place } from './place.ts';
import { endRow, missingPart, moreRow } from './rows.ts';
import { tiles, type TilesModel } from './tiles.ts';

export interface TemplateActions {
  withUploader: boolean;
  selectAll(): void;
  clear(): void;
}

/** The gallery's shadow root. */
export function galleryTemplate(gallery: GalleryController, actions: TemplateActions): TemplateResult {
  const { model, stage, context, managing } = gallery;
  const { text } = context;
  const { selectable, reorderable, scrubber } = context.settings();
  const { loader, collection, selection } = model;
  const count = collection.size;
  const waits = loader.state === 'loading' || loader.state === 'idle';
  const grouped = gallery.groups !== null;
  const hasToolbar = (selectable || reorderable) && (count > 0 || context.settings().manage);
  const selecting = selection.ids.size > 0;
  return html`<div
    class="base ${selecting ? 'is-selecting' : ''} ${hasToolbar ? 'has-toolbar' : ''} ${scrubber ? 'has-scrubber' : ''}"
    part="base"
    lang=${text.foreign ?? nothing}
  >
    ${hasToolbar ? toolbar(gallery, actions) : html`<slot name="toolbar"></slot>`} ${missing(gallery)}
    <div class="stage">
      ${
        count > 0 && !gallery.waits
          ? html`<div
              class="list"
              @touchmove=${selectable || reorderable ? gallery.touchMove : nothing}
              role=${grouped ? nothing : 'list'}
              aria-label=${grouped ? nothing : text.t('list')}
            >
              ${tilesOf(gallery)}
            </div>`
          : stage.width > 0 && (waits || gallery.waits)
            ? skeleton(stage.skeleton)
            : nothing
      }
      ${probes()} ${gallery.scrubber?.template()}
    </div>
    ${ending(gallery, actions.withUploader)} ${managing?.notices()}
    ${stage.unprinted > 0 ? gallery.later?.paper(stage.unprinted, text) : nothing}
    <p id="keys" hidden>${text.t(selectable ? 'keysSelectable' : 'keys')}</p>
    <p class="visually-hidden" role="status">${waits && count === 0 ? text.t('loading') : model.status}</p>
    ${managing?.dialog()}
  </div>`;
}

const NONE: ReadonlyMap<string, string> = new Map();

function tilesOf(gallery: GalleryController): unknown {
  const { model, stage, context, navigation, managing, parts, groups } = gallery;
  const { layout, selectable, reorderable, manage } = context.settings();
  const { collection, loader } = model;
  const indices = stage.ready ? stage.indices(navigation.pinnedIndex) : [];
  const shown: TilesModel = {
    text: context.text,
    images: collection.images,
    boxes: stage.boxes,
    offset: stage.offset,
    total: loader.hasMore ? -1 : collection.size,
    cropped: layout === 'grid',
    checks: selectable ? toolbarPart.present : null,
    reorderable,
    selected: model.selection.ids,
    active: navigation.active,
    hint: navigation.pinnedIndex < 0,
    broken: model.broken,
    revealed: model.revealed,
    edited: () => parts.use(editingPart)?.imageAttributes ?? null,
    later: () => gallery.later,
    attempts: model.attempts,
    refused: managing?.manage.refused ?? NONE,
    showPrivacy: manage,
    own: model.own,
    picked: gallery.input?.placing?.picked,
    drag: gallery.input?.drag ?? null,
  };
  if (!groups) return tiles(shown, indices);
  const { hasMore, indexOf } = context;
  const { within } = stage;
  return groups.template({ ...shown, groups: stage.groups, hasMore: hasMore(), within, indexOf }, indices);
}

/**
 * The bar of actions, above the images. It stands there all the time, so that nothing moves when a selection begins, and
 * stays in view while one scrolls.
 */
function toolbar(gallery: GalleryController, { selectAll, clear }: TemplateActions): unknown {
  const { model, context, managing, input, parts } = gallery;
  const module = parts.use(toolbarPart);
  if (!module) return html`<div class="toolbar-place"><slot name="toolbar"></slot></div>`;
  return module.toolbar({
    text: context.text,
    count: model.collection.size,
    hasMore: model.loader.hasMore,
    selectable: context.settings().selectable,
    selected: model.selection.ids.size,
    placing: input?.placing,
    actions: managing?.actions(),
    work: managing?.work(),
    loadAll: (gallery.loadAll ??= new module.LoadAll(context, model.loader)),
    selectAll,
    clear,
  });
}

function missing({ parts, context }: GalleryController): unknown {
  const wanted = [toolbarPart, managePart, arrangementsPart, laterPart];
  const failures = parts.failures(...wanted);
  if (failures === 0) return nothing;
  return missingPart(context.text, failures > 1 ? null : () => parts.forgive(...wanted));
}

/** The content where the images end. */
function ending(gallery: GalleryController, withUploader: boolean): unknown {
  const { model, context } = gallery;
  const { text } = context;
  const { loader, collection } = model;
  const { state, error, started, hasMore } = loader;
  const count = collection.size;
  const more = () => void loader.more();
  if (state === 'error')
    return count > 0 || started
      ? gallery.later?.failedRow(error, text, more)
      : gallery.later?.failure(error, text, more);
  if (count === 0)
    return state === 'done' || state === 'waiting'
      ? gallery.later?.emptiness(text, withUploader)
      : sentinel(nothing);
  if (hasMore) return sentinel(moreRow(state === 'loading', text, more));
  return html`<slot name="end"
    >${loader.cursors.length > 0 && !loader.atHand ? endRow(text) : nothing}</slot
  >`;
}

function sentinel(content: unknown): TemplateResult {
  return html`<div class="sentinel">${content}</div>`;
}

/** Boxes where images will be, while the first of them are on their way. */
function skeleton(boxes: Boxes): TemplateResult {
  return html`<div class="skeleton" aria-hidden="true">
    ${Array.from(
      { length: boxes.count },
      (_, i) =>
        html`<div
          class="ghost"
          ${place(boxes.left[i]!, boxes.top[i]!, boxes.width[i]!, boxes.height[i]!)}
        ></div>`,
    )}
  </div>`;
}
