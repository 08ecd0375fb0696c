import { withoutId } from '../viewer/address.ts';

/** Where somebody left a gallery: the image at the top of the view, and the pages that had been loaded. */
export interface LeftPlace {
  /** The source of the images: another one has others. */
  source: string;
  /** Where each page after the first begins. */
  cursors: readonly string[];
  id: string;
  /** How far the top of the view was below the top of the image, in pixels. */
  offset: number;
}

/** A gallery that comes to the page so soon after Back is what somebody went back to (ms). */
const SOON_MS = 5_000;
/** As many pages are read again at most. */
const MOST_PAGES = 40;

let backAt = -Infinity;
let isHearing = false;

/**
 * The place in one gallery of a page, for when its reader comes back: by Back, Forward or a reload, to another document or
 * within one. It is kept for the tab (`sessionStorage`), and holds no image: what is shown is asked for again.
 */
export class ReturnPlace {
  readonly #key: string;

  /** @param element Is in the page. */
  constructor(element: Element) {
    const { href, hash } = location;
    const galleries = [...document.querySelectorAll(element.localName)];
    const name = element.id || String(galleries.indexOf(element));
    this.#key = `imgpro-gallery ${href.replace(/#.*$/s, '')}${withoutId(hash)} ${name}`;
    if (isHearing) return;
    isHearing = true;
    window.addEventListener('popstate', () => (backAt = performance.now()));
  }

  /** Keeps a place; null: there is none to come back to. */
  keep(place: LeftPlace | null): void {
    try {
      if (!place) sessionStorage.removeItem(this.#key);
      else sessionStorage.setItem(this.#key, JSON.stringify(place));
    } catch {
      // A page without storage, or with a full one, begins at its top.
    }
  }

  /** The place to come back to; null for a visit that is no return. */
  read(source: string): LeftPlace | null {
    if (!isReturn()) return null;
    try {
      const place = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') as LeftPlace | null;
      if (!place || place.source !== source || typeof place.id !== 'string' || !Array.isArray(place.cursors))
        return null;
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

function isReturn(): boolean {
  if (performance.now() - backAt < SOON_MS) return true;
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  // Only the page that the document began with: a router may have gone on since.
  const isFirst = navigation?.name.replace(/#.*$/s, '') === location.href.replace(/#.*$/s, '');
  return isFirst && (navigation.type === 'back_forward' || navigation.type === 'reload');
}
