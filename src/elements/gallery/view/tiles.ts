import { html, nothing, type TemplateResult } from 'lit/html.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Image } from '../../../api/types.ts';
import {
  isPlain,
  plainAttributes,
  type ImageAttributes,
  type ImageLike,
  type ImageOptions,
} from '../../../image/core/plain.ts';
import { pageOrFile } from '../../../image/links.ts';
import { safeUrl } from '../../../image/core/urls.ts';
import type { Boxes } from '../../../layout/index.ts';
import { icon } from '../../shared/pictures/icons.ts';
import type { Texts } from '../context.ts';
import type { OwnPicture } from '../data/children.ts';
import { indexAfterMove, type Drag } from '../input/drag.ts';
import { MOST_ON_PAPER } from '../stage/stage.ts';
import type { ShownGroup } from '../stage/shown-groups.ts';
import { nameOf, tileState, type TileState } from './names.ts';
import { place } from './place.ts';

/** The model of the tiles: the images, and all else they show. */
export interface TilesModel {
  text: Texts;
  images: readonly Image[];
  boxes: Boxes;
  /** Indices of the tiles to have in the page, ascending. */
  indices: readonly number[];
  /** The same indices by group; null without groups. */
  groups: readonly ShownGroup[] | null;
  /** The heading of a group. */
  groupName(key: string): string;
  /** How far the tiles are moved up from their places. */
  offset: number;
  /** All there will be, or -1 while nobody knows. */
  total: number;
  cropped: boolean;
  selectable: boolean;
  reorderable: boolean;
  selected: ReadonlySet<string>;
  /** The tile the Tab key leads to. */
  active: string | null;
  /** Whether that tile is described by the keys: once, before any tile has had the focus. */
  hint: boolean;
  broken: ReadonlySet<string>;
  revealed: ReadonlySet<string>;
  /** The attributes of a picture that the service changes on its way out; null until the code is there. */
  edited(): ((image: ImageLike, options: ImageOptions) => ImageAttributes) | null;
  /** How often each picture was tried again. */
  attempts: ReadonlyMap<string, number>;
  /** Why the last action could not be done on an image, in words, by id. */
  refused: ReadonlyMap<string, string>;
  /** Whether private images are marked. */
  showPrivacy: boolean;
  /** Pictures that the page brought along, with addresses of its own. */
  own: ReadonlyMap<string, OwnPicture>;
  /** The images that are about to get another place. */
  picked: ReadonlySet<string>;
  /** The dragged image, and the places that the others make room with. */
  drag: Drag | null;
}

/** How many tiles at the top load at once instead of when they come near. */
const EAGER = 8;

/** The content of the list: the tiles, or groups of tiles under their headings. */
export function tiles(model: TilesModel): unknown {
  return model.groups
    ? repeat(
        model.groups,
        // Not by its place: groups that come before it would make it, and all tiles in it, anew.
        ({ key, nth }) => `${key} ${nth}`,
        (group) => groupTemplate(model, group),
      )
    : run(model, model.indices, { top: model.offset, start: 0, total: model.total });
}

/** What the places and numbers of tiles count from: the top of their box, the first of their list, and all in it. */
interface Origin {
  top: number;
  start: number;
  total: number;
}

/** The tiles, each under its image's id, so that none is made anew when others come or go. */
function run(model: TilesModel, indices: readonly number[], origin: Origin): unknown {
  return repeat(
    indices,
    (index) => model.images[index]!.id,
    (index) => tile(model, index, origin),
  );
}

/** A heading, and a list of its own: so a screen reader says where it is, and how many images a month has. */
function groupTemplate(model: TilesModel, group: ShownGroup): TemplateResult {
  const { start, end, open, top, bottom, indices } = group;
  const id = `group-${start}`;
  return html`<section class="group" aria-labelledby=${id} ${place(0, top - model.offset, 0, bottom - top)}>
    <div class="group-name">
      <h3 part="heading" id=${id}>${model.groupName(group.key)}</h3>
      ${model.selectable ? groupCheck(model, group, id) : nothing}
    </div>
    <div role="list" aria-labelledby=${id}>
      ${run(model, indices, { top, start, total: open ? -1 : end - start })}
    </div>
  </section>`;
}

