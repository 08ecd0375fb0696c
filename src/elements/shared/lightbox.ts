/**
 * The full-screen viewer of gallery and image. PhotoSwipe, its styles and its controls are behind `lightbox-view.ts`,
 * which is fetched on first use; this file is all that a page pays until then.
 */

interface View {
  showLightbox(options: LightboxOptions): Lightbox;
}

/** One picture of the viewer. */
export interface LightboxSlide {
  id: string;
  src: string;
  srcset?: string;
  /** Pixels of the whole picture: its shape, and how far one may zoom. */
  width: number;
  height: number;
  alt: string;
  caption?: string | null;
  /** The viewer page of the service. */
  pageUrl?: string | null;
  /** The picture's own file, and what it is called when it is saved; not while it is veiled. */
  file?: { url: string; name: string } | null;
  /** `src` is a blurred stand-in; the sharp one needs `onReveal`. */
  veiled?: boolean;
}

/** Every word of the viewer, in the language of the element that opens it. */
export interface LightboxTexts {
  viewer: string;
  close: string;
  previous: string;
  next: string;
  zoom: string;
  page: string;
  failed: string;
  sensitive: string;
  reveal: string;
  /** Without these words there is no button to save the file. */
  download?: string;
  /** Without these there is none to copy the address: of the button, and of what came of it. */
  copy?: { link: string; done: string; failed: string };
  /** `3 of 60`. */
  position(index: number, count: number): string;
}

export interface LightboxOptions {
  slides: readonly LightboxSlide[];
  /** The slide to begin with. */
  id: string;
  texts: LightboxTexts;
  lang?: string;
  dir?: 'ltr' | 'rtl';
  /** The small picture that this one grows out of and shrinks into. */
  thumbnail?(id: string): HTMLImageElement | null;
  /** Another slide is shown; also called for the first. */
  onChange?(slide: LightboxSlide): void;
  /** The last slides are near: `append` more, if there are any. */
  onNearEnd?(): void;
  /** The person asks to see what is veiled: `replace` it. */
  onReveal?(id: string): void;
  /** The viewer is gone, and the page can be used again. Focus belongs to where this slide came from. */
  onClose?(slide: LightboxSlide): void;
}

/** An open viewer. */
export interface Lightbox {
  /** The id of the slide that is shown. */
  readonly id: string;
  append(slides: readonly LightboxSlide[]): void;
  replace(slide: LightboxSlide): void;
  close(): void;
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
