/** The full-screen viewer of a gallery as a person meets it. */
import { ViewerHistory } from '../../src/elements/gallery/viewer/viewer-history.ts';
import { currentLightbox } from '../../src/elements/shared/lightbox/lightbox.ts';
import { FakeService, galleryOf, makeImages, until, type GalleryPage } from './gallery.ts';

/** The page's address, which the test runner wants back. */
const home = location.href;

/** The viewer on the page. */
export class ViewerPage {
  readonly gallery: GalleryPage;

  constructor(gallery: GalleryPage) {
    this.gallery = gallery;
  }

  get dialog(): HTMLDialogElement | null {
    return document.querySelector<HTMLDialogElement>('dialog.imgpro-lightbox');
  }

  get count(): number {
    return document.querySelectorAll('dialog.imgpro-lightbox').length;
  }

  get controls(): ShadowRoot {
    return this.dialog!.querySelector('.imgpro-lightbox-controls')!.shadowRoot!;
  }

  /** `3 of 6`. */
  get position(): string {
    return this.controls.querySelector('.position')!.textContent!.trim();
  }

  /** The words for a screen reader. */
  get announced(): string {
    return this.controls.querySelector('.visually-hidden')!.textContent!.trim();
  }

  control(name: string): HTMLButtonElement {
    const found = this.controls.querySelector<HTMLButtonElement>(`.${name}`);
    if (!found) throw new Error(`The viewer has no button “${name}”.`);
    return found;
  }

  has(name: string): boolean {
    return this.controls.querySelector(`.${name}`) !== null;
  }

  /** The picture in the middle. */
  get picture(): HTMLImageElement | null {
    return (
      this.dialog?.querySelector<HTMLImageElement>(
        '.pswp__item[aria-hidden="false"] .pswp__img:not(.pswp__img--placeholder)',
      ) ?? null
    );
  }

  async opened(): Promise<void> {
    await until(() => this.dialog?.matches('[data-state=open]'), 'the viewer');
  }

  /** Waits until the viewer is gone, and its gallery has told so. */
  async closed(): Promise<void> {
    await until(() => this.dialog === null && currentLightbox() === null, 'the viewer gone');
  }
}

/** A gallery with a viewer; its images are called by their ids. */
export async function viewerOf(
  count = 6,
  attributes: Record<string, string | boolean> = {},
): Promise<ViewerPage> {
  const images = await makeImages(count);
  for (const image of images) image.metadata = { alt_text: image.id };
  const gallery = await galleryOf(new FakeService(images), { lightbox: true, ...attributes });
  await until(() => gallery.tiles.length > 0);
  return new ViewerPage(gallery);
}

/** The history as a test found it: an entry of its own, so that nothing goes back past it. */
export function freshEntry(): void {
  // Somebody who goes back once too often is told of it by the state, not thrown out of the page.
  for (let step = 0; step < 2; step++) history.pushState({ page: 'before' }, '', home.replace(/#.*/, ''));
  history.pushState({ page: 'test' }, '', home.replace(/#.*/, ''));
  history.scrollRestoration = 'auto';
}

/** Closes what is open, and gives the page its address back. */
export async function tidyUp(): Promise<void> {
  for (const gallery of document.querySelectorAll('imgpro-gallery')) {
    gallery.close();
    gallery.lightbox = false;
  }
  // A step back that is under way would meet the entries of the next test.
  await until(() => currentLightbox() === null && !ViewerHistory.isLeaving, 'closed');
  history.replaceState(null, '', home);
  history.scrollRestoration = 'auto';
}

/** Steps through the history; resolves when the page is there. */
export async function step(by: number): Promise<void> {
  const arrived = new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }));
  history.go(by);
  await arrived;
}
