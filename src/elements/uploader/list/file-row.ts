import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { UploadFile } from '../../../upload/state/types.ts';
import { icon, type IconName } from '../../shared/widgets/icons.ts';
import { remedyOf, statusText } from '../texts/file-text.ts';
import type { View } from '../view-model.ts';

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
  const size = file.size === null ? '' : texts.bytes(file.size);
  const state = statusText(file, view, texts);
  const moving = status === 'uploading' || status === 'preparing' || status === 'processing';
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
      <div class="name" part="name" title=${file.name}>${nameParts(file.name)}</div>
      <div class="status" part=${status === 'failed' ? 'status error' : 'status'} title=${state}>
        ${status === 'failed' || size === '' ? nothing : html`<span class="size">${size}</span> · `}<span
          class="words"
          >${state}</span
        ><span class="percent" aria-hidden="true"></span>
      </div>
      <div
        class="bar"
        part="progress"
        role="progressbar"
        aria-label=${texts.t('progressNamed', { name: file.name })}
        aria-valuemin="0"
        aria-valuemax="100"
        data-idle=${!moving}
        aria-hidden=${moving ? nothing : 'true'}
      >
        <span></span>
      </div>
    </div>
    <div class="actions" part="actions">${view.readonly ? nothing : rowActions(file, view)}</div>
    ${fields?.(file, view) ?? nothing}
  </li>`;
}

function rowActions(file: UploadFile, view: View): TemplateResult {
  const { texts, actions, locked } = view;
  const { t } = texts;
  const { name, status } = file;
  const remedy = status === 'failed' ? remedyOf(file) : 'none';
  const pending = status !== 'ready' && status !== 'failed' && status !== 'processing';
  const leave = pending ? t('cancel', { name }) : t('remove', { name });
  return html`
    ${
      remedy === 'retry' || remedy === 'wait'
        ? html`<button
            type="button"
            class="button quiet remedy"
            data-action="retry"
            aria-label=${t('retryNamed', { name })}
            ?disabled=${locked}
            @click=${() => actions.retry(file)}
          >
            ${icon('retry')}<span class="words">${t('retry')}</span>
          </button>`
        : nothing
    }
    ${
      remedy === 'choose-another'
        ? html`<button
            type="button"
            class="button quiet remedy"
            data-action="another"
            aria-label=${t('anotherNamed', { name })}
            ?disabled=${locked}
            @click=${() => actions.another(file)}
          >
            ${icon('image')}<span class="words">${t('another')}</span>
          </button>`
        : nothing
    }
    ${
      remedy === 'choose-again'
        ? html`<button
            type="button"
            class="button quiet remedy"
            data-action="again"
            aria-label=${t('againNamed', { name })}
            ?disabled=${locked}
            @click=${() => actions.again(file)}
          >
            ${icon('image')}<span class="words">${t('again')}</span>
          </button>`
        : nothing
    }
    ${
      remedy === 'upload-again'
        ? html`<button
            type="button"
            class="button quiet remedy"
            data-action="upload-again"
            aria-label=${t('uploadAgainNamed', { name })}
            ?disabled=${locked}
            @click=${() => actions.retry(file)}
          >
            ${icon('upload')}<span class="words">${t('uploadAgain')}</span>
          </button>`
        : nothing
    }
    ${view.canEdit(file) ? view.editing!.editButton(file, view) : nothing}
    <button
      type="button"
      class="icon-button"
      data-action="remove"
      aria-label=${leave}
      title=${leave}
      ?disabled=${locked}
      @click=${() => actions.remove(file)}
    >
      ${icon('close')}
    </button>
  `;
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

/** A long name gives way in the middle: by their ends `IMG_0001.jpg` and `IMG_0002.jpg` differ. */
function nameParts(name: string): TemplateResult {
  const cut = tailOf(name);
  return html`<span class="whole" dir="auto"
    ><span class="stem">${name.slice(0, cut)}</span><span class="tail">${name.slice(cut)}</span></span
  >`;
}

let characters: Intl.Segmenter | undefined;

/** Letters, with their signs, that change their shape where their neighbour is taken away. */
const JOINED = /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{M}]/u;

/**
 * Where the end of a name begins: about ten characters before its end, and never within one that is seen as one, or between
 * letters that are joined.
 */
export function tailOf(name: string): number {
  const cut = Math.max(0, name.length - 10);
  if (/^[ -~]*$/.test(name)) return cut;
  characters ??= new Intl.Segmenter();
  let at = characters.segment(name).containing(cut)?.index ?? 0;
  while (JOINED.test(name.charAt(at)) && JOINED.test(name.charAt(at - 1))) at -= 1;
  return at;
}
