/** Puts the focus on an element, also on one that takes none by itself: it does so until the focus goes elsewhere. */
export function focusOn(element: HTMLElement): boolean {
  element.focus({ preventScroll: true });
  if (element.matches(':focus')) return true;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  const done = element.matches(':focus');
  if (done) element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
  else element.removeAttribute('tabindex');
  return done;
}

/**
 * Keeps the focus where a rendering moves what has it, and notices that a rendering has taken that away: browsers leave it on
 * the page's body then, and whoever works by keyboard begins at the top of the page.
 */
export class FocusKeeper {
  #held: Element | null = null;
  #region: string | null = null;

  /**
   * Before a rendering.
   * @param regions Parts to tell apart, by class: the one that had the focus is what `lost` returns.
   */
  before(root: ShadowRoot, regions: readonly string[] = []): void {
    this.#held = root.activeElement;
    this.#region = regions.find((name) => this.#held?.closest(`.${name}`)) ?? '';
  }

  /** After it: where the focus was that nothing has now; null if all is well. */
  lost(root: ShadowRoot): string | null {
    const held = this.#held;
    this.#held = null;
    if (!held || root.activeElement) return null;
    const { activeElement, body } = root.ownerDocument;
    if (activeElement !== null && activeElement !== body) return null;
    if (!held.isConnected) return this.#region;
    // It was only moved, which takes the focus away, too.
    if (held instanceof HTMLElement) held.focus({ preventScroll: true });
    return null;
  }
}
