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

  readonly #host: LoaderHost;
  #source: Source | null = null;
  #stop = new AbortController();
  #pending: Promise<void> | null = null;

  constructor(host: LoaderHost) {
    this.#host = host;
  }

  get hasMore(): boolean {
    return this.state === 'idle' || this.state === 'loading' || this.state === 'error';
  }

  /** Begins anew with a source; null waits for one. */
  start(source: Source | null): Promise<void> {
    this.stop();
    this.#source = source;
    this.started = false;
    this.state = source ? 'idle' : 'waiting';
    return this.more();
  }

  /** The next page; whoever asks while one is under way waits for that. */
  more(): Promise<void> {
    if (!this.#source || this.state === 'done') return Promise.resolve();
    return (this.#pending ??= this.#load(this.#source, this.#stop.signal));
  }

  /** Gives up what is under way; `more` takes it up again. */
  stop(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#pending = null;
    if (this.state === 'loading') this.state = 'idle';
  }

  async #load(source: Source, signal: AbortSignal): Promise<void> {
    this.state = 'loading';
    this.error = null;
    this.#host.requestUpdate();
    try {
      const page = await source.next(signal);
      if (signal.aborted) return;
      this.#pending = null;
      this.started = true;
      this.state = page.hasMore ? 'idle' : 'done';
      this.#host.pageLoaded(page);
    } catch (error) {
      if (signal.aborted) return;
      this.#pending = null;
      this.state = 'error';
      this.error = error;
      this.#host.pageFailed(error);
    }
    this.#host.requestUpdate();
  }
}
