import {
  confirmIn,
  foldPlaces,
  newCounter,
  placesOf,
  refusalUntil,
  releaseIn,
  reserveIn,
  type Counter,
} from './counter.ts';
import { ExpiringMap } from './expiring-map.ts';
import type { ImgproStore } from './store.ts';

export interface MemoryStoreOptions {
  /** The clock, in milliseconds. Default: `Date.now`. */
  now?: () => number;
  /**
   * The most notes, counters and places of counters that are kept, all together; at least 100. Default: 100,000, which
   * are some 30 MB where names and texts have 40 characters.
   */
  maxEntries?: number;
}

/** The most places that one counter remembers by name. */
const MOST_PLACES = 1000;

/**
 * A store in the memory of this process: for one process, and forgotten when it ends. Each call is atomic, as nothing
 * else runs meanwhile.
 *
 * It is bounded. Expired entries are swept in time. When `maxEntries` is reached, the least recently used go first; a
 * refused reservation is a use, so nobody pushes their own counter out by making others. A counter remembers its latest
 * 1,000 places by name (a quarter of `maxEntries` where that is less) and of older ones only the sum: a retry of
 * such an old use counts a second time.
 */
export function memoryStore({ now = Date.now, maxEntries = 100_000 }: MemoryStoreOptions = {}): ImgproStore {
  if (!(maxEntries >= 100)) throw new RangeError('maxEntries of the memory store is at least 100.');
  const entries = new ExpiringMap<Counter | string>(maxEntries, now);
  const mostPlaces = Math.max(1, Math.min(MOST_PLACES, Math.floor(maxEntries / 4)));
  const endOf = (seconds: number) => now() + seconds * 1000;
  const counterOf = (name: string) => entries.get(`counter ${name}`) as Counter | undefined;

  const keep = (name: string, counter: Counter): void => {
    foldPlaces(counter, mostPlaces);
    entries.set(`counter ${name}`, counter, counter.until, 1 + placesOf(counter));
  };

  return {
    async reserve({ counter: name, place, amount, limit, seconds }) {
      const counter = counterOf(name) ?? newCounter(endOf(seconds));
      if (!reserveIn(counter, place, amount, limit)) return refusalUntil(counter.until, now());
      keep(name, counter);
      return { granted: true };
    },
    async confirm(name, place, amount, seconds) {
      const counter = counterOf(name) ?? newCounter(endOf(seconds));
      confirmIn(counter, place, amount);
      keep(name, counter);
    },
    async release(name, place) {
      const counter = counterOf(name);
      if (!counter) return;
      releaseIn(counter, place);
      keep(name, counter);
    },
    async get(key) {
      return (entries.get(`note ${key}`) as string | undefined) ?? null;
    },
    async set(key, value, seconds) {
      entries.set(`note ${key}`, value, endOf(seconds));
    },
  };
}
