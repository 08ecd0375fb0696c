import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../shared/icons.ts';
import { summaryTemplate } from './summary.ts';
import type { View } from '../view-model.ts';

/**
 * The way in. One structure for the empty uploader and for the bar above a list, so that a button keeps its focus
 * when the first file arrives.
 */
export function dropzone(view: View): TemplateResult {
  const { texts, intents, multiple, sources, locked, counts } = view;
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
      <div class="state">${empty ? nothing : summaryTemplate(view)}</div>
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
                @click=${() => intents.browse()}
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
                @click=${() => intents.takePhoto()}
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
                @click=${() => intents.browseFolder()}
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
                @click=${() => (view.linkOpen ? intents.closeLink() : intents.openLink())}
              >
                ${icon('link')}${empty ? t('link') : nothing}
              </button>`
            : nothing
        }
        <slot name="actions"></slot>
      </div>
      <div class="hint" id="hint"><slot name="hint">${view.hint}</slot></div>
    </div>
    ${view.linkOpen ? linkForm(view) : nothing}
  `;
}

function linkForm({ texts, intents }: View): TemplateResult {
  const { t } = texts;
  const send = (event: Event) => {
    event.preventDefault();
    const form = (event.currentTarget as Element).closest('.link')!;
    const input = form.querySelector('input')!;
    const ok = intents.addLink(input.value);
    input.setAttribute('aria-invalid', String(!ok));
    form.querySelector('.link-error')!.textContent = ok ? '' : t('linkInvalid');
    if (ok) input.value = '';
    else input.focus();
  };
  const keys = (event: KeyboardEvent) => {
    // Enter would submit the form around the uploader, Escape close the dialog around it.
    if (event.key === 'Enter') send(event);
    else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      intents.closeLink();
    }
  };
  return html`<div class="link" @keydown=${keys}>
    <label>
      <span class="visually-hidden">${t('linkLabel')}</span>
      <input
        class="input"
        type="url"
        inputmode="url"
        autocomplete="off"
        spellcheck="false"
        placeholder=${t('linkPlaceholder')}
        aria-describedby="link-error"
      />
    </label>
    <button type="button" class="button" @click=${send}>${t('linkAdd')}</button>
    <button
      type="button"
      class="icon-button"
      aria-label=${t('linkCancel')}
      title=${t('linkCancel')}
      @click=${() => intents.closeLink()}
    >
      ${icon('close')}
    </button>
    <p class="link-error" id="link-error" role="alert"></p>
  </div>`;
}
