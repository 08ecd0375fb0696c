import type { CSSResult } from '@lit/reactive-element';
import type { LocaleTable } from '../../../locales/types.ts';
import { Part } from '../ui/part.ts';

/** An event waits no longer than this for its words (ms). */
const PATIENCE = 3000;

/** Contents of a part beside its functions. */
interface PartModule {
  english?: LocaleTable;
  styles?: readonly CSSResult[];
}

export interface PartsInUseOptions {
  /** The element's texts, which learn those of its parts. */
  texts: { learn(english: LocaleTable): void };
  /** Aborts when the element leaves the page. */
  signal(): AbortSignal;
}

/** The parts that one element has come to need: fetched when they are first asked for, their texts and styles taken up. */
export class PartsInUse {
  readonly #host: Element & { requestUpdate(): void };
  readonly #options: PartsInUseOptions;
  readonly #used = new Set<unknown>();
  readonly #coming = new Map<unknown, Promise<void>>();
  readonly #missing = new Set<unknown>();
  /** How often in a row each part failed: several that are asked for at once fail at once. */
  readonly #failures = new Map<unknown, number>();

  constructor(host: Element & { requestUpdate(): void }, options: PartsInUseOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** The code of a part. Null until it is there; then the element is rendered again. */
  use<Module extends object>(part: Part<Module>): Module | null {
    const { present } = part;
    if (!present) void this.#fetch(part);
    else if (!this.#used.has(part)) {
      this.#used.add(part);
      const { english = {}, styles = [] } = present as PartModule;
      this.#options.texts.learn(english);
      const { adoptedStyleSheets: sheets } = this.#host.shadowRoot!;
      for (const { styleSheet } of styles) if (!sheets.includes(styleSheet!)) sheets.push(styleSheet!);
    }
    return present;
  }

  /** Resolves to the code of a part, or to null when it cannot be had. */
  async load<Module extends object>(part: Part<Module>): Promise<Module | null> {
    if (!part.present) await this.#fetch(part);
    return part.present && this.use(part);
  }

  /** Resolves when a part is there, or cannot be had, or after a while. */
  arrival(part: Part<object>, patience = PATIENCE): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, patience);
      void Promise.resolve(this.#fetch(part)).then(resolve);
    });
  }

  #fetch(part: Part<object>): Promise<void> | undefined {
    const isGone = () => this.#options.signal().aborted;
    if (this.#coming.has(part) || this.#missing.has(part) || isGone()) return this.#coming.get(part);
    const coming = part
      .fetch()
      .then(
        () => void this.#failures.delete(part),
        () => {
          if (isGone()) return;
          this.#missing.add(part);
          this.#failures.set(part, (this.#failures.get(part) ?? 0) + 1);
        },
      )
      .finally(() => {
        this.#coming.delete(part);
        this.#host.requestUpdate();
      });
    this.#coming.set(part, coming);
    return coming;
  }

  /** Whether a part is on its way, and can be on the page in a moment. */
  isComing(part: unknown): boolean {
    return this.#coming.has(part) && navigator.onLine;
  }

  /**
   * How often in a row one of these parts, the one that failed most, could not be fetched; one more where another attempt
   * cannot help. 0 when none of them is missing.
   */
  failures(...parts: readonly unknown[]): number {
    const missing = parts.filter((part) => this.#missing.has(part));
    if (missing.length === 0) return 0;
    return Math.max(...missing.map((part) => this.#failures.get(part)!)) + Number(Part.keepsFailures);
  }

  /** Parts that could not be fetched may be asked for again. */
  forgive(...parts: readonly unknown[]): void {
    for (const part of parts) this.#missing.delete(part);
    this.#host.requestUpdate();
  }
}
