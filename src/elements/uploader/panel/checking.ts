import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PanelView } from '../view-model.ts';

/** Most files are judged sooner than anybody could read that they are (ms). */
const PATIENCE = 500;

/** How many files are being judged, once it takes long enough to be reported. */
export class Checking {
  readonly #count: () => number;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isReported = false;

  /** @param changed Something else is to be shown. */
  constructor(count: () => number, changed: () => void) {
    this.#count = count;
    this.#changed = changed;
  }

  /** 0: nothing is to be reported. */
  get count(): number {
    return this.#isReported ? this.#count() : 0;
  }

  /** The number of files is another one. Returns whether the checking begins or ends. */
  update(): boolean {
    if (this.#count() > 0) {
      const begins = this.#timer === undefined;
      this.#timer ??= setTimeout(() => {
        this.#isReported = true;
        this.#changed();
      }, PATIENCE);
      return begins;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isReported) this.#changed();
    this.#isReported = false;
    return true;
  }
}

export function checkingTemplate({ checking, texts }: PanelView): TemplateResult | typeof nothing {
  return checking > 0
    ? html`<p class="checking" role="status">${texts.t('checking', { count: checking })}</p>`
    : nothing;
}
