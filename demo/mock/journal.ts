/** One request as the control plane tells it (demo/mock/README.md, Control). */
export interface JournalEntry {
  /** ISO-8601, the mock's clock. */
  at: string;
  method: string;
  path: string;
  query: string;
  /** null = the connection died without an answer. */
  status: number | null;
  key: string | null;
  /** X-Img-User, as it was sent. */
  user: string | null;
  idempotency_key: string | null;
  bytes_in: number;
  origin: string | null;
  /** Description of the fault rule applied to the request; null = none. */
  fault: string | null;
}

const KEPT = 2_000;

/** The last requests, newest last. */
export class Journal {
  #entries: JournalEntry[] = [];

  get entries(): JournalEntry[] {
    return [...this.#entries];
  }

  add(entry: JournalEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > KEPT * 2) this.#entries = this.#entries.slice(-KEPT);
  }

  /** Takes over requests of an earlier run. */
  recall(entries: JournalEntry[]): void {
    this.#entries = [...entries, ...this.#entries];
  }

  clear(): void {
    this.#entries = [];
  }
}
