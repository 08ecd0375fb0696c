/**
 * Registers an element that the script tag has fetched. The modules beside it do so by themselves, in words that the
 * analyzer of `custom-elements.json` can read.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  // A page may load two copies, as two bundles do: the first one stays.
  if (!customElements.get(tag)) customElements.define(tag, element);
  if (customElements.get(tag) !== element) adviseLater();
}

/** Tells of a second copy of the package, by code that a page with one never fetches. */
export function adviseLater(): void {
  void import('./copies.ts').then(({ adviseOfCopies }) => adviseOfCopies());
}
