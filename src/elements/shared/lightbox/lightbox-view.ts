import PhotoSwipe from 'photoswipe';
import type { Lightbox, LightboxOptions, LightboxSlide } from './lightbox-types.ts';
import { LightboxControls } from './lightbox-controls.ts';
import { lightboxStyles } from './lightbox.styles.ts';

interface SlideData {
  slide: LightboxSlide;
  src: string;
  srcset?: string;
  width: number;
  height: number;
  alt: string;
  msrc?: string;
  thumbCropped: true;
}

/** How many slides before the end more are asked for. */
const NEAR_END = 4;

/**
 * PhotoSwipe for gestures, zoom and transitions, inside a modal `<dialog>`: the top layer, the inert page and the
 * kept focus are the browser's. The controls are ours: PhotoSwipe writes its own by innerHTML, which Trusted Types
 * refuse, and its styles come as an adopted sheet, which a strict CSP allows.
 */
export function showLightbox(options: LightboxOptions): Lightbox {
  const { texts } = options;
  const data = options.slides.map((slide) => dataOf(slide, options));
  const dialog = document.createElement('dialog');
  dialog.className = 'imgpro-lightbox';
  dialog.setAttribute('aria-label', texts.viewer);
  if (options.lang) dialog.lang = options.lang;
  const sheet = lightboxStyles.styleSheet!;
  // In the popover that the picture is in: a modal dialog closes all others.
  const place = popoverAround(options.thumbnail?.(options.id)) ?? document.body;
  const root = place.getRootNode() as Document | ShadowRoot;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  place.append(dialog);

  const photoswipe = new PhotoSwipe({
    dataSource: data,
    index: Math.max(
      0,
      options.slides.findIndex(({ id }) => id === options.id),
    ),
    appendToEl: dialog,
    showHideAnimationType: 'zoom',
    showAnimationDuration: 240,
    hideAnimationDuration: 200,
    zoomAnimationDuration: 240,
    bgOpacity: 1,
    // The page's own size is another one under CSS zoom.
    getViewportSizeFn: () => ({ x: dialog.clientWidth, y: window.innerHeight }),
    loop: false,
    wheelToZoom: true,
    // Both are the dialog's, and its owner's.
    trapFocus: false,
    returnFocus: false,
    errorMsg: texts.failed,
    paddingFn: ({ x }) =>
      x < 600 ? { top: 0, bottom: 0, left: 0, right: 0 } : { top: 24, bottom: 24, left: 0, right: 0 },
    tapAction: () => controls.toggle(),
  });
  const current = () => data[photoswipe.currIndex]!.slide;
  const controls = new LightboxControls(
    texts,
    {
      close: () => close(),
      previous: () => photoswipe.prev(),
      next: () => photoswipe.next(),
      zoom: () => photoswipe.toggleZoom(),
      reveal: () => options.onReveal?.(current().id),
    },
    options.dir ?? 'ltr',
  );

  let wantsToClose = false;
  const close = () => {
    wantsToClose = true; // PhotoSwipe does not hear it before it has fully opened
    photoswipe.close();
  };
  const update = () => {
    const { currSlide, currIndex } = photoswipe;
    const zoom = currSlide?.zoomLevels;
    controls.show({
      slide: current(),
      index: currIndex,
      count: data.length,
      zoomable: Boolean(zoom && currSlide.isZoomable() && Math.abs(zoom.secondary - zoom.initial) > 0.01),
      zoomed: Boolean(zoom && currSlide.currZoomLevel > zoom.initial * 1.01),
    });
  };

  // No element of PhotoSwipe's own is made: each would be written by innerHTML.
  photoswipe.on('uiRegister', () => {
    photoswipe.ui!.uiElementsData = [];
  });
  photoswipe.addFilter(
    'thumbEl',
    (_, { slide }) => (options.thumbnail?.((slide as LightboxSlide).id) ?? undefined)!,
  );
  photoswipe.on('change', () => {
    update();
    options.onChange?.(current());
    if (photoswipe.currIndex >= data.length - NEAR_END) options.onNearEnd?.();
  });
  photoswipe.on('zoomPanUpdate', update);
  // PhotoSwipe takes a picture that is complete for loaded; one that the browser refuses at once is complete as well.
  photoswipe.on('contentLoadImage', ({ content }) => {
    const refused = () => content.state === 'loaded' && content.onError();
    content.element?.addEventListener('error', refused, { once: true });
  });
  photoswipe.on('openingAnimationStart', () => controls.toggle(true));
  photoswipe.on('openingAnimationEnd', () => {
    dialog.dataset['state'] = 'open'; // from here on keys and fingers are heard
    if (wantsToClose) photoswipe.close();
  });
  photoswipe.on('closingAnimationStart', () => controls.toggle(false));
  photoswipe.on('keydown', (event) => {
    const key = event.originalEvent as KeyboardEvent;
    const to = jumpOf(key, data.length);
    if (to !== null) photoswipe.goTo(to);
    if (to !== null || scrolls(key)) key.preventDefault();
  });
  photoswipe.on('destroy', () => {
    const slide = current();
    dialog.close();
    dialog.remove();
    const at = root.adoptedStyleSheets.lastIndexOf(sheet);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((_, index) => index !== at);
    options.onClose?.(slide);
  });
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });

  dialog.showModal();
  // The pixels of the viewer are those of the window, whatever the zoom of what it stands in.
  const zoom = dialog.getBoundingClientRect().width / dialog.offsetWidth || 1;
  if (zoom !== 1) dialog.style.setProperty('zoom', String(1 / zoom));
  photoswipe.init();
  // The dialog is the dialog; PhotoSwipe's element in it would be announced as a second one.
  photoswipe.element!.removeAttribute('role');
  photoswipe.scrollWrap!.removeAttribute('aria-roledescription');
  photoswipe.element!.append(controls.element);
  photoswipe.element!.focus({ preventScroll: true });
  update();

  return {
    get id() {
      return current().id;
    },
    append(slides) {
      const from = data.length;
      data.push(...slides.map((slide) => dataOf(slide, options)));
      // At the end there is no next slide yet; this makes it.
      if (slides.length > 0) photoswipe.refreshSlideContent(from);
    },
    replace(slide) {
      const index = data.findIndex(({ slide: { id } }) => id === slide.id);
      if (index < 0) return;
      data[index] = dataOf(slide, options);
      photoswipe.refreshSlideContent(index);
    },
    close,
  };
}

function popoverAround(node: Node | null | undefined): Element | null {
  for (let at = node; at; at = (at as Element).assignedSlot ?? at.parentNode ?? (at as ShadowRoot).host)
    if (at instanceof Element && at.matches(':popover-open')) return at;
  return null;
}

function dataOf(slide: LightboxSlide, { thumbnail }: LightboxOptions): SlideData {
  return {
    slide,
    src: slide.src,
    srcset: slide.srcset,
    width: slide.width,
    height: slide.height,
    alt: slide.alt,
    thumbCropped: true,
    // Read when PhotoSwipe wants it: by then another picture may have been loaded for the tile.
    get msrc() {
      return thumbnail?.(slide.id)?.currentSrc || undefined;
    },
  };
}

/** Home and End lead to the first and the last slide. */
function jumpOf({ key }: KeyboardEvent, count: number): number | null {
  return key === 'Home' ? 0 : key === 'End' ? count - 1 : null;
}

/** Keys that would scroll the page behind the viewer. */
function scrolls(event: KeyboardEvent): boolean {
  if (event.key !== ' ') return event.key === 'PageUp' || event.key === 'PageDown';
  const [target] = event.composedPath();
  return !(target instanceof Element && target.closest('button, a'));
}
