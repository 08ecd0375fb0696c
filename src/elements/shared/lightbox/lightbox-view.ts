import PhotoSwipe, { type SlideData } from 'photoswipe';
import { LightboxControls } from './lightbox-controls.ts';
import { expectedSize, loadedSize, type Size } from './lightbox-pixels.ts';
import { Slots, type Content } from './lightbox-slots.ts';
import type { Lightbox, LightboxList, LightboxOptions, LightboxSlide } from './lightbox-types.ts';
import { lightboxStyles } from './lightbox.styles.ts';

/** A slide as PhotoSwipe takes it. */
interface Data extends SlideData {
  slide: LightboxSlide;
  width: number;
  height: number;
}

/** How many slides before the end more are asked for. */
const NEAR_END = 4;

/**
 * PhotoSwipe for gestures, zoom and transitions, inside a modal `<dialog>`: the top layer, the inert page and the
 * kept focus are the browser's. The controls are ours: PhotoSwipe writes its own by innerHTML, which Trusted Types
 * refuse, and its styles come as an adopted sheet, which a strict CSP allows.
 */
export function showLightbox(options: LightboxOptions): Lightbox {
  return new LightboxView(options);
}

class LightboxView implements Lightbox {
  isClosing = false;
  readonly #options: LightboxOptions;
  readonly #dialog: HTMLDialogElement;
  readonly #slots: Slots;
  readonly #photoswipe: PhotoSwipe;
  readonly #controls: LightboxControls;
  readonly #list: LightboxList;
  /** The pixels of files that have been seen, and those of them that turned out to be smaller than another one. */
  readonly #sizes = new Map<string | null, Size>();
  readonly #narrow = new Set<string | null>();
  /** Slides whose pictures could not be loaded. */
  readonly #failed = new Set<number>();
  /** Calls that came while it opened: PhotoSwipe hears nothing until it has. */
  readonly #kept: (() => void)[] = [];
  #isOpen = false;
  /** The slide that the owner was told of last. */
  #told: string | null = null;

