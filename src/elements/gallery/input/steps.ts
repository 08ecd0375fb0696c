import { middle, neighbour, type Direction } from '../../../layout/index.ts';
import type { GalleryContext } from '../context.ts';
import type { ListGeometry } from '../stage/geometry.ts';
import type { Navigation } from './navigation.ts';
import type { Ways } from './ways.ts';

const VERTICAL = new Set<Direction>(['up', 'down', 'page-up', 'page-down']);

/** Where the arrow keys lead from the tile that the Tab key led to. */
export class Steps {
  readonly #context: GalleryContext;
  readonly #geometry: Pick<ListGeometry, 'view'>;
  readonly #navigation: Navigation;
  readonly #ways: Ways;
  /** The vertical line kept over several steps up or down, and the tile that the last of them led to. */
  #goal: number | undefined;
  #last: string | null = null;

  constructor(
    context: GalleryContext,
    geometry: Pick<ListGeometry, 'view'>,
    navigation: Navigation,
    ways: Ways,
  ) {
    this.#context = context;
    this.#geometry = geometry;
    this.#navigation = navigation;
    this.#ways = ways;
  }

  /** Goes from the active tile where a direction leads, with the focus. Returns where that is. */
  async go(to: Direction): Promise<string | null> {
    const { active } = this.#navigation;
    const from = active === null ? -1 : this.#context.indexOf(active);
    if (from < 0) return null;
    const boxes = this.#context.boxes();
    const kept = active === this.#last ? this.#goal : undefined;
    const goal = VERTICAL.has(to) ? (kept ?? middle(boxes, from)) : undefined;
    const view = this.#geometry.view();
    const page = (view.to - view.from) * 0.8;
    const id = this.#context.images()[neighbour(boxes, from, to, { goal, page })]?.id ?? null;
    this.#goal = goal;
    this.#last = id;
    if (id !== null) await this.#ways.focus(id);
    return id;
  }
}
