import type { Image } from '../../../api/types.ts';
import { rangeBetween, windowAround, type Boxes, type Range } from '../../../layout/index.ts';
import { Arrangement, skeletonBoxes, type ArrangementOptions, type GalleryLayout } from './arrangement.ts';
import { Measure } from './measure.ts';

/** Up to this many images all tiles stand in the page; of more, those near the view. */
export const ALL_AT_ONCE = 500;
/** How far beyond the view tiles are kept, and the next page is asked for, in pixels. */
const TILE_MARGIN = 1200;
const PAGE_MARGIN = 1600;

export interface StageHost {
  root(): ParentNode;
  images(): readonly Image[];
  indexOf(id: string): number;
  settings(): { layout: GalleryLayout; rowHeight: number | null; columns: number | null; gap: number | null };
  /** Whether images that may still move are kept back: more are on their way. */
  holdsBack(): boolean;
  requestUpdate(): void;
  renderNow(): void;
  /** The end of the list is near the view. */
  nearEnd(): void;
}

/** Where the tiles stand, and which of them are in the page. */
export class Stage {
  readonly #host: StageHost;
  readonly #arrangement = new Arrangement();
  readonly #measure = new Measure(() => this.#measured());
  #range: Range | undefined;
  #near: IntersectionObserver | null = null;
  #sentinel: Element | null = null;
  #frame = 0;
  #printing = false;

  constructor(host: StageHost) {
    this.#host = host;
  }

  get boxes(): Boxes {
    return this.#arrangement.boxes;
  }

  /** Whether the width is known, and with it every place. */
  get ready(): boolean {
    return this.#measure.measures.width > 0;
  }

  /** How many images are shown: all, but for those that the next page may still move. */
  get count(): number {
    const { count, settled } = this.boxes;
    return this.#host.holdsBack() && settled > 0 ? settled : count;
  }

  /** Height of the list, in pixels. */
  get extent(): number {
    const { boxes, count } = this;
    if (count === boxes.count) return boxes.extent;
    return boxes.top[count - 1]! + boxes.height[count - 1]!;
  }

