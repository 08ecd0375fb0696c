import { focusPlace, restoreFocus, type FocusPlace } from './list/row-focus.ts';
import type { UploaderProperties } from './properties.ts';

/** Keeps the focus of a person in the uploader, whatever a rendering takes away. */
export class FocusKeeper {
  readonly #host: UploaderProperties;
  #place: FocusPlace | null = null;
  /** The control that had the focus before the rendering. */
  #control: Element | null = null;

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
    const control = this.#control;
    this.#control = null;
    if (!control || (control.isConnected && control.checkVisibility() && !control.matches(':disabled')))
      return;
    const { activeElement } = root;
    if (activeElement ? activeElement === control : document.activeElement === document.body)
      this.#host.focus();
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
