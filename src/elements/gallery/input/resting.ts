import { FocusKeeper, focusOn } from '../../shared/pictures/focus.ts';
import type { GalleryContext } from '../context.ts';
import type { Navigation } from './navigation.ts';

/** Takes the focus over from what a rendering takes away. */
export class Resting {
  readonly #context: GalleryContext;
  readonly #navigation: Navigation;
  readonly #focus = new FocusKeeper();

  constructor(context: GalleryContext, navigation: Navigation) {
    this.#context = context;
    this.#navigation = navigation;
  }

  /** Before each rendering. */
  rendering(): void {
    this.#focus.before(this.#context.root(), ['more', 'message']);
  }

  /** After it. */
  rendered(): void {
    const lost = this.#focus.lost(this.#context.root());
    if (lost !== null) void this.rest(lost === '' ? 'tiles' : 'end');
  }

  /** Takes the focus over from something that has gone, without scrolling away. */
  async rest(from: 'end' | 'tiles' = 'tiles'): Promise<void> {
    await this.#context.updated();
    const root = this.#context.root();
    const { active } = this.#navigation;
    const end = () => root.querySelector<HTMLElement>('.more, .message');
    const tile = () =>
      active === null ? null : this.#navigation.tile(active)?.querySelector<HTMLElement>('[data-focus]');
    const places = from === 'end' ? [end, tile] : [tile, end];
    for (const place of [...places, () => root.querySelector<HTMLElement>('.base')]) {
      const element = place();
      if (element && focusOn(element)) return;
    }
  }
}
