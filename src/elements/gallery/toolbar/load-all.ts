import type { GalleryContext } from '../context.ts';
import type { Loader } from '../data/loader.ts';

/** Loads all the pages that remain, one after the other, until a person stops it or a page fails. */
export class LoadAll {
  isRunning = false;
  readonly #context: GalleryContext;
  readonly #loader: Pick<Loader, 'state' | 'more'>;

  constructor(context: GalleryContext, loader: Pick<Loader, 'state' | 'more'>) {
    this.#context = context;
    this.#loader = loader;
  }

  async start(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    this.#context.requestUpdate();
    do await this.#loader.more();
    while (this.isRunning && this.#goesOn);
    this.stop();
  }

  stop(): void {
    this.isRunning = false;
    this.#context.requestUpdate();
  }

  get #goesOn(): boolean {
    const { state } = this.#loader;
    return (state === 'idle' || state === 'loading') && this.#context.element.isConnected;
  }
}
