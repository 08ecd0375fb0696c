import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import { inOrder } from '../../../locales/text.ts';
import type { UploadFile } from '../../../upload/state/types.ts';
import { icon, type IconName } from '../../shared/controls/icons.ts';
import { statusText } from '../texts/file-text.ts';
import type { View } from '../view-model.ts';
import { rowActions, type RowAction } from './row-actions.ts';

export interface RowOptions {
  view: View;
  /** Address of a small picture of it, if there is one. */
  picture: string | null;
  /** Its place among all, for lists of which only a part is in the page. */
  position?: number;
  /** Where a person writes about it; null while there is nothing to write, or nothing to do so with. */
  fields: ((file: UploadFile, view: View) => TemplateResult) | null;
}

/** One file: picture, name, state, what can be done. The same nodes in every state, so that nothing jumps. */
export function fileRow(file: UploadFile, { view, picture, position, fields }: RowOptions): TemplateResult {
  const { texts } = view;
  const { id, status } = file;
  const name = inOrder(file.name);
  const facts = factsOf(file, texts);
  const dot = facts && ' · ';
  const state = statusText(file, view, texts);
  // The mark on its picture says it; a screen reader reads the word.
  const isMarked = status === 'ready' && state === texts.t('statusReady');
  const moving = status === 'uploading' || status === 'preparing' || status === 'processing';
  const { remedy, ways } = rowButtons(file, view);
  return html`<li
    class="file"
    part="file"
    data-id=${id}
    data-status=${status}
    aria-posinset=${position ?? nothing}
  >
    <div class="thumb" part="thumbnail">
      ${
        picture
          ? html`<img src=${picture} alt="" decoding="async" draggable="false" />`
          : html`<span class="blank">${icon('image')}<span>${kindOf(file)}</span></span>`
      }
      ${badge(file)}
    </div>
    <div class="about">
      <div class="name" part="name" title=${name}>${nameParts(name)}</div>
      <div class="status" part=${status === 'failed' ? 'status error' : 'status'} title=${state}>
        <span class="size">${facts}${isMarked ? nothing : dot}</span
        ><span class=${isMarked ? 'visually-hidden' : 'words'}>${isMarked ? dot : nothing}${state}</span
        ><span class="percent" aria-hidden="true"></span><span class="pace"></span>
      </div>
      <div
        class="bar"
        part="progress"
        role="progressbar"
        aria-label=${texts.t('progressNamed', { name })}
        aria-valuemin="0"
        aria-valuemax="100"
        data-idle=${!moving}
        aria-hidden=${moving ? nothing : 'true'}
      >
        <span></span>
      </div>
    </div>
    ${remedy}
    <div class="actions" part="actions">${ways}</div>
    ${fields?.(file, view) ?? nothing}
  </li>`;
}

/** Its size, and of a stored image its pixels; a failed file has more to say. */
function factsOf({ status, size, image }: UploadFile, texts: View['texts']): string {
  if (status === 'failed') return '';
  const pixels = image?.width && `${image.width} × ${image.height}`;
  return [size !== null && texts.bytes(size), pixels].filter(Boolean).join(' · ');
}

/** Whether files can be put into another order, in which case each has a menu. */
export const areMovable = ({ multiple, counts }: View): boolean => multiple && counts.total > 1;

/** The buttons of a row: the one that helps a failed file says so in words, apart from the others, on a line of its own in a narrow row. */
function rowButtons(file: UploadFile, view: View): { remedy?: unknown; ways?: unknown } {
  if (view.readonly) return {};
  const { texts, actions, locked } = view;
  const button = ({ action, act, icon: name, named, words }: RowAction) => {
    const label = texts.t(named, { name: file.name });
    const isMenu = act === 'menu';
    return html`<button
      type="button"
      class=${words ? 'button quiet remedy' : 'icon-button'}
      data-action=${action}
      aria-label=${label}
      title=${words ? nothing : label}
      aria-haspopup=${isMenu ? 'menu' : nothing}
      ?disabled=${locked}
      @pointerenter=${isMenu ? actions.nearMenu : nothing}
      @focus=${isMenu ? actions.nearMenu : nothing}
      @click=${({ currentTarget }: Event) => actions[act](file, currentTarget as HTMLElement)}
    >
      ${icon(name)}${words ? html`<span class="words">${texts.t(words)}</span>` : nothing}
    </button>`;
  };
  const all = rowActions(file, areMovable(view));
  const remedy = all[0]!.words && html`<div class="remedies" part="actions">${button(all.shift()!)}</div>`;
  // Each stays the same element: one may have the focus, or its menu open, when another one goes.
  const others = repeat(all, ({ action }) => action, button);
  return { remedy, ways: [view.canEdit(file) ? view.editing!.editButton(file, view) : nothing, others] };
}

const BADGES: Partial<Record<UploadFile['status'], IconName>> = {
  ready: 'check',
  failed: 'warning',
  paused: 'pause',
};

function badge(file: UploadFile): TemplateResult | typeof nothing {
  const name = BADGES[file.status];
  return name ? html`<span class="badge" aria-hidden="true">${icon(name)}</span>` : nothing;
}

/** The kind of file, in place of a picture: `HEIC`, `SVG`. */
function kindOf({ type, name }: UploadFile): string {
  const known = /^image\/(?:x-)?([\w]+)/.exec(type)?.[1];
  const kind = known ?? /\.(\w{2,4})$/.exec(name)?.[1] ?? '';
  return (kind === 'icon' ? 'ico' : kind).toUpperCase().slice(0, 4);
}

/**
 * A long name gives way in the middle: by their ends `IMG_0001.jpg` and `IMG_0002.jpg` differ. Its two boxes would be read as
 * two words by a screen reader, which has the whole name instead.
 */
function nameParts(name: string): TemplateResult {
  const cut = tailOf(name);
  if (cut === 0) return html`<span class="whole" dir="auto"><span class="stem">${name}</span></span>`;
  return html`<span class="visually-hidden">${name}</span
    ><span class="whole" dir="auto" aria-hidden="true"
      ><span class="stem">${name.slice(0, cut)}</span><span class="tail">${name.slice(cut)}</span></span
    >`;
}

let characters: Intl.Segmenter | undefined;

/** Letters, with their signs, that change their shape where their neighbour is taken away. */
const JOINED = /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{M}]/u;

/**
 * Where the end of a name begins: about eight characters before its end, and never within one that is seen as one, or between
 * letters that are joined.
 */
export function tailOf(name: string): number {
  const cut = Math.max(0, name.length - 8);
  if (/^[ -~]*$/.test(name)) return cut;
  characters ??= new Intl.Segmenter();
  const all = characters.segment(name);
  let at = all.containing(cut)?.index ?? 0;
  while (JOINED.test(name.charAt(at)) && JOINED.test(name.charAt(at - 1))) at = all.containing(at - 1)!.index;
  return at;
}