  constructor(options: LightboxOptions) {
    this.#options = options;
    this.#dialog = dialogOf(options);
    const { texts, dir = 'ltr' } = options;
    const list = (this.#list = this.#withLargest(options.list));
    this.#slots = new Slots(list, dir === 'rtl');
    this.#photoswipe = new PhotoSwipe({
      index: this.#slots.of(Math.max(0, list.indexOf(options.id))),
      appendToEl: this.#dialog,
      showHideAnimationType: 'zoom',
      showAnimationDuration: 240,
      hideAnimationDuration: 200,
      zoomAnimationDuration: 240,
      bgOpacity: 1,
      loop: false,
      wheelToZoom: true,
      // Both are the dialog's, and its owner's.
      trapFocus: false,
      returnFocus: false,
      errorMsg: texts.failed,
      getViewportSizeFn: () => ({ x: this.#dialog.clientWidth, y: this.#dialog.clientHeight }),
      paddingFn: ({ x }) =>
        x < 600 ? { top: 0, bottom: 0, left: 0, right: 0 } : { top: 24, bottom: 24, left: 0, right: 0 },
      tapAction: () => this.#controls.toggle(),
    });
    const actions = {
      close: () => this.close(),
      previous: () => this.#goToPlace(this.#coming - 1),
      next: () => this.#goToPlace(this.#coming + 1),
      zoom: () => this.#photoswipe.toggleZoom(),
      reveal: () => options.onReveal?.(this.id),
    };
    this.#controls = new LightboxControls(texts, actions, dir);
    this.#feed();
    this.#listen();
    this.#open();
  }

  get id(): string {
    return this.#slide.id;
  }

  goTo(id: string): void {
    this.#whenOpen(() => {
      const list = this.#list;
      const to = list.indexOf(id);
      if (to < 0 || id === this.id) return;
      const from = list.indexOf(this.id);
      // A list that no longer holds what is shown has no way from there.
      this.#slots.recount(this.#photoswipe, from < 0 ? to : from);
      this.#goToPlace(to);
    });
  }

  update(): void {
    this.#whenOpen(() => {
      const list = this.#list;
      if (list.count === 0) return this.close();
      const place = list.indexOf(this.id);
      // The slide that was shown may be gone: the next one has taken its place.
      const now = place >= 0 ? place : Math.min(this.#place, list.count - 1);
      this.#slots.recount(this.#photoswipe, now);
      this.#changed();
    });
  }

  close(): void {
    this.isClosing = true;
    if (this.#isOpen) this.#photoswipe.close();
  }

  get #slide(): LightboxSlide {
    return (this.#photoswipe.currSlide!.data as Data).slide;
  }

  get #place(): number {
    return this.#slots.placeAt(this.#photoswipe.currIndex);
  }

  /** The place that is shown, or that the slides are on their way to. */
  get #coming(): number {
    return this.#slots.placeAt(this.#photoswipe.potentialIndex);
  }

  #goToPlace(place: number): void {
    this.#photoswipe.goTo(this.#slots.of(Math.min(Math.max(0, place), this.#slots.count - 1)));
  }

  #whenOpen(act: () => void): void {
    if (this.isClosing) return;
    if (this.#isOpen) act();
    else this.#kept.push(act);
  }

  /** Answers what PhotoSwipe asks of the slides. */
  #feed(): void {
    const photoswipe = this.#photoswipe;
    const { thumbnail } = this.#options;
    this.#slots.follow(photoswipe);
    photoswipe.addFilter('itemData', (_, slot) => this.#dataAt(slot));
    photoswipe.addFilter('thumbEl', (_, data) => (thumbnail?.((data as Data).slide.id) ?? undefined)!);
    // No element of PhotoSwipe's own is made: each would be written by innerHTML.
    photoswipe.on('uiRegister', () => {
      photoswipe.ui!.uiElementsData = [];
    });
    photoswipe.on('contentLoad', (event) => {
      const { src, notice } = (event.content.data as Data).slide;
      if (src !== null) return;
      event.preventDefault();
      event.content.element = noticeElement(notice ?? '');
      event.content.state = 'loaded';
    });
    photoswipe.on('contentLoadImage', ({ content }) => {
      const once = { once: true };
      content.element?.addEventListener('load', () => this.#loaded(content), once);
      // PhotoSwipe takes a picture that is complete for loaded; one that the browser refuses at once is complete as well.
      const refused = () => {
        this.#failed.add(content.index);
        if (content.state === 'loaded') content.onError();
      };
      content.element?.addEventListener('error', refused, once);
    });
    photoswipe.on('loadComplete', ({ content, isError }) => {
      if (!isError) this.#loaded(content);
      this.#draw();
    });
  }

  #listen(): void {
    const photoswipe = this.#photoswipe;
    photoswipe.events.add(window, 'online', () => this.#tryAgain());
    photoswipe.on('change', () => {
      this.#tryAgain(); // a person has come back to it
      this.#changed();
    });
    photoswipe.on('zoomPanUpdate', () => this.#draw());
    photoswipe.on('openingAnimationStart', () => this.#controls.toggle(true));
    photoswipe.on('openingAnimationEnd', () => {
      this.#isOpen = true;
      this.#dialog.dataset['state'] = 'open'; // from here on keys and fingers are heard
      if (this.isClosing) return photoswipe.close();
      for (const act of this.#kept.splice(0)) act();
    });
    // Closing begins here too: by a swipe downwards, or a click beside the picture.
    photoswipe.on('close', () => void (this.isClosing = true));
    photoswipe.on('closingAnimationStart', () => this.#controls.toggle(false));
    photoswipe.on('keydown', (event) => this.#key(event.originalEvent as KeyboardEvent));
    photoswipe.on('destroy', () => {
      const slide = this.#slide;
      const root = this.#dialog.getRootNode() as Document | ShadowRoot;
      this.#dialog.close();
      this.#dialog.remove();
      const at = root.adoptedStyleSheets.lastIndexOf(lightboxStyles.styleSheet!);
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((_, index) => index !== at);
      void this.#options.onClose?.(slide);
    });
    this.#dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.close();
    });
  }

  #open(): void {
    const photoswipe = this.#photoswipe;
    this.#dialog.showModal();
    photoswipe.init();
    // The dialog is the dialog: PhotoSwipe's element in it would be announced as a second one, and in English.
    photoswipe.element!.removeAttribute('role');
    for (const { el } of [{ el: photoswipe.scrollWrap! }, ...photoswipe.mainScroll.itemHolders])
      el.removeAttribute('aria-roledescription');
    photoswipe.element!.append(this.#controls.element);
    photoswipe.element!.focus({ preventScroll: true });
    this.#draw();
  }

  /** The list with larger files in the place of those that turned out to be smaller. */
  #withLargest(list: LightboxList): LightboxList {
    const largest = ({ larger, ...slide }: LightboxSlide): LightboxSlide =>
      larger && this.#narrow.has(slide.src) ? { ...slide, ...larger, isGuess: true } : { ...slide, larger };
    return {
      get count() {
        return list.count;
      },
      at: (index) => largest(list.at(index)),
      indexOf: (id) => list.indexOf(id),
    };
  }

  #dataAt(slot: number): Data {
    const { thumbnail } = this.#options;
    const slide = this.#list.at(this.#slots.placeAt(slot));
    const small = thumbnail?.(slide.id);
    const natural = small ? { width: small.naturalWidth, height: small.naturalHeight } : null;
    const { x, y } = this.#photoswipe.viewportSize;
    const size =
      this.#sizes.get(slide.src) ?? expectedSize(slide, natural, { width: x || 1, height: y || 1 });
    return {
      slide,
      ...size,
      ...(slide.src === null ? { type: 'notice' } : { src: slide.src, srcset: slide.srcset }),
      alt: slide.alt,
      thumbCropped: true,
      msrc: small?.currentSrc || undefined,
    };
  }

  /** A file is there, and with it its pixels. */
  #loaded(content: Content): void {
    const data = content.data as Data;
    const { slide } = data;
    if (!(content.element instanceof HTMLImageElement)) return;
    const { naturalWidth, naturalHeight } = content.element;
    if (slide.larger && naturalWidth < slide.larger.width) {
      this.#narrow.add(slide.src);
      return this.update();
    }
    const size = loadedSize(slide, { width: naturalWidth, height: naturalHeight });
    if (!size || (size.width === content.width && size.height === content.height)) return;
    this.#sizes.set(slide.src, size);
    Object.assign(data, size);
    Object.assign(content, size);
    const shown = content.slide;
    if (!shown) return;
    Object.assign(shown.data, size);
    Object.assign(shown, size);
    this.#whenOpen(() => shown.resize());
  }

  /** Loads the picture that is shown anew, where it has failed: PhotoSwipe leaves its message in the place. */
  #tryAgain(): void {
    const { currIndex } = this.#photoswipe;
    if (this.#failed.delete(currIndex)) this.#photoswipe.refreshSlideContent(currIndex);
  }

  #changed(): void {
    this.#draw();
    const slide = this.#slide;
    if (slide.id !== this.#told) {
      this.#told = slide.id;
      this.#options.onChange?.(slide);
    }
    if (this.#place >= this.#slots.count - NEAR_END) this.#options.onNearEnd?.();
  }

  #draw(): void {
    const { currSlide } = this.#photoswipe;
    if (!currSlide) return;
    const { zoomLevels: zoom, content } = currSlide;
    this.#controls.show({
      slide: this.#slide,
      index: this.#place,
      count: this.#slots.count,
      isZoomable: currSlide.isZoomable() && Math.abs(zoom.secondary - zoom.initial) > 0.01,
      isZoomed: currSlide.currZoomLevel > zoom.initial * 1.01,
      isLoading: content.isLoading(),
    });
  }

  #key(key: KeyboardEvent): void {
    // Home and End lead to the first and the last picture.
    const to = key.key === 'Home' ? 0 : key.key === 'End' ? this.#slots.count - 1 : null;
    if (to !== null) this.#goToPlace(to);
    if (to !== null || scrolls(key)) key.preventDefault();
  }
}

