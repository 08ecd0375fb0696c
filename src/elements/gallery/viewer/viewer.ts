import type { Image } from '../../../api/types.ts';
import { viewer as english } from '../../../locales/en/viewer.ts';
import {
  currentLightbox,
  openLightbox,
  type Lightbox,
  type LightboxList,
  type LightboxSlide,
} from '../../shared/lightbox/lightbox.ts';
import type { OwnPicture } from '../data/children.ts';
import type { Texts } from '../context.ts';
import { canOpen, slideOf } from './slides.ts';
import { viewerTexts } from './texts.ts';
import { ViewerHistory } from './viewer-history.ts';

/** The viewer's host: its gallery, as far as it needs it. */
export interface ViewerHost {
  readonly text: Texts;
  rtl(): boolean;
  images(): readonly Image[];
  indexOf(id: string): number;
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
  /** Gives the focus to the tile of an image. */
  focus(id: string): void;
  opened(image: Image): void;
  closed(image: Image): void;
}

/** Cause of an opening: a click or a call, which adds to the history, or an address that is there already. */
export type Cause = 'call' | 'address';

/**
 * The gallery's full-screen viewer. Its slides are the images of the gallery, in the same places, made one by one when
 * they come near; or a single image that the gallery has not loaded.
 */
export class Viewer {
  readonly #host: ViewerHost;
  readonly #history = new ViewerHistory();
  #lightbox: Lightbox | null = null;
  /** The image that is shown by itself, for it is not among those of the gallery. */
  #alone: Image | null = null;
  /** Counts what is asked for: the last wish holds. */
  #wish = 0;
  /** The address went away, and the viewer with it. */
  #addressGone = false;
  #isLoading = false;
  /** The image that is on its way. */
  #opening: string | null = null;
  #isUpdateDue = false;

  constructor(host: ViewerHost) {
    this.#host = host;
    host.text.learn(english);
  }

  /** Opens the viewer at an image, or goes there if it is open. */
  async open(id: string, cause: Cause): Promise<void> {
    if (this.#opening === id) return;
    this.#opening = id;
    const wish = ++this.#wish;
    try {
      const image = this.#host.find(id) ?? (await this.#host.fetchImage(id));
      const isWanted = () => wish === this.#wish && (cause === 'call' || this.#history.id === id);
      if (!image || !isWanted() || !canOpen(this.#slide(image))) return;
      if (this.#isShown) this.#goTo(image, cause);
      else await this.#show(image, cause, isWanted);
    } finally {
      if (wish === this.#wish) this.#opening = null;
    }
  }

  async #show(image: Image, cause: Cause, isWanted: () => boolean): Promise<void> {
    const { id } = image;
    const opened = await openLightbox({
      list: this.#list(),
      id,
      texts: viewerTexts(this.#host.text, () => this.#host.hasMore() && !this.#alone),
      lang: this.#host.text.lang,
      dir: this.#host.rtl() ? 'rtl' : 'ltr',
      yields: cause === 'address',
      thumbnail: (each) => this.#host.thumbnail(each),
      onOpen: () => {
        if (!isWanted()) return false;
        this.#alone = this.#host.find(id) ? null : image;
        this.#addressGone = false;
        if (cause === 'call') this.#history.enter(id);
        else this.#history.resume();
        return true;
      },
      onChange: (slide) => this.#changed(slide.id),
      onNearEnd: () => !this.#alone && this.#more(),
      onReveal: (each) => this.#host.reveal(each),
      onClose: (slide) => this.#closed(slide.id, image),
    });
    if (!opened) return;
    this.#lightbox = opened;
    this.#host.opened(image);
  }

  close(): void {
    this.#wish++;
    this.#opening = null;
    this.#lightbox?.close();
  }

  /** Follows the address: after Back, Forward, a link, and when the page begins with one. */
  async followAddress(): Promise<void> {
    const { id } = this.#history;
    const isShown = this.#isShown;
    if (id === null) {
      if (ViewerHistory.isLeaving) return;
      if (isShown) this.#addressGone = true;
      return this.close();
    }
    if (isShown && this.#lightbox!.id === id) return;
    if (!isShown && currentLightbox()?.isClosing === false) return; // another gallery shows it
    await this.open(id, 'address');
  }

  /** Images have come, gone or changed. */
  update(): void {
    if (!this.#lightbox || this.#isUpdateDue) return;
    this.#isUpdateDue = true;
    // A gallery that loads anew is empty for an instant.
    queueMicrotask(() => {
      this.#isUpdateDue = false;
      if (this.#alone && this.#host.find(this.#alone.id)) this.#alone = null;
      this.#lightbox?.update();
    });
  }

  get #isShown(): boolean {
    return this.#lightbox !== null && !this.#lightbox.isClosing;
  }

  #slide(image: Image): LightboxSlide {
    const host = this.#host;
    return slideOf(image, {
      text: host.text,
      isRevealed: host.isRevealed(image.id),
      own: host.ownPicture(image.id),
      base: document.baseURI,
    });
  }

  #goTo(image: Image, cause: Cause): void {
    this.#alone = this.#host.find(image.id) ? null : image;
    if (cause === 'call' && this.#history.id === null) this.#history.enter(image.id);
    else if (cause === 'address') this.#history.resume();
    this.#lightbox!.goTo(image.id);
  }

  #list(): LightboxList {
    const host = this.#host;
    const alone = () => this.#alone;
    return {
      get count() {
        return alone() ? 1 : host.images().length;
      },
      at: (index) => this.#slide(alone() ?? host.images()[index]!),
      indexOf: (id) => {
        const only = alone();
        if (only) return only.id === id ? 0 : -1;
        return host.indexOf(id);
      },
    };
  }

  #changed(id: string): void {
    this.#history.show(id);
    this.#host.follow(id);
  }

  async #closed(last: string, first: Image): Promise<void> {
    const image = this.#host.find(last) ?? this.#alone ?? first;
    this.#lightbox = null;
    // An image without a tile leaves the focus to the dialog, which gives it back to where it was before.
    if (this.#host.find(last)) this.#host.focus(last);
    if (this.#addressGone) this.#history.forget();
    else await this.#history.leave(last);
    this.#alone = null;
    this.#host.closed(image);
  }

  #more(): void {
    if (this.#isLoading || !this.#host.hasMore()) return;
    this.#isLoading = true;
    // The images that come are told by `update`; a failure is the gallery's to show, when the viewer is gone.
    void this.#host.loadMore().finally(() => (this.#isLoading = false));
  }
}
