import { html, nothing, type TemplateResult } from 'lit';
import { panel, type PanelContext } from './panels.ts';
import { skeleton } from './stage.ts';
import { zoomButton } from './zoom.ts';

/** All that the shadow tree is drawn from. */
export interface ImageView extends PanelContext {
  /** Nothing is known yet: the parser may still bring the author's `<img>`. */
  waiting: boolean;
  /** An `<img>` was there before the element, and is laid out by the page. */
  there: boolean;
  /** There is an `<img>` that may be seen. */
  shown: boolean;
  /** The place keeps the width it had before the size was known. */
  held: boolean;
  placeholder: 'color' | 'blur' | 'none';
  /** A server has put a tiny picture behind. */
  behind: boolean;
  /** The image's own caption, or true when the page brings one. */
  caption: string | true | null;
  zoomable: boolean;
  slotChanged(): void;
  zoom(): void;
}

/** The shadow tree: the picture's place with what stands in it, and the caption. */
export function template(view: ImageView): TemplateResult {
  const { caption, state, there, shown, slotChanged } = view;
  const zooms = view.zoomable && state === 'ready';
  const classes = `frame ${there ? 'adopted' : 'made'} ${state} ${shown ? 'shown' : 'bare'} ${zooms ? 'zooms' : ''}`;
  return html`<div
    part="base"
    class="base"
    role=${caption ? 'figure' : nothing}
    aria-labelledby=${caption ? 'caption' : nothing}
  >
    <div class=${classes}>
      ${stage(view)}<slot @slotchange=${slotChanged}></slot
      >${zooms ? zoomButton(zoomLabel(view), view.zoom) : nothing}
    </div>
    ${
      caption
        ? html`<div part="caption" id="caption" class="caption">
            <slot name="caption">${caption === true ? nothing : caption}</slot>
          </div>`
        : nothing
    }
  </div>`;
}

function stage(view: ImageView): TemplateResult | typeof nothing {
  const { state, there, shown, held, waiting } = view;
  if (waiting) return nothing;
  // A page's own picture needs no help while it loads, but for what its server has put behind it.
  if (there && state === 'loading' && shown)
    return view.behind ? html`<div class="stage"><slot name="placeholder"></slot></div>` : nothing;
  if (state === 'ready') return held && !there ? html`<div class="stage"></div>` : nothing;
  const content =
    state === 'loading'
      ? skeleton(view.placeholder, view.image, shown ? null : view.t('loading'))
      : panel(view);
  return html`<div class="stage">${content}</div>`;
}

function zoomLabel({ alt, t }: ImageView): string {
  return alt ? t('zoomNamed', { alt }) : t('zoom');
}
