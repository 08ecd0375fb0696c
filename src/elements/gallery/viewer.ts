import type { Image } from '../../api/types.ts';
import { imageAttributes, isVeiled } from '../../image/attributes.ts';
import { pageOrFile } from '../../image/links.ts';
import { safeUrl } from '../../image/core/urls.ts';
import {
  currentLightbox,
  openLightbox,
  preloadLightbox,
  type Lightbox,
  type LightboxSlide,
  type LightboxTexts,
} from '../shared/lightbox/lightbox.ts';
import type { OwnPicture } from './children.ts';
import { nameOf, tileState, type Texts } from './tiles.ts';

/** The viewer's host: its gallery, as far as it needs it. */
export interface ViewerHost {
  readonly text: Texts;
  rtl(): boolean;
  images(): readonly Image[];
  hasMore(): boolean;
  isRevealed(id: string): boolean;
  reveal(id: string): void;
  ownPicture(id: string): OwnPicture | undefined;
  thumbnail(id: string): HTMLImageElement | null;
  find(id: string): Image | undefined;
  /** The image from the account, when it is none of those that have come; null if there is none to be had. */
  fetchImage(id: string): Promise<Image | null>;
  loadMore(): Promise<void>;
  follow(id: string): void;
  opened(image: Image): void;
  closed(image: Image): void;
}

/** The image id in a page's fragment, `#imgpro=<id>`, the address of an image in a gallery; null for any other. */
export function idOfHash(hash: string): string | null {
  const match = /^#imgpro=([A-Za-z0-9_-]{1,64})$/.exec(hash);
  return match?.[1] ?? null;
}

/**
 * The gallery's full-screen viewer and its address. Opening adds an entry to the history, so that Back closes;
 * closing takes the entry away again, and leaves the address as it was.
 */
export class Viewer {
  readonly #host: ViewerHost;
  #lightbox: Lightbox | null = null;
  #pending: string | null = null;
  /** The viewer shows one image that is not among those of the gallery. */
  #alone = false;
  #loading = false;
  #scrolling: ScrollRestoration | null = null;

  constructor(host: ViewerHost) {
    this.#host = host;
  }

  get isOpen(): boolean {
    return this.#lightbox !== null;
  }

  preload(): void {
    preloadLightbox().catch(() => {}); // said when it is really wanted
  }

