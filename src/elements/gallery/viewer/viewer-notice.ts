import { html, nothing, render } from 'lit/html.js';
import { icon } from '../../shared/pictures/icons.ts';
import { controls } from '../../shared/controls/controls.styles.ts';
import { design } from '../../shared/ui/design.ts';
import type { Texts } from '../context.ts';
import { viewerNoticeStyles } from './viewer-notice.styles.ts';

/** A note at the edge of the window while the viewer's code is fetched, or when it could not be had. */
export class ViewerNotice {
  readonly #text: Texts;
  #element: HTMLElement | null = null;

  constructor(text: Texts) {
    this.#text = text;
  }

  /** The viewer is on its way; said after a moment, for mostly it is there by then. */
  wait(): void {
    this.#show(
      'is-waiting',
      html`<span class="spinner"></span><span role="status">${this.#text.t('viewerOpening')}</span>`,
    );
  }

  /** @param address Where the image can be seen all the same. */
  fail(address: string | null): void {
    const text = this.#text;
    this.#show(
      '',
      html`<span class="words" role="alert">${text.t('viewerMissing')}</span>
        ${
          address === null
            ? nothing
            : html`<a class="button" href=${address} target="_blank" rel="noopener"
                >${text.t('viewerPage')}</a
              >`
        }
        <button
          class="icon-button"
          type="button"
          aria-label=${text.t('dismiss')}
          title=${text.t('dismiss')}
          @click=${() => this.hide()}
        >
          ${icon('close')}
        </button>`,
    );
  }

  hide(): void {
    this.#element?.remove();
    this.#element = null;
  }

  #show(state: string, content: unknown): void {
    const element = (this.#element ??= this.#make());
    element.className = `imgpro-viewer-notice ${state}`;
    render(html`<div class="note">${content}</div>`, element.shadowRoot!);
  }

  #make(): HTMLElement {
    const element = document.createElement('div');
    element.lang = this.#text.lang;
    const root = element.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [design, controls, viewerNoticeStyles].map(({ styleSheet }) => styleSheet!);
    // Above all else, where the browser can.
    element.popover = 'manual';
    document.body.append(element);
    element.showPopover?.();
    return element;
  }
}
