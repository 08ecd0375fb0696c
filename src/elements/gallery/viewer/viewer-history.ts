import { idOfHash, withId, withoutId } from './address.ts';

/** The longest time that a step back may take (ms): a page may have refused it. */
const STEP_BACK = 1000;

/** Signs of an entry of the history. */
interface Entry {
  /** Its name, where the browser has the Navigation API. */
  key: string | undefined;
  /** The number of entries that there were: one that a page adds changes it. */
  length: number;
}

/**
 * The viewer's entry in the page's history. Opening adds one, so that Back closes the viewer; closing takes it back, and
 * only that: whatever the page has done to its history meanwhile stays. Pages without an address of their own (`srcdoc`,
 * sandboxed frames) do without.
 */
export class ViewerHistory {
  /** A viewer is taking back its entry: that the address goes is no wish of a person. */
  static isLeaving = false;
  /** The entry that is the viewer's to take back; null when there is none. */
  #entry: Entry | null = null;
  #scrolling: ScrollRestoration | null = null;

  /** The image that the address names. */
  get id(): string | null {
    return idOfHash(location.hash);
  }

  /** Adds an entry for an image. */
  enter(id: string): void {
    this.#holdScroll();
    this.#entry = write('pushState', withId(location.hash, id), marked(id)) ? currentEntry() : null;
  }

  /** Takes up an entry that has been there: after Forward or a reload it may be one that the viewer added. */
  resume(): void {
    this.#entry = this.id !== null && markOf(history.state) === this.id ? currentEntry() : null;
    if (this.#entry) this.#holdScroll();
  }

  /** Another image is shown. An entry that names none is the page's. */
  show(id: string): void {
    if (this.id === null || this.id === id) return;
    write('replaceState', withId(location.hash, id), this.#entry ? marked(id) : history.state);
  }

  /** The viewer was closed by a person or a call, at this image: the address goes too, when it is still the viewer's. */
  async leave(last: string): Promise<void> {
    const isOurs = this.#isCurrent(last);
    const names = this.id === last;
    this.#entry = null;
    if (isOurs) {
      ViewerHistory.isLeaving = true;
      await stepBack();
      ViewerHistory.isLeaving = false;
    } else if (names) write('replaceState', withoutId(location.hash), history.state);
    this.#releaseScroll();
  }

  /** The viewer was closed because the address has changed. */
  forget(): void {
    this.#entry = null;
    this.#releaseScroll();
  }

  /** Whether the page stands at the viewer's own entry: a copy of its state that the page made is none. */
  #isCurrent(last: string): boolean {
    if (!this.#entry || this.id !== last) return false;
    const { key, length } = currentEntry();
    if (key !== undefined) return key === this.#entry.key;
    return markOf(history.state) === last && length === this.#entry.length;
  }

  /** The page goes along with the viewer; going back must not undo that. */
  #holdScroll(): void {
    this.#scrolling ??= history.scrollRestoration;
    history.scrollRestoration = 'manual';
  }

  #releaseScroll(): void {
    if (this.#scrolling) history.scrollRestoration = this.#scrolling;
    this.#scrolling = null;
  }
}

/** The state of the page with the image in it, by which the entry is known again. */
function marked(id: string): unknown {
  const state: unknown = history.state;
  const own = typeof state === 'object' && !Array.isArray(state) ? state : null;
  return { ...own, imgpro: id };
}

function markOf(state: unknown): unknown {
  return (state as { imgpro?: unknown } | null)?.imgpro;
}

function currentEntry(): Entry {
  const { navigation } = globalThis as { navigation?: { currentEntry?: { key: string } | null } };
  return { key: navigation?.currentEntry?.key, length: history.length };
}

/** Goes back one entry; resolves when the page is there. */
function stepBack(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('popstate', done);
      resolve();
    };
    const timer = setTimeout(done, STEP_BACK);
    window.addEventListener('popstate', done);
    history.back();
  });
}

function write(how: 'pushState' | 'replaceState', hash: string, state: unknown): boolean {
  try {
    history[how](state, '', location.href.replace(/#.*$/s, '') + hash);
    return true;
  } catch {
    return false;
  }
}
