import { html, nothing, type TemplateResult } from 'lit';
import type { View } from '../view-model.ts';

/** Most files are judged sooner than anybody could read that they are (ms). */
const PATIENCE = 500;

/** How many files are being judged, once it takes long enough to be told. */
export class Checking {
  readonly #count: () => number;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isTold = false;

  /** @param changed Something else is to be shown. */
  constructor(count: () => number, changed: () => void) {
    this.#count = count;
    this.#changed = changed;
  }

  /** 0: nothing is to be told. */
  get count(): number {
    return this.#isTold ? this.#count() : 0;
  }

  /** The number of files is another one. Returns whether the checking begins or ends. */
  update(): boolean {
    if (this.#count() > 0) {
      const begins = this.#timer === undefined;
      this.#timer ??= setTimeout(() => {
        this.#isTold = true;
        this.#changed();
      }, PATIENCE);
      return begins;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isTold) this.#changed();
    this.#isTold = false;
    return true;
  }
}

export function checkingTemplate({ checking, texts }: View): TemplateResult | typeof nothing {
  return checking > 0
    ? html`<p class="checking" role="status">${texts.t('checking', { count: checking })}</p>`
    : nothing;
}
