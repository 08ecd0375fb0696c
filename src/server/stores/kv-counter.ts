/** Counters in Workers KV: their text, and the isolate's own latest acts that KV may not show yet. Decisions only. */
import {
  confirmIn,
  free,
  foldPlaces,
  hold,
  newCounter,
  placesOf,
  refusalUntil,
  releaseIn,
  reserveIn,
  type Counter,
} from './counter.ts';
import type { Reservation, ReservationResult } from './store.ts';

export type Act =
  | { kind: 'reserve'; reservation: Reservation }
  | { kind: 'confirm'; place: string; amount: number; seconds: number }
  | { kind: 'release'; place: string };

/** The last thing that this isolate did with a place, and when (in milliseconds). */
export interface OwnAct {
  kind: 'held' | 'used' | 'released';
  amount: number;
  /** Of a held place. */
  holders?: number;
  at: number;
}

export interface OwnActs {
  /** The end of the counter that they belong to, in milliseconds. */
  until: number;
  places: Map<string, OwnAct>;
}

export interface Performed {
  /** The counter to write; undefined where there is none. */
  counter: Counter | undefined;
  answers: ReservationResult[];
  /** New acts by place; none: nothing changed, and nothing is to be written. */
  done: Map<string, OwnAct>;
}

/** The milliseconds in which a write is taken to have reached every location: KV says "60 seconds or more". */
export const SETTLED = 120_000;

/** The most places that a counter remembers by name: its whole text is read and written each time. */
const MOST_PLACES = 1000;

const GRANTED: ReservationResult = { granted: true };

export function toText({ until, sum, held, used }: Counter): string {
  const holds = [...held].map(([place, { amount, holders }]) => [place, amount, holders]);
  return JSON.stringify({ until, sum, held: holds, used: [...used] });
}

export function fromText(text: string): Counter {
  const { until, sum, held, used } = JSON.parse(text) as {
    until: number;
    sum: number;
    held: [place: string, amount: number, holders: number][];
    used: [string, number][];
  };
  const holds = held.map(([place, amount, holders]) => [place, { amount, holders }] as const);
  return { until, sum, held: new Map(holds), used: new Map(used) };
}

/**
 * A counter as KV shows it, with the isolate's own acts of the last two minutes laid over it: KV's view may be older,
 * and another location may have overwritten them. Of two ends the earlier one holds, as it is the first reservation's.
 */
export function withOwnActs(
  shown: Counter | undefined,
  own: OwnActs | undefined,
  now: number,
): Counter | undefined {
  const current = shown && shown.until > now ? shown : undefined;
  if (!own || own.until <= now) return current;
  const counter = current ?? newCounter(own.until);
  counter.until = Math.min(counter.until, own.until);
  for (const [place, { kind, amount, holders = 1, at }] of own.places) {
    if (at + SETTLED <= now) continue;
    if (kind === 'used') confirmIn(counter, place, amount);
    else if (kind === 'released') free(counter, place);
    else {
      const shownHold = counter.held.get(place) ?? { amount: 0, holders: 0 };
      hold(counter, place, {
        amount: Math.max(amount, shownHold.amount),
        holders: Math.max(holders, shownHold.holders),
      });
    }
  }
  return counter;
}

/** Performs acts in their order. */
export function performAll(before: Counter | undefined, acts: Act[], now: number): Performed {
  const done = new Map<string, OwnAct>();
  let counter = before;
  const answers = acts.map((act): ReservationResult => {
    if (act.kind === 'release') {
      const before = counter?.held.get(act.place);
      if (counter && before) {
        releaseIn(counter, act.place);
        const after = counter.held.get(act.place);
        done.set(
          act.place,
          after ? { kind: 'held', ...after, at: now } : { kind: 'released', amount: before.amount, at: now },
        );
      }
      return GRANTED;
    }
    if (act.kind === 'confirm') {
      const { place, amount, seconds } = act;
      counter ??= newCounter(now + seconds * 1000);
      if (counter.used.get(place) === amount) return GRANTED;
      confirmIn(counter, place, amount);
      done.set(place, { kind: 'used', amount, at: now });
      return GRANTED;
    }
    const { place, amount, limit, seconds } = act.reservation;
    const target = counter ?? newCounter(now + seconds * 1000);
    if (!reserveIn(target, place, amount, limit)) return refusalUntil(target.until, now);
    counter = target;
    const held = target.held.get(place);
    if (held) done.set(place, { kind: 'held', ...held, at: now });
    return GRANTED;
  });
  return { counter, answers, done };
}

/**
 * Own acts with the new ones, when these are written; settled ones are dropped, and so are folded ones, whose amounts
 * would be added a second time. Folds the counter itself.
 */
export function rememberActs(
  counter: Counter,
  own: OwnActs | undefined,
  done: Map<string, OwnAct>,
  now: number,
): OwnActs {
  const folds = placesOf(counter) > MOST_PLACES;
  foldPlaces(counter, MOST_PLACES);
  const known = own && own.until > now ? [...own.places] : [];
  const places = new Map(
    [...known, ...done].filter(
      ([place, { kind, at }]) =>
        at + SETTLED > now &&
        !(folds && kind !== 'released' && !counter.held.has(place) && !counter.used.has(place)),
    ),
  );
  return { until: counter.until, places };
}
