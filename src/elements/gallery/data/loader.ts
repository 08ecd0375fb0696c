import { breath, SLICE_MS } from './breath.ts';
import type { Page, Source } from './sources.ts';

/**
 * `idle`: there is more, and nobody has asked for it. `error`: the last page failed; asking again tries it again.
 * `done`: everything has come.
 */
export type LoaderState = 'waiting' | 'loading' | 'idle' | 'error' | 'done';

export interface LoaderHost {
  pageLoaded(page: Page): void;
  pageFailed(error: unknown): void;
  requestUpdate(): void;
}

/** Reads a source page by page, one request at a time, for as long as the element is on the page. */
export class Loader {
  state: LoaderState = 'waiting';
  error: unknown = null;
  /** Whether any page has come of this source. */
  started = false;
  /** Whether the page under way failed before. */
  retrying = false;
  /** Whether something was under way when the element left. */
  #interrupted = false;

  readonly #host: LoaderHost;
  #source: Source | null = null;
  /** Where the next page begins. */
  #cursor: string | null = null;
  /** The cursors so far: a list that leads back to where it was would load for ever. */
  #seen = new Set<string>();
  #stop = new AbortController();
  #pending: Promise<void> | null = null;

  constructor(host: LoaderHost) {
    this.#host = host;
  }

  get hasMore(): boolean {
    return this.state === 'idle' || this.state === 'loading' || this.state === 'error';
  }

  /** Whether the images that are still to come are at hand. */
  get atHand(): boolean {
    return this.#source?.atHand === true;
  }

  /** The cursors of the pages that have come after the first, in their order. */
  get cursors(): readonly string[] {
    return [...this.#seen];
  }

  /** Begins anew with a source; null waits for one. */
  start(source: Source | null): Promise<void> {
    this.stop();
    this.#source = source;
    this.#cursor = null;
    this.#seen.clear();
    this.started = false;
    this.retrying = this.#interrupted = false;
    this.state = source ? 'idle' : 'waiting';
    return this.more();
  }

  /** The next page; whoever asks while one is under way waits for that. */
  more(): Promise<void> {
    if (!this.#source || this.state === 'done') return Promise.resolve();
    return (this.#pending ??= this.#load(this.#source, this.#stop.signal));
  }

  /** Takes up what was given up. */
  resume(): void {
    if (this.#interrupted) void this.more();
  }

  /** Gives up what is under way; `resume` takes it up again, and so does `more`. */
  stop(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#pending = null;
    if (this.state !== 'loading') return;
    this.state = 'idle';
    this.#interrupted = true;
  }

  async #load(source: Source, signal: AbortSignal): Promise<void> {
    // One that was interrupted meanwhile is still tried again.
    if (this.state === 'error') this.retrying = true;
    this.#interrupted = false;
    this.state = 'loading';
    this.error = null;
    this.#host.requestUpdate();
    try {
      let slice = performance.now();
      let drawn = slice;
      for (;;) {
        const page = await source.next(this.#cursor, signal);
        if (signal.aborted) return;
        if (this.#take(page, source.atHand === true)) return;
        const now = performance.now();
        if (now - slice < SLICE_MS) continue;
        if (now - drawn > DRAW_MS) {
          drawn = now;
          this.#host.requestUpdate();
        }
        await breath();
        if (signal.aborted) return;
        slice = performance.now();
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#pending = null;
      this.state = 'error';
      this.error = error;
      this.#host.pageFailed(error);
      this.#host.requestUpdate();
    }
  }

  /** Takes a page in; says whether that ends what was asked for. */
  #take(page: Page, goOn: boolean): boolean {
    for (const cursor of page.cursors ?? []) this.#seen.add(cursor);
    const next = page.next !== null && !this.#seen.has(page.next) ? page.next : null;
    if (next !== null) this.#seen.add(next);
    this.#cursor = next;
    const ends = !goOn || next === null;
    this.state = next === null ? 'done' : goOn ? 'loading' : 'idle';
    if (ends) this.#pending = null;
    this.retrying = false;
    const isFirst = !this.started;
    this.started = true;
    this.#host.pageLoaded({ ...page, next });
    if (ends || isFirst) this.#host.requestUpdate();
    return ends;
  }
}

/** How often the page is drawn while images at hand are taken in (ms). */
const DRAW_MS = 250;
