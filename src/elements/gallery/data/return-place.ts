import { firstEndingBelow } from '../../../layout/index.ts';
import type { GalleryContext } from '../context.ts';
import type { View } from '../stage/viewport.ts';
import type { Page, Source } from './sources.ts';

/** An image at the top of the view, and how far below its top the view begins, in pixels. */
interface SeenImage {
  id: string;
  offset: number;
}

/** Where somebody left a gallery: the image at the top of the view, and the pages that had been loaded. */
interface LeftPlace extends SeenImage {
  /** The source of the images: another one has others. */
  source: string;
  /** Where each page after the first begins. */
  cursors: readonly string[];
}

/** The gallery as the place in it is told of. */
export interface LeftGallery {
  readonly context: GalleryContext;
  readonly stage: {
    readonly ready: boolean;
    /** The view when it was last looked at. */
    readonly lastView: View;
    view(): View;
    scrollToLine(line: number): void;
  };
  /** Where the pages begin that have been loaded after the first. */
  cursors(): readonly string[];
  /** Tells the source of the images from others. */
  source(): string;
}

/** A gallery that comes to the page so soon after Back is what somebody went back to (ms). */
const SOON_MS = 5_000;
/** As many pages are read again at most, and so many at a time. */
const MOST_PAGES = 40;
const AT_ONCE = 4;

let backAt = -Infinity;
let isHearing = false;

/**
 * The place in one gallery of a page, for when its reader comes back: by Back, Forward or a reload, to another document or
 * within one. It is kept for the tab (`sessionStorage`), and holds no image: what is shown is asked for again.
 */
export class ReturnPlace {
  readonly #gallery: LeftGallery;
  #key = '';
  /** The image that the view is to begin with, once it has its place. */
  #awaited: SeenImage | null = null;

  constructor(gallery: LeftGallery) {
    this.#gallery = gallery;
    if (isHearing) return;
    isHearing = true;
    window.addEventListener('popstate', () => (backAt = performance.now()));
  }

  /** Keeps the place when the page or the element is left. */
  connect(signal: AbortSignal): void {
    const { element } = this.#gallery.context;
    const { href, hash } = location;
    const name = element.id || [...document.querySelectorAll(element.localName)].indexOf(element);
    // Which image the viewer shows, or showed, makes no difference.
    const pieces = hash.split(/[#?&]/).filter((piece) => piece && !piece.startsWith('imgpro='));
    this.#key = `imgpro-gallery ${href.replace(/#.*$/s, '')}#${pieces.join('&')} ${name}`;
    window.addEventListener('pagehide', () => this.#keep(), { signal });
    signal.addEventListener('abort', () => this.#keep(), { once: true });
  }

  /** The source, beginning with all pages that had been loaded, where somebody comes back; else the source as it is. */
  returning(source: Source): Source {
    const left = this.#read();
    if (!left) return source;
    this.#awaited = left;
    const signal = this.#gallery.context.signal();
    const forget = () => (this.#awaited = null);
    for (const act of ['wheel', 'touchmove', 'pointerdown', 'keydown'])
      window.addEventListener(act, forget, { signal, once: true, passive: true, capture: true });
    return source.atHand ? source : readAgain(source, left.cursors);
  }

  /** After each rendering: brings the image to where it was in the view, unless somebody has gone elsewhere since. */
  rendered(): void {
    const { context, stage } = this.#gallery;
    const awaited = this.#awaited;
    const index = awaited && stage.ready ? context.indexOf(awaited.id) : -1;
    const { top, count } = context.boxes();
    if (index < 0 || index >= count) return;
    this.#awaited = null;
    stage.scrollToLine(top[index]! + awaited!.offset);
  }

  /** The image at the top of the view; null where the view begins above all of them. */
  get #seen(): SeenImage | null {
    const { context, stage } = this.#gallery;
    // A gallery that has left the page has no view any more: the last one counts.
    const { from } = context.element.isConnected ? stage.view() : stage.lastView;
    const boxes = context.boxes();
    const index = firstEndingBelow(boxes, from);
    const image = from > 0 && context.images()[index];
    return image ? { id: image.id, offset: Math.round(from - boxes.top[index]!) } : null;
  }

  #keep(): void {
    const seen = this.#seen;
    try {
      if (!seen) return sessionStorage.removeItem(this.#key);
      const { cursors, source } = this.#gallery;
      const place: LeftPlace = { source: source(), cursors: cursors(), ...seen };
      sessionStorage.setItem(this.#key, JSON.stringify(place));
    } catch {
      // A page without storage, or with a full one, begins at its top.
    }
  }

  /** The place to come back to; null for a visit that is no return. */
  #read(): LeftPlace | null {
    if (!isReturn()) return null;
    try {
      const place = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') as LeftPlace | null;
      if (place?.source !== this.#gallery.source() || !Array.isArray(place.cursors)) return null;
      return {
        ...place,
        offset: Number(place.offset) || 0,
        cursors: place.cursors.slice(0, MOST_PAGES).map(String),
      };
    } catch {
      return null;
    }
  }
}

/** A source whose first page is read together with those known to follow it. */
function readAgain(source: Source, known: readonly string[]): Source {
  return {
    async next(at, signal) {
      const cursors = known;
      known = [];
      if (cursors.length === 0) return source.next(at, signal);
      const pages: Page[] = [];
      const waiting = [null, ...cursors].entries();
      const reader = async () => {
        for (const [place, cursor] of waiting) pages[place] = await source.next(cursor, signal);
      };
      try {
        await Promise.all(Array.from({ length: AT_ONCE }, reader));
      } catch {
        return source.next(at, signal); // a cursor may have become void: the list begins at its beginning
      }
      return { images: pages.flatMap(({ images }) => images), next: pages.at(-1)!.next, cursors };
    },
  };
}

function isReturn(): boolean {
  if (performance.now() - backAt < SOON_MS) return true;
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  // Only the page that the document began with: a router may have gone on since.
  const isFirst = navigation?.name.replace(/#.*$/s, '') === location.href.replace(/#.*$/s, '');
  return isFirst && (navigation.type === 'back_forward' || navigation.type === 'reload');
}
