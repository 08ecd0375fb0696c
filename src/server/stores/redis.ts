import type { ImgproStore } from './store.ts';

/**
 * The methods of a connected client of the `redis` package that are used: `createClient`, `createCluster` or
 * `createSentinel` of version 4, 5 or 6. Another client, such as one over HTTP, fits once it is wrapped in these three.
 */
export interface RedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  get(key: string): Promise<unknown>;
  set(key: string, value: string, options: { PX: number }): Promise<unknown>;
}

export interface RedisStoreOptions {
  /** The beginning of every key. Default: `imgpro:`. */
  prefix?: string;
}

/*
 * A counter is one hash: `sum`, and a field `at:<place>` for each place, with `held <amount> <holders>` or `used <amount>`. Its
 * time to live is set once, when it begins. Sums are made by HINCRBY in whole numbers, as Lua's own turn into text with 14
 * digits only.
 */

const SHARED = `
local function begin(milliseconds)
  if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], milliseconds) end
end
local function add(difference)
  redis.call('HINCRBY', KEYS[1], 'sum', string.format('%.0f', difference))
end
local function amountOf(use)
  return use and tonumber(string.match(use, '^%a+ (%S+)')) or 0
end
local function holdersOf(use)
  return use and tonumber(string.match(use, '^held %S+ (%d+)')) or 0
end
`;

/** Arguments: field, amount, limit, life. Returns -1 where it is granted, else the milliseconds until it begins anew. */
const RESERVE = `${SHARED}
local use = redis.call('HGET', KEYS[1], ARGV[1])
if use and string.sub(use, 1, 4) == 'used' then return -1 end
local more = math.max(tonumber(ARGV[2]) - amountOf(use), use and 0 or -math.huge)
local sum = tonumber(redis.call('HGET', KEYS[1], 'sum') or '0')
if (not use or more > 0) and sum + more > tonumber(ARGV[3]) then
  local left = redis.call('PTTL', KEYS[1])
  return left < 0 and tonumber(ARGV[4]) or left
end
local amount = string.format('%.0f', amountOf(use) + more)
redis.call('HSET', KEYS[1], ARGV[1], 'held ' .. amount .. ' ' .. string.format('%.0f', holdersOf(use) + 1))
add(more)
begin(ARGV[4])
return -1
`;

/** Arguments: field, amount, life. */
const CONFIRM = `${SHARED}
local before = amountOf(redis.call('HGET', KEYS[1], ARGV[1]))
redis.call('HSET', KEYS[1], ARGV[1], 'used ' .. ARGV[2])
add(tonumber(ARGV[2]) - before)
begin(ARGV[3])
`;

/** Argument: field. */
const RELEASE = `${SHARED}
local use = redis.call('HGET', KEYS[1], ARGV[1])
local holders = holdersOf(use)
if holders > 1 then
  local amount = string.format('%.0f', amountOf(use))
  redis.call('HSET', KEYS[1], ARGV[1], 'held ' .. amount .. ' ' .. string.format('%.0f', holders - 1))
elseif holders == 1 then
  redis.call('HDEL', KEYS[1], ARGV[1])
  add(0 - amountOf(use))
end
`;

const milliseconds = (seconds: number): number => Math.max(1, Math.round(seconds * 1000));

/**
 * A name as UTF-8 can tell it from any other: lone surrogates would all become the same replacement character, so these
 * names are written with JSON's escapes, and so are names that look like JSON's text already.
 */
const utf8 = (name: string): string => (/^"|\p{Surrogate}/u.test(name) ? JSON.stringify(name) : name);

/**
 * A store in Redis (or Valkey), for any number of processes: `redisStore(await createClient({ url }).connect())`. Exact:
 * each call on a counter is one Lua script, and Redis runs one at a time. Redis forgets counters and notes by itself.
 *
 * A script touches a single key, so a cluster needs no hash tags (one in `prefix` would put all keys on one node).
 * Scripts go by EVAL and not by their digest: they are under 1 KB, Redis compiles each only once either way, and no call
 * then needs a second try after a restart or a failover emptied the cache of scripts. An
 * error of the client (no connection, no memory left) rejects the call as it is.
 *
 * A place takes about 100 bytes until its counter's time is over. Where Redis evicts keys (`maxmemory-policy`), an evicted
 * counter begins anew: use `noeviction` or a database of its own.
 */
export function redisStore(client: RedisClient, { prefix = 'imgpro:' }: RedisStoreOptions = {}): ImgproStore {
  const run = (script: string, counter: string, ...values: (string | number)[]): Promise<unknown> =>
    client.eval(script, { keys: [`${prefix}counter:${utf8(counter)}`], arguments: values.map(String) });
  const field = (place: string) => `at:${utf8(place)}`;
  const note = (key: string) => `${prefix}note:${utf8(key)}`;

  return {
    async reserve({ counter, place, amount, limit, seconds }) {
      const left = Number(await run(RESERVE, counter, field(place), amount, limit, milliseconds(seconds)));
      return left < 0
        ? { granted: true }
        : { granted: false, retryAfter: Math.max(1, Math.ceil(left / 1000)) };
    },
    async confirm(counter, place, amount, seconds) {
      await run(CONFIRM, counter, field(place), amount, milliseconds(seconds));
    },
    async release(counter, place) {
      await run(RELEASE, counter, field(place));
    },
    async get(key) {
      const value = await client.get(note(key));
      return value === null || value === undefined ? null : String(value);
    },
    async set(key, value, seconds) {
      await client.set(note(key), value, { PX: milliseconds(seconds) });
    },
  };
}
