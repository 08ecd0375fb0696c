interface Entry<Value> {
  value: Value;
  until: number;
  weight: number;
}

/** Additions between two sweeps, where hardly anything is kept. */
const SMALLEST_SWEEP = 64;

/**
 * A map whose entries end at a time of their own, and whose weights together never pass a bound: the least recently
 * used go first.
 *
 * Expired entries are swept, all of them, after as many additions as the last sweep left over. So an addition costs the
 * same on the average, and there are never more than twice the entries that the last sweep left, whatever their lives.
 */
export class ExpiringMap<Value> {
  // A Map keeps the order of insertion; an entry that is used is put in again, so the first is the least recent.
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #bound: number;
  readonly #now: () => number;
  #weight = 0;
  #additionsLeft = SMALLEST_SWEEP;

  constructor(bound: number, now: () => number) {
    this.#bound = bound;
    this.#now = now;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    if (entry.until <= this.#now()) {
      this.#weight -= entry.weight;
      return undefined;
    }
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value, until: number, weight = 1): void {
    if (!this.#entries.has(key) && --this.#additionsLeft <= 0) this.#sweep();
    this.delete(key);
    this.#entries.set(key, { value, until, weight });
    this.#weight += weight;
    if (this.#weight > this.#bound) this.#evict();
  }

  delete(key: string): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0;
    this.#entries.delete(key);
  }

  /** Makes a hundredth of the room at once: from its start, a Map passes the slots of all deleted entries each time. */
  #evict(): void {
    const enough = this.#bound - Math.floor(this.#bound / 100);
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= enough) return;
      this.delete(oldest);
    }
  }

  #sweep(): void {
    const now = this.#now();
    for (const [key, { until }] of this.#entries) if (until <= now) this.delete(key);
    this.#additionsLeft = Math.max(SMALLEST_SWEEP, this.#entries.size);
  }
}
