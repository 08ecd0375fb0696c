import type { GalleryContext } from '../context.ts';
import type { Stage } from '../stage/stage.ts';

/** Which tile the Tab key leads to, one stop for all (roving tabindex), and the ways to a tile. */
export class Navigation {
  readonly #context: GalleryContext;
  readonly #stage: Stage;
  #pinned: string | null = null;

  constructor(context: GalleryContext, stage: Stage) {
    this.#context = context;
    this.#stage = stage;
  }

  /** The id of the tile in the tab order: where the focus was last, else the first that can be seen. */
  get active(): string | null {
    if (this.pinnedIndex >= 0) return this.#pinned;
    return this.#context.images()[Math.max(0, this.#stage.firstVisible)]?.id ?? null;
  }

  /** Index of the tile that last had the focus; it stays in the page when it is scrolled away. -1 if none. */
  get pinnedIndex(): number {
    const index = this.#pinned === null ? -1 : this.#context.indexOf(this.#pinned);
    return index < this.#context.boxes().count ? index : -1;
  }

  /** Lets the Tab key lead to what is in view now. */
  lookAgain(): void {
    const { active } = this;
    if (this.#context.root().activeElement || active === null) return;
    const face = this.tile(active)?.querySelector<HTMLElement>('[data-focus]');
    if (face?.tabIndex !== 0) this.#context.renderNow();
  }

  /** The focus went to this tile. */
  pin(id: string): void {
    if (this.#pinned === id) return;
    this.#pinned = id;
    this.#context.requestUpdate();
  }

  /** Brings a tile into view and puts the focus there. */
  async focus(id: string): Promise<void> {
    await this.reveal(id);
    this.tile(id)?.querySelector<HTMLElement>('[data-focus]')?.focus({ preventScroll: true });
  }

  /** Brings a tile into view, and into the page if it was not. */
  async reveal(id: string, block: 'nearest' | 'center' = 'nearest'): Promise<void> {
    this.pin(id);
    await this.#context.updated();
    const index = this.#context.indexOf(id);
    if (index < 0 || index >= this.#context.boxes().count) return;
    // The list may be higher than the page can be, where the browser does not know the way to a tile.
    if (this.#stage.isScaled) {
      this.#stage.scrollToIndex(index, block);
      await this.#context.updated();
      await this.#context.updated();
    }
    this.tile(id)?.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
  }

  tile(id: string): HTMLElement | null {
    return this.#context.root().querySelector<HTMLElement>(`.tile[data-id="${CSS.escape(id)}"]`);
  }
}
