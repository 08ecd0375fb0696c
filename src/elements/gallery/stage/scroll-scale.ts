import { MAX_HEIGHT } from './scale.ts';
import type { View } from './viewport.ts';

/** A scroll by more than so many views is a jump, by the scroll bar or a script. */
const JUMP = 4;

/**
 * The places of a list that is higher than a browser can make it. Its element is shorter, and what is near the view is moved
 * by an offset. Small scrolls keep the offset, so that a wheel moves what it should; after a jump the part of the height
 * that is scrolled away decides; in between, when scrolling rests, both are brought together again.
 *
 * Lines of the list count from its own top, lines of the element from the element's.
 */
export class ScrollScale {
  #height = 0;
  #extent = 0;
  #last = 0;
  /** How far the list's lines are moved up: a line of the element and the offset are a line of the list. */
  offset = 0;

  /** @param extent Height of the whole list. */
  resize(extent: number): void {
    this.#extent = extent;
    this.#height = Math.min(extent, MAX_HEIGHT);
    this.offset = Math.min(this.offset, this.#extent - this.#height);
  }

  /** Height of the element. */
  get height(): number {
    return this.#height;
  }

  get isScaled(): boolean {
    return this.#extent > this.#height;
  }

  /** The lines of the list that are seen where these lines of the element are. */
  see({ from, to }: View): View {
    if (this.isScaled) {
      const view = to - from;
      if (Math.abs(from - this.#last) > JUMP * view) this.offset = this.#share(from, view) - from;
      this.#keepWithin(from, view);
      this.#last = from;
    }
    return { from: from + this.offset, to: to + this.offset };
  }

  /**
   * The scroll, in pixels of the element, that puts a line of the list at the top of the view; the offset is set for it.
   * @param line Default: the line that is there, to bring both back together.
   */
  scrollTo({ from, to }: View, line = from + this.offset): number {
    const view = to - from;
    if (!this.isScaled) return line - from;
    const target = this.#place(line, view);
    this.offset = line - target;
    this.#last = target;
    return target - from;
  }

  /** Whether the element and the list have come so far apart that scrolling should bring them together when it rests. */
  isApart({ from, to }: View): boolean {
    const view = to - from;
    return this.isScaled && Math.abs(this.#place(from + this.offset, view) - from) > view;
  }

  /** The line of the list for one of the element, by the part of the height that is scrolled away. */
  #share(from: number, view: number): number {
    const most = Math.max(1, this.#height - view);
    const part = Math.min(1, Math.max(0, from / most));
    return part * (this.#extent - view) + (from < 0 ? from : Math.max(0, from - most));
  }

  #place(line: number, view: number): number {
    const most = Math.max(1, this.#extent - view);
    const part = Math.min(1, Math.max(0, line / most));
    return part * (this.#height - view) + (line < 0 ? line : Math.max(0, line - most));
  }

  /** At its ends the element shows the ends of the list. */
  #keepWithin(from: number, view: number): void {
    if (from <= 0) this.offset = 0;
    else if (from >= this.#height - view) this.offset = this.#extent - this.#height;
    else this.offset = Math.min(Math.max(this.offset, 0), this.#extent - this.#height);
  }
}
