import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { memoryStore } from '../../../src/server/index.ts';
import {
  call,
  errorOf,
  form,
  image,
  json,
  mint,
  mount,
  refusal,
  service,
  storing,
  upload,
} from './harness.ts';
import type { Script } from './harness.ts';

const policy = { maxFiles: 2 };
const key = (name: string) => ({ 'idempotency-key': name });

async function setup(script: Script) {
  const upstream = service(script);
  const handler = mount({ fetch: upstream.fetch, policy });
  const { token } = await mint(handler);
  const send = async (headers: Record<string, string> = {}) =>
    (await upload(handler, form([]), { token, headers })).status;
  return { handler, token, send, upstream };
}

describe('a token for two images', () => {
  test('stores two, and says that it is used up before anything is sent', async () => {
    const { handler, token, send, upstream } = await setup(storing);
    expect([await send(), await send()]).toEqual([201, 201]);
    expect(await errorOf(await upload(handler, form([]), { token }))).toMatchObject({
      status: 429,
      type: 'rate_limit_error',
      code: 'token_exhausted',
    });
    expect(upstream.received).toHaveLength(2);
  });

  test('stores two of many sent at once', async () => {
    const { send } = await setup(storing);
    const statuses = await Promise.all(Array.from({ length: 9 }, () => send()));
    expect(statuses.filter((status) => status === 201)).toHaveLength(2);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  test('counts a retry under its key once', async () => {
    const { send } = await setup(storing);
    expect([
      await send(key('a')),
      await send(key('a')),
      await send(key('a')),
      await send(key('b')),
      await send(key('c')),
    ]).toEqual([201, 201, 201, 201, 429]);
  });

  test('counts no refusal', async () => {
    let refusing = true;
    const { send } = await setup((received) =>
      refusing ? refusal(500, 'upload_failed') : storing(received),
    );
    for (let i = 0; i < 5; i++) expect(await send()).toBe(500);
    refusing = false;
    expect([await send(), await send(), await send()]).toEqual([201, 201, 429]);
  });

  test('counts no upload that never got through', async () => {
    const { handler, token, send } = await setup(storing);
    const broken = { body: '--b\r\n', headers: { 'content-type': 'multipart/form-data; boundary=b' }, token };
    for (let i = 0; i < 5; i++) expect((await call(handler, 'POST', '/images', broken)).status).toBe(422);
    expect([await send(), await send(), await send()]).toEqual([201, 201, 429]);
  });

  test('counts what may have been stored when its answer was lost, once with its retry', async () => {
    let losing = true;
    const { send } = await setup((received) => {
      if (losing) throw new TypeError('socket closed');
      return storing(received);
    });
    expect([await send(key('a')), await send(key('b')), await send(key('c'))]).toEqual([502, 502, 429]);
    losing = false;
    expect([await send(key('a')), await send(key('b')), await send(key('c'))]).toEqual([201, 201, 429]);
  });

  test('keeps the place of a first try while a second is told that it is in progress', async () => {
    let tries = 0;
    const { send } = await setup((received) =>
      ++tries === 1 ? refusal(409, 'idempotency_key_in_progress') : storing(received),
    );
    expect([await send(key('a')), await send(key('b')), await send(key('c'))]).toEqual([409, 201, 429]);
  });

  test('is counted apart from the next token', async () => {
    const { handler, send } = await setup(storing);
    expect([await send(), await send(), await send()]).toEqual([201, 201, 429]);
    const next = await mint(handler);
    expect((await upload(handler, form([]), { token: next.token })).status).toBe(201);
  });
});

test('a token for one image says that it was used', async () => {
  const handler = mount({ fetch: service(storing).fetch, policy: { maxFiles: 1 } });
  const { token } = await mint(handler);
  await upload(handler, form([]), { token });
  expect((await errorOf(await upload(handler, form([]), { token }))).message).toBe(
    'This upload token was already used.',
  );
});

test('without max_files nothing is counted', async () => {
  const store = memoryStore();
  const reserve = vi.spyOn(store, 'reserve');
  const handler = mount({ store, fetch: service(() => json(201, image())).fetch });
  await upload(handler, form([]));
  expect(reserve).not.toHaveBeenCalled();
});

describe('the memory store', () => {
  test('never gives more places than there are, and forgets nothing that is stored', async () => {
    const act = fc.record({
      what: fc.constantFrom('reserve', 'confirm', 'release'),
      place: fc.constantFrom('a', 'b', 'c', 'd'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        const store = memoryStore();
        const model = new Map<string, 'held' | 'stored'>();
        for (const { what, place } of acts) {
          if (what === 'reserve') {
            const expected = model.has(place) || model.size < 2;
            if (!model.has(place) && expected) model.set(place, 'held');
            expect(await store.reserve('c', place, 2, 60)).toBe(expected);
          } else if (what === 'confirm') {
            model.set(place, 'stored');
            await store.confirm('c', place, 60);
          } else {
            if (model.get(place) === 'held') model.delete(place);
            await store.release('c', place);
          }
        }
      }),
    );
  });

  test('forgets after the time it was told', async () => {
    let now = 0;
    const store = memoryStore({ now: () => now });
    await store.set('k', 'v', 10);
    await store.reserve('c', 'p', 1, 10);
    now = 9_999;
    expect([await store.get('k'), await store.reserve('c', 'q', 1, 10)]).toEqual(['v', false]);
    now = 10_000;
    expect([await store.get('k'), await store.reserve('c', 'q', 1, 10)]).toEqual([null, true]);
  });

  test('does not grow for ever', async () => {
    let now = 0;
    const store = memoryStore({ now: () => now });
    const before = liveHeap();
    for (let i = 0; i < 300_000; i++) {
      now += 1000;
      await store.set(`key ${i} ${'x'.repeat(100)}`, 'v', 10);
    }
    // All 300,000 would be some 70 MB; ten of them are still valid.
    expect(liveHeap() - before).toBeLessThan(20e6);
    expect(await store.get(`key 299999 ${'x'.repeat(100)}`)).toBe('v');
  });
});

/** The bytes in use once the garbage is gone. */
function liveHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
