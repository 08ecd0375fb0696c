import { focusOn } from '../../shared/pictures/focus.ts';
import { middle, neighbour, type Boxes, type Direction } from '../../../layout/index.ts';

export interface NavigationHost {
  root(): ParentNode;
  boxes(): Boxes;
  shownCount(): number;
  updated(): Promise<unknown>;
  idAt(index: number): string | undefined;
  indexOf(id: string): number;
  requestUpdate(): void;
}

const VERTICAL = new Set<Direction>(['up', 'down', 'page-up', 'page-down']);

/** Which tile the Tab key leads to, and where the arrow keys lead from there: one stop for all (roving tabindex). */
export class Navigation {
  readonly #host: NavigationHost;
  #active: string | null = null;
  /** The vertical line kept over several steps up or down. */
  #goal: number | undefined;

  constructor(host: NavigationHost) {
    this.#host = host;
  }

  /** The id of the tile in the tab order: where the focus was last, else the first. */
  get active(): string | null {
    const held = this.held;
    return held >= 0 && held < this.#host.shownCount() ? this.#active : (this.#host.idAt(0) ?? null);
  }

  /** Whether a tile has been chosen by the person, and has to stay in the page. */
  get held(): number {
    return this.#active === null ? -1 : this.#host.indexOf(this.#active);
  }

  /** The focus went to this tile. */
  arrived(id: string): void {
    if (this.#active === id) return;
    this.#active = id;
    this.#goal = undefined;
    this.#host.requestUpdate();
  }

  /** Goes from the active tile where a direction leads, with the focus. Returns where that is. */
  async move(to: Direction): Promise<string | null> {
    const from = this.active === null ? -1 : this.#host.indexOf(this.active);
    if (from < 0) return null;
    const boxes = { ...this.#host.boxes(), count: this.#host.shownCount() };
    const goal = VERTICAL.has(to) ? (this.#goal ?? middle(boxes, from)) : undefined;
    const id = this.#host.idAt(neighbour(boxes, from, to, { goal, page: window.innerHeight * 0.8 })) ?? null;
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
    await this.#host.updated();
    const root = this.#host.root();
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
  async reveal(id: string, block: ScrollLogicalPosition = 'nearest'): Promise<void> {
    this.arrived(id);
    await this.#host.updated();
    this.tile(id)?.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
  }

  tile(id: string): HTMLElement | null {
    return this.#host.root().querySelector<HTMLElement>(`.tile[data-id="${CSS.escape(id)}"]`);
  }
}
