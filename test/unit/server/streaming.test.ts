import { describe, expect, test, vi } from 'vitest';
import { writeEnd, writeFileHead, FILE_END } from '../../../src/server/multipart/headers.ts';
import type { HandlerOptions } from '../../../src/server/index.ts';
import { call, errorOf, image, json, mint, mount, picture, refusal } from './harness.ts';

const MB = 1024 * 1024;
const PIECE = 64 * 1024;
const headers = { 'content-type': 'multipart/form-data; boundary=b' };
const never = new Promise<never>(() => {});

/** A browser's upload whose bytes are made when asked for, and counted. `after` pieces it does as it is told. */
function sending(size: number, after = Infinity, then: () => Promise<unknown> = () => never) {
  const state = { given: 0, cancelled: false, ended: false };
  const head = [writeFileHead('b', 'file', 'a.png', 'image/png'), picture('png', PIECE)];
  const tail = [FILE_END, writeEnd('b')];
  let pieces = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (pieces++ >= after) await then();
        const piece = head.shift() ?? (state.given < size ? new Uint8Array(PIECE).fill(5) : tail.shift());
        if (!piece) {
          state.ended = true;
          controller.close();
          return;
        }
        state.given += piece.length;
        controller.enqueue(piece);
      },
      cancel() {
        state.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return Object.assign(state, { stream });
}

/** Reads a request's body as far as told. */
function reading(init: RequestInit | undefined) {
  const reader = (init!.body as ReadableStream<Uint8Array>).getReader();
  const state = {
    taken: 0,
    async take(bytes = Infinity) {
      while (state.taken < bytes) {
        const { done, value } = await reader.read();
        if (done) return;
        state.taken += value.length;
      }
    },
  };
  return state;
}

