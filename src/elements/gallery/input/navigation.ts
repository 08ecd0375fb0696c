import { middle, neighbour, type Direction } from '../../../layout/index.ts';
import { focusOn } from '../../shared/pictures/focus.ts';
import type { GalleryContext } from '../context.ts';
import type { Stage } from '../stage/stage.ts';

const VERTICAL = new Set<Direction>(['up', 'down', 'page-up', 'page-down']);

/** Which tile the Tab key leads to, and where the arrow keys lead from there: one stop for all (roving tabindex). */
export class Navigation {
  readonly #context: GalleryContext;
  readonly #stage: Stage;
  #pinned: string | null = null;
  /** The vertical line kept over several steps up or down. */
  #goal: number | undefined;

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
    this.#goal = undefined;
    this.#context.requestUpdate();
  }

  /** Goes from the active tile where a direction leads, with the focus. Returns where that is. */
  async move(to: Direction): Promise<string | null> {
    const { active } = this;
    const from = active === null ? -1 : this.#context.indexOf(active);
    if (from < 0) return null;
    const boxes = this.#context.boxes();
    const goal = VERTICAL.has(to) ? (this.#goal ?? middle(boxes, from)) : undefined;
    const view = this.#stage.view();
    const page = (view.to - view.from) * 0.8;
    const id = this.#context.images()[neighbour(boxes, from, to, { goal, page })]?.id ?? null;
    if (id !== null) await this.focus(id);
    this.#goal = goal;
    return id;
  }

  /** Brings a tile into view and puts the focus there. */
  async focus(id: string): Promise<void> {
    await this.reveal(id);
    this.tile(id)?.querySelector<HTMLElement>('[data-focus]')?.focus({ preventScroll: true });
  }

  /** Takes the focus over from something that has gone, without scrolling away. */
  async rest(from: 'end' | 'tiles' = 'tiles'): Promise<void> {
    await this.#context.updated();
    const root = this.#context.root();
    const end = () => root.querySelector<HTMLElement>('.more, .message');
    const tile = () =>
      this.active === null ? null : this.tile(this.active)?.querySelector<HTMLElement>('[data-focus]');
    const places = from === 'end' ? [end, tile] : [tile, end];
    for (const place of [...places, () => root.querySelector<HTMLElement>('.base')]) {
      const element = place();
      if (element && focusOn(element)) return;
    }
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
