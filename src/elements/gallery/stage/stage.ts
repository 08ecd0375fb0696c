import { firstEndingBelow, type Boxes, type Range } from '../../../layout/index.ts';
import type { GalleryContext } from '../context.ts';
import type { Rearrangement } from '../data/collection.ts';
import { shiftOf } from './anchor.ts';
import { Arrangement, skeletonBoxes, type ArrangementOptions } from './arrangement.ts';
import type { Group } from './groups.ts';
import { ALL_AT_ONCE, indicesOf, linesAround, MOST_ON_PAPER, nearView, settledBoxes } from './in-page.ts';
import { Measure } from './measure.ts';
import { Nearness } from './nearness.ts';
import type * as relayout from './relayout.ts';
import { MAX_HEIGHT, Unscaled } from './scale.ts';
import type { ScrollScale } from './scroll-scale.ts';
import { heightOf, scrollElementBy, scrollerOf, Surroundings, viewOf, type View } from './viewport.ts';

/** More images than this are placed piece by piece for another width. */
const PIECEMEAL = 20_000;
/** How far beyond the view the next page is asked for, in views. */
const PAGE_MARGIN = 2;
/** How long no scroll was heard when scrolling has come to rest (ms). */
const REST_MS = 160;

/**
 * Whether the browser keeps what is seen in its place. WebKit does not, and while something new comes into a size container
 * lays it out for an instant without its content: with the height of the list the scroll position is lost.
 */
const ANCHORS = globalThis.CSS?.supports('overflow-anchor: auto') ?? true;

export interface StageReports {
  /** Whether images that may still move are kept back: more are on their way. */
  holdsBack(): boolean;
  /** The end of the list is near the view. */
  nearEnd(): void;
  /** How images are arranged that do not stand in plain rows. */
  arrangement(): Pick<ArrangementOptions, 'grouping' | 'others'>;
  /** Whether the code for that is still to come. */
  waits(): boolean;
  /** Fetches what very long lists need; null until it is there. */
  later(): Pick<typeof relayout, 'resize' | 'rest' | 'ScrollScale'> | null;
}

/** Where the tiles stand, and which of them are in the page. */
export class Stage {
  readonly #context: GalleryContext;
  readonly #reports: StageReports;
  readonly arrangement = new Arrangement();
  readonly #measure = new Measure(() => this.#measured());
  #scale: Unscaled | ScrollScale = new Unscaled();
  /** The same, where the list is higher than a browser can make it. */
  #scaled: ScrollScale | null = null;
  #range: Range | undefined;
  readonly #surroundings = new Surroundings(() => this.#scrolled());
  readonly #nearness = new Nearness();
  /** How far the page or the box was scrolled before the rendering under way, where that has to be kept. */
  #scrolledTo = 0;
  #scroller: Element | null = null;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #printing = false;
  #scrolledAt = -Infinity;
  /** The view when it was last looked at. */
  lastView: View = { from: 0, to: 0 };
  /** The line of the list that the next rendering brings to the top of the view; null leaves it where it is. */
  #target: number | null = null;

  constructor(context: GalleryContext, reports: StageReports) {
    this.#context = context;
    this.#reports = reports;
  }

  /** The places of the images that are shown: all, but for those that the next page may still move. */
  get boxes(): Boxes {
    const { boxes } = this.arrangement;
    return this.#reports.holdsBack() ? settledBoxes(boxes) : boxes;
  }

  /** Whether all is known that every place follows from: the width, and how images are arranged. */
  get ready(): boolean {
    return this.width > 0 && !this.#reports.waits();
  }

