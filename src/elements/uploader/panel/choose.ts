import { html, nothing, type TemplateResult } from 'lit/html.js';
import { firstIcon as icon } from '../../shared/controls/first-icons.ts';
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
  const isBlocked = locked || (view.full && multiple);
  const hasFile = sources.has('file');
  const ways = (['camera', 'folder', 'url'] as const)
    .filter((source) => sources.has(source) && (multiple || source !== 'folder'))
    .map((source, at) => way(source, view, isBlocked, at === 0 && !hasFile));
  // Where files can only be dropped or pasted, the zone itself takes the focus: of a person, and of the form's message.
  const isAlone = !hasFile && ways.length === 0;
  return html`
    <div
      class="zone"
      part="dropzone"
      tabindex=${isAlone ? 0 : nothing}
      role=${isAlone ? 'group' : nothing}
      aria-label=${isAlone ? label : nothing}
    >
      <span class="glyph" aria-hidden="true"><slot name="icon">${icon('upload')}</slot></span>
      <div class="label"><slot name="label">${label}</slot></div>
      <div class="state">${summary}</div>
      <div class="choices" ?hidden=${view.readonly}>
        ${
          hasFile
            ? html`<button
                type="button"
                part="browse"
                class=${empty ? 'button primary' : 'button'}
                data-action="browse"
                aria-describedby="hint"
                ?disabled=${isBlocked}
                @click=${() => actions.browse()}
              >
                ${empty ? nothing : icon(multiple ? 'plus' : 'image')}<span class="words">${browse}</span>
              </button>`
            : nothing
        }
        ${ways}
        <slot name="actions"></slot>
      </div>
      <div class="hint" id="hint"><slot name="hint">${view.hint}</slot></div>
    </div>
  `;
}

/** A way in beside the file chooser: a button with its name, then in the bar a mere icon. */
function way(
  source: 'camera' | 'folder' | 'url',
  { counts, texts, actions, linkOpen }: PanelView,
  isBlocked: boolean,
  isMain: boolean,
): TemplateResult {
  const isFirst = counts.total === 0;
  const name = source === 'url' ? 'link' : source;
  const label = texts.t(name);
  const act = {
    camera: actions.takePhoto,
    folder: actions.browseFolder,
    url: linkOpen ? actions.closeLink : actions.openLink,
  }[source];
  return html`<button
    type="button"
    class=${isFirst ? `button ${isMain ? 'primary' : 'quiet'}` : 'icon-button'}
    data-action=${name}
    aria-label=${label}
    aria-expanded=${source === 'url' ? linkOpen : nothing}
    title=${isFirst ? nothing : label}
    ?disabled=${isBlocked}
    @click=${act}
  >
    ${icon(name)}${isFirst ? label : nothing}
  </button>`;
}
