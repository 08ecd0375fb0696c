/** Long enough for a burst of events to become one sentence, short enough to still be about what happened (ms). */
const PATIENCE = 700;

interface Sentence {
  count: number;
  say(count: number): string;
}

/** A sentence with the mark that ends it: its own, in any script, else a stop. */
const closed = (sentence: string): string => sentence.trim().replace(/[^.?!…؟。！？।]$/, '$&.');

/**
 * Few words for screen readers: what comes within a moment is said at once, and of things of one kind only how many
 * they are.
 */
export class Announcer {
  readonly #speak: (text: string) => void;
  readonly #pending = new Map<string, Sentence>();
  /** The kinds of news the latest sentence is about. */
  #said = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = '';

  constructor(speak: (text: string) => void) {
    this.#speak = speak;
  }

  /**
   * @param kind What the sentence is about; counts of one kind add up.
   * @param say Makes the sentence for all of them.
   */
  announce(kind: string, say: (count: number) => string, count = 1): void {
    const before = this.#pending.get(kind)?.count ?? 0;
    this.#pending.delete(kind);
    this.#pending.set(kind, { count: before + count, say });
    this.#timer ??= setTimeout(() => this.#flush(), PATIENCE);
  }

  /** News of this kind, said or about to be, is no longer so. */
  unsay(kind: string): void {
    this.#pending.delete(kind);
    if (this.#said.delete(kind)) this.#speak('');
  }

  #flush(): void {
    const pending = [...this.#pending.values()];
    this.#said = new Set(this.#pending.keys());
    this.stop();
    const sentences = pending.map(({ count, say }) => closed(say(count)));
    if (sentences.length === 0) return;
    const text = sentences.join(' ');
    // The same text again is no change, and would not be read: a space that nobody hears makes it one.
    this.#latest = text === this.#latest ? `${text}\u00a0` : text;
    this.#speak(this.#latest);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending.clear();
  }
}