  /** Opens the viewer at an image. */
  async open(id: string, push = true): Promise<void> {
    const image = this.#host.find(id);
    if (!image || this.#pending === id || !this.#slide(image)) return;
    await this.#show(id, image, push, false);
  }

  close(): void {
    this.#pending = null;
    this.#lightbox?.close();
  }

  /** Follows the address: after Back, Forward, a link, and when the page begins with one. */
  async followAddress(): Promise<void> {
    const id = idOfHash(location.hash);
    if (id === null) {
      this.#letScroll();
      return this.close();
    }
    if (this.#lightbox?.id === id || this.#pending === id) return;
    if (this.#host.find(id)) return this.open(id, false);
    if (currentLightbox()) return;
    const image = await this.#host.fetchImage(id);
    if (image && idOfHash(location.hash) === id && !currentLightbox() && this.#slide(image))
      await this.#show(id, image, false, true);
  }

  /** More images have come at the end. */
  extend(images: readonly Image[]): void {
    if (!this.#alone) this.#lightbox?.append(this.#slides(images));
  }

  /** The data known of an image has changed. */
  refresh(id: string): void {
    const image = this.#host.find(id);
    const slide = image && this.#slide(image);
    if (slide) this.#lightbox?.replace(slide);
  }

  async #show(id: string, image: Image, push: boolean, alone: boolean): Promise<void> {
    const { text } = this.#host;
    this.#pending = id;
    try {
      await preloadLightbox();
    } catch {
      // Its code cannot be fetched now: the page of the image shows it too.
      if (this.#pending === id) this.#pending = null;
      const address = pageOrFile(image);
      if (push && address) location.assign(address);
      return;
    }
    if (this.#pending !== id) return;
    this.#pending = null;
    const entry = push ? this.#push(id) : null;
    this.#alone = alone;
    // Pages that come while its code does are among them: `extend` reaches an open viewer only.
    const lightbox = await openLightbox({
      slides: this.#slides(alone ? [image] : this.#host.images()),
      id,
      texts: viewerTexts(text, () => this.#host.hasMore() && !alone),
      lang: text.lang,
      dir: this.#host.rtl() ? 'rtl' : 'ltr',
      thumbnail: (each) => this.#host.thumbnail(each),
      onChange: ({ id: now }) => this.#changed(now),
      onNearEnd: () => !alone && this.#more(),
      onReveal: (each) => {
        this.#host.reveal(each);
        this.refresh(each);
      },
      onClose: ({ id: last }) => {
        if (this.#lightbox === lightbox) this.#lightbox = null;
        this.#closed(last, image, entry);
      },
    });
    this.#lightbox = lightbox;
    this.#host.opened(image);
  }

  /** Adds an entry to the history. Gives its mark, null where the page can have none. */
  #push(id: string): number | null {
    // The page goes along with the viewer; going back must not undo that.
    this.#scrolling ??= history.scrollRestoration;
    history.scrollRestoration = 'manual';
    // A viewer that is still open is about to close, and gives its entry up.
    const how = currentLightbox() && idOfHash(location.hash) ? 'replaceState' : 'pushState';
    const imgpro = Math.random();
    return write(how, id, { ...(history.state as object | null), imgpro }) ? imgpro : null;
  }

  #changed(id: string): void {
    const now = idOfHash(location.hash);
    if (now && now !== id) write('replaceState', id);
    this.#host.follow(id);
  }

  /** Leaves the address as it was before, unless the page is elsewhere by now: a router may have taken the gallery away. */
  #closed(last: string, first: Image, entry: number | null): void {
    const { imgpro = entry } = (history.state ?? {}) as { imgpro?: unknown };
    if (idOfHash(location.hash) !== last || (entry && imgpro !== entry)) this.#letScroll();
    else if (entry) {
      // Heard also if the gallery has left the page.
      addEventListener('popstate', () => this.#letScroll(), { once: true });
      history.back();
    } else write('replaceState', null);
    this.#host.closed(this.#host.find(last) ?? first);
  }

  /** The browser keeps the scroll place again as it did before the viewer. */
  #letScroll(): void {
    if (this.#scrolling) history.scrollRestoration = this.#scrolling;
    this.#scrolling = null;
  }

  #more(): void {
    if (this.#loading || !this.#host.hasMore()) return;
    this.#loading = true;
    // The images that come are handed over by `extend`; a failure is the gallery's to show, when the viewer is gone.
    void this.#host.loadMore().finally(() => (this.#loading = false));
  }

  #slides(images: readonly Image[]): LightboxSlide[] {
    return images.flatMap((image) => this.#slide(image) ?? []);
  }

  #slide(image: Image): LightboxSlide | null {
    const revealed = this.#host.isRevealed(image.id);
    const state = tileState(image, false, revealed);
    if (state !== 'ready' && state !== 'nsfw') return null;
    const own = this.#host.ownPicture(image.id);
    const { src, srcset } = imageAttributes(image, { revealed });
    const address = src ?? safeUrl(own?.src);
    if (!address) return null;
    const thumbnail = this.#host.thumbnail(image.id);
    return {
      id: image.id,
      src: address,
      // An author's srcset ends with the largest file it names; the link's file may be larger still.
      srcset: own ? (address === own.src ? own.srcset : undefined) : srcset,
      width: image.width ?? (thumbnail?.naturalWidth || 1200),
      height: image.height ?? (thumbnail?.naturalHeight || 900),
      alt: nameOf(image, this.#host.text),
      caption: image.caption,
      pageUrl: image.public ? safeUrl(image.page_url) : null,
      veiled: isVeiled(image, { revealed }),
    };
  }
}

/** Writes the address; some pages may not have one of their own (`srcdoc`, sandboxed frames), and do without. */
function write(
  how: 'pushState' | 'replaceState',
  id: string | null,
  state: unknown = history.state,
): boolean {
  try {
    // In full: a `<base>` may lead to another folder, or another origin.
    const [page] = location.href.split('#');
    history[how](state, '', id === null ? page : `${page}#imgpro=${id}`);
    return true;
  } catch {
    return false;
  }
}

function viewerTexts(text: Texts, more: () => boolean): LightboxTexts {
  return {
    viewer: text.t('viewer'),
    close: text.t('close'),
    previous: text.t('viewerPrevious'),
    next: text.t('viewerNext'),
    zoom: text.t('viewerZoom'),
    page: text.t('viewerPage'),
    failed: text.t('viewerFailed'),
    sensitive: text.t('nsfw'),
    reveal: text.t('reveal'),
    position: (index, count) => text.t(more() ? 'viewerPositionMore' : 'viewerPosition', { index, count }),
  };
}
