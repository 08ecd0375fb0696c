import fc from 'fast-check';
import { expect } from 'vitest';
import type { ImgproStore, ReservationResult } from '../../../../src/server/stores/store.ts';

/** The simplest store there can be, on a clock that is moved by hand: the contract, written down once more. */
export class ModelStore implements ImgproStore {
  time = 0;
  readonly #counters = new Map<
    string,
    { until: number; places: Map<string, { amount: number; holders: number }> }
  >();
  readonly #notes = new Map<string, { until: number; value: string }>();

  #living(name: string) {
    const counter = this.#counters.get(name);
    return counter && counter.until > this.time ? counter : undefined;
  }

  #begin(name: string, seconds: number) {
    const counter = this.#living(name) ?? { until: this.time + seconds * 1000, places: new Map() };
    this.#counters.set(name, counter);
    return counter;
  }

  async reserve({
    counter: name,
    place,
    amount,
    limit,
    seconds,
  }: Parameters<ImgproStore['reserve']>[0]): Promise<ReservationResult> {
    const counter = this.#living(name);
    const before = counter?.places.get(place);
    if (before?.holders === 0) return { granted: true };
    const more = before ? Math.max(0, amount - before.amount) : amount;
    const sum = [...(counter?.places.values() ?? [])].reduce((total, use) => total + use.amount, 0);
    if ((!before || more > 0) && sum + more > limit)
      return { granted: false, retryAfter: counter ? (counter.until - this.time) / 1000 : seconds };
    this.#begin(name, seconds).places.set(place, {
      amount: (before?.amount ?? 0) + more,
      holders: (before?.holders ?? 0) + 1,
    });
    return { granted: true };
  }

  async confirm(name: string, place: string, amount: number, seconds: number): Promise<void> {
    this.#begin(name, seconds).places.set(place, { amount, holders: 0 });
  }

  async release(name: string, place: string): Promise<void> {
    const places = this.#living(name)?.places;
    const use = places?.get(place);
    if (use && use.holders > 1) use.holders -= 1;
    else if (use?.holders === 1) places!.delete(place);
  }

  async get(key: string): Promise<string | null> {
    const note = this.#notes.get(key);
    return note && note.until > this.time ? note.value : null;
  }

  async set(key: string, value: string, seconds: number): Promise<void> {
    this.#notes.set(key, { until: this.time + seconds * 1000, value });
  }
}

const counter = fc.constantFrom('a', 'b');
const place = fc.constantFrom('p', 'q', 'r', 's');
const amount = fc.integer({ min: 0, max: 5 });
// Waits are multiples of 30 seconds and lives are not: nothing ends within ten seconds of an act.
const seconds = fc.constantFrom(100, 400);

export const acts = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('reserve' as const),
        counter,
        place,
        amount,
        limit: fc.integer({ min: 1, max: 8 }),
        seconds,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('confirm' as const), counter, place, amount, seconds }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('release' as const), counter, place }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('get' as const), key: place }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('set' as const), key: place, value: fc.string(), seconds }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        milliseconds: fc.constantFrom(30_000, 60_000, 300_000),
      }),
    },
  ),
  { maxLength: 30 },
);

export type Act = typeof acts extends fc.Arbitrary<(infer One)[]> ? One : never;

/** Does one thing with a store and with the model; they must say the same. */
export async function actOnBoth(
  act: Act,
  store: ImgproStore,
  model: ModelStore,
  advance: (milliseconds: number) => Promise<void>,
): Promise<void> {
  if (act.kind === 'wait') {
    model.time += act.milliseconds;
    await advance(act.milliseconds);
  } else if (act.kind === 'get') expect(await store.get(act.key)).toBe(await model.get(act.key));
  else if (act.kind === 'reserve') {
    const [answer, expected] = [await store.reserve(act), await model.reserve(act)];
    expect(answer.granted).toBe(expected.granted);
    if (answer.granted || expected.granted) return;
    // A real server's clock runs on meanwhile.
    expect(answer.retryAfter).toBeLessThanOrEqual(expected.retryAfter);
    expect(answer.retryAfter).toBeGreaterThan(expected.retryAfter - 8);
  } else
    for (const either of [store, model])
      if (act.kind === 'confirm') await either.confirm(act.counter, act.place, act.amount, act.seconds);
      else if (act.kind === 'release') await either.release(act.counter, act.place);
      else await either.set(act.key, act.value, act.seconds);
}