/** Resolves when nothing has changed for a good while of turns. */
async function settled(value: () => number): Promise<void> {
  for (let last = NaN, same = 0; same < 200; same = value() === last ? same + 1 : 0) {
    last = value();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const send = async (options: Partial<HandlerOptions>, body: ReadableStream, signal?: AbortSignal) =>
  call(mount({ policy: { maxBytes: 100 * MB }, ...options }), 'POST', '/images', { body, headers, signal });

describe('a large file', () => {
  test('goes through whole, never more than 8 MB ahead of a service that pauses', async () => {
    const upload = sending(70 * MB);
    let ahead = 0;
    const response = await send(
      {
        fetch: async (_, init) => {
          const body = reading(init);
          for (const stop of [1, 20, 40, 60]) {
            await body.take(stop * MB);
            await settled(() => upload.given);
            ahead = Math.max(ahead, upload.given - body.taken);
          }
          await body.take();
          expect(body.taken).toBeGreaterThan(70 * MB);
          return json(201, image());
        },
      },
      upload.stream,
    );
    expect(response.status).toBe(201);
    expect(ahead).toBeLessThanOrEqual(8 * MB);
  });

  test('over the limit is cut at the limit', async () => {
    const upload = sending(70 * MB);
    let taken = 0;
    const response = await send(
      {
        policy: { maxBytes: 5 * MB },
        fetch: async (_, init) => {
          const body = reading(init);
          await body.take().finally(() => (taken = body.taken));
          return json(201, image());
        },
      },
      upload.stream,
    );
    expect(await errorOf(response)).toMatchObject({ status: 413, code: 'file_too_large' });
    expect(taken).toBeLessThan(6 * MB);
  });

  test('that the service refuses at once is read to its end, so that a browser hears why', async () => {
    const upload = sending(20 * MB);
    const response = await send(
      { fetch: () => Promise.resolve(refusal(403, 'quota_exceeded')) },
      upload.stream,
    );
    expect(await errorOf(response)).toMatchObject({ status: 403, code: 'quota_exceeded' });
    expect(upload.ended).toBe(true);
  });

  describe('of somebody whom nobody knows', () => {
    const refused = async (upload: ReturnType<typeof sending>, more: Record<string, string> = {}) => {
      const request = { body: upload.stream, headers: { ...headers, ...more }, token: 'bad' };
      const response = await call(mount(), 'POST', '/images', request);
      expect(await errorOf(response)).toMatchObject({ status: 401, code: 'token_invalid' });
    };

    test('is read to its end when that is near', async () => {
      const upload = sending(0.5 * MB);
      await refused(upload);
      expect(upload.ended).toBe(true);
    });

    test('is read for a megabyte and no further', async () => {
      const upload = sending(Infinity);
      await refused(upload);
      expect(upload.given).toBeLessThan(1.2 * MB);
      expect(upload.cancelled).toBe(true);
    });

    test('is not read at all when it says itself that it is longer', async () => {
      const upload = sending(Infinity);
      await refused(upload, { 'content-length': String(20 * MB) });
      expect(upload.given).toBe(0);
      expect(upload.cancelled).toBe(true);
    });

    test('is not read at all for an OPTIONS, nor is one at an address that is none', async () => {
      for (const [method, path, status] of [
        ['OPTIONS', '/imgpro/v1/images', 204],
        ['OPTIONS', '/imgpro/health', 204],
        ['POST', '/imgpro/health', 405],
        ['POST', '/imgpro/nothing', 404],
      ] as const) {
        const upload = sending(Infinity);
        const init = {
          method,
          headers: { 'content-length': String(99 * MB) },
          body: upload.stream,
          duplex: 'half',
        };
        const response = await mount()(new Request(`https://site.example${path}`, init as RequestInit));
        expect([response.status, upload.given, upload.cancelled]).toEqual([status, 0, true]);
      }
    });

    test('is read for 64 KB by the token route, and kept nowhere', async () => {
      const upload = sending(Infinity);
      const init = { method: 'POST', body: upload.stream, duplex: 'half' };
      const response = await mount()(new Request('https://site.example/imgpro/token', init as RequestInit));
      expect(response.status).toBe(413);
      expect(upload.given).toBeLessThan(300_000);
      expect(upload.cancelled).toBe(true);
    });

    test('is answered after five seconds when it stops', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
      try {
        const upload = sending(MB, 1);
        const answer = refused(upload);
        while (upload.given === 0) await new Promise((resolve) => setImmediate(resolve));
        await settled(() => upload.given);
        await vi.advanceTimersByTimeAsync(5_000);
        await answer;
        expect(upload.cancelled).toBe(true);
      } finally {
        vi.useRealTimers();
      }
    });
  });

  test('with a token of ours that has expired is read to its end: its browser is to hear that', async () => {
    const handler = mount({ tokenLifetime: 1 });
    const { token } = await mint(handler);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    try {
      const upload = sending(20 * MB);
      const response = await call(handler, 'POST', '/images', { body: upload.stream, headers, token });
      expect(await errorOf(response)).toMatchObject({ status: 401, code: 'token_expired' });
      expect(upload.ended).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a browser', () => {
  test('that stops sending is told so', async () => {
    const upload = sending(10 * MB, 20);
    let signal: AbortSignal | null | undefined;
    const response = await send(
      {
        timeouts: { idle: 30 },
        fetch: async (_, init) => {
          signal = init?.signal;
          await reading(init).take();
          return json(201, image());
        },
      },
      upload.stream,
    );
    expect(await errorOf(response)).toMatchObject({ status: 408, code: 'request_timeout' });
    expect(signal?.aborted).toBe(true);
    expect(upload.cancelled).toBe(true);
  });

  test('that stops before its file is told so', async () => {
    const upload = sending(10 * MB, 0);
    const response = await send({ timeouts: { idle: 30 } }, upload.stream);
    expect(await errorOf(response)).toMatchObject({ status: 408, code: 'request_timeout' });
  });

  test('that dribbles is cut off at last', async () => {
    const upload = sending(Infinity, 3, () => new Promise((resolve) => setTimeout(resolve, 5)));
    const response = await send(
      {
        timeouts: { idle: 10_000, total: 80 },
        fetch: async (_, init) => {
          await reading(init).take();
          return json(201, image());
        },
      },
      upload.stream,
    );
    expect(await errorOf(response)).toMatchObject({ status: 408, code: 'request_timeout' });
  });

  test('that leaves takes its upload with it', async () => {
    const leaving = new AbortController();
    const upload = sending(10 * MB, 20, () => {
      leaving.abort();
      return never;
    });
    let signal: AbortSignal | null | undefined;
    const response = await send(
      {
        fetch: async (_, init) => {
          signal = init?.signal;
          await reading(init).take();
          return json(201, image());
        },
      },
      upload.stream,
      leaving.signal,
    );
    expect(response.status).toBe(400);
    expect(signal?.aborted).toBe(true);
  });

  test('whose connection breaks gets nothing stored', async () => {
    const upload = sending(10 * MB, 20, () => Promise.reject(new Error('ECONNRESET')));
    let whole = false;
    const response = await send(
      {
        fetch: async (_, init) => {
          await reading(init).take();
          whole = true;
          return json(201, image());
        },
      },
      upload.stream,
    );
    expect(await errorOf(response)).toMatchObject({ status: 400, code: 'bad_request' });
    expect(whole).toBe(false);
  });

  test('that leaves when all is sent does not stop the service, and the site hears of the image', async () => {
    const leaving = new AbortController();
    const onUploaded = vi.fn();
    await send(
      {
        onUploaded,
        fetch: async (_, init) => {
          await reading(init).take();
          leaving.abort();
          expect(init!.signal!.aborted).toBe(false);
          return json(201, image());
        },
      },
      sending(MB).stream,
      leaving.signal,
    );
    expect(onUploaded).toHaveBeenCalledOnce();
  });
});

describe('a service', () => {
  const slow = { timeouts: { upstream: 30 } };
  const tooSlow = { status: 504, code: 'upstream_unreachable' };

  test('that takes no more is given up', async () => {
    const upload = sending(10 * MB);
    const response = await send(
      {
        ...slow,
        fetch: async (_, init) => {
          await reading(init).take(MB);
          return never;
        },
      },
      upload.stream,
    );
    expect(await errorOf(response)).toMatchObject(tooSlow);
  });

  test('that takes all and never answers is given up', async () => {
    const response = await send(
      {
        ...slow,
        fetch: async (_, init) => {
          await reading(init).take();
          return never;
        },
      },
      sending(MB).stream,
    );
    expect(await errorOf(response)).toMatchObject(tooSlow);
  });

  test('that never ends its answer is given up', async () => {
    const endless = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{'));
      },
    });
    const response = await call(
      mount({ ...slow, fetch: () => Promise.resolve(new Response(endless)) }),
      'GET',
      '/usage',
    );
    expect(await errorOf(response)).toMatchObject(tooSlow);
  });

  test('is not blamed for a slow browser', async () => {
    const upload = sending(MB, 15, () => new Promise((resolve) => setTimeout(resolve, 60)));
    const response = await send(
      {
        timeouts: { upstream: 40 },
        fetch: async (_, init) => {
          await reading(init).take();
          return json(201, image());
        },
      },
      upload.stream,
    );
    expect(response.status).toBe(201);
  });

  test('that dies in the middle is a 502', async () => {
    const response = await send(
      {
        fetch: async (_, init) => {
          await reading(init).take(MB);
          throw new TypeError('fetch failed');
        },
      },
      sending(10 * MB).stream,
    );
    expect(await errorOf(response)).toMatchObject({ status: 502, code: 'upstream_unreachable' });
  });

  test('that calls it stored before it has everything is not believed', async () => {
    const onUploaded = vi.fn();
    const response = await send(
      { onUploaded, fetch: () => Promise.resolve(json(201, image())) },
      sending(10 * MB).stream,
    );
    expect(await errorOf(response)).toMatchObject({ status: 502 });
    expect(onUploaded).not.toHaveBeenCalled();
  });
});

test('a hundred at once do not mix', async () => {
  const handler = mount({
    fetch: async (input, init) => {
      const data = await new Request(input, init).formData();
      return json(
        201,
        image({ caption: String(data.get('caption')), bytes: (data.get('file') as File).size }),
      );
    },
  });
  const { token } = await mint(handler);
  const sizes = Array.from({ length: 100 }, (_, at) => 100 + at * 997);
  const stored = await Promise.all(
    sizes.map(async (size) => {
      const data = new FormData();
      data.append('caption', `caption ${size}`);
      data.append('file', new File([picture('png', size)], 'a.png'));
      return (await (await call(handler, 'POST', '/images', { body: data, token })).json()) as {
        caption: string;
        bytes: number;
      };
    }),
  );
  expect(stored.map(({ caption, bytes }) => [caption, bytes])).toEqual(
    sizes.map((size) => [`caption ${size}`, size]),
  );
});
