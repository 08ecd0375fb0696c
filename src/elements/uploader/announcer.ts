/** Long enough for a burst of events to become one sentence, short enough to still be about what happened. */
const PATIENCE = 700;

/**
 * Few words for screen readers: what comes within a moment is said once, and of two sentences about the same thing
 * only the later one.
 */
export class Announcer {
  readonly #say: (text: string) => void;
  readonly #pending = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  /** @param about What the sentence is about; a later one about the same replaces it. */
  announce(about: string, text: string): void {
    this.#pending.delete(about);
    this.#pending.set(about, text);
    this.#timer ??= setTimeout(() => this.flush(), PATIENCE);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.size === 0) return;
    const text = [...this.#pending.values()].join('. ');
    this.#pending.clear();
    this.#say(text);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending.clear();
  }
}
