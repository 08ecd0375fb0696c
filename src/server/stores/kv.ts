import { Batches } from './batches.ts';
import { ExpiringMap } from './expiring-map.ts';
import {
  fromText,
  performAll,
  rememberActs,
  SETTLED,
  toText,
  withOwnActs,
  type Act,
  type OwnActs,
} from './kv-counter.ts';
import type { ImgproStore, ReservationResult } from './store.ts';

/** The methods of a Workers KV binding that are used. */
export interface KVBinding {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
}

export interface KVStoreOptions {
  /** The beginning of every key, at most 400 bytes. Default: `imgpro:`. */
  prefix?: string;
  /** The clock, in milliseconds. Default: `Date.now`. */
  now?: () => number;
}

/** The shortest time to live that KV takes, in seconds. The real end stands in the value. */
const SHORTEST_TTL = 60;

/** Pauses before a write is tried again that came too soon after another on its key, in milliseconds. */
const PAUSES = [1000, 2000, 4000];

/** The most own acts, and the most own notes, that an isolate remembers. */
const MOST_OWN = 10_000;

/**
 * A store in Cloudflare's Workers KV, for counts that may be a little out: `kvStore(env.KV)`, made once in the module and
 * not for each request.
 *
 * KV has no atomic update, other locations see a write after 60 seconds or more, and a key takes one write a second. So the
 * calls on a counter are answered in batches, one at a time in an isolate, and the isolate remembers what it wrote in the
 * last two minutes. Counting is exact within an isolate; across isolates and locations it is approximate: each may grant
 * up to the whole limit until it sees the writes of the others, and two that write at the same time can lose one another's.
 * Where a limit must hold exactly, give a Redis over HTTP, its client wrapped for `redisStore`, or a Durable Object of your
 * own behind an `ImgproStore`.
 *
 * A write that KV refuses with 429 is tried again after 1, 2 and 4 seconds, while further calls gather for the next; what
 * cannot be written then has not happened, and the calls fail with KV's error. An upload that is counted costs two writes
 * a counter: mind the free plan's 1,000 a day. A counter remembers its latest 1,000 places by name and of older ones only
 * the sum, so a retry of such an old use counts a second time. Keys are digests, as KV takes 512 bytes. A compatibility
 * date from 2024-10-14 on is needed (or `handle_cross_request_promise_resolution`), as requests wait for one another.
 */
export function kvStore(
  namespace: KVBinding,
  { prefix = 'imgpro:', now = Date.now }: KVStoreOptions = {},
): ImgproStore {
  const ownActs = new ExpiringMap<OwnActs>(MOST_OWN, now);
  const ownNotes = new ExpiringMap<string>(MOST_OWN, now);

  const batches = new Batches<Act, ReservationResult>(async (name, take) => {
    const key = `${prefix}counter:${await digest(name)}`;
    const text = await namespace.get(key);
    const own = ownActs.get(key);
    const before = withOwnActs(text === null ? undefined : fromText(text), own, now());
    const { counter, answers, done } = performAll(before, take(), now());
    if (!counter || done.size === 0) return answers;
    const remembered = rememberActs(counter, own, done, now());
    await write(namespace, key, toText(counter), counter.until - now());
    ownActs.set(key, remembered, Math.min(counter.until, now() + SETTLED), remembered.places.size);
    return answers;
  });
  const noteKey = async (key: string) => `${prefix}note:${await digest(key)}`;

  return {
    reserve: (reservation) => batches.do(reservation.counter, { kind: 'reserve', reservation }),
    async confirm(counter, place, amount, seconds) {
      await batches.do(counter, { kind: 'confirm', place, amount, seconds });
    },
    async release(counter, place) {
      await batches.do(counter, { kind: 'release', place });
    },
    async get(name) {
      const key = await noteKey(name);
      const text = ownNotes.get(key) ?? (await namespace.get(key));
      if (text === null) return null;
      const { until, value } = JSON.parse(text) as { until: number; value: string };
      return until > now() ? value : null;
    },
    async set(name, value, seconds) {
      const key = await noteKey(name);
      const until = now() + seconds * 1000;
      const text = JSON.stringify({ until, value });
      await write(namespace, key, text, until - now());
      ownNotes.set(key, text, Math.min(until, now() + SETTLED));
    },
  };
}

async function write(namespace: KVBinding, key: string, text: string, life: number): Promise<void> {
  const options = { expirationTtl: Math.max(SHORTEST_TTL, Math.ceil(life / 1000)) };
  for (const pause of PAUSES)
    try {
      return await namespace.put(key, text, options);
    } catch (error) {
      if (!/\b429\b/.test(String(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  await namespace.put(key, text, options);
}

/** SHA-256 in hexadecimal. JSON's escapes keep names with lone surrogates apart, which have no UTF-8. */
async function digest(name: string): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(name));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