  get skeleton(): Boxes {
    return skeletonBoxes(this.#options);
  }

  /** Whether somebody is scrolling. */
  get isScrolling(): boolean {
    return performance.now() - this.#scrolledAt < REST_MS;
  }

  /** Whether the list is higher than a browser can make it. */
  get isScaled(): boolean {
    return this.#scale.isScaled;
  }

  /** How far the tiles are moved up from their places, where the list is higher than a browser can make it. */
  get offset(): number {
    return this.#scale.offset;
  }

  /** How many images are left out on paper. */
  get unprinted(): number {
    return this.#printing ? Math.max(0, this.boxes.count - MOST_ON_PAPER) : 0;
  }

  connect(signal: AbortSignal): void {
    this.#surroundings.listen(this.#context.element);
    window.addEventListener('resize', () => this.#resized(), { signal });
    window.addEventListener('beforeprint', () => this.#print(true), { signal });
    window.addEventListener('afterprint', () => this.#print(false), { signal });
    signal.addEventListener('abort', () => this.#stop(), { once: true });
  }

  /** The gallery stands elsewhere in the page. */
  moved(): void {
    this.#scroller = null;
    this.#context.requestUpdate();
    this.#scrolled();
  }

  /** Before each rendering. */
  rendering(): void {
    this.#scrolledTo = !ANCHORS && this.list ? this.scroller.scrollTop : 0;
  }

  /** After each rendering: watches what there is to watch. */
  rendered(): void {
    const root = this.#context.root();
    const list = root.querySelector<HTMLElement>('.list, .skeleton');
    if (list) {
      const isList = list.matches('.list');
      if (isList) this.#fit();
      list.style.setProperty('--_extent', String(isList ? this.#scale.height : this.skeleton.extent));
      if (isList && this.#scrolledTo > 0) this.scroller.scrollTop = this.#scrolledTo;
      if (isList) this.#reachTarget(list);
    }
    if (!this.#context.element.isConnected) return;
    this.#surroundings.listen(this.#context.element);
    this.#watchBare(root);
    const margin = Math.ceil(PAGE_MARGIN * heightOf(this.scroller));
    this.#measure.observe(root);
    this.#nearness.watchEnd(root, margin, () => this.#lookForEnd());
  }

  /** Marks the parts of the list whose tiles are not in the page, and watches whether they come near. */
  #watchBare(root: ParentNode): void {
    const probes = root.querySelectorAll<HTMLElement>('.probe-above, .probe-below');
    const { boxes } = this;
    const range = boxes.count > ALL_AT_ONCE && !this.#printing ? this.#range : undefined;
    const inElement = (line: number) => Math.min(Math.max(0, line - this.offset), this.#scale.height);
    const from = range && range.start > 0 ? inElement(boxes.top[range.start]!) : 0;
    const to = range && range.end < boxes.count ? inElement(boxes.top[range.end]!) : this.#scale.height;
    probes[0]!.style.setProperty('--_above', String(from));
    probes[1]!.style.setProperty('--_below', String(to));
    if (!range) return;
    this.#nearness.watchBare(probes, () => {
      this.#surroundings.listen(this.#context.element);
      this.#scroller = null;
      this.#scrolled();
    });
  }

  #lookForEnd(): void {
    if (!this.#context.hasMore()) return;
    const { from, to } = this.view();
    if (!this.list || to + PAGE_MARGIN * (to - from) >= this.boxes.extent) this.#reports.nearEnd();
  }

  /** Asks anew whether the end is near: a page has come, and it may not have filled the view. */
  lookAgain(): void {
    this.#nearness.lookAgain();
  }

  /** Places the images: `append` leaves what stands, `anew` places all of them. */
  arrange(how: Rearrangement): void {
    if (!this.ready) return;
    const images = this.#context.images();
    if (how === 'append' && this.arrangement.boxes.count > 0) this.arrangement.append(images);
    else this.arrangement.anew(images, this.#options);
    this.#placed();
    // Also fetches it, for a width that may change.
    if (images.length > PIECEMEAL) this.#reports.later();
    // A box may scroll only since it is full.
    this.#scroller = null;
  }

  /**
   * The tiles to have in the page, in order; one more than the view needs if the focus is elsewhere.
   * @param pinned The index of a tile that stays wherever one scrolls; -1 for none.
   */
  indices(pinned: number): number[] {
    const boxes = this.boxes;
    let range: Range = { start: 0, end: boxes.count };
    if (this.#printing) range.end = Math.min(range.end, MOST_ON_PAPER);
    else if (boxes.count > ALL_AT_ONCE) range = this.#range = nearView(boxes, this.view(), this.#range);
    return indicesOf(range, pinned, boxes.count);
  }

  /** The lines around the view that something high is cut to, where a browser cannot make it that high; null cuts nothing. */
  get within(): View | null {
    return this.#scale.isScaled ? linesAround(this.view()) : null;
  }

  get width(): number {
    return this.#measure.measures.width;
  }

  /** The index of the first image that can be seen; -1 if there is none. */
  get firstVisible(): number {
    return firstEndingBelow(this.boxes, Math.max(0, this.view().from));
  }

  /**
   * Does something that moves the tiles, and scrolls so that what was seen stays where it was: neither images that
   * come at the top, nor others that are deleted, nor a window that changes its width may lead away from what one is looking at.
   * The scroll comes with the next rendering.
   */
  keepView(act: () => void): void {
    const list = this.list;
    const { from } = this.view();
    const images = this.#context.images();
    const before = this.boxes;
    // At the very top what is new should be seen.
    const anchor = list && from > 0 ? firstEndingBelow(before, from) : -1;
    const anchored = { images, index: anchor, top: before.top[anchor]! };
    act();
    const indexOf = (id: string) => this.#context.indexOf(id);
    const moved = anchor < 0 ? 0 : shiftOf(anchored, this.boxes, indexOf);
    if (moved !== 0) this.scrollToLine(from + moved);
  }

  /** Scrolls until this line of the list is at the top of the view. */
  scrollToLine(line: number): void {
    this.#target = line;
    this.#context.requestUpdate();
  }

  /** The groups by date, in order; none without `group-by`. */
  get groups(): readonly Group[] {
    return this.arrangement.groups;
  }

  /** The lines of the list that can be seen. */
  view(): View {
    const list = this.list;
    if (!list) return { from: 0, to: window.innerHeight };
    const seen = viewOf(list, this.scroller);
    const target = this.#target;
    return (this.lastView =
      target === null ? this.#scale.see(seen) : { from: target, to: target + seen.to - seen.from });
  }

  /** The element of the list; null while there is none. */
  get list(): HTMLElement | null {
    return this.#context.root().querySelector<HTMLElement>('.list');
  }

  /** The box that scrolls the list, or the page. */
  get scroller(): Element {
    return (this.#scroller ??= scrollerOf(this.#context.element));
  }

  get #options(): ArrangementOptions {
    const { measures } = this.#measure;
    const { layout, rowHeight, columns, gap } = this.#context.settings();
    return {
      layout,
      ...this.#reports.arrangement(),
      width: measures.width,
      rowHeight: rowHeight ?? measures.rowHeight,
      columns: columns ?? measures.columns,
      gap: gap ?? measures.gap,
    };
  }

  /** Scrolls to the line that was asked for. */
  #reachTarget(list: HTMLElement): void {
    const line = this.#target;
    if (line === null) return;
    this.#target = null;
    this.#scroller = null;
    const { offset } = this;
    const scroller = this.scroller;
    scrollElementBy(list, scroller, this.#scale.scrollTo(viewOf(list, scroller), line));
    // The tiles were placed for the offset before.
    if (this.offset !== offset) this.#context.requestUpdate();
  }

  #measured(): void {
    this.#scroller = null;
    this.keepView(() => this.#resize());
    this.#context.requestUpdate();
  }

  /** Places the images for another width; very many of them piece by piece, between which people are heard. */
  #resize(): void {
    const { count } = this.arrangement.boxes;
    const code = count > PIECEMEAL ? this.#reports.later() : null;
    if (!code) return this.arrange('anew');
    code.resize(this.arrangement, this.#options, this.firstVisible, () => {
      this.keepView(() => this.#finish());
      this.#context.requestUpdate();
    });
    this.#placed();
  }

  /** Places what is still to be placed. */
  #finish(): void {
    this.arrangement.finish();
    this.#placed();
  }

  /** After boxes have changed. */
  #placed(): void {
    this.#fit();
    this.#range = undefined;
  }

  /** Takes up the height of the list. */
  #fit(): void {
    const { extent } = this.boxes;
    const code = extent > MAX_HEIGHT && !this.#scaled && this.#reports.later();
    if (code) {
      const { from } = this.view();
      this.#scale = this.#scaled = new code.ScrollScale();
      // The view stays at its line: only the scroll bar goes elsewhere.
      if (from > 0) this.scrollToLine(from);
    }
    this.#scale.resize(extent);
  }

  #scrolled(): void {
    this.#scrolledAt = performance.now();
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#lookForEnd();
      const before = this.#range;
      const offset = this.offset;
      const view = this.view();
      if (this.boxes.count <= ALL_AT_ONCE) return;
      this.#range = nearView(this.boxes, view, before);
      if (this.#range !== before || this.offset !== offset) this.#context.requestUpdate();
      const scaled = this.#scaled;
      if (!scaled) return;
      clearTimeout(this.#rest);
      this.#rest = setTimeout(
        () => this.#reports.later()?.rest(this, scaled, this.#context.renderNow),
        REST_MS,
      );
    });
  }

  #resized(): void {
    const { width } = this.#measure.measures;
    this.#scroller = null;
    this.#context.requestUpdate();
    this.#measure.read();
    // Before this frame is painted, and before the browser looks for sizes that have changed.
    if (this.#measure.measures.width !== width) this.#context.renderNow();
    this.#scrolled();
  }

  #print(on: boolean): void {
    this.#printing = on;
    this.#finish();
    this.#context.renderNow();
    // Paper does not scroll: what has not come near yet is loaded now.
    if (on) for (const img of this.#context.root().querySelectorAll('img')) img.loading = 'eager';
  }

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#frame = 0;
    this.#surroundings.stop();
    this.#nearness.stop();
    this.#scroller = null;
    this.#measure.stop();
  }
}
