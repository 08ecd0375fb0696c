import { describe, expect, test, vi } from 'vitest';
import { memoryStore } from '../../../src/server/index.ts';
import type {
  HandlerOptions,
  ImgproHandler,
  ImgproStore,
  Limits,
  LogEntry,
} from '../../../src/server/index.ts';
import {
  call,
  errorOf,
  errorsInto,
  form,
  image,
  json,
  mint,
  mount,
  picture,
  rawForm,
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

test('without max_files and limits nothing is counted', async () => {
  const store = memoryStore();
  const reserve = vi.spyOn(store, 'reserve');
  const handler = mount({ store, fetch: service(() => json(201, image())).fetch });
  await upload(handler, form([]));
  expect(reserve).not.toHaveBeenCalled();
});

describe('limits of a person', () => {
  const limited = (limits: Limits, options: Partial<HandlerOptions> = {}) =>
    mount({ fetch: service(storing).fetch, limits, ...options });

  test('of 50 uploads at once under 50 tokens, a limit of 10 stores 10', async () => {
    const upstream = service(storing);
    const handler = limited({ uploads: 10 }, { fetch: upstream.fetch });
    const statuses = await Promise.all(
      Array.from({ length: 50 }, async () => (await upload(handler, form([]))).status),
    );
    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
    expect(upstream.received).toHaveLength(10);
  });

  test('tell when to come back', async () => {
    const handler = limited({ uploads: 1, window: '2h' });
    await upload(handler, form([]));
    const response = await upload(handler, form([]));
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(7190);
    expect(Number(response.headers.get('retry-after'))).toBeLessThanOrEqual(7200);
    expect(await errorOf(response)).toMatchObject({
      status: 429,
      code: 'rate_limited',
      type: 'rate_limit_error',
      message: 'You have uploaded all 1 images that you can for now. Try again in 2 hours.',
    });
  });

  test('begin anew after their window', async () => {
    let now = Date.now();
    const handler = limited({ uploads: 1, window: 60 }, { store: memoryStore({ now: () => now }) });
    const send = async () => (await upload(handler, form([]))).status;
    expect([await send(), await send()]).toEqual([201, 429]);
    now += 60_000;
    expect([await send(), await send()]).toEqual([201, 429]);
  });

  test("are one person's own", async () => {
    let sub = 'anna';
    const handler = limited({ uploads: 1 }, { authorize: () => ({ sub }) });
    expect((await upload(handler, form([]))).status).toBe(201);
    sub = 'berta';
    expect((await upload(handler, form([]))).status).toBe(201);
    sub = 'anna';
    expect((await upload(handler, form([]))).status).toBe(429);
  });

  /** An upload that says how long it is, as those of browsers do. */
  const sized = async (handler: ImgproHandler, size: number) => {
    const headers = { 'content-length': String(size + 400) };
    return (await upload(handler, form([], picture('png', size)), { headers })).status;
  };

  test('of bytes count what was really stored, and refuse what no longer fits', async () => {
    const handler = limited({ bytes: 3000 });
    // A form is a little longer than its file: once stored, the file alone counts.
    expect([await sized(handler, 1000), await sized(handler, 1000)]).toEqual([201, 201]);
    expect(await sized(handler, 2000)).toBe(429);
    expect(await sized(handler, 300)).toBe(201);
  });

  test('of bytes count an upload that does not say its length as the largest that it may be', async () => {
    const handler = limited({ bytes: 3000 }, { policy: { maxBytes: 2000 } });
    const send = async () => (await upload(handler, form([], picture('png', 500)))).status;
    expect([await send(), await send(), await send(), await send()]).toEqual([201, 201, 201, 429]);
  });

  test('of bytes are the largest file, too, and the page is told so', async () => {
    const handler = limited({ bytes: 3000 });
    expect((await mint(handler)).policy!.max_bytes).toBe(3000);
    expect(await errorOf(await upload(handler, form([], picture('png', 3001))))).toMatchObject({
      status: 413,
    });
  });

  test('of bytes are given back by what was refused', async () => {
    let refusing = true;
    const handler = limited(
      { bytes: 2000 },
      { fetch: service((each) => (refusing ? refusal(422, 'validation_error') : storing(each))).fetch },
    );
    for (let i = 0; i < 3; i++)
      expect((await upload(handler, form([], picture('png', 1500)))).status).toBe(422);
    refusing = false;
    expect((await upload(handler, form([], picture('png', 1500)))).status).toBe(201);
  });

  test('count a retry under its key once, also with the next token', async () => {
    const handler = limited({ uploads: 1, bytes: 20_000 });
    const send = async () => (await upload(handler, form([]), { headers: key('a') })).status;
    expect([await send(), await send(), await send()]).toEqual([201, 201, 201]);
    expect((await upload(handler, form([]), { headers: key('b') })).status).toBe(429);
  });

  test('count an old key again, when the service has forgotten it and stores another image under it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const handler = limited({ uploads: 2, window: '30d' });
      const send = async () => (await upload(handler, form([]), { headers: key('a') })).status;
      expect([await send(), await send(), await send()]).toEqual([201, 201, 201]);
      vi.setSystemTime(Date.now() + 86_400_000);
      expect([await send(), await send()]).toEqual([201, 201]);
      vi.setSystemTime(Date.now() + 86_400_000);
      expect(await send()).toBe(429);
    } finally {
      vi.useRealTimers();
    }
  });

  describe('while two tries under one key run', () => {
    /** An upload that has begun, and waits to be told how it ends. */
    async function begun(handler: ImgproHandler, name: string) {
      let go!: () => void;
      const waiting = new Promise<void>((resolve) => (go = resolve));
      const { headers } = rawForm('');
      const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n';
      const parts = [
        Uint8Array.from(Buffer.concat([Buffer.from(head), picture('png', 64)])),
        new TextEncoder().encode('\r\n--b--\r\n'),
      ];
      const stream = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            if (parts.length === 1) await waiting;
            const part = parts.shift();
            if (part) controller.enqueue(part);
            else controller.close();
          },
        },
        { highWaterMark: 0 },
      );
      const answer = call(handler, 'POST', '/images', {
        body: stream,
        headers: { ...headers, ...key(name) },
      });
      return { answer, go };
    }
    const refusedForm = { body: '--b\r\n', headers: { 'content-type': 'multipart/form-data; boundary=b' } };
    const twoFiles = () => {
      const data = form([]);
      data.append('file', new File([picture()], 'b.png'));
      return data;
    };

    test.each([
      ['a form that is broken', () => refusedForm],
      ['a form with two files', () => ({ body: twoFiles() })],
    ])('%s does not give away the place of the other', async (_, second) => {
      const upstream = service(storing);
      const handler = limited(
        { uploads: 3, bytes: 300_000 },
        { fetch: upstream.fetch, policy: { maxBytes: 100_000 } },
      );
      const first: Awaited<ReturnType<typeof begun>>[] = [];
      for (let i = 0; i < 12; i++) {
        first.push(await begun(handler, `k${i}`));
        const { body, headers = {} } = second() as { body: BodyInit; headers?: Record<string, string> };
        const sibling = await call(handler, 'POST', '/images', {
          body,
          headers: { ...headers, ...key(`k${i}`) },
        });
        expect([422, 429]).toContain(sibling.status);
      }
      for (const { go } of first) go();
      const statuses = await Promise.all(first.map(async ({ answer }) => (await answer).status));
      expect(statuses.filter((status) => status === 201)).toHaveLength(3);
      expect(upstream.received).toHaveLength(3);
    });
  });

  test('of bytes count a larger try under a key that was used for a smaller one', async () => {
    const handler = limited(
      { bytes: 10_000 },
      { fetch: service(() => refusal(409, 'idempotency_key_in_progress')).fetch },
    );
    const send = async (size: number) => {
      const headers = { ...key('k'), 'content-length': String(size + 400) };
      return (await upload(handler, form([], picture('png', size)), { headers })).status;
    };
    expect([await send(100), await send(9000), await send(12_000)]).toEqual([409, 409, 413]);
    const other = { ...key('other'), 'content-length': '1400' };
    expect((await upload(handler, form([], picture('png', 1000)), { headers: other })).status).toBe(429);
  });

  test('of two kinds: what one refuses leaves the other untouched', async () => {
    const handler = limited({ uploads: 5, bytes: 6000 });
    expect(await sized(handler, 5000)).toBe(201);
    for (let i = 0; i < 9; i++) expect(await sized(handler, 5000)).toBe(429);
    for (let i = 0; i < 4; i++) expect(await sized(handler, 64)).toBe(201);
    expect(await sized(handler, 64)).toBe(429);
  });
});

