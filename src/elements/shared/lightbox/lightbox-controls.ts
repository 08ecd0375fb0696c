import { html, nothing, render, svg } from 'lit/html.js';
import { controls } from '../controls/controls.styles.ts';
import { design } from '../ui/design.ts';
import { icon, type IconName } from '../pictures/icons.ts';
import { drawIcon } from '../controls/first-icons.ts';
import { canShare, copyText, saveFile, shareLink } from '../share.ts';
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
  isZoomable: boolean;
  isZoomed: boolean;
  isLoading: boolean;
}

/** Shapes that no other element has. */
const shapes = {
  'chevron-left': svg`<path d="m12 4.5-5.5 5.5 5.5 5.5"/>`,
  'chevron-right': svg`<path d="m8 4.5 5.5 5.5L8 15.5"/>`,
  share: svg`<circle cx="5" cy="10" r="2"/><circle cx="14.5" cy="4.75" r="2"/><circle cx="14.5" cy="15.25" r="2"/><path d="m6.8 9 5.9-3.3M6.8 11l5.9 3.3"/>`,
  external: svg`<path d="M11.5 3.5h5v5M16.5 3.5 9.5 10.5M14.5 11.5v3.5a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 15V7A1.5 1.5 0 0 1 5 5.5h3.5"/>`,
};

const iconOf = (name: IconName | keyof typeof shapes) =>
  name in shapes ? drawIcon(shapes[name as keyof typeof shapes]) : icon(name as IconName);

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
  /** The place and name of the slide, for a screen reader. */
  #said: { id: string; words: string } | null = null;

  constructor(texts: LightboxTexts, actions: LightboxActions, dir: 'ltr' | 'rtl') {
    this.#texts = texts;
    this.#actions = actions;
    this.element.className = 'imgpro-lightbox-controls';
    this.element.dir = dir;
    this.#root = this.element.attachShadow({ mode: 'open' });
    this.#root.adoptedStyleSheets = [design, controls, controlStyles].map(({ styleSheet }) => styleSheet!);
  }

  /** Shows or hides the controls; a tap on the picture does. */
  toggle(shown = !this.element.classList.contains('is-shown')): void {
    this.element.classList.toggle('is-shown', shown);
  }

  show(state: LightboxState): void {
    const { slide, index, count } = state;
    if (this.#news?.id !== slide.id) this.#news = null;
    // Once a slide: that more have come meanwhile is for the eye.
    if (this.#said?.id !== slide.id)
      this.#said = { id: slide.id, words: `${this.#texts.position(index + 1, count)}: ${slide.alt}` };
    this.#state = state;
    render(this.#template(state), this.#root);
  }

  /** Copies the address that one would send to somebody. */
  async #copy(slide: LightboxSlide): Promise<void> {
    this.#tell(slide.id, await copyText(addressOf(slide)));
  }

  async #share(slide: LightboxSlide): Promise<void> {
    if (!(await shareLink(addressOf(slide), slide.alt))) await this.#copy(slide);
  }

  #tell(id: string, done: boolean): void {
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

  #template(state: LightboxState): unknown {
    const { slide, index, count, isLoading } = state;
    const texts = this.#texts;
    return html`
      <div class="bar">
        <span class="position">${count > 1 ? texts.position(index + 1, count) : nothing}</span>
        ${this.#tools(state)}
      </div>
      <span class="news ${this.#news ? 'is-shown' : ''}" role="status"
        >${this.#news ? (this.#news.done ? texts.copy.done : texts.copy.failed) + this.#news.again : nothing}</span
      >
      ${isLoading && !slide.veiled ? html`<span class="spinner"></span>` : nothing}
      ${count > 1 ? this.#steps(index, count) : nothing}
      ${
        slide.veiled
          ? html`<div class="veil">
              ${icon('eye-off')}
              <p>${texts.sensitive}</p>
              <button class="button" type="button" @click=${this.#actions.reveal}>${texts.reveal}</button>
            </div>`
          : nothing
      }
      ${slide.caption ? html`<p class="caption" dir="auto">${slide.caption}</p>` : nothing}
      <p class="visually-hidden" role="status">${this.#said?.words}</p>
    `;
  }

  /** The buttons in the bar. */
  #tools({ slide, isZoomable, isZoomed }: LightboxState): unknown {
    const texts = this.#texts;
    const { file } = slide;
    const address = slide.veiled || slide.src === null ? null : addressOf(slide);
    return html`${
      isZoomable
        ? html`<button
            class="icon-button zoom"
            type="button"
            aria-label=${texts.zoom}
            title=${texts.zoom}
            aria-pressed=${isZoomed ? 'true' : 'false'}
            @click=${this.#actions.zoom}
          >
            ${icon('zoom')}
          </button>`
        : nothing
    }
    ${
      file && !slide.veiled
        ? button('download', texts.download, 'download', () => void saveFile(file.url, file.name))
        : nothing
    }
    ${
      address
        ? button(
            'copy-link',
            texts.copy.link,
            this.#news?.done ? 'check' : 'link',
            () => void this.#copy(slide),
          )
        : nothing
    }
    ${
      address && canShare(address)
        ? button('share', texts.share, 'share', () => void this.#share(slide))
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
    ${button('close', texts.close, 'close', this.#actions.close)}`;
  }

  #steps(index: number, count: number): unknown {
    const { previous, next } = this.#actions;
    return html`${button('previous', this.#texts.previous, 'chevron-left', previous, index === 0)}
    ${button('next', this.#texts.next, 'chevron-right', next, index === count - 1)}`;
  }
}

/** The address of a picture for others: its page, else its file. */
function addressOf({ pageUrl, file, src }: LightboxSlide): string {
  const address = pageUrl ?? file?.url ?? src;
  return address ? new URL(address, document.baseURI).href : '';
}

function button(
  name: string,
  label: string,
  shape: Parameters<typeof iconOf>[0],
  act: () => void,
  isOff = false,
): unknown {
  return html`<button
    class="icon-button ${name}"
    type="button"
    aria-label=${label}
    title=${label}
    ?disabled=${isOff}
    @click=${act}
  >
    ${iconOf(shape)}
  </button>`;
}
