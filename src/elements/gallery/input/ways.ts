import type { Boxes } from '../../../layout/index.ts';
import type { GalleryContext } from '../context.ts';
import type { Stage } from '../stage/stage.ts';
import type { Navigation } from './navigation.ts';

/** The ways to a tile, wherever in the list it is. */
export class Ways {
  readonly #context: GalleryContext;
  readonly #stage: Stage;
  readonly #navigation: Navigation;

  constructor(context: GalleryContext, stage: Stage, navigation: Navigation) {
    this.#context = context;
    this.#stage = stage;
    this.#navigation = navigation;
  }

  /** Brings a tile into view and puts the focus there. */
  async focus(id: string): Promise<void> {
    await this.reveal(id);
    this.#navigation.tile(id)?.querySelector<HTMLElement>('[data-focus]')?.focus({ preventScroll: true });
  }

  /** Brings a tile into view, and into the page if it was not. */
  async reveal(id: string, block: 'nearest' | 'center' = 'nearest'): Promise<void> {
    const stage = this.#stage;
    this.#navigation.pin(id);
    await this.#context.updated();
    const index = this.#context.indexOf(id);
    if (index < 0 || index >= stage.boxes.count) return;
    // The list may be higher than the page can be, where the browser does not know the way to a tile.
    if (stage.isScaled) {
      const line = lineToShow(stage.boxes, index, stage.view(), block);
      if (line !== null) stage.scrollToLine(line);
      await this.#context.updated();
      await this.#context.updated();
    }
    this.#navigation.tile(id)?.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
  }
}

/**
 * The line of the list to scroll to, so that a box is in view; null where it is already.
 * @param view The lines that can be seen.
 */
function lineToShow(
  boxes: Boxes,
  index: number,
  view: { from: number; to: number },
  block: 'nearest' | 'center',
): number | null {
  const top = boxes.top[index]!;
  const bottom = top + boxes.height[index]!;
  const height = view.to - view.from;
  if (block === 'nearest') {
    if (top >= view.from && bottom <= view.to) return null;
    if (bottom - top <= height) return top < view.from ? top : bottom - height;
  }
  return top - Math.max(0, (height - (bottom - top)) / 2);
}
