import type { GalleryContext } from '../context.ts';
import type { Stage } from '../stage/stage.ts';

/** Which tile the Tab key leads to, one stop for all (roving tabindex). */
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

  tile(id: string): HTMLElement | null {
    return this.#context.root().querySelector<HTMLElement>(`.tile[data-id="${CSS.escape(id)}"]`);
  }
}
