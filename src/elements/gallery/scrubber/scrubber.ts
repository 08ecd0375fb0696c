import { html, nothing, type TemplateResult } from 'lit/html.js';
import { firstEndingBelow } from '../../../layout/index.ts';
import type { GalleryContext } from '../context.ts';
import type { LoaderState } from '../data/loader.ts';
import { groups } from '../../../locales/en/groups.ts';
import { scrubber } from '../../../locales/en/scrubber.ts';
import { groupKey, groupName, Grouping, type Group } from '../stage/groups.ts';
import { viewHeight } from '../stage/view-height.ts';
import { rootsAround, screenRect, type View } from '../stage/viewport.ts';
import { place } from '../view/place.ts';
import { commandOf } from './keys.ts';
import { marksOf, type Mark } from './marks.ts';
import { scrubberStyles } from './scrubber.styles.ts';
import { isDate, stopAt, stopBy, stopsOf, type Step, type Stop } from './stops.ts';
import { isLong, lineAt, lineMeant, shareAt, type Track } from './track.ts';

export const english = { ...scrubber, ...groups };
export const styles = [scrubberStyles];

/** From each end of the rail to its first and last mark, in pixels. */
const PADDING = 16;
/** How long the rail stays after scrolling, where it is narrow (ms). */
const LINGER_MS = 1500;

/** The part of the stage that the rail scrolls. */
export interface ScrubbedStage {
  readonly width: number;
  readonly list: HTMLElement | null;
  readonly scroller: Element;
  readonly groups: readonly Group[];
  view(): View;
  scrollToLine(line: number): void;
}

/** The part of the loader that the end of the rail asks. */
export interface PageLoader {
  readonly state: LoaderState;
  readonly hasMore: boolean;
  more(): Promise<void>;
}

/** A drag of the handle. */
interface Scrub {
  pointer: number;
  /** How far below the middle of the handle the pointer took hold of it. */
  hold: number;
  /** The height of the list that the rail stands for meanwhile: what comes in must not move the list under the pointer. */
  extent: number;
  share: number;
}

