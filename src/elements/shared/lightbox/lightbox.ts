/**
 * The full-screen viewer of gallery and image. PhotoSwipe, its styles and its controls are behind `lightbox-view.ts`,
 * which is fetched on first use; this file is all that a page pays until then.
 */

import type { Lightbox, LightboxList, LightboxOptions, LightboxSlide } from './lightbox-types.ts';

export type { Lightbox, LightboxList, LightboxSlide, LightboxTexts } from './lightbox-types.ts';

interface View {
  showLightbox(options: LightboxOptions): Lightbox;
}

let view: Promise<View> | null = null;
let open: Lightbox | null = null;
/** Settles when the viewer that was opened last is gone, and its owner has tidied up. */
let gone: Promise<void> = Promise.resolve();

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
 * Opens the viewer over the page. Null when it gave way to another one, or was no longer wanted.
 * @throws When its code could not be fetched.
 */
export async function openLightbox(options: LightboxOptions): Promise<Lightbox | null> {
  const { showLightbox } = await preloadLightbox();
  while (open) {
    if (options.yields && !open.isClosing) return null;
    open.close();
    await gone;
  }
  if (options.onOpen?.() === false) return null;
  let settle!: () => void;
  gone = new Promise((resolve) => (settle = resolve));
  open = showLightbox({
    ...options,
    onClose: async (slide) => {
      try {
        await options.onClose?.(slide);
      } finally {
        open = null;
        settle();
      }
    },
  });
  return open;
}

/** A list of one picture. */
export function listOfOne(slide: LightboxSlide): LightboxList {
  return { count: 1, at: () => slide, indexOf: (id) => (id === slide.id ? 0 : -1) };
}
