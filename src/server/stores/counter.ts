import type { ReservationResult } from './store.ts';

/** A counter with its places, as the stores keep it that count by themselves (memory and Workers KV). */
export interface Counter {
  /** The time at which it begins anew, in milliseconds. */
  until: number;
  /** What all places add up to, those that were folded included. */
  sum: number;
  /** Amounts by place that may still be released, the oldest first. */
  held: Map<string, number>;
  /** Amounts by place that are final, the oldest first. */
  used: Map<string, number>;
}

export const newCounter = (until: number): Counter => ({ until, sum: 0, held: new Map(), used: new Map() });

/** The number of places that a counter remembers one by one. */
export const placesOf = ({ held, used }: Counter): number => held.size + used.size;

/** Takes an amount for a place that has none yet, if it fits; says whether the place has one now. */
export function reserveIn(counter: Counter, place: string, amount: number, limit: number): boolean {
  if (counter.held.has(place) || counter.used.has(place)) return true;
  if (counter.sum + amount > limit) return false;
  counter.held.set(place, amount);
  counter.sum += amount;
  return true;
}

export function confirmIn(counter: Counter, place: string, amount: number): void {
  counter.sum += amount - (counter.held.get(place) ?? counter.used.get(place) ?? 0);
  counter.held.delete(place);
  counter.used.set(place, amount);
}

export function releaseIn(counter: Counter, place: string): void {
  counter.sum -= counter.held.get(place) ?? 0;
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
