/** One picture of the viewer. */
export interface LightboxSlide {
  id: string;
  /** Null for an image that has no picture to show: `notice` says why. */
  src: string | null;
  srcset?: string;
  /** Pixels of the whole picture: its shape, and how far one may zoom. Null while unknown. */
  width: number | null;
  height: number | null;
  /** Width and height are those of a small picture or of the layout: the file itself tells its pixels. */
  isGuess?: boolean;
  /** Taken instead when `src` turns out to be narrower than this. */
  larger?: { src: string; srcset?: string; width: number };
  notice?: string;
  alt: string;
  caption?: string | null;
  /** The viewer page of the service. */
  pageUrl?: string | null;
  /** The picture's own file, and what it is called when it is saved; not while it is veiled. */
  file?: { url: string; name: string } | null;
  /** `src` is a blurred stand-in; the sharp one needs `onReveal`. */
  veiled?: boolean;
}

/** The pictures that one may go through. They are asked for one by one, near the one that is shown. */
export interface LightboxList {
  readonly count: number;
  at(index: number): LightboxSlide;
  /** The place of a picture, or -1. */
  indexOf(id: string): number;
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
  download: string;
  share: string;
  /** Of the button that copies the address, and of what came of it. */
  copy: { link: string; done: string; failed: string };
  /** `3 of 60`. */
  position(index: number, count: number): string;
}

export interface LightboxOptions {
  list: LightboxList;
  /** The slide to begin with. */
  id: string;
  texts: LightboxTexts;
  lang?: string;
  dir?: 'ltr' | 'rtl';
  /** An open viewer stays, and this one does not open; else that one is closed. */
  yields?: boolean;
  /** The small picture that this one grows out of and shrinks into. */
  thumbnail?(id: string): HTMLImageElement | null;
  /** Last before it is shown; false if it is no longer wanted. */
  onOpen?(): boolean;
  /** Another slide is shown; also called for the first. */
  onChange?(slide: LightboxSlide): void;
  /** The last slides are near: `update`, when more have come. */
  onNearEnd?(): void;
  /** The person asks to see what is veiled: `update`, when it may be seen. */
  onReveal?(id: string): void;
  /**
   * The viewer is gone, and the page can be used again. Focus belongs to where this slide came from. The next viewer opens
   * when the promise has settled.
   */
  onClose?(slide: LightboxSlide): void | Promise<void>;
}

/** An open viewer. */
export interface Lightbox {
  /** The id of the slide that is shown. */
  readonly id: string;
  readonly isClosing: boolean;
  /** Shows a picture of the list. */
  goTo(id: string): void;
  /** The list has changed, or a picture of it. The slide that is shown stays, if it is still in the list. */
  update(): void;
  close(): void;
}