/** A check mark that selects a whole group. The Tab key leads to the one of the group that it leads to itself. */
function groupCheck(
  { images, selected, active }: TilesModel,
  group: ShownGroup,
  name: string,
): TemplateResult {
  const { start, end, indices } = group;
  const state = checkState(images, group, selected);
  return html`<button
    class="check group-check"
    part="check"
    type="button"
    role="checkbox"
    aria-checked=${state}
    aria-labelledby=${name}
    tabindex=${indices.some((index) => images[index]!.id === active) ? 0 : -1}
    data-group="${start} ${end}"
  >
    <span class="mark">${icon('check')}</span>
  </button>`;
}

/** Whether all of a group are selected, or none, or some. */
function checkState(
  images: readonly Image[],
  { start, end }: ShownGroup,
  selected: ReadonlySet<string>,
): 'true' | 'false' | 'mixed' {
  if (selected.size === 0) return 'false';
  const first = selected.has(images[start]!.id);
  for (let i = start + 1; i < end; i++) if (selected.has(images[i]!.id) !== first) return 'mixed';
  return first ? 'true' : 'false';
}

function tile(model: TilesModel, index: number, { top, start, total }: Origin): TemplateResult {
  const { selected, text, drag } = model;
  const image = model.images[index]!;
  const { id } = image;
  // The dragged tile follows the pointer from where it was; the others stand where they would.
  const [boxes, at] =
    drag && drag.id !== id ? [drag.boxes, indexAfterMove(index, drag)] : [model.boxes, index];
  const shows = model.own.has(id) || safeUrl(image.url) !== null;
  const state = tileState(image, model.broken.has(id) || !shows, model.revealed.has(id));
  const chosen = selected.has(id);
  const classes = `tile is-${state}${chosen ? ' is-selected' : ''}${drag?.id === id ? ' is-dragged' : ''}${model.picked.has(id) ? ' is-picked' : ''}${
    // The one that has the focus stands in the page wherever it is.
    index < MOST_ON_PAPER ? '' : ' is-unprinted'
  }`;
  return html`<div
    class=${classes}
    part=${chosen ? 'tile tile-selected' : 'tile'}
    role="listitem"
    aria-posinset=${index - start + 1}
    aria-setsize=${total}
    data-id=${id}
    ${place(boxes.left[at]!, boxes.top[at]! - top, boxes.width[at]!, boxes.height[at]!)}
  >
    ${face(model, image, index, state)}
    ${
      model.selectable
        ? html`<button
            class="check"
            part="check"
            type="button"
            role="checkbox"
            aria-checked=${chosen ? 'true' : 'false'}
            aria-label=${text.t('select', { name: nameOf(image, text) })}
            tabindex=${model.active === id ? 0 : -1}
            data-act="check"
          >
            <span class="mark">${icon('check')}</span>
          </button>`
        : nothing
    }
    ${refusal(id, model.refused.get(id))}
  </div>`;
}

/** The mark of an image that an action could not be done on; the tile is described by it. */
function refusal(id: string, reason: string | undefined): unknown {
  if (!reason) return nothing;
  return html`<span class="refused" id="refused-${id}" title=${reason}
    >${icon('warning')}<span class="visually-hidden">${reason}</span></span
  >`;
}

