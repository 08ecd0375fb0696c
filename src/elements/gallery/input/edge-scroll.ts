import { scaleOf, screenRect, scrollersAround } from '../stage/viewport.ts';

/** How near an edge scrolling begins, at most, and how fast it gets, in pixels a millisecond. */
const EDGE_PX = 72;
const FASTEST = 1.1;
/** How far the pointer goes towards an edge that it began near, until that edge counts. */
const TOWARDS_PX = 8;

/** How fast to scroll for a pointer between two edges: from -1, up, over 0, not at all, to 1, down. */
export function edgeSpeed(at: number, from: number, to: number): number {
  // In a low box the middle is left in peace.
  const zone = Math.min(EDGE_PX, (to - from) / 4);
  if (zone <= 0) return 0;
  if (at < from + zone) return -Math.min(1, (from + zone - at) / zone);
  if (at > to - zone) return Math.min(1, (at - to + zone) / zone);
  return 0;
}

/** Scrolls for one gesture while its pointer is near an edge: the nearest box that can go on, else the next, at last the page. */
export class EdgeScroll {
  readonly #element: Element;
  readonly #startY: number;
  /** Whether the pointer has been away from the edges. A thumb rests near one, and a press there has to scroll nothing. */
  #free = false;
  /** Parts of pixels that have not been scrolled yet: browsers round them away. */
  #left = 0;

  constructor(element: Element, startY: number) {
    this.#element = element;
    this.#startY = startY;
  }

  /** @param elapsed Milliseconds since the last time. */
  scroll(y: number, elapsed: number): void {
    let near = false;
    for (const scroller of scrollersAround(this.#element)) {
      const { from, to, scale } = shownPart(scroller);
      const speed = edgeSpeed(y, from, to);
      if (speed === 0) continue;
      near = true;
      if (!this.#free && (y - this.#startY) * speed < TOWARDS_PX * Math.abs(speed)) continue;
      const room =
        speed < 0 ? scroller.scrollTop : scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
      if (room < 1) continue;
      this.#left += (speed * FASTEST * elapsed) / scale;
      const pixels = Math.trunc(this.#left);
      this.#left -= pixels;
      if (pixels !== 0) scroller.scrollBy({ top: pixels, behavior: 'instant' });
      return;
    }
    this.#left = 0;
    if (!near) this.#free = true;
  }
}

/** The part of a scroller that can be seen, in lines of the screen, and how many of them one of its own pixels has. */
function shownPart(scroller: Element): { from: number; to: number; scale: number } {
  const { innerHeight } = window;
  if (scroller === document.scrollingElement) return { from: 0, to: innerHeight, scale: 1 };
  const { top, bottom } = screenRect(scroller);
  return {
    from: Math.max(0, top),
    to: Math.min(innerHeight, bottom),
    scale: scaleOf(scroller as HTMLElement),
  };
}
