import { html, nothing, render, svg } from 'lit/html.js';
import { design } from '../ui/design.ts';
import { icon, type IconName } from '../pictures/icons.ts';
import { drawIcon } from '../ui/first-icons.ts';
import { copyText, saveFile } from '../share.ts';
import type { LightboxSlide, LightboxTexts } from './lightbox-types.ts';
import { controlStyles } from './lightbox.styles.ts';

export interface LightboxActions {
  close(): void;
  previous(): void;
  next(): void;
  zoom(): void;
  reveal(): void;
}

export interface LightboxState {
  slide: LightboxSlide;
  index: number;
  count: number;
  zoomable: boolean;
  zoomed: boolean;
}

/** Shapes that no other element has. */
const shapes = {
  'chevron-left': svg`<path d="m12 4.5-5.5 5.5 5.5 5.5"/>`,
  'chevron-right': svg`<path d="m8 4.5 5.5 5.5L8 15.5"/>`,
  external: svg`<path d="M11.5 3.5h5v5M16.5 3.5 9.5 10.5M14.5 11.5v3.5a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 15V7A1.5 1.5 0 0 1 5 5.5h3.5"/>`,
};

const iconOf = (name: IconName | keyof typeof shapes) =>
  name in shapes
    ? drawIcon(shapes[name as keyof typeof shapes], name.startsWith('chevron'))
    : icon(name as IconName);

/** How long the outcome of a click is told (ms). */
const NEWS = 2_500;

/** The viewer's buttons, place and caption, in a shadow root of their own, so that no style of the page reaches them. */
export class LightboxControls {
  readonly element = document.createElement('div');
  readonly #root: ShadowRoot;
  readonly #texts: LightboxTexts;
  readonly #actions: LightboxActions;
  #state: LightboxState | null = null;
  /** The result of copying the address of a slide. */
  #news: { id: string; done: boolean; again: string } | null = null;

  constructor(texts: LightboxTexts, actions: LightboxActions, dir: 'ltr' | 'rtl') {
    this.#texts = texts;
    this.#actions = actions;
    this.element.className = 'imgpro-lightbox-controls';
    this.element.dir = dir;
    this.#root = this.element.attachShadow({ mode: 'open' });
    this.#root.adoptedStyleSheets = [design.styleSheet!, controlStyles.styleSheet!];
  }

  /** Shows or hides the controls; a tap on the picture does. */
  toggle(shown = !this.element.classList.contains('is-shown')): void {
    this.element.classList.toggle('is-shown', shown);
  }

  show(state: LightboxState): void {
    if (this.#news?.id !== state.slide.id) this.#news = null;
    this.#state = state;
    render(this.#template(state), this.#root);
  }

  /** Copies the address that one would send to somebody: the page, else the file. */
  async #copy({ id, pageUrl, file, src }: LightboxSlide): Promise<void> {
    const done = await copyText(new URL(pageUrl ?? file?.url ?? src, document.baseURI).href);
    // The same text again would not be read: a space that nobody hears makes it another one.
    const news = { id, done, again: this.#news?.again === '' ? '\u00a0' : '' };
    this.#news = news;
    if (this.#state) this.show(this.#state);
    setTimeout(() => {
      if (this.#news !== news) return;
      this.#news = null;
      if (this.#state && this.element.isConnected) this.show(this.#state);
    }, NEWS);
  }

  #template({ slide, index, count, zoomable, zoomed }: LightboxState): unknown {
    const texts = this.#texts;
    const actions = this.#actions;
    const file = slide.veiled ? null : slide.file;
    const button = (
      name: string,
      label: string,
      shape: Parameters<typeof iconOf>[0],
      act: () => void,
      off = false,
    ) =>
      html`<button
        class="icon-button ${name}"
        type="button"
        aria-label=${label}
        title=${label}
        ?disabled=${off}
        @click=${act}
      >
        ${iconOf(shape)}
      </button>`;
    return html`
      <div class="bar">
        <span class="position">${count > 1 ? texts.position(index + 1, count) : nothing}</span>
        <span class="news" role="status"
          >${this.#news && texts.copy ? (this.#news.done ? texts.copy.done : texts.copy.failed) + this.#news.again : nothing}</span
        >
        ${
          zoomable
            ? html`<button
                class="icon-button zoom"
                type="button"
                aria-label=${texts.zoom}
                title=${texts.zoom}
                aria-pressed=${zoomed ? 'true' : 'false'}
                @click=${actions.zoom}
              >
                ${icon('zoom')}
              </button>`
            : nothing
        }
        ${
          texts.download && file
            ? button('download', texts.download, 'download', () => void saveFile(file.url, file.name))
            : nothing
        }
        ${
          texts.copy && !slide.veiled
            ? button(
                'copy-link',
                texts.copy.link,
                this.#news?.done ? 'check' : 'link',
                () => void this.#copy(slide),
              )
            : nothing
        }
        ${
          slide.pageUrl
            ? html`<a
                class="icon-button page"
                href=${slide.pageUrl}
                target="_blank"
                rel="noopener"
                aria-label=${texts.page}
                title=${texts.page}
                >${iconOf('external')}</a
              >`
            : nothing
        }
        ${button('close', texts.close, 'close', actions.close)}
      </div>
      ${
        count > 1
          ? html`${button('previous', texts.previous, 'chevron-left', actions.previous, index === 0)}
            ${button('next', texts.next, 'chevron-right', actions.next, index === count - 1)}`
          : nothing
      }
      ${
        slide.veiled
          ? html`<div class="veil">
              ${icon('eye-off')}
              <p>${texts.sensitive}</p>
              <button class="button" type="button" @click=${actions.reveal}>${texts.reveal}</button>
            </div>`
          : nothing
      }
      ${slide.caption ? html`<p class="caption" dir="auto">${slide.caption}</p>` : nothing}
      <p class="visually-hidden" role="status">${texts.position(index + 1, count)}: ${slide.alt}</p>
    `;
  }
}