function dialogOf({ texts, lang, thumbnail, id }: LightboxOptions): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'imgpro-lightbox';
  dialog.setAttribute('aria-label', texts.viewer);
  if (lang) dialog.lang = lang;
  // In the popover that the picture is in: a modal dialog closes all others.
  const place = popoverAround(thumbnail?.(id)) ?? document.body;
  const root = place.getRootNode() as Document | ShadowRoot;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, lightboxStyles.styleSheet!];
  place.append(dialog);
  // Pointers, places of small pictures and the view are measured in pixels of the window.
  const zoom = zoomOf(dialog);
  if (zoom !== 1) dialog.style.setProperty('zoom', String(1 / zoom));
  return dialog;
}

/** The open popover around an element; null without. */
function popoverAround(node: Node | null | undefined): Element | null {
  for (let at = node; at; at = (at as Element).assignedSlot ?? at.parentNode ?? (at as ShadowRoot).host)
    if (at instanceof Element && at.matches(':popover-open')) return at;
  return null;
}

/** The factor by which a page has zoomed the boxes around an element (CSS `zoom`). */
function zoomOf(element: Element): number {
  const { currentCSSZoom } = element as { currentCSSZoom?: number };
  if (currentCSSZoom !== undefined) return currentCSSZoom;
  let zoom = 1;
  for (let node: Element | null = element; node; node = node.parentElement)
    zoom *= Number(getComputedStyle(node).zoom) || 1;
  return zoom;
}

/** The words in place of a picture. */
function noticeElement(words: string): HTMLDivElement {
  const box = document.createElement('div');
  box.className = 'pswp__content pswp__error-msg-container';
  const text = document.createElement('div');
  text.className = 'pswp__error-msg';
  text.dir = 'auto';
  text.textContent = words;
  box.append(text);
  return box;
}

/** Keys that would scroll the page behind the viewer. */
function scrolls(event: KeyboardEvent): boolean {
  if (event.key !== ' ') return event.key === 'PageUp' || event.key === 'PageDown';
  const [target] = event.composedPath();
  return !(target instanceof Element && target.closest('button, a'));
}
