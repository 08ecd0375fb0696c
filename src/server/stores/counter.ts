import type { ReservationResult } from './store.ts';

/** A place that may still be released. */
export interface Hold {
  amount: number;
  /** The reservations of this place that have not been released. */
  holders: number;
}

/** A counter with its places, as the stores keep it that count by themselves (memory and Workers KV). */
export interface Counter {
  /** The time at which it begins anew, in milliseconds. */
  until: number;
  /** Total of all places, including the folded ones. */
  sum: number;
  /** Places that may still be released, the oldest first. */
  held: Map<string, Hold>;
  /** Amounts by place that are final, the oldest first. */
  used: Map<string, number>;
}

export const newCounter = (until: number): Counter => ({ until, sum: 0, held: new Map(), used: new Map() });

/** The number of places that a counter remembers one by one. */
export const placesOf = ({ held, used }: Counter): number => held.size + used.size;

/** Takes an amount for a place, or what a larger one adds to the place's, if it fits; says whether it does. */
export function reserveIn(counter: Counter, place: string, amount: number, limit: number): boolean {
  if (counter.used.has(place)) return true;
  const before = counter.held.get(place);
  const more = before ? Math.max(0, amount - before.amount) : amount;
  if ((!before || more > 0) && counter.sum + more > limit) return false;
  hold(counter, place, { amount: (before?.amount ?? 0) + more, holders: (before?.holders ?? 0) + 1 });
  return true;
}

/** Writes down that a place is held so; one that is final stays so. */
export function hold(counter: Counter, place: string, { amount, holders }: Hold): void {
  if (counter.used.has(place)) return;
  counter.sum += amount - (counter.held.get(place)?.amount ?? 0);
  counter.held.set(place, { amount, holders });
}

export function confirmIn(counter: Counter, place: string, amount: number): void {
  counter.sum += amount - (counter.held.get(place)?.amount ?? counter.used.get(place) ?? 0);
  counter.held.delete(place);
  counter.used.set(place, amount);
}

/** A holder less; the last one frees the place. */
export function releaseIn(counter: Counter, place: string): void {
  const held = counter.held.get(place);
  if (!held) return;
  if (held.holders > 1) counter.held.set(place, { ...held, holders: held.holders - 1 });
  else free(counter, place);
}

/** Frees a place that is not final, whoever holds it. */
export function free(counter: Counter, place: string): void {
  counter.sum -= counter.held.get(place)?.amount ?? 0;
  counter.held.delete(place);
}

/**
 * Forgets the names of the oldest places beyond `most`; their amounts stay in the sum. Final ones go first: what it
 * costs is that a late retry of such a use counts a second time. Held ones go only when there are no others: they can
 * then not be released any more. Either errs towards less than the limit, never more.
 */
export function foldPlaces(counter: Counter, most: number): void {
  for (const places of [counter.used, counter.held])
    for (const place of places.keys()) {
      if (placesOf(counter) <= most) return;
      places.delete(place);
    }
}

/** The refusal of a reservation in a counter that lives until a time. */
export const refusalUntil = (until: number, now: number): ReservationResult => ({
  granted: false,
  retryAfter: Math.max(1, Math.ceil((until - now) / 1000)),
});