describe('a store that fails', () => {
  const failing = (names: (keyof ImgproStore)[], how: () => Promise<never>) => {
    const store = memoryStore();
    for (const name of names) store[name] = how as never;
    return store;
  };
  const throwing = () => Promise.reject(new Error('redis://user:pass@10.0.0.1 is down'));
  const hanging = () => new Promise<never>(() => {});

  test.each([
    ['throws', throwing],
    ['never answers', hanging],
  ])('before anything is sent: when it %s, 503 and nothing is stored', async (_, how) => {
    const log: LogEntry[] = [];
    const upstream = service(storing);
    const handler = mount({
      fetch: upstream.fetch,
      limits: { uploads: 1 },
      timeouts: { hooks: 20 },
      store: failing(['reserve'], how),
      log: errorsInto(log),
    });
    const response = await upload(handler, form([]));
    expect(await errorOf(response)).toMatchObject({ status: 503, code: 'service_unavailable' });
    expect(response.headers.get('retry-after')).toBe('5');
    expect(upstream.received).toEqual([]);
    expect(log).toMatchObject([{ event: 'store_failed', error: {} }]);
  });

  test.each([
    ['throws', throwing],
    ['never answers', hanging],
  ])('after the image is stored: when it %s, the upload succeeds and the site is told', async (_, how) => {
    const log: LogEntry[] = [];
    const onUploaded = vi.fn();
    const handler = mount({
      fetch: service(storing).fetch,
      policy,
      limits: { uploads: 9 },
      timeouts: { hooks: 20 },
      store: failing(['confirm', 'set'], how),
      onUploaded,
      log: errorsInto(log),
    });
    expect((await upload(handler, form([]))).status).toBe(201);
    expect(onUploaded).toHaveBeenCalledOnce();
    expect(log.map(({ event }) => event)).toEqual(['store_failed', 'store_failed', 'store_failed']);
  });
});

describe('functions of the site that never answer', () => {
  const never = () => new Promise<never>(() => {});

  test('authorize: 503, and a line in the log', async () => {
    const log: LogEntry[] = [];
    const handler = mount({ authorize: never, timeouts: { hooks: 20 }, log: errorsInto(log) });
    const response = await handler(new Request('https://site.example/imgpro/token', { method: 'POST' }));
    expect(await errorOf(response)).toMatchObject({ status: 503, code: 'service_unavailable' });
    expect(log).toMatchObject([{ event: 'hook_timeout', message: 'authorize did not answer within 20 ms.' }]);
  });

  test('onUploaded: the upload succeeds all the same', async () => {
    const log: LogEntry[] = [];
    const handler = mount({
      fetch: service(storing).fetch,
      onUploaded: never,
      timeouts: { hooks: 20 },
      log: errorsInto(log),
    });
    expect((await upload(handler, form([]))).status).toBe(201);
    expect(log).toMatchObject([{ event: 'on_uploaded_failed', error: { name: 'HookTimeout' } }]);
  });
});
