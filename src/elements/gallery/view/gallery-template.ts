import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Boxes } from '../../../layout/index.ts';
import type { GalleryController } from '../controller.ts';
import { editingPart, managePart, toolbarPart } from '../parts.ts';
import { groupName } from '../stage/groups.ts';
import { probes } from '../stage/measure.ts';
import { emptiness, endRow, failedRow, failure, missingPart, moreRow } from './messages.ts';
import { place } from './place.ts';
import { tiles } from './tiles.ts';

export interface TemplateActions {
  withUploader: boolean;
  selectAll(): void;
  clear(): void;
}

/** The gallery's shadow root. */
export function galleryTemplate(gallery: GalleryController, actions: TemplateActions): TemplateResult {
  const { model, stage, context, managing } = gallery;
  const { text } = context;
  const { selectable, reorderable, groupBy, scrubber } = context.settings();
  const { loader, collection, selection } = model;
  const count = collection.size;
  const waits = loader.state === 'loading' || loader.state === 'idle';
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
        count > 0
          ? html`<div
              class="list"
              @touchmove=${selectable || reorderable ? gallery.interaction.touchMove : nothing}
              role=${groupBy ? nothing : 'list'}
              aria-label=${groupBy ? nothing : text.t('list')}
            >
              ${tilesOf(gallery)}
            </div>`
          : stage.ready && waits
            ? skeleton(stage.skeleton)
            : nothing
      }
      ${probes()} ${gallery.scrubber?.template()}
    </div>
    ${ending(gallery, actions.withUploader)} ${managing?.notices()}
    ${stage.unprinted > 0 ? html`<p class="paper">${text.t('paper', { count: stage.unprinted })}</p>` : nothing}
    <p id="keys" hidden>${text.t(selectable ? 'keysSelectable' : 'keys')}</p>
    <p class="visually-hidden" role="status">${waits && count === 0 ? text.t('loading') : model.status}</p>
    ${managing?.dialog()}
  </div>`;
}

const NONE: ReadonlyMap<string, string> = new Map();
const NOBODY: ReadonlySet<string> = new Set();

function tilesOf({
  model,
  stage,
  context,
  navigation,
  dragging,
  placing,
  managing,
  parts,
}: GalleryController): unknown {
  const { text } = context;
  const { layout, groupBy, selectable, reorderable, manage } = context.settings();
  const { collection, loader } = model;
  const indices = stage.ready ? stage.indices(navigation.pinnedIndex) : [];
  const words = { lang: text.lang, draft: text.t('draft'), undated: text.t('undated') };
  return tiles({
    text,
    images: collection.images,
    boxes: stage.boxes,
    indices,
    groups: groupBy ? stage.shownGroups(indices) : null,
    groupName: (key) => groupName(key, words),
    offset: stage.offset,
    total: loader.hasMore ? -1 : collection.size,
    cropped: layout === 'grid',
    // The check mark's looks come with the toolbar.
    selectable: selectable && toolbarPart.present !== null,
    reorderable,
    selected: model.selection.ids,
    active: navigation.active,
    hint: navigation.pinnedIndex < 0,
    broken: model.broken,
    revealed: model.revealed,
    edited: () => parts.use(editingPart)?.imageAttributes ?? null,
    attempts: model.attempts,
    refused: managing?.manage.refused ?? NONE,
    showPrivacy: manage,
    own: model.own,
    picked: placing?.picked ?? NOBODY,
    drag: dragging?.drag ?? null,
  });
}

/**
 * The bar of actions, above the images. It stands there all the time, so that nothing moves when a selection begins, and
 * stays in view while one scrolls.
 */
function toolbar(gallery: GalleryController, { selectAll, clear }: TemplateActions): unknown {
  const { model, context, managing, placing, parts } = gallery;
  const module = parts.use(toolbarPart);
  if (!module) return html`<div class="toolbar-place"><slot name="toolbar"></slot></div>`;
  return module.toolbar({
    text: context.text,
    count: model.collection.size,
    hasMore: model.loader.hasMore,
    selectable: context.settings().selectable,
    selected: model.selection.ids.size,
    placing,
    actions: managing?.actions(),
    work: managing?.work(),
    loadAll: (gallery.loadAll ??= new module.LoadAll(context, model.loader)),
    selectAll,
    clear,
  });
}

function missing({ parts, context }: GalleryController): unknown {
  const wanted = [toolbarPart, managePart];
  const failures = parts.failures(...wanted);
  if (failures === 0) return nothing;
  return missingPart(context.text, failures > 1 ? null : () => parts.forgive(...wanted));
}

/** The content where the images end. */
function ending({ model, context: { text } }: GalleryController, withUploader: boolean): unknown {
  const { loader, collection } = model;
  const { state, error, started, hasMore } = loader;
  const count = collection.size;
  const more = () => void loader.more();
  if (state === 'error')
    return count > 0 || started ? failedRow(error, text, more) : failure(error, text, more);
  if (count === 0)
    return state === 'done' || state === 'waiting' ? emptiness(text, withUploader) : sentinel(nothing);
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
