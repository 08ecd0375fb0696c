/**
 * What the gateway remembers between requests: how many images a token has stored, and who created which id in the
 * last day. The default lives in memory; with several processes give one that they share.
 *
 * On Redis: `reserve` is a script of HGET, HLEN, HSETNX and EXPIRE; `confirm` an HSET; `release` an HDEL of a field
 * that still says `held`; `get` and `set` are GET and SET EX. A store without atomic updates (Workers KV) works too,
 * but can let a few more through when a token is used many times in the same moment.
 */
export interface ImgproStore {
  /**
   * Takes one of `limit` places of `counter`. The same `place` again takes none. False: all are taken.
   * Everything under `counter` may be forgotten after `seconds`.
   */
  reserve(counter: string, place: string, limit: number, seconds: number): Promise<boolean>;
  /** The place is used for good. A place that was released meanwhile is taken again, over the limit if need be. */
  confirm(counter: string, place: string, seconds: number): Promise<void>;
  /** Gives back a place that was reserved but not confirmed. */
  release(counter: string, place: string): Promise<void>;
  get(key: string): Promise<string | null>;
  set(key: string, value: string, seconds: number): Promise<void>;
}

type Counter = { places: Map<string, 'held' | 'stored'>; until: number };

/** How many entries the memory store sweeps of expired ones for each one that it adds. */
const SWEEP = 4;

/** A store in this process's memory. */
export function memoryStore(options: { now?: () => number } = {}): ImgproStore {
  const now = options.now ?? Date.now;
  const counters = new Map<string, Counter>();
  const values = new Map<string, { value: string; until: number }>();

  // Insertion order is age, and ages are alike: the oldest entries are the ones to look at.
  const sweep = (map: Map<string, { until: number }>) => {
    let looked = 0;
    for (const [key, entry] of map) {
      if (entry.until <= now()) map.delete(key);
      if (++looked === SWEEP) return;
    }
  };

  const counterOf = (name: string, seconds: number): Counter => {
    const known = counters.get(name);
    if (known && known.until > now()) return known;
    sweep(counters);
    const fresh: Counter = { places: new Map(), until: now() + seconds * 1000 };
    counters.set(name, fresh);
    return fresh;
  };

  return {
    reserve(name, place, limit, seconds) {
      const { places } = counterOf(name, seconds);
      if (places.has(place)) return Promise.resolve(true);
      if (places.size >= limit) return Promise.resolve(false);
      places.set(place, 'held');
      return Promise.resolve(true);
    },
    confirm(name, place, seconds) {
      counterOf(name, seconds).places.set(place, 'stored');
      return Promise.resolve();
    },
    release(name, place) {
      const places = counters.get(name)?.places;
      if (places?.get(place) === 'held') places.delete(place);
      return Promise.resolve();
    },
    get(key) {
      const entry = values.get(key);
      return Promise.resolve(entry && entry.until > now() ? entry.value : null);
    },
    set(key, value, seconds) {
      sweep(values);
      values.delete(key);
      values.set(key, { value, until: now() + seconds * 1000 });
      return Promise.resolve();
    },
  };
}
