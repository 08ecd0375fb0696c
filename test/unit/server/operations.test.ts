import { describe, expect, test, vi } from 'vitest';
import type { HandlerOptions, LogEntry, Metric } from '../../../src/server/index.ts';
import { memoryStore } from '../../../src/server/index.ts';
import {
  API_KEY,
  SECRET,
  SITE,
  call,
  form,
  mint,
  mount,
  refusal,
  service,
  storing,
  upload,
} from './harness.ts';

function watched(options: Partial<HandlerOptions> = {}) {
  const log: LogEntry[] = [];
  const metrics: Metric[] = [];
  const upstream = service(storing);
  const handler = mount({
    fetch: upstream.fetch,
    log: (entry) => log.push(entry),
    metrics: (metric) => metrics.push(metric),
    ...options,
  });
  return { handler, log, metrics, upstream };
}

const get = (path: string, headers: Record<string, string> = {}) => new Request(SITE + path, { headers });

describe('a request id', () => {
  test('is in the answer, in the log, and in the request to the service', async () => {
    const { handler, log, upstream } = watched();
    const response = await upload(handler, form([]));
    const id = response.headers.get('x-request-id')!;
    expect(id).toMatch(/^req_[0-9a-f]{32}$/);
    expect(upstream.received[0]!.headers.get('x-request-id')).toBe(id);
    expect(log.at(-1)).toMatchObject({ event: 'request', requestId: id });
  });

  test('of a proxy in front is kept', async () => {
    const { handler } = watched();
    const response = await handler(get('/imgpro/health', { 'x-request-id': 'trace-7.a:b_c' }));
    expect(response.headers.get('x-request-id')).toBe('trace-7.a:b_c');
  });

  test.each(['a b', '<script>', 'x'.repeat(65), 'a,b', '"'])('%j is none', async (id) => {
    const { handler } = watched();
    const response = await handler(get('/imgpro/health', { 'x-request-id': id }));
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
  });

  test('is in refusals too', async () => {
    const { handler } = watched();
    for (const path of ['/nothing', '/imgpro/v1/images'])
      expect((await handler(get(path))).headers.get('x-request-id')).toMatch(/^req_/);
  });
});

