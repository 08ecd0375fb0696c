import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Boxes } from '../../../layout/index.ts';
import type { LoaderState } from '../data/loader.ts';
import { emptiness, failedRow, failure, moreRow } from './messages.ts';
import { probes } from '../stage/measure.ts';
import { place } from '../stage/place.ts';
import type { Texts } from './tiles.ts';

export interface ViewModel {
  text: Texts;
  state: LoaderState;
  error: unknown;
  /** Whether a page of this source has come. */
  started: boolean;
  count: number;
  hasMore: boolean;
  selectable: boolean;
  selecting: boolean;
  withUploader: boolean;
  toolbar: unknown;
  notice: unknown;
  tiles: unknown;
  dialog: unknown;
  /** Said to a screen reader. */
  status: string;
  skeleton: Boxes | null;
  more(): void;
}

/** The gallery's shadow root. */
export function view(model: ViewModel): TemplateResult {
  const { text, count } = model;
  return html`<div
    class="base ${model.selecting ? 'is-selecting' : ''}"
    part="base"
    lang=${text.foreign ?? nothing}
  >
    ${model.toolbar} ${model.notice}
    <div class="stage">
      ${
        count > 0
          ? html`<div class="list" role="list" aria-label=${text.t('list')} aria-describedby="keys">
              ${model.tiles}
            </div>`
          : model.skeleton
            ? skeleton(model.skeleton)
            : nothing
      }
      ${probes()}
    </div>
    ${ending(model)}
    <p id="keys" hidden>${text.t(model.selectable ? 'keysSelectable' : 'keys')}</p>
    <p class="visually-hidden" role="status">${model.status}</p>
    ${model.dialog}
  </div>`;
}

/** The content where the images end. */
function ending({ text, state, error, started, count, hasMore, withUploader, more }: ViewModel): unknown {
  if (state === 'error')
    return count > 0 || started ? failedRow(error, text, more) : failure(error, text, more);
  if (count === 0)
    return state === 'done' || state === 'waiting' ? emptiness(text, withUploader) : sentinel(nothing);
  if (hasMore) return sentinel(moreRow(state === 'loading', text, more));
  return html`<slot name="end"></slot>`;
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
