import { html, nothing, type TemplateResult } from 'lit/html.js';
import { firstIcon as icon } from '../../shared/ui/first-icons.ts';
import type { PanelContent, PanelView } from '../view-model.ts';

/**
 * The way in. One structure for the empty uploader and for the bar above a list, so that a button keeps its focus
 * when the first file arrives.
 */
export function dropzone(view: PanelView, summary: PanelContent['summary']): TemplateResult {
  const { texts, actions, multiple, sources, locked, counts } = view;
  const { t } = texts;
  const empty = counts.total === 0;
  const label = sources.has('drop')
    ? t(multiple ? 'dropMany' : 'dropOne')
    : t(multiple ? 'addMany' : 'addOne');
  const browse = empty ? t(multiple ? 'chooseMany' : 'chooseOne') : t(multiple ? 'addMore' : 'replace');
  return html`
    <div class="zone" part="dropzone">
      <span class="glyph" aria-hidden="true"><slot name="icon">${icon('upload')}</slot></span>
      <div class="label"><slot name="label">${label}</slot></div>
      <div class="state">${summary}</div>
      <div class="choices" ?hidden=${view.readonly}>
        ${
          sources.has('file')
            ? html`<button
                type="button"
                part="browse"
                class=${empty ? 'button primary' : 'button'}
                data-action="browse"
                aria-describedby="hint"
                ?disabled=${locked || (view.full && multiple)}
                @click=${() => actions.browse()}
              >
                ${empty ? nothing : icon(multiple ? 'plus' : 'image')}<span class="words">${browse}</span>
              </button>`
            : nothing
        }
        ${
          sources.has('camera')
            ? html`<button
                type="button"
                class=${!empty ? 'icon-button' : sources.has('file') ? 'button quiet' : 'button primary'}
                data-action="camera"
                aria-label=${t('camera')}
                title=${empty ? nothing : t('camera')}
                ?disabled=${locked || (view.full && multiple)}
                @click=${() => actions.takePhoto()}
              >
                ${icon('camera')}${empty ? t('camera') : nothing}
              </button>`
            : nothing
        }
        ${
          sources.has('folder') && multiple
            ? html`<button
                type="button"
                class=${empty ? 'button quiet' : 'icon-button'}
                data-action="folder"
                aria-label=${t('folder')}
                title=${empty ? nothing : t('folder')}
                ?disabled=${locked || view.full}
                @click=${() => actions.browseFolder()}
              >
                ${icon('folder')}${empty ? t('folder') : nothing}
              </button>`
            : nothing
        }
        ${
          sources.has('url')
            ? html`<button
                type="button"
                class=${empty ? 'button quiet' : 'icon-button'}
                data-action="link"
                aria-label=${t('link')}
                aria-expanded=${view.linkOpen}
                title=${empty ? nothing : t('link')}
                ?disabled=${locked || (view.full && multiple)}
                @click=${() => (view.linkOpen ? actions.closeLink() : actions.openLink())}
              >
                ${icon('link')}${empty ? t('link') : nothing}
              </button>`
            : nothing
        }
        <slot name="actions"></slot>
      </div>
      <div class="hint" id="hint"><slot name="hint">${view.hint}</slot></div>
    </div>
  `;
}