  get skeleton(): Boxes {
    return skeletonBoxes(this.#options);
  }

  connect(signal: AbortSignal): void {
    const options = { signal, passive: true } as const;
    // Captured: the window scrolls, or any box around the gallery.
    document.addEventListener('scroll', () => this.#scrolled(), { ...options, capture: true });
    window.addEventListener('resize', () => this.#resized(), options);
    window.addEventListener('beforeprint', () => this.#print(true), { signal });
    window.addEventListener('afterprint', () => this.#print(false), { signal });
    signal.addEventListener('abort', () => this.#stop(), { once: true });
  }

  /** After each rendering: watches what there is to watch. */
  rendered(): void {
    const list = this.#host.root().querySelector<HTMLElement>('.list, .skeleton');
    if (list)
      list.style.setProperty('--_extent', String(list.matches('.list') ? this.extent : this.skeleton.extent));
    if (!this.#near) {
      this.#near = new IntersectionObserver(
        (entries) => entries.at(-1)?.isIntersecting && this.#host.nearEnd(),
        // The second is for galleries inside a box that scrolls, where browsers know it.
        {
          rootMargin: `${PAGE_MARGIN}px 0px`,
          scrollMargin: `${PAGE_MARGIN}px 0px`,
        } as IntersectionObserverInit,
      );
      this.#measure.observe(this.#host.root());
    }
    const sentinel = this.#host.root().querySelector('.sentinel');
    if (sentinel === this.#sentinel) return;
    this.#sentinel = sentinel;
    this.#near.disconnect();
    if (sentinel) this.#near.observe(sentinel);
  }

  /** Asks anew whether the end is near: a page has come, and it may not have filled the view. */
  lookAgain(): void {
    this.#sentinel = null;
  }

  /** Places the images: `grow` leaves what stands, `anew` places all of them. */
  arrange(how: 'grow' | 'anew'): void {
    if (!this.ready) return;
    const images = this.#host.images();
    if (how === 'grow') this.#arrangement.grow(images, this.#options);
    else this.#arrangement.anew(images, this.#options);
    this.#range = undefined;
  }

  /** The tiles to have in the page, in order; one more than the view needs if the focus is elsewhere. */
  indices(active: number): number[] {
    const { count } = this;
    let range: Range = { start: 0, end: count };
    if (this.boxes.count > ALL_AT_ONCE && !this.#printing) {
      range = this.#range = windowAround(this.boxes, this.#view(), TILE_MARGIN, this.#range);
      range = { start: range.start, end: Math.min(range.end, count) };
    }
    const indices = Array.from({ length: Math.max(0, range.end - range.start) }, (_, at) => range.start + at);
    if (active >= 0 && active < range.start) indices.unshift(active);
    else if (active >= range.end && active < count) indices.push(active);
    return indices;
  }

  /**
   * Does something that moves the tiles, and scrolls so that what was seen stays where it was: neither images that
   * come at the top nor a window that changes its width may lead away from what one is looking at.
   */
  keepView(act: () => void): void {
    const list = this.#host.root().querySelector('.list');
    const from = list ? -list.getBoundingClientRect().top : 0;
    // At the very top what is new should be seen.
    const anchor = list && from > 0 ? firstEndingBelow(this.boxes, from) : -1;
    const id = this.#host.images()[anchor]?.id;
    const before = id === undefined ? 0 : this.boxes.top[anchor]!;
    act();
    const after = id === undefined ? -1 : this.#host.indexOf(id);
    const moved = after < 0 ? 0 : this.boxes.top[after]! - before;
    if (moved === 0) return;
    this.#host.renderNow();
    scrollerOf(list!).scrollBy({ top: moved, behavior: 'instant' });
  }

  get #options(): ArrangementOptions {
    const { measures } = this.#measure;
    const { layout, rowHeight, columns, gap } = this.#host.settings();
    return {
      layout,
      width: measures.width,
      rowHeight: rowHeight ?? measures.rowHeight,
      columns: columns ?? measures.columns,
      gap: gap ?? measures.gap,
    };
  }

  #measured(): void {
    this.keepView(() => this.arrange('anew'));
    this.#host.requestUpdate();
  }

  /** The lines of the list that the window shows. */
  #view(): { from: number; to: number } {
    const list = this.#host.root().querySelector('.list');
    const from = list ? -list.getBoundingClientRect().top : 0;
    return { from, to: from + window.innerHeight };
  }

  #scrolled(): void {
    if (this.#frame || this.boxes.count <= ALL_AT_ONCE) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const before = this.#range;
      this.#range = windowAround(this.boxes, this.#view(), TILE_MARGIN, before);
      if (this.#range !== before) this.#host.requestUpdate();
    });
  }

  #resized(): void {
    const { width } = this.#measure.measures;
    this.#measure.read();
    // Before this frame is painted, and before the browser looks for sizes that have changed.
    if (this.#measure.measures.width !== width) this.#host.renderNow();
    this.#scrolled();
  }

  #print(on: boolean): void {
    this.#printing = on;
    this.#host.renderNow();
    // Paper does not scroll: what has not come near yet is loaded now.
    if (on) for (const img of this.#host.root().querySelectorAll('img')) img.loading = 'eager';
  }

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#near?.disconnect();
    this.#near = null;
    this.#sentinel = null;
    this.#measure.stop();
  }
}

/** The first box that is still to be seen from a line downwards. */
function firstEndingBelow(boxes: Boxes, line: number): number {
  for (let i = rangeBetween(boxes, line, line).start; i < boxes.count; i++)
    if (boxes.top[i]! + boxes.height[i]! > line) return i;
  return -1;
}

function scrollerOf(element: Element): Element {
  for (
    let node: Node | null = element;
    node;
    node = node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null
  ) {
    if (!(node instanceof Element)) continue;
    const { overflowY } = getComputedStyle(node);
    if (
      (overflowY === 'auto' || overflowY === 'scroll') &&
      node.scrollHeight > node.clientHeight &&
      node !== document.body
    )
      return node;
  }
  return document.scrollingElement ?? document.documentElement;
}
