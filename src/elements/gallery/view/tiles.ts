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
import { safeUrl } from '../../../image/core/urls.ts';
import type { Boxes } from '../../../layout/index.ts';
import type { Texts } from '../context.ts';
import type { OwnPicture } from '../data/children.ts';
import { indexAfterMove, type Drag } from '../input/drag.ts';
import type * as panels from '../later/panels.ts';
import { MOST_ON_PAPER } from '../stage/in-page.ts';
import type * as checks from '../toolbar/checks.ts';
import { nameOf, tileState, type TileState } from './names.ts';
import { place } from './place.ts';

type Later = Pick<typeof panels, 'panel' | 'badge' | 'refusal'>;
type Checks = Pick<typeof checks, 'tileCheck' | 'groupCheck'>;

/** The model of the tiles: the images, and all else they show. */
export interface TilesModel {
  text: Texts;
  images: readonly Image[];
  boxes: Boxes;
  /** How far the tiles are moved up from their places. */
  offset: number;
  /** All there will be, or -1 while nobody knows. */
  total: number;
  cropped: boolean;
  /** The check marks, whose looks come with the toolbar; null for none. */
  checks: Checks | null;
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
  /** Fetches tiles without a picture, and marks on others; null until the code is there. */
  later(): Later | null;
  /** How often each picture was tried again. */
  attempts: ReadonlyMap<string, number>;
  /** Why the last action could not be done on an image, in words, by id. */
  refused: ReadonlyMap<string, string>;
  /** Whether private images are marked. */
  showPrivacy: boolean;
  /** Pictures that the page brought along, with addresses of its own. */
  own: ReadonlyMap<string, OwnPicture>;
  /** The images that are about to get another place. */
  picked: ReadonlySet<string> | undefined;
  /** The dragged image, and the places that the others make room with. */
  drag: Drag | null;
}

/** How many tiles at the top load at once instead of when they come near. */
const EAGER = 8;

/** All tiles, without groups. */
export function tiles(model: TilesModel, indices: readonly number[]): unknown {
  return run(model, indices, { top: model.offset, start: 0, total: model.total });
}

/** The origin that places and numbers of tiles count from: the top of their box, the index of its first image, and how many images there are. */
export interface Origin {
  top: number;
  start: number;
  total: number;
}

/** The tiles, each under its image's id, so that none is made anew when others come or go. */
export function run(model: TilesModel, indices: readonly number[], origin: Origin): unknown {
  return repeat(
    indices,
    (index) => model.images[index]!.id,
    (index) => tile(model, index, origin),
  );
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
  const refusal = model.refused.get(id);
  const classes = `tile is-${state}${chosen ? ' is-selected' : ''}${drag?.id === id ? ' is-dragged' : ''}${model.picked?.has(id) ? ' is-picked' : ''}${
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
    ${model.checks?.tileCheck(text.t('select', { name: nameOf(image, text) }), chosen, model.active === id)}
    ${refusal && model.later()?.refusal(id, refusal)}
  </div>`;
}

/** The content of the tile. Exactly one element of it, `data-focus`, takes the focus of the arrow keys. */
function face(model: TilesModel, image: Image, index: number, state: TileState): TemplateResult {
  const { text } = model;
  const name = nameOf(image, text);
  const tabindex = model.active === image.id ? 0 : -1;
  const keys = model.hint && tabindex === 0 ? 'keys' : nothing;
  const hint = model.refused.has(image.id) ? `refused-${image.id}` : keys;
  if (state !== 'ready') {
    const panel = model.later()?.panel;
    return panel
      ? panel(state, {
          text,
          file: image.filename || name,
          tabindex,
          hint,
          picture: () => picture(model, image, index, ''),
        })
      : html`<div class="face" role="img" aria-label=${name} tabindex=${tabindex} data-focus></div>`;
  }
  return html`<a
    class="face"
    href=${ifDefined(safeUrl(image.page_url) ?? safeUrl(image.url) ?? undefined)}
    tabindex=${tabindex}
    draggable=${model.reorderable ? 'false' : nothing}
    data-focus
    aria-describedby=${hint}
    data-act="open"
    >${picture(model, image, index, name)}${caption(image, name)}${
      model.showPrivacy && !image.public ? model.later()?.badge(text) : nothing
    }</a
  >`;
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
