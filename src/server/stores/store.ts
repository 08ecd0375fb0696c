/**
 * The memory of the gateway between requests: counters of what tokens and people may still store, and short notes.
 * `memoryStore` is the default; several processes need one that they share (`redisStore`, `kvStore`, or your own).
 * Names of counters, places and keys are any text. A failure of the store rejects the call.
 */
export interface ImgproStore {
  /**
   * Reserves `amount` of what is left of a counter, all or nothing. A place that is confirmed is granted without being
   * counted again, and so is one that is held: a retry under the same key counts once. A held place has a holder more
   * then, and if the new amount is larger than the one that is held, the difference has to fit.
   *
   * It must be atomic: of parallel calls, together never more than `limit` may be granted. A refusal changes nothing
   * and begins no counter.
   */
  reserve(reservation: Reservation): Promise<ReservationResult>;
  /**
   * Makes a reservation final, with the amount that was really used; again, it is the last amount that counts. A
   * place that was released or forgotten meanwhile is counted again, over the limit if need be, in a counter that
   * then lives `seconds`.
   */
  confirm(counter: string, place: string, amount: number, seconds: number): Promise<void>;
  /**
   * One holder gives up a place that is not confirmed; the last one frees it. So one of two tries under the same key
   * can't give away what the other is still using.
   */
  release(counter: string, place: string): Promise<void>;
  /** The text kept under a key, or null when there is none or its time is over. */
  get(key: string): Promise<string | null>;
  /** Keeps a text for a number of seconds. */
  set(key: string, value: string, seconds: number): Promise<void>;
}

/** A wish to use some of a counter. Numbers are whole ones. */
export interface Reservation {
  /** The name of the counter, such as the uploads of one person. */
  counter: string;
  /** The name of this use, unique within the counter. */
  place: string;
  /** How much is wanted: 1 for an upload, or a number of bytes. */
  amount: number;
  /** The most that all reservations of the counter may add up to. */
  limit: number;
  /** The life of the counter in seconds, from its first reservation on. */
  seconds: number;
}

/**
 * The answer to a reservation; `retryAfter` are the seconds until the counter begins anew, at least 1. Where there is
 * no counter yet, as the amount alone is over the limit, it is a counter's whole life.
 */
export type ReservationResult = { granted: true } | { granted: false; retryAfter: number };
