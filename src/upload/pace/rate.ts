/** How fast the rate forgets (ms): a hiccup of a second hardly shows, another line is known after some seconds. */
const MEMORY = 5000;

/** Sooner than this nothing is said (ms): the first bytes fill buffers, faster than any line. */
const FIRST = 2000;

/** Without a byte for so long the line has stalled (ms), and how fast it was says nothing of what is to come. */
const STALLED = 5000;

/**
 * The rate at which bytes are sent, smoothed exponentially. Unknown at first, while the line has stalled, and again at
 * first after that. Times come from the caller, in milliseconds of any clock that does not run backwards.
 */
export class Rate {
  /** When it began to be measured; null before the first report. */
  #began: number | null = null;
  #last = 0;
  #bytes = 0;
  /** When bytes were last seen to move. */
  #moved = 0;
  /** Bytes per millisecond, weighed so that the time before the beginning counts for nothing. */
  #sum = 0;
  #weight = 0;

  /** Forgets all: nothing is sent any more, or it begins anew. */
  reset(): void {
    this.#began = null;
  }

  /** @param bytes Sent so far, in all. Fewer than before: something began anew, and so does the measuring. */
  report(bytes: number, now: number): void {
    const span = now - this.#last;
    if (this.#began === null || bytes < this.#bytes || now - this.#moved > STALLED)
      return this.#begin(bytes, now);
    if (span <= 0) return;
    const kept = Math.exp(-span / MEMORY);
    this.#sum = this.#sum * kept + ((bytes - this.#bytes) / span) * (1 - kept);
    this.#weight = this.#weight * kept + (1 - kept);
    if (bytes > this.#bytes) this.#moved = now;
    this.#last = now;
    this.#bytes = bytes;
  }

  #begin(bytes: number, now: number): void {
    // A line that stands still is measured from the byte with which it goes on.
    if (this.#began !== null && bytes === this.#bytes) return;
    this.#began = this.#last = this.#moved = now;
    this.#bytes = bytes;
    this.#sum = this.#weight = 0;
  }

  /** Bytes a second; null while it is unknown. */
  perSecond(now: number): number | null {
    if (this.#began === null || now - this.#began < FIRST || now - this.#moved > STALLED) return null;
    const rate = (this.#sum / this.#weight) * 1000;
    return rate > 0 ? rate : null;
  }
}

/** Less is over before it is read (s). */
const SHORTEST = 3;

/** Nobody plans by more (s). */
const LONGEST = 24 * 3600;

/** The step in which a time is told (s): of seconds five, then whole minutes, then halves of an hour. */
const stepOf = (seconds: number): number => (seconds <= 60 ? 5 : seconds <= 3600 ? 60 : 1800);

/** A time that is left as a round number of seconds: 5, 10, … 60, 120, … 3600, 5400, … */
export function roundedTime(seconds: number): number {
  const step = stepOf(seconds);
  return Math.ceil(seconds / step) * step;
}

/**
 * The time left as it is shown (s), which does not jump: it goes down as it pleases, and up only where it was wrong by more
 * than a step and a fifth. Null where it is unknown, no more than 3 s, or more than a day.
 * @param before The time that is shown now, if any.
 */
export function timeLeft(bytes: number, rate: number | null, before: number | null): number | null {
  const seconds = rate === null ? NaN : bytes / rate;
  if (!(seconds > SHORTEST && seconds <= LONGEST)) return null;
  const isWrong = before === null || seconds > Math.max(before + stepOf(before), before * 1.2);
  const rounded = roundedTime(seconds);
  return isWrong ? rounded : Math.min(before, rounded);
}