describe('the log', () => {
  test('has a line for each request, with the route and not the address', async () => {
    const { handler, log } = watched();
    const { token } = await mint(handler);
    await call(handler, 'GET', '/images/abc12345?x=<img>', { token });
    await handler(get('/secret-path?token=x'));
    expect(log.filter(({ event }) => event === 'request')).toEqual([
      {
        requestId: expect.any(String) as string,
        level: 'info',
        event: 'request',
        message: 'POST token 200',
        method: 'POST',
        route: 'token',
        status: 200,
        durationMs: expect.any(Number) as number,
      },
      expect.objectContaining({ message: 'GET images.read 404', route: 'images.read', code: 'not_found' }),
      expect.objectContaining({ message: 'GET unknown 404', route: 'unknown' }),
    ]);
    expect(JSON.stringify(log)).not.toMatch(/abc12345|secret-path|<img>/);
  });

  test('holds no key, token or secret, wherever an error carries them', async () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
    const text = `${API_KEY} ${SECRET} Bearer ${token} img_sk_live_other`;
    const inner = new Error(text);
    inner.name = `Error of ${API_KEY}`;
    const error = new Error(text, { cause: { nested: text, cause: inner } });
    const { handler, log } = watched({ authorize: () => Promise.reject(error) });
    await handler(new Request(`${SITE}/imgpro/token`, { method: 'POST' }));
    const { handler: other, log: otherLog } = watched({
      fetch: () => Promise.reject(Object.assign(new TypeError(text, { cause: inner }), { stack: text })),
    });
    await upload(other, form([]));
    const lines = JSON.stringify([...log, ...otherLog]);
    expect(lines).toContain('[redacted]');
    for (const secret of [API_KEY, SECRET, token, 'img_sk_live_other']) expect(lines).not.toContain(secret);
  });

  test('is plain data, also of an error with endless causes or none at all', async () => {
    const loop = new Error('loop');
    loop.cause = loop;
    for (const thrown of [loop, 'text', undefined, { a: 1n }, null]) {
      const { handler, log } = watched({
        authorize: () => Promise.reject(thrown),
      });
      expect((await handler(new Request(`${SITE}/imgpro/token`, { method: 'POST' }))).status).toBe(500);
      expect(structuredClone(log)).toEqual(log);
    }
  });

  test.each(['log', 'metrics'] as const)('a %s hook that throws fails no request', async (hook) => {
    const { handler } = watched({
      [hook]: () => {
        throw new Error('disk full');
      },
    });
    expect((await upload(handler, form([]))).status).toBe(201);
  });

  test.each(['log', 'metrics'] as const)('a %s hook that rejects ends nothing', async (hook) => {
    const rejections: unknown[] = [];
    const note = (reason: unknown) => rejections.push(reason);
    process.on('unhandledRejection', note);
    try {
      const { handler } = watched({ [hook]: () => Promise.reject(new Error('disk full')) });
      expect((await upload(handler, form([]))).status).toBe(201);
      for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
      expect(rejections).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  test.each<[string, Partial<HandlerOptions>, string]>([
    ['that hangs', { fetch: () => new Promise(() => {}), timeouts: { upstream: 20 } }, 'upstream_timeout'],
    [
      'that answers with HTML',
      { fetch: async () => new Response('<html>', { status: 503 }) },
      'upstream_unexpected',
    ],
    ['that is elsewhere', { fetch: async () => refusal(404, 'not_found') }, 'upstream_unexpected'],
    [
      'that asks for an app’s user',
      { fetch: async () => refusal(422, 'validation_error', { details: { 'X-Img-User': 'x' } }) },
      'gateway_misconfigured',
    ],
  ])('hears of a service %s', async (_, options, event) => {
    const { handler, log } = watched(options);
    expect((await upload(handler, form([]))).ok).toBe(false);
    expect(log).toContainEqual(expect.objectContaining({ level: 'error', event }));
  });

  test('names the fix where a body parser was before the handler', async () => {
    for (const path of ['/imgpro/token', '/imgpro/v1/images']) {
      const { handler, log } = watched();
      const request = new Request(SITE + path, { method: 'POST', body: '{}' });
      await request.text();
      expect((await handler(request)).status).toBe(500);
      const message = expect.stringContaining('before body parsers') as string;
      expect(log).toContainEqual(
        expect.objectContaining({ error: expect.objectContaining({ message }) as unknown }),
      );
    }
  });

  test('says once that requests come for another path than basePath', async () => {
    const { handler, log } = watched();
    for (let i = 0; i < 3; i++) await handler(get('/api/imgpro/token'));
    await handler(get('/imgpro/nothing'));
    expect(log.filter(({ event }) => event === 'wrong_mount')).toEqual([
      expect.objectContaining({ level: 'warn', message: expect.stringContaining('"/imgpro"') as string }),
    ]);
  });

  test('that nobody gave: errors go to the console, everything else does not', async () => {
    const console_ = vi.spyOn(console, 'error').mockImplementation(() => {});
    try {
      const handler = mount({ log: undefined, fetch: () => Promise.reject(new TypeError('down')) });
      await handler(get('/imgpro/health'));
      expect(console_).not.toHaveBeenCalled();
      await upload(handler, form([]));
      expect(console_).toHaveBeenCalledExactlyOnceWith(
        expect.stringMatching(/^imgpro upstream_unreachable req_\w+: The service could not be reached\.\n/),
      );
    } finally {
      console_.mockRestore();
    }
  });
});

test('metrics tell the route, the end and the size of each request', async () => {
  const { handler, metrics } = watched();
  await upload(handler, form([]));
  const failing = watched({ fetch: service(() => refusal(403, 'quota_exceeded')).fetch });
  await upload(failing.handler, form([]));
  expect(metrics).toEqual([
    { route: 'token', method: 'POST', status: 200, durationMs: expect.any(Number) as number, bytesIn: 2 },
    {
      route: 'images.create',
      method: 'POST',
      status: 201,
      durationMs: expect.any(Number) as number,
      bytesIn: expect.any(Number) as number,
    },
  ]);
  expect(metrics[1]!.bytesIn).toBeGreaterThan(64);
  expect(failing.metrics[1]).toMatchObject({ route: 'images.create', status: 403, code: 'quota_exceeded' });
});

describe('GET /health', () => {
  test('answers without a token, and never from a cache', async () => {
    const { handler, upstream } = watched();
    const response = await handler(get('/imgpro/health'));
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await handler(new Request(`${SITE}/imgpro/health`, { method: 'HEAD' }))).status).toBe(200);
    expect((await handler(new Request(`${SITE}/imgpro/health`, { method: 'POST' }))).status).toBe(405);
    expect(upstream.received).toEqual([]);
  });

  test.each<[string, () => Promise<never>]>([
    ['fails', () => Promise.reject(new Error('down'))],
    ['hangs', () => new Promise<never>(() => {})],
  ])('says that it is not well when the store %s', async (_, how) => {
    const { handler } = watched({ store: { ...memoryStore(), get: how }, timeouts: { hooks: 20 } });
    const response = await handler(get('/imgpro/health'));
    expect([response.status, await response.json()]).toEqual([503, { status: 'unavailable' }]);
  });
});
