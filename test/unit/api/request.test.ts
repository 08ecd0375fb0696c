import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ImgproClient, ImgproError } from '../../../src/api/index.ts';
import type { TokenSource } from '../../../src/api/index.ts';
import { failure, image, reasonOf, scripted, scriptedClient } from './scripted.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Lets all timers run until the promise is settled. */
async function settled<T>(promise: PromiseLike<T>): Promise<T> {
  const both = Promise.resolve(promise);
  both.catch(() => {});
  await vi.runAllTimersAsync();
  return both;
}

describe('a request', () => {
  test('goes to the service with the key, and to no other place', async () => {
    const { client, seen } = scriptedClient([Response.json(image())]);
    await client.images.get('abc12345');
    expect(seen[0]!.url.href).toBe('https://api.img.pro/v1/images/abc12345');
    expect(seen[0]!.headers.get('Authorization')).toBe('Bearer img_live_demo');
    expect(seen[0]!.method).toBe('GET');
  });

  test('is anonymous without a key', async () => {
    const { client, seen } = scriptedClient([Response.json(image())], {});
    await client.images.get('abc12345');
    expect(seen[0]!.headers.has('Authorization')).toBe(false);
  });

  test('says for whom it acts', async () => {
    const { client, seen } = scriptedClient([Response.json(image())], { apiKey: 'img_sk_1', userId: 'u42' });
    await client.images.get('abc12345');
    expect(seen[0]!.headers.get('X-Img-User')).toBe('u42');
  });

  test('tells with withResponse() what the headers say', async () => {
    const headers = {
      'X-Monthly-Uploads-Used': '42',
      'X-Monthly-Uploads-Limit': '100',
      'X-Monthly-Uploads-Remaining': '58',
      'X-Storage-Used': '5',
      'X-Request-Id': 'r1',
      'Idempotent-Replayed': 'true',
    };
    const { client } = scriptedClient([Response.json(image(), { status: 201, headers })]);
    const { data, ...answer } = await client.images.get('abc12345').withResponse();
    expect(data.id).toBe('abc12345');
    expect(answer).toMatchObject({
      status: 201,
      quota: {
        uploads: { used: 42, limit: 100, remaining: 58 },
        storage: { used: 5, limit: null, remaining: null },
      },
      rateLimit: null,
      action: null,
      replayed: true,
      requestId: 'r1',
    });
  });

  test('tells of the anonymous limits and of the invitation to sign up', async () => {
    const headers = {
      'X-RateLimit-Limit': '20',
      'X-RateLimit-Remaining': '19',
      'X-RateLimit-Reset': '1704067200',
      'X-RateLimit-Limit-Daily': '100',
      'X-RateLimit-Remaining-Daily': '99',
      'X-Img-Action': '{"type":"signup","url":"https://img.pro/auth/register","label":"Create Account"}',
    };
    const { client } = scriptedClient([Response.json(image(), { headers })], {});
    const answer = await client.images.upload(new Blob(['x'])).withResponse();
    expect(answer.quota).toBeNull();
    expect(answer.rateLimit).toEqual({
      limit: 20,
      remaining: 19,
      reset: 1704067200,
      daily: { limit: 100, remaining: 99, reset: null },
    });
    expect(answer.action).toMatchObject({ type: 'signup', label: 'Create Account' });
  });

  test('takes the invitation of generation 2 from the body', async () => {
    const upgrade = { type: 'register', url: 'https://img.pro/auth/register', label: 'Create Account' };
    const { client } = scriptedClient(
      [Response.json({ id: 'abc123', link: 'https://img.pro/abc123', upgrade })],
      {},
    );
    expect((await client.images.get('abc123').withResponse()).action).toMatchObject(upgrade);
  });

  test('that meets a page instead of the API says so', async () => {
    const { client } = scriptedClient([
      new Response('<html>Welcome</html>', { headers: { 'Content-Type': 'text/html' } }),
    ]);
    const error = await reasonOf(client.images.get('abc12345'));
    expect(error).toMatchObject({ code: 'invalid_response', status: 200 });
    expect(error.message).toContain('baseUrl');
  });

  test('rejects once: unhandled rejections are not made twice', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const { client } = scriptedClient([failure(404, 'not_found')]);
    await reasonOf(client.images.get('abc12345').withResponse());
    await reasonOf(client.images.get('abc12345'));
    vi.useRealTimers();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test('is a real promise: all, catch and finally work', async () => {
    const { client } = scriptedClient([Response.json(image())]);
    const [one] = await Promise.all([client.images.get('abc12345')]);
    expect(one.id).toBe('abc12345');
    const last = vi.fn();
    expect((await client.images.get('abc12345').finally(last)).id).toBe('abc12345');
    expect(last).toHaveBeenCalledOnce();
    expect(await client.images.get('../x').catch((error) => error.code)).toBe('invalid_options');
  });
});

describe('a failed try', () => {
  test.each([
    ['a dead connection', new TypeError('fetch failed')],
    ['408', failure(408, 'request_timeout')],
    ['429', failure(429, 'rate_limited')],
    ['500', failure(500, 'upload_failed')],
    ['502 in HTML', new Response('<title>Bad gateway</title>', { status: 502 })],
    ['503', failure(503, 'x')],
    ['504', failure(504, 'x')],
    ['a key in progress', failure(409, 'idempotency_key_in_progress', { 'Retry-After': '1' })],
  ])('with %s is repeated under the same key', async (_, answer) => {
    const { client, seen } = scriptedClient([answer, Response.json(image(), { status: 201 })]);
    const made = await settled(client.images.upload(new Blob(['x']), { caption: 'a' }));
    expect(made.id).toBe('abc12345');
    expect(seen).toHaveLength(2);
    expect(seen[0]!.headers.get('Idempotency-Key')).toMatch(/^[\x21-\x7e]{16,}$/);
    expect(seen[1]!.headers.get('Idempotency-Key')).toBe(seen[0]!.headers.get('Idempotency-Key'));
    expect(seen[1]!.body).toEqual(seen[0]!.body);
  });

  test.each([400, 401, 403, 404, 422])('with %i is final', async (status) => {
    const { client, seen } = scriptedClient([failure(status, 'x')]);
    expect((await reasonOf(settled(client.images.get('abc12345')))).status).toBe(status);
    expect(seen).toHaveLength(1);
  });

  test('is repeated four times, or as often as told', async () => {
    const { client, seen } = scriptedClient([failure(503, 'x')]);
    await reasonOf(settled(client.images.get('abc12345')));
    expect(seen).toHaveLength(5);
    await reasonOf(settled(client.images.get('abc12345', { maxRetries: 0 })));
    expect(seen).toHaveLength(6);
  });

  test('waits as long as Retry-After says', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { client, seen } = scriptedClient([
      failure(429, 'rate_limited', { 'Retry-After': '7' }),
      Response.json(image()),
    ]);
    const promise = client.images.get('abc12345');
    void promise.then();
    await vi.advanceTimersByTimeAsync(6_999);
    expect(seen).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen).toHaveLength(2);
    await promise;
    vi.restoreAllMocks();
  });

  test('that is to wait over a minute is told at once, with the time', async () => {
    const { client, seen } = scriptedClient([failure(429, 'rate_limited', { 'Retry-After': '61' })]);
    const error = await reasonOf(client.images.get('abc12345'));
    expect(error).toMatchObject({ code: 'rate_limited', retryAfter: 61 });
    expect(error.message).toContain('Try again in 61 seconds.');
    expect(seen).toHaveLength(1);
  });

  test('does not wait over two minutes in all', async () => {
    const { client, seen } = scriptedClient([failure(503, 'x', { 'Retry-After': '50' })]);
    await reasonOf(settled(client.images.get('abc12345')));
    expect(seen).toHaveLength(3);
  });

  test('of many calls in an outage spends one budget of retries, which successes fill again', async () => {
    let down = true;
    const { client, seen } = scriptedClient([() => (down ? failure(503, 'x') : Response.json(image()))]);
    const calls = () =>
      settled(Promise.allSettled(Array.from({ length: 50 }, () => client.images.get('abc12345'))));
    await calls();
    expect(seen).toHaveLength(100);
    down = false;
    await calls();
    down = true;
    seen.length = 0;
    await calls();
    expect(seen).toHaveLength(100);
  });

  test('of a deletion that was done although its answer was lost ends as a success', async () => {
    const { client } = scriptedClient([new TypeError('fetch failed'), failure(404, 'not_found')]);
    expect(await settled(client.images.delete('abc12345'))).toEqual({
      id: 'abc12345',
      object: 'image',
      deleted: true,
    });
  });

  test('of a deletion that was only refused for its rate does not hide a 404', async () => {
    const { client } = scriptedClient([failure(429, 'rate_limited'), failure(404, 'not_found')]);
    expect((await reasonOf(settled(client.images.delete('abc12345')))).code).toBe('not_found');
  });

  test('says what to do when there was never an answer', async () => {
    const { client } = scriptedClient([new TypeError('fetch failed')], { baseUrl: 'http://localhost:1/v1/' });
    const error = await reasonOf(client.images.get('abc12345', { maxRetries: 0 }));
    expect(error).toMatchObject({ code: 'network_error', status: 0 });
    expect(error.message).toContain('http://localhost:1/v1');
    expect(error.cause).toBeInstanceOf(TypeError);
  });
});

