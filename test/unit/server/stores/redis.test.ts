import { createClient, createCluster } from 'redis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { redisStore, type RedisClient } from '../../../../src/server/stores/redis.ts';
import { startRedis, type RedisServer } from '../../../harness/redis.ts';
import { keepsTheContract, type Subject } from './contract.ts';

let server: RedisServer;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  server = await startRedis();
  client = createClient({ url: server.url });
  await client.connect();
}, 120_000);

afterAll(async () => {
  client?.destroy();
  await server?.stop();
});

interface Keyspace {
  keys(pattern: string): Promise<string[]>;
  pTTL(key: string): Promise<number>;
  pExpire(key: string, milliseconds: number): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

let subjects = 0;

/** A store with keys of its own. A real server's clock cannot be set: all that its keys have left gets shorter. */
function subjectOn(redis: RedisClient, keyspace: Keyspace): Subject {
  const prefix = `test ${++subjects}:`;
  return {
    store: redisStore(redis, { prefix }),
    advance: async (milliseconds) => {
      for (const key of await keyspace.keys(`${prefix}*`)) {
        const left = await keyspace.pTTL(key);
        if (left < 0) throw new Error(`${key} is never forgotten.`);
        if (left <= milliseconds) await keyspace.del(key);
        else await keyspace.pExpire(key, left - milliseconds);
      }
    },
  };
}

describe('the Redis store', () => {
  keepsTheContract(() => subjectOn(client, client));

  test('grants two clients together no more than there is', async () => {
    const other = createClient({ url: server.url });
    await other.connect();
    try {
      const stores = [redisStore(client, { prefix: 'two:' }), redisStore(other, { prefix: 'two:' })];
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          stores[i % 2]!.reserve({ counter: 'c', place: `${i}`, amount: 1, limit: 10, seconds: 60 }),
        ),
      );
      expect(answers.filter((answer) => answer.granted)).toHaveLength(10);
      await stores[1]!.set('k', 'v', 60);
      expect(await stores[0]!.get('k')).toBe('v');
    } finally {
      other.destroy();
    }
  });

  test('has Redis itself forget counters and notes', async () => {
    const store = redisStore(client, { prefix: 'short:' });
    await store.reserve({ counter: 'reserved', place: 'p', amount: 1, limit: 1, seconds: 1 });
    await store.confirm('confirmed', 'p', 1, 1);
    await store.set('k', 'v', 1);
    expect(await client.keys('short:*')).toHaveLength(3);
    await expect.poll(() => client.keys('short:*'), { timeout: 5000 }).toEqual([]);
  });

  test('works on when the server has forgotten all scripts', async () => {
    const store = redisStore(client, { prefix: 'flushed:' });
    const wish = { counter: 'c', amount: 1, limit: 1, seconds: 60 };
    await store.reserve({ ...wish, place: 'a' });
    await client.scriptFlush();
    expect((await store.reserve({ ...wish, place: 'b' })).granted).toBe(false);
  });

  test('puts all keys under imgpro: unless told otherwise', async () => {
    const store = redisStore(client);
    await store.confirm('c', 'p', 1, 60);
    await store.set('k', 'v', 60);
    expect((await client.keys('imgpro:*')).sort()).toEqual(['imgpro:counter:c', 'imgpro:note:k']);
  });

  test('passes on what the client says when there is no connection', async () => {
    const closed = createClient({ url: server.url });
    const store = redisStore(closed);
    const failures = await Promise.all(
      [
        store.reserve({ counter: 'c', place: 'p', amount: 1, limit: 1, seconds: 60 }),
        store.confirm('c', 'p', 1, 60),
        store.release('c', 'p'),
        store.get('k'),
        store.set('k', 'v', 60),
      ].map((call) => call.then(() => 'no failure', String)),
    );
    for (const failure of failures) expect(failure).toMatch(/client is closed/i);
  });

  test('passes on what the server says', async () => {
    await client.set('imgpro:counter:text', 'not a hash', { PX: 60_000 });
    await expect(redisStore(client).confirm('text', 'p', 1, 60)).rejects.toThrow('WRONGTYPE');
  });
});

describe('the Redis store in a cluster', () => {
  let node: RedisServer;
  let direct: ReturnType<typeof createClient>;
  let cluster: ReturnType<typeof createCluster>;

  beforeAll(async () => {
    node = await startRedis({ cluster: true });
    direct = createClient({ url: node.url });
    await direct.connect();
    await direct.clusterAddSlotsRange({ start: 0, end: 16_383 });
    await vi.waitFor(async () => expect(await direct.clusterInfo()).toContain('cluster_state:ok'), 10_000);
    cluster = createCluster({ rootNodes: [{ url: node.url }] });
    await cluster.connect();
  }, 120_000);

  afterAll(async () => {
    cluster?.destroy();
    direct?.destroy();
    await node?.stop();
  });

  keepsTheContract(() => subjectOn(cluster, direct), { runs: 20 });
});