/** The rail of dates: the way along the list, with a mark at each month, and a handle where one is. */
export class Scrubber {
  readonly #context: GalleryContext;
  readonly #stage: ScrubbedStage;
  readonly #loader: PageLoader;
  #grouping = new Grouping('month');
  #grouped: readonly unknown[] | null = null;
  #stops: Stop[] = [];
  #placed = '';
  #marks: Mark[] = [];
  #marked = '';
  /** Measures of the page, as they were read last: the height of the view, of the bars over it, and of the rail. */
  #view = 0;
  #covered = 0;
  #length = 0;
  #from = NaN;
  #scrub: Scrub | null = null;
  /** The share of the rail that the mouse is over. */
  #hover: number | null = null;
  /** The month that a key led to: near the end of the list it cannot come to the top of the view. */
  #asked: { line: number; from: number } | null = null;
  #now = { at: 0, text: '' };
  #signal: AbortSignal | null = null;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(context: GalleryContext, stage: ScrubbedStage, loader: PageLoader) {
    this.#context = context;
    this.#stage = stage;
    this.#loader = loader;
  }

  /** The rail; nothing where there is little to scroll, or no date. */
  template(): TemplateResult | typeof nothing {
    this.#takeStops();
    if (!this.#isWanted) return nothing;
    const { text } = this.#context;
    const isLoading = this.#loader.state === 'loading' && this.#loader.hasMore;
    this.#takeMarks();
    return html`<div class="scrub-place">
      <div
        class="scrubber ${isLoading ? 'is-loading' : ''}"
        part="scrubber"
        role="slider"
        tabindex="0"
        aria-label=${text.t('timeline')}
        aria-orientation="vertical"
        aria-valuemin="0"
        aria-valuemax=${this.#stops.length - 1}
        aria-valuenow=${this.#now.at}
        aria-valuetext=${this.#now.text}
        @keydown=${this.#key}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @pointerleave=${this.#leave}
        @blur=${this.#leave}
      >
        ${this.#marks.map((mark) => this.#mark(mark))}
        <span class="scrub-end"><span class="spinner"></span></span>
        <span class="scrub-handle"
          ><svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m8 9 4-4 4 4m0 6-4 4-4-4" /></svg
        ></span>
        <span class="scrub-bubble"></span>
      </div>
    </div>`;
  }

  /** After each rendering. */
  rendered(): void {
    const signal = this.#context.signal();
    if (signal.aborted) return;
    if (signal !== this.#signal) this.#listen(signal);
    this.#schedule();
  }

  get #rail(): HTMLElement | null {
    return this.#context.root().querySelector<HTMLElement>('.scrubber');
  }

  get #track(): Track {
    const extent = this.#scrub?.extent ?? this.#context.boxes().extent;
    return { extent, view: this.#view, covered: this.#covered };
  }

  get #isWanted(): boolean {
    return isLong(this.#track) && this.#stops.some(({ key }) => isDate(key));
  }

  /** Takes up the months that have come since, and their lines where those have changed. */
  #takeStops(): void {
    const images = this.#context.images();
    const boxes = this.#context.boxes();
    let { groups } = this.#stage;
    if (groups.length === 0) {
      if (this.#grouped !== images) this.#grouping = new Grouping('month');
      this.#grouping.append(images);
      ({ groups } = this.#grouping);
    }
    const placed = [groups.length, boxes.count, boxes.extent, this.#stage.width].join();
    if (this.#grouped === images && this.#placed === placed) return;
    this.#grouped = images;
    this.#placed = placed;
    this.#stops = stopsOf(groups, boxes);
    this.#marked = '';
  }

  #takeMarks(): void {
    const length = this.#length - 2 * PADDING;
    const { extent } = this.#track;
    const marked = `${extent} ${length}`;
    if (this.#marked === marked) return;
    this.#marked = marked;
    this.#marks = marksOf(this.#stops, extent, length);
  }

  #mark({ key, at, label }: Mark): TemplateResult {
    const { lang } = this.#context.text;
    return html`<span class="scrub-mark ${label ? `is-${label}` : ''}" ${place(0, PADDING + at, 0, 0)}
      >${label ? formatOf(lang, label).format(firstOf(key)) : nothing}</span
    >`;
  }

  #listen(signal: AbortSignal): void {
    this.#signal = signal;
    const schedule = () => this.#schedule();
    // Captured: the window scrolls, or any box around the gallery.
    for (const root of rootsAround(this.#context.element))
      root.addEventListener('scroll', schedule, { signal, passive: true, capture: true });
    window.addEventListener('resize', schedule, { signal, passive: true });
    const stop = () => {
      cancelAnimationFrame(this.#frame);
      clearTimeout(this.#rest);
      this.#frame = 0;
      this.#scrub = null;
    };
    signal.addEventListener('abort', stop, { once: true });
  }

  #schedule(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#measure();
      this.#draw();
    });
  }

  #measure(): void {
    const rail = this.#rail;
    const before = [this.#view, this.#length].join();
    const { list, scroller } = this.#stage;
    this.#view = list ? Math.round(viewHeight(list, scroller)) : 0;
    if (rail) {
      rail.style.setProperty('--_view', String(this.#view));
      this.#length = rail.clientHeight;
      this.#covered = parseFloat(getComputedStyle(rail).top) || 0;
    }
    if ([this.#view, this.#length].join() !== before) this.#context.requestUpdate();
  }

  /** Shows where one is: the handle, the bubble, and the value for a screen reader. */
  #draw(): void {
    const rail = this.#rail;
    if (!rail) return;
    const { from } = this.#stage.view();
    if (Math.abs(from - this.#from) > 1) this.#show(rail);
    this.#from = from;
    const share = this.#scrub?.share ?? shareAt(from, this.#track);
    const line = this.#lineNow(from);
    this.#now = { at: stopAt(this.#stops, line), text: this.#words(line) };
    rail.setAttribute('aria-valuenow', String(this.#now.at));
    rail.setAttribute('aria-valuetext', this.#now.text);
    rail.toggleAttribute('data-dragging', this.#scrub !== null);
    rail.toggleAttribute('data-hovered', this.#hover !== null);
    rail.style.setProperty('--_at', String(this.#pixelOf(share)));
    rail.style.setProperty('--_bubble', String(this.#pixelOf(this.#scrub ? share : (this.#hover ?? share))));
    const pointed = this.#scrub ? share : this.#hover;
    const waits = pointed === 1 && this.#loader.state === 'loading' && this.#loader.hasMore;
    const bubble = rail.querySelector('.scrub-bubble')!;
    if (waits) bubble.textContent = this.#context.text.t('loadingMore');
    else
      bubble.textContent = pointed === null ? this.#now.text : this.#words(lineMeant(pointed, this.#track));
  }

  /** The line whose date is told: that of a key, as long as nobody scrolled away, else by the share of the way. */
  #lineNow(from: number): number {
    if (this.#asked && Math.abs(this.#asked.from - from) < 2) return this.#asked.line;
    this.#asked = null;
    return lineMeant(this.#scrub?.share ?? shareAt(from, this.#track), this.#track);
  }

  /** The month at a line in words; the day where the groups are days. */
  #words(line: number): string {
    const { text } = this.#context;
    const words = { lang: text.lang, draft: text.t('draft'), undated: text.t('undated') };
    let key = this.#stops[stopAt(this.#stops, line)]?.key ?? '';
    if (this.#context.settings().groupBy === 'day') {
      const boxes = this.#context.boxes();
      const index = firstEndingBelow(boxes, Math.min(line, boxes.extent - 1));
      const image = this.#context.images()[index];
      if (image) key = groupKey(image, 'day');
    }
    return groupName(key, words);
  }

  #pixelOf(share: number): number {
    return PADDING + share * Math.max(0, this.#length - 2 * PADDING);
  }

  /** The share of the rail at a line of the screen, whatever scales it. */
  #shareAtPointer(clientY: number): number {
    const { top, height } = screenRect(this.#rail!);
    const pixel = ((clientY - top) / height) * this.#length - PADDING;
    return Math.min(1, Math.max(0, pixel / Math.max(1, this.#length - 2 * PADDING)));
  }

  /** Where it is narrow the rail comes with scrolling, and goes a while after. */
  #show(rail: HTMLElement): void {
    rail.toggleAttribute('data-shown', true);
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      if (this.#scrub) this.#show(rail);
      else rail.toggleAttribute('data-shown', false);
    }, LINGER_MS);
  }

  #goTo(share: number): void {
    this.#asked = null;
    this.#stage.scrollToLine(lineAt(share, this.#track));
    if (share === 1) this.#loadOn();
    this.#schedule();
  }

  /** Brings the beginning of a month to the top of the view, beneath the bars. */
  #goToLine(line: number): void {
    const track = this.#track;
    const from = Math.min(Math.max(line - track.covered, lineAt(0, track)), lineAt(1, track));
    this.#asked = { line, from };
    this.#stage.scrollToLine(from);
    this.#schedule();
  }

  #loadOn(): void {
    if (this.#loader.state === 'idle') void this.#loader.more();
  }

  readonly #key = (event: KeyboardEvent): void => {
    const command = commandOf(event, this.#context.settings().rtl);
    if (!command) return;
    event.preventDefault();
    this.#hover = null;
    if (command === 'first') this.#goTo(0);
    else if (command === 'last') this.#goTo(1);
    else this.#step(command);
  };

  #step(step: Step): void {
    const line = this.#lineNow(this.#stage.view().from);
    const stop = stopBy(step, this.#stops, line);
    if (stop) this.#goToLine(stop.line);
    else if (step.startsWith('previous')) this.#goTo(0);
    else this.#goTo(1);
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary) return;
    const rail = this.#rail!;
    const handle = (event.target as Element).closest('.scrub-handle');
    const rect = handle && screenRect(handle);
    const hold = rect ? event.clientY - (rect.top + rect.bottom) / 2 : 0;
    const { extent } = this.#context.boxes();
    const share = shareAt(this.#stage.view().from, this.#track);
    this.#scrub = { pointer: event.pointerId, hold, extent, share };
    try {
      rail.setPointerCapture(event.pointerId);
    } catch {
      // The pointer has gone meanwhile.
    }
    // Who takes hold of the handle does not move it yet.
    if (handle) this.#schedule();
    else this.#follow(event.clientY);
  };

  readonly #move = (event: PointerEvent): void => {
    if (this.#scrub?.pointer === event.pointerId) return this.#follow(event.clientY);
    if (event.pointerType === 'touch') return;
    this.#hover = this.#shareAtPointer(event.clientY);
    this.#schedule();
  };

  readonly #up = (event: PointerEvent): void => {
    if (this.#scrub?.pointer !== event.pointerId) return;
    this.#scrub = null;
    this.#hover = null;
    this.#context.requestUpdate();
  };

  readonly #leave = (): void => {
    this.#hover = null;
    this.#schedule();
  };

  #follow(clientY: number): void {
    const scrub = this.#scrub!;
    scrub.share = this.#shareAtPointer(clientY - scrub.hold);
    // The end of the rail is the end of what has come by now.
    if (scrub.share === 1) scrub.extent = this.#context.boxes().extent;
    this.#goTo(scrub.share);
  }
}

/** The first day of a month. */
function firstOf(key: string): Date {
  const [year, month] = key.split('-').map(Number);
  return new Date(year!, month! - 1, 1);
}

// Making a format takes many times as long as using it.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(lang: string, label: 'year' | 'month'): Intl.DateTimeFormat {
  const key = `${lang} ${label}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(lang, label === 'year' ? { year: 'numeric' } : { month: 'short' });
    formats.set(key, format);
  }
  return format;
}
