import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TokenResponse } from '../../../src/api/types.ts';
import { createTokenSource, tokenTimes } from '../../../src/tokens/source.ts';

const ENDPOINT = 'https://site.example/imgpro/token';

/** A token endpoint that lives by a fake clock, and counts. */
function endpoint(answers: (Partial<TokenResponse> | number | Error)[] = [{}]) {
  const calls: { body: string }[] = [];
  const fetch = (async (_url: unknown, init: RequestInit) => {
    calls.push({ body: String(init.body) });
    const answer = answers[Math.min(calls.length, answers.length) - 1]!;
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'number')
      return new Response('{"error":{"code":"x","message":"no","type":"api_error"}}', { status: answer });
    const server = Date.parse('2026-01-01T00:00:00Z') + Date.now();
    return Response.json({
      token: `token-${calls.length}`,
      server_time: new Date(server).toISOString(),
      expires_at: new Date(server + 600_000).toISOString(),
      api_url: '/imgpro/v1',
      ...answer,
    });
  }) as typeof globalThis.fetch;
  return { calls, source: createTokenSource({ endpoint: ENDPOINT, fetch }) };
}

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

describe('a token source', () => {
  test('asks once for all who ask at the same time', async () => {
    const { calls, source } = endpoint();
    const grants = await Promise.all(Array.from({ length: 20 }, () => source.get()));
    expect(calls).toHaveLength(1);
    expect(new Set(grants.map(({ token }) => token))).toEqual(new Set(['token-1']));
  });

  test('keeps the token until 80 % of its life, by a clock that may be wrong', async () => {
    const { calls, source } = endpoint();
    await source.get();
    vi.advanceTimersByTime(479_000);
    await source.get();
    expect(calls).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    expect((await source.get()).token).toBe('token-1'); // nobody waits for the new one
    await vi.advanceTimersByTimeAsync(0);
    expect((await source.get()).token).toBe('token-2');
    expect(calls).toHaveLength(2);
  });

  test('keeps a token until 80 % of its life by the time of the answer, where its body names none', async () => {
    let calls = 0;
    const fetch = (async () => {
      const server = Date.parse('2026-01-01T00:00:00Z') + Date.now();
      const expires_at = new Date(server + 600_000).toISOString();
      const headers = { date: new Date(server).toUTCString() };
      return Response.json({ token: `token-${++calls}`, expires_at }, { headers });
    }) as typeof globalThis.fetch;
    const source = createTokenSource({ endpoint: ENDPOINT, fetch });
    await source.get();
    vi.advanceTimersByTime(479_000);
    await source.get();
    expect(calls).toBe(1);
    vi.advanceTimersByTime(2_000);
    await source.get();
    expect(calls).toBe(2);
  });

  test('renews a refused token once, however many report it', async () => {
    const { calls, source } = endpoint();
    await source.get();
    const fresh = await Promise.all(Array.from({ length: 10 }, () => source.get({ expired: 'token-1' })));
    expect(calls).toHaveLength(2);
    expect(new Set(fresh.map(({ token }) => token))).toEqual(new Set(['token-2']));
    // A late report about the old one brings no third request.
    expect((await source.get({ expired: 'token-1' })).token).toBe('token-2');
    expect(calls).toHaveLength(2);
  });

  test('forgives a failed renewal while the old token lives', async () => {
    const { source } = endpoint([{}, 422]);
    await source.get();
    vi.advanceTimersByTime(500_000);
    expect((await source.get()).token).toBe('token-1');
  });

  test('does not ask at every upload while renewals fail', async () => {
    const { calls, source } = endpoint([{}, 422]);
    await source.get();
    vi.advanceTimersByTime(490_000);
    for (let upload = 0; upload < 5; upload++) {
      await source.get();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(calls).toHaveLength(2);
    vi.advanceTimersByTime(11_000);
    await source.get();
    expect(calls).toHaveLength(3);
  });

  test('waits for a new one when the old one is dead', async () => {
    const { source } = endpoint();
    await source.get();
    vi.advanceTimersByTime(601_000);
    expect((await source.get()).token).toBe('token-2');
  });

  test('tries a failing endpoint again, then says so, and works when asked once more', async () => {
    const { calls, source } = endpoint([new TypeError('down'), 503, 502, 503, 503, {}]);
    const first = source.get().catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    expect(await first).toMatchObject({ status: 503 });
    expect(calls).toHaveLength(5);
    vi.advanceTimersByTime(500); // sooner nobody tries again
    expect((await source.get()).token).toBe('token-6');
  });

  test('says of an endpoint that is not there that it is not, instead of that an image is not', async () => {
    const told = { error: { code: 'not_found' } };
    for (const body of [JSON.stringify(told), '<h1>Not found</h1>']) {
      const fetch = () => Promise.resolve(new Response(body, { status: 404 }));
      const source = createTokenSource({ endpoint: ENDPOINT, fetch });
      await expect(source.get()).rejects.toMatchObject({ code: 'token_unavailable' });
    }
  });

  test('gives up an answer that never comes', async () => {
    let calls = 0;
    const fetch = ((_url: unknown, { signal }: RequestInit) => {
      calls += 1;
      return new Promise((_, reject) => signal!.addEventListener('abort', () => reject(new Error('gone'))));
    }) as typeof globalThis.fetch;
    const source = createTokenSource({ endpoint: ENDPOINT, fetch, attempts: 2 });
    const answer = source.get().catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    expect(await answer).toMatchObject({ code: 'timeout' });
    expect(calls, 'nobody waits as long once more').toBe(1);
  });

  test('asks a provider again that the network failed, and takes anything else it throws for an answer', async () => {
    let calls = 0;
    const failing = (thrown: Error) =>
      createTokenSource({
        provider: () => {
          calls += 1;
          if (calls === 1) throw thrown;
          return 'token';
        },
      });
    const asked = failing(new TypeError('Failed to fetch')).get();
    await vi.runAllTimersAsync();
    expect(await asked).toMatchObject({ token: 'token' });
    calls = 0;
    await expect(failing(new Error('Not signed in.')).get()).rejects.toThrow('Not signed in.');
    expect(calls).toBe(1);
  });

  test('gives up a provider that never answers, and tells it', async () => {
    let told: AbortSignal | undefined;
    const source = createTokenSource({
      provider: ({ signal }) => {
        told = signal;
        return new Promise<string>(() => {});
      },
    });
    const answer = source.get().catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    expect(await answer).toMatchObject({ code: 'timeout' });
    expect(told!.aborted).toBe(true);
  });

  test('waits longer after each failure of the endpoint, at random', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(1);
    const at: number[] = [];
    const fetch = (() => {
      at.push(Date.now());
      return Promise.reject(new TypeError('down'));
    }) as typeof globalThis.fetch;
    const source = createTokenSource({ endpoint: ENDPOINT, fetch });
    const answer = source.get().catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    expect(await answer).toMatchObject({ code: 'network_error' });
    expect(at.map((time) => time - at[0]!)).toEqual([0, 500, 1_500, 3_500, 7_500]);
    random.mockRestore();
  });

  test('asks a failing endpoint five times at most, however short the pauses are', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0);
    let calls = 0;
    const fetch = (() => {
      calls += 1;
      return Promise.reject(new TypeError('down'));
    }) as typeof globalThis.fetch;
    const answer = createTokenSource({ endpoint: ENDPOINT, fetch })
      .get()
      .catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    expect(await answer).toMatchObject({ code: 'network_error' });
    expect(calls).toBe(5);
    random.mockRestore();
  });

  test('is not misled by a local clock that is years off', async () => {
    vi.setSystemTime(new Date('2001-01-01T00:00:00Z'));
    const fetch = (async () =>
      Response.json({
        token: 't',
        server_time: '2026-01-01T00:00:00Z',
        expires_at: '2026-01-01T00:10:00Z',
      })) as typeof globalThis.fetch;
    const { expiresAt } = await createTokenSource({ endpoint: ENDPOINT, fetch }).get();
    expect(expiresAt! - Date.now()).toBe(600_000);
  });

  test('does not repeat what cannot succeed', async () => {
    const { calls, source } = endpoint([401]);
    await expect(source.get()).rejects.toMatchObject({ status: 401 });
    expect(calls).toHaveLength(1);
  });

  test('takes a bare token, and a string of a provider', async () => {
    const bare = createTokenSource({ provider: () => ({ token: 'abc' }) });
    expect(await bare.get()).toMatchObject({ token: 'abc' });
    const text = createTokenSource({ provider: async () => 'def', fallbackApiUrl: 'https://g.example/v1' });
    expect(await text.get()).toMatchObject({ token: 'def', apiUrl: 'https://g.example/v1' });
  });

  test('tells a provider why it is asked', async () => {
    const reasons: string[] = [];
    const source = createTokenSource({
      provider: ({ reason }) => {
        reasons.push(reason);
        return `t${reasons.length}`;
      },
    });
    await source.get();
    await source.get({ expired: 't1' });
    expect(reasons).toEqual(['initial', 'expired']);
  });

  test.each([[{ token: '' }], [{}], [null], [42]])('refuses %j as a token', async (answer) => {
    const source = createTokenSource({ provider: () => answer as never });
    await expect(source.get()).rejects.toMatchObject({ code: 'token_unavailable' });
  });

  test('lets one caller leave without taking the token from the others', async () => {
    const { calls, source } = endpoint();
    const leaving = new AbortController();
    const left = source.get({ signal: leaving.signal }).catch((error: unknown) => error);
    const staying = source.get();
    leaving.abort();
    expect(await left).toMatchObject({ name: 'AbortError' });
    expect((await staying).token).toBe('token-1');
    expect(calls).toHaveLength(1);
  });
});

describe('when a token ends', () => {
  const times = { server_time: '2026-01-01T00:00:00Z', expires_at: '2026-01-01T00:10:00Z' };
  test('is counted from its arrival', () =>
    expect(tokenTimes(times, 5)).toEqual({ expiresAt: 600_005, refreshAt: 480_005 }));
  test('is unknown without times', () => expect(tokenTimes({}, 5)).toEqual({}));
  test('is unknown where the local clock has it end before it came', () => {
    const { expires_at } = times;
    expect(tokenTimes({ expires_at }, Date.parse(expires_at))).toEqual({});
    expect(tokenTimes({ expires_at }, Date.parse(expires_at) + 3_600_000)).toEqual({});
  });
});
