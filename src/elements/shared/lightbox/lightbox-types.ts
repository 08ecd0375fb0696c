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
