/**
 * The full-screen viewer of gallery and image. PhotoSwipe, its styles and its controls are behind `lightbox-view.ts`,
 * which is fetched on first use; this file is all that a page pays until then.
 */

import type { Lightbox, LightboxOptions } from './lightbox-types.ts';

export type { Lightbox, LightboxOptions, LightboxSlide, LightboxTexts } from './lightbox-types.ts';

interface View {
  showLightbox(options: LightboxOptions): Lightbox;
}

let view: Promise<View> | null = null;
let open: Lightbox | null = null;

/** Fetches the viewer's code: when a person points at a picture, the viewer is likely to be wanted. */
export function preloadLightbox(): Promise<View> {
  view ??= import('./lightbox-view.ts').catch((error: unknown) => {
    view = null; // offline now; the next click asks again
    throw error;
  });
  return view;
}

/** The viewer that is open on the page, if one is: there is never more than one. */
export function currentLightbox(): Lightbox | null {
  return open;
}

/**
 * Opens the viewer over the page.
 * @throws When its code could not be fetched.
 */
export async function openLightbox(options: LightboxOptions): Promise<Lightbox> {
  const { showLightbox } = await preloadLightbox();
  open?.close();
  const lightbox = showLightbox({
    ...options,
    onClose: (slide) => {
      if (open === lightbox) open = null;
      options.onClose?.(slide);
    },
  });
  open = lightbox;
  return lightbox;
}