/** The content of the tile. Exactly one element of it, `data-focus`, takes the focus of the arrow keys. */
function face(model: TilesModel, image: Image, index: number, state: TileState): TemplateResult {
  const { text } = model;
  const name = nameOf(image, text);
  const tabindex = model.active === image.id ? 0 : -1;
  const keys = model.hint && tabindex === 0 ? 'keys' : nothing;
  const hint = model.refused.has(image.id) ? `refused-${image.id}` : keys;
  const file = image.filename || name;
  switch (state) {
    case 'ready':
      return html`<a
        class="face"
        href=${ifDefined(pageOrFile(image) ?? undefined)}
        tabindex=${tabindex}
        draggable=${model.reorderable ? 'false' : nothing}
        data-focus
        aria-describedby=${hint}
        data-act="open"
        >${picture(model, image, index, name)}${caption(image, name)}${badge(model, image)}</a
      >`;
    case 'nsfw':
      return html`<button
        class="face panel veil"
        type="button"
        tabindex=${tabindex}
        data-focus
        aria-describedby=${hint}
        data-act="reveal"
      >
        ${picture(model, image, index, '')}
        <span class="words"
          >${icon('eye-off')}<span class="fact">${text.t('nsfw')}</span
          ><span class="visually-hidden">${file}</span
          ><span class="pill"><span>${text.t('reveal')}</span></span></span
        >
      </button>`;
    case 'broken':
      return html`<button
        class="face panel"
        type="button"
        tabindex=${tabindex}
        data-focus
        aria-describedby=${hint}
        data-act="retry"
      >
        <span class="words"
          >${icon('image')}<span class="fact">${text.t('broken')}</span><span class="file">${file}</span
          ><span class="pill">${icon('retry')}<span>${text.t('retry')}</span></span></span
        >
      </button>`;
    case 'processing':
      return html`<div
        class="face panel calm"
        role="img"
        aria-label=${text.t('processingNamed', { name: file })}
        tabindex=${tabindex}
        data-focus
        aria-describedby=${hint}
      >
        <span class="words"
          ><span class="spinner"></span><span class="fact">${text.t('processing')}</span
          ><span class="file">${file}</span></span
        >
      </div>`;
    case 'failed':
    case 'blocked':
      return html`<div
        class="face panel"
        role="img"
        aria-label=${text.t(state === 'failed' ? 'failedNamed' : 'blockedNamed', { name: file })}
        tabindex=${tabindex}
        data-focus
        aria-describedby=${hint}
      >
        <span class="words"
          >${icon(state === 'failed' ? 'warning' : 'lock')}<span class="fact">${text.t(state)}</span
          ><span class="file">${file}</span></span
        >
      </div>`;
  }
}

function picture(model: TilesModel, image: Image, index: number, alt: string): unknown {
  const { boxes } = model;
  const width = boxes.width[index]!;
  // A picture that is cropped to its tile is drawn wider than that.
  const drawn =
    model.cropped && image.width && image.height
      ? Math.max(width, Math.ceil((boxes.height[index]! * image.width) / image.height))
      : width;
  const own = model.own.get(image.id);
  const options: ImageOptions = {
    alt,
    // Never `auto`: Chromium does not let go of a removed lazy <img> with automatic sizes.
    sizes: `${drawn}px`,
    loading: index < EAGER ? 'eager' : 'lazy',
    revealed: model.revealed.has(image.id),
  };
  const attributes =
    isPlain(image, options) || own ? plainAttributes(image, options) : model.edited()?.(image, options);
  if (!attributes) return nothing;
  // Sizes before srcset before src, all before the first byte is asked for.
  return keyed(
    model.attempts.get(image.id) ?? 0,
    html`<img
      part="image"
      draggable=${model.reorderable ? 'false' : nothing}
      loading=${attributes.loading}
      decoding="async"
      sizes=${ifDefined(own?.srcset ? `${drawn}px` : attributes.sizes)}
      width=${ifDefined(attributes.width)}
      height=${ifDefined(attributes.height)}
      alt=${alt}
      srcset=${ifDefined(own ? own.srcset : attributes.srcset)}
      src=${ifDefined(own ? own.src : attributes.src)}
    />`,
  );
}

function caption(image: Image, name: string): unknown {
  if (!image.caption) return nothing;
  // Said once: where the caption is the picture's name already, it is for the eye alone.
  return html`<span
    class="caption"
    part="caption"
    dir="auto"
    aria-hidden=${image.caption.trim() === name ? 'true' : nothing}
    >${image.caption}</span
  >`;
}

function badge(model: TilesModel, image: Image): unknown {
  if (!model.showPrivacy || image.public) return nothing;
  return html`<span class="badge"
    >${icon('lock')}<span class="visually-hidden">${model.text.t('private')}</span></span
  >`;
}
