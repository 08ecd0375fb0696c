import { focusPlace, restoreFocus, type FocusPlace } from './list/row-focus.ts';
import type { UploaderProperties } from './properties.ts';

/** The button that sends what waits for it. */
const SEND = '[data-action="upload"]:not(:disabled)';

/** Keeps the focus of a person in the uploader, whatever a rendering takes away. */
export class FocusKeeper {
  readonly #host: UploaderProperties;
  #place: FocusPlace | null = null;
  /** The control that had the focus before the rendering. */
  #control: Element | null = null;
  #isToSend = false;

  constructor(host: UploaderProperties) {
    this.#host = host;
  }

  /** Before a rendering. */
  note(): void {
    const root = this.#host.shadowRoot;
    this.#place = root && focusPlace(root);
    this.#control = root?.activeElement ?? null;
  }

  /** After it: a person whose control is gone, or cannot be used any more, goes on from another one. */
  restore(root: ShadowRoot): void {
    restoreFocus(root, this.#place);
    this.#sendIfWanted(root);
    const control = this.#control;
    this.#control = null;
    if (!control || (control.isConnected && control.checkVisibility() && !control.matches(':disabled')))
      return;
    const { activeElement } = root;
    if (activeElement ? activeElement === control : document.activeElement === document.body)
      this.#host.focus();
  }

  /**
   * Files were chosen: once the button that sends has come, a person who is still on the one that chooses goes on to it. The
   * way to it by keys would be back, or through all that follows. `false` takes that back.
   */
  goOnToSend(isWanted: boolean): void {
    this.#isToSend = isWanted && this.#host.manual && !this.#host.shadowRoot?.querySelector(SEND);
  }

  #sendIfWanted(root: ShadowRoot): void {
    if (!this.#isToSend) return;
    const send = root.querySelector<HTMLElement>(SEND);
    const isThere = root.activeElement?.matches('[data-action="browse"]');
    if (send && isThere) send.focus();
    if (send || !isThere) this.#isToSend = false;
  }

  /** After the next rendering, goes to the first of these actions that is there, else to the uploader itself. */
  readonly goTo = async (...actions: string[]): Promise<void> => {
    const host = this.#host;
    await host.updateComplete;
    for (const action of actions) {
      const control = host.renderRoot.querySelector<HTMLElement>(`[data-action="${action}"]`);
      if (control) return control.focus();
    }
    host.focus();
  };
}
