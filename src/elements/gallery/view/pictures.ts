/** The hooks of `watchPictures`. */
export interface PictureReports {
  /** Whether tiles come and go because the page is being scrolled. */
  isScrolling(): boolean;
  /** The picture of this image did not load. */
  broke(id: string): void;
}

/** Shows pictures when they have come, and reports those that did not. */
export function watchPictures(
  root: HTMLElement | DocumentFragment,
  { isScrolling, broke }: PictureReports,
  signal: AbortSignal,
): void {
  const loaded = (target: EventTarget | null) => {
    if (!(target instanceof HTMLImageElement)) return;
    // While one scrolls, fading would be most of the work of a frame, and nobody sees it.
    target.classList.toggle('is-fading', !isScrolling());
    target.classList.add('is-loaded');
  };
  const broken = (target: EventTarget | null) => {
    if (!(target instanceof HTMLImageElement) || !target.isConnected) return;
    const id = target.closest<HTMLElement>('.tile')?.dataset['id'];
    if (id !== undefined) broke(id);
  };
  // Neither bubbles; both are caught on their way down.
  root.addEventListener('load', ({ target }) => loaded(target), { capture: true, signal });
  root.addEventListener('error', ({ target }) => broken(target), { capture: true, signal });
  // Pictures that came, or failed, while the gallery was not in the page.
  for (const img of root.querySelectorAll('img'))
    if (img.complete && img.getAttribute('src'))
      img.decode().then(
        () => loaded(img),
        () => broken(img),
      );
}