describe('an abort', () => {
  test('before the start sends nothing', async () => {
    const { client, seen } = scriptedClient([Response.json(image())]);
    const error = await reasonOf(client.images.get('abc12345', { signal: AbortSignal.abort() }));
    expect(error.name).toBe('AbortError');
    expect(seen).toHaveLength(0);
  });

  test('ends a running request, also of a fetch that heeds no signal, with the reason as it is', async () => {
    const { client, seen } = scriptedClient([() => new Promise<Response>(() => {})]);
    const controller = new AbortController();
    const promise = reasonOf(client.images.get('abc12345', { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(10);
    const reason = new Error('left the page');
    controller.abort(reason);
    expect(await promise).toBe(reason);
    expect(seen[0]!.signal.aborted).toBe(true);
  });

  test('of a request without retries is no network error', async () => {
    const { client } = scriptedClient([() => new Promise<Response>(() => {})], { maxRetries: 0 });
    const controller = new AbortController();
    const promise = reasonOf(client.images.get('abc12345', { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    expect((await promise).name).toBe('AbortError');
  });

  test('ends the wait between two tries, and leaves no timer', async () => {
    const { client, seen } = scriptedClient([failure(503, 'x', { 'Retry-After': '30' })]);
    const controller = new AbortController();
    const promise = reasonOf(client.images.get('abc12345', { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(1_000);
    controller.abort();
    expect((await promise).name).toBe('AbortError');
    expect(seen).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('leaves no timer after a success either', async () => {
    const { client } = scriptedClient([Response.json(image())]);
    await client.images.get('abc12345', { signal: new AbortController().signal });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the time limit', () => {
  test('of a try is a minute, told as timeout, and the request is aborted', async () => {
    const { client, seen } = scriptedClient([() => new Promise<Response>(() => {})]);
    const promise = reasonOf(client.images.get('abc12345', { maxRetries: 0 }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await promise).toMatchObject({ code: 'timeout', status: 0 });
    expect(seen[0]!.signal.aborted).toBe(true);
  });

  test('of an upload is a quarter of an hour', async () => {
    const { client, seen } = scriptedClient([() => new Promise<Response>(() => {})], { maxRetries: 0 });
    const promise = reasonOf(client.images.upload(new Blob(['x'])));
    await vi.advanceTimersByTimeAsync(899_000);
    expect(seen[0]!.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await promise).code).toBe('timeout');
  });

  test('covers the body too', async () => {
    const stalled = new Response(new ReadableStream());
    const { client } = scriptedClient([() => stalled], { timeout: 50 });
    const promise = reasonOf(client.images.get('abc12345', { maxRetries: 0 }));
    await vi.advanceTimersByTimeAsync(50);
    expect((await promise).code).toBe('timeout');
  });
});

describe('tokens', () => {
  const source = (...tokens: string[]): TokenSource & { get: ReturnType<typeof vi.fn> } => ({
    get: vi.fn(async () => ({ token: tokens.shift() ?? null, apiUrl: 'https://site.example/imgpro/v1' })),
  });

  test('come from the source for every try, with the address to use them at', async () => {
    const token = source('t1');
    const { client, seen } = scriptedClient([Response.json(image())], { token });
    await client.images.get('abc12345');
    expect(seen[0]!.url.href).toBe('https://site.example/imgpro/v1/images/abc12345');
    expect(seen[0]!.headers.get('Authorization')).toBe('Bearer t1');
  });

  test('are used at baseUrl when there is one', async () => {
    const { client, seen } = scriptedClient([Response.json(image())], {
      token: source('t1'),
      baseUrl: 'https://other/v1',
    });
    await client.images.get('abc12345');
    expect(seen[0]!.url.host).toBe('other');
  });

  test('may be none: the request is anonymous', async () => {
    const { client, seen } = scriptedClient([Response.json(image())], { token: source() });
    await client.images.get('abc12345');
    expect(seen[0]!.headers.has('Authorization')).toBe(false);
  });

  test('that expired are renewed once, and the request sent again', async () => {
    const token = source('old', 'new');
    const { client, seen } = scriptedClient([failure(401, 'token_expired'), Response.json(image())], {
      token,
    });
    await client.images.get('abc12345', { maxRetries: 0 });
    expect(token.get.mock.calls.map(([asked]) => asked.expired)).toEqual([undefined, 'old']);
    expect(seen.map(({ headers }) => headers.get('Authorization'))).toEqual(['Bearer old', 'Bearer new']);
  });

  test('are not renewed again for a failure of another kind', async () => {
    const token = source('old', 'new', 'newer');
    const answers = [failure(401, 'token_expired'), failure(503, 'x'), Response.json(image())];
    await settled(scriptedClient(answers, { token }).client.images.get('abc12345'));
    expect(token.get.mock.calls.map(([asked]) => asked.expired)).toEqual([undefined, 'old', undefined]);
  });

  test('that expire again are not renewed in a circle', async () => {
    const token = source('a', 'b', 'c');
    const { client, seen } = scriptedClient([failure(401, 'token_expired')], { token });
    expect((await reasonOf(client.images.get('abc12345'))).code).toBe('token_expired');
    expect(seen).toHaveLength(2);
    expect(token.get).toHaveBeenCalledTimes(2);
  });

  test('that a source fails to get are not asked for again: it has made its own attempts', async () => {
    const get = vi.fn(async () => {
      throw new ImgproError('No', { code: 'network_error' });
    });
    const { client, seen } = scriptedClient([Response.json(image())], { token: { get } });
    expect((await reasonOf(client.images.get('abc12345'))).code).toBe('network_error');
    expect(get).toHaveBeenCalledTimes(1);
    expect(seen).toHaveLength(0);
  });

  test('written as text cannot be renewed', async () => {
    const { client, seen } = scriptedClient([failure(401, 'token_expired')], { token: 'fixed' });
    await reasonOf(client.images.get('abc12345'));
    expect(seen).toHaveLength(1);
  });
});

describe('secrets', () => {
  const browser = () => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
  };

  test('are refused in a browser, as key, token, or from a source', async () => {
    browser();
    const refused = expect.objectContaining({ code: 'secret_key_in_browser' });
    expect(() => new ImgproClient({ apiKey: 'anything' })).toThrow(refused);
    expect(() => new ImgproClient({ token: 'img_sk_1' })).toThrow(refused);
    const { client, seen } = scriptedClient([Response.json(image())], {
      token: { get: async () => ({ token: 'img_live_1' }) },
    });
    expect((await reasonOf(client.images.get('abc12345'))).code).toBe('secret_key_in_browser');
    expect(seen).toHaveLength(0);
  });

  test('are allowed in a browser by those who ask for the danger; minted tokens always', () => {
    browser();
    expect(() => new ImgproClient({ apiKey: 'img_live_1', dangerouslyAllowBrowser: true })).not.toThrow();
    expect(() => new ImgproClient({ token: 'eyJ.a.b' })).not.toThrow();
    expect(() => new ImgproClient()).not.toThrow();
  });

  test('appear neither in the client nor in errors about them', async () => {
    const { client } = scriptedClient([
      failure(401, 'unauthorized', {}, { message: 'Bad key img_live_demo' }),
    ]);
    const error = await reasonOf(client.images.get('abc12345'));
    const broken = await reasonOf(Promise.resolve().then(() => new ImgproClient({ apiKey: 'sécret key' })));
    const shown = [
      inspect(client, { depth: 9, showHidden: true }),
      JSON.stringify(client),
      inspect(error),
      inspect(broken),
    ].join();
    expect(shown).not.toMatch(/img_live_demo|sécret/);
    expect(broken.code).toBe('invalid_options');
  });

  test('lose the blanks that environment variables bring along', async () => {
    const { client, seen } = scriptedClient([Response.json(image())], { apiKey: ' img_live_demo\n' });
    await client.images.get('abc12345');
    expect(seen[0]!.headers.get('Authorization')).toBe('Bearer img_live_demo');
  });

  test('that were forgotten do not make an anonymous client', () => {
    for (const apiKey of [undefined, '', ' \n']) {
      expect(() => new ImgproClient({ apiKey })).toThrow(
        expect.objectContaining({ code: 'invalid_options' }),
      );
    }
    expect(() => new ImgproClient({ token: '' })).toThrow('is empty');
  });

  test('are given as key or as token, not both', () => {
    expect(() => new ImgproClient({ apiKey: 'a', token: 'b' })).toThrow('not both');
  });
});

test('the platform’s fetch is looked up when it is used', async () => {
  const client = new ImgproClient();
  const { fetch, seen } = scripted(Response.json(image()));
  vi.stubGlobal('fetch', fetch);
  await client.images.get('abc12345');
  expect(seen).toHaveLength(1);
});
