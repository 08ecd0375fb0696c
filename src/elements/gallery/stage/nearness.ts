/**
 * Watches whether the end of the list comes near the view, where the next page is asked for, and whether a part of the list does
 * that has no tiles in the page: also where no scrolling can be heard.
 */
export class Nearness {
  #end: IntersectionObserver | null = null;
  /** How far from the view that looks, in pixels. */
  #margin = 0;
  #sentinel: Element | null = null;
  #bare: IntersectionObserver | null = null;

  /** Watches the end of the list, as far from the view as told, in pixels. The callback that came first stays. */
  watchEnd(root: ParentNode, margin: number, near: () => void): void {
    if (!this.#end || margin !== this.#margin) {
      this.#end?.disconnect();
      this.#sentinel = null;
      this.#margin = margin;
      this.#end = observer(margin, near);
    }
    const sentinel = root.querySelector('.sentinel');
    if (sentinel === this.#sentinel) return;
    this.#sentinel = sentinel;
    this.#end.disconnect();
    if (sentinel) this.#end.observe(sentinel);
  }

  /** Asks anew whether the end is near: a page has come, and it may not have filled the view. */
  lookAgain(): void {
    this.#sentinel = null;
  }

  /** Watches the probes over the parts of the list without tiles. The callback that came first stays. */
  watchBare(probes: Iterable<Element>, near: () => void): void {
    if (this.#bare) return;
    this.#bare = observer(0, near);
    for (const probe of probes) this.#bare.observe(probe);
  }

  stop(): void {
    this.#end?.disconnect();
    this.#bare?.disconnect();
    this.#end = this.#bare = null;
  }
}

/** Calls back when one of its elements comes so near to the view. */
function observer(margin: number, near: () => void): IntersectionObserver {
  // In pixels: Chromium 156 takes a percentage of scrollMargin of something that is far higher than the view.
  const pixels = `${margin}px 0px`;
  return new IntersectionObserver(
    (entries) => entries.some(({ isIntersecting }) => isIntersecting) && near(),
    // The second is for galleries inside a box that scrolls, where browsers know it.
    { rootMargin: pixels, scrollMargin: pixels } as IntersectionObserverInit,
  );
}
