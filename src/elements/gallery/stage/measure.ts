import { html, type TemplateResult } from 'lit/html.js';

/** The measures the page's styles ask for; null leaves one to the gallery. */
export interface Measures {
  /** Width of the list, whole CSS pixels; 0 before it is known. */
  width: number;
  rowHeight: number | null;
  columns: number | null;
  gap: number | null;
}

/**
 * Reads the width of the stage, and the custom properties as lengths, whatever unit they are in. They are the sizes
 * of invisible boxes, which also tells of a change by a media query, without asking. None of them grows with what the
 * gallery shows, or each change of that would be heard as one of these.
 */
export class Measure {
  measures: Measures = { width: 0, rowHeight: null, columns: null, gap: null };
  readonly #changed: () => void;
  #observer: ResizeObserver | null = null;
  #elements: HTMLElement[] = [];
  #frame = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Begins to watch, where it does not yet; the first measure is taken at once, so that nothing is painted before it is right. */
  observe(root: ParentNode): void {
    if (this.#observer) return;
    const find = (name: string) => root.querySelector<HTMLElement>(name)!;
    this.#elements = [find('.probe-width'), find('.probe-lengths'), find('.probe-count')];
    // Tiles under content-visibility are observed by the browser itself: were they resized here, it would report a
    // loop. A resized window is read before (stage.ts); what else changes the width is followed one frame later.
    this.#observer = new ResizeObserver(() => {
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.read());
    });
    for (const element of this.#elements) this.#observer.observe(element);
    this.read();
  }

  stop(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    cancelAnimationFrame(this.#frame);
  }

  read(): void {
    const [width, lengths, count] = this.#elements;
    if (!width || !lengths || !count) return;
    const next: Measures = {
      width: Math.floor(width.clientWidth),
      rowHeight: lengths.offsetWidth || null,
      columns: count.offsetWidth || null,
      // One pixel is added in the sheet: 0 is a gap that someone may want.
      gap: lengths.offsetHeight > 0 ? lengths.offsetHeight - 1 : null,
    };
    const keys = ['width', 'rowHeight', 'columns', 'gap'] as const;
    if (next.width === 0 || keys.every((key) => next[key] === this.measures[key])) return;
    this.measures = next;
    this.#changed();
  }
}

export function probes(): TemplateResult {
  return html`<div class="probes" aria-hidden="true">
    <div class="probe-width"></div>
    <div class="probe-lengths"></div>
    <div class="probe-count"></div>
    <div class="probe-above"></div>
    <div class="probe-below"></div>
  </div>`;
}
