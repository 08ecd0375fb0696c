import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { connect } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { toNodeListener } from '../../../src/server/node.ts';

const open: Server[] = [];

async function serve(
  handler: (request: Request) => Promise<Response>,
  wrap: (listener: ReturnType<typeof toNodeListener>) => ReturnType<typeof toNodeListener> = (listener) =>
    listener,
): Promise<string> {
  const server = createServer(wrap(toNodeListener(handler)));
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  await Promise.all(
    open.splice(0).map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          (server as ReturnType<typeof createServer>).closeAllConnections();
        }),
    ),
  );
});

describe('toNodeListener', () => {
  test('hands over method, address, headers and body, and back status, headers, cookies and body', async () => {
    const url = await serve(async (request) => {
      const headers = new Headers({
        'x-seen': `${request.method} ${new URL(request.url).pathname} ${request.headers.get('x-sent')}`,
      });
      headers.append('set-cookie', 'a=1');
      headers.append('set-cookie', 'b=2');
      return new Response((await request.text()).toUpperCase(), { status: 207, headers });
    });
    const response = await fetch(`${url}/imgpro/token?x=1`, {
      method: 'POST',
      headers: { 'x-sent': 'y' },
      body: 'hello',
    });
    expect([response.status, response.headers.get('x-seen'), await response.text()]).toEqual([
      207,
      'POST /imgpro/token y',
      'HELLO',
    ]);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  test('sees the whole address where a framework has cut it', async () => {
    const url = await serve(
      (request) => Promise.resolve(new Response(new URL(request.url).pathname)),
      (listener) => (incoming, outgoing) => {
        (incoming as typeof incoming & { originalUrl: string }).originalUrl = incoming.url!;
        incoming.url = '/token';
        listener(incoming, outgoing);
      },
    );
    expect(await (await fetch(`${url}/imgpro/token`)).text()).toBe('/imgpro/token');
  });

  test('names the fix where a body parser was before it', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    try {
      const handler = vi.fn(() => Promise.resolve(new Response('ok')));
      const url = await serve(handler, (listener) => (incoming, outgoing) => {
        incoming.resume().once('end', () => setImmediate(() => listener(incoming, outgoing)));
      });
      expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(500);
      expect(handler).not.toHaveBeenCalled();
      expect(String(told.mock.calls[0]![1])).toContain('before body parsers');
      // Without a body there is nothing to lose.
      expect((await fetch(url, { method: 'POST' })).status).toBe(200);
      expect((await fetch(url)).status).toBe(200);
    } finally {
      told.mockRestore();
    }
  });

  test('answers a handler that throws with a 500 and no details, and tells the console', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => told.mockRestore());
    const url = await serve(() => Promise.reject(new Error('secret')));
    const response = await fetch(url);
    expect([response.status, await response.json()]).toEqual([
      500,
      {
        error: {
          type: 'api_error',
          code: 'internal_error',
          message: 'Something went wrong on this site. Try again in a moment.',
        },
      },
    ]);
  });

  test('answers without a body', async () => {
    const url = await serve(() => Promise.resolve(new Response(null, { status: 204 })));
    expect((await fetch(url, { method: 'OPTIONS' })).status).toBe(204);
  });

  test('reads no faster than the handler', async () => {
    let goOn!: () => void;
    const waiting = new Promise<void>((resolve) => (goOn = resolve));
    const url = await serve(async (request) => {
      const reader = request.body!.getReader();
      let size = (await reader.read()).value!.length;
      await waiting;
      for (let read; !(read = await reader.read()).done;) size += read.value.length;
      return new Response(String(size));
    });
    let sent = 0;
    const piece = Buffer.alloc(1024 * 1024);
    const request = httpRequest(url, { method: 'POST' });
    const answered = new Promise<string>((resolve, reject) => {
      request.on('error', reject);
      request.on('response', (response) => {
        response.setEncoding('utf8');
        response.on('data', resolve);
      });
    });
    // Until the sockets between are full.
    while (
      request.write(piece) ||
      (await Promise.race([new Promise((resolve) => request.once('drain', () => resolve(true))), quiet()]))
    )
      sent++;
    sent++;
    expect(sent).toBeLessThan(60);
    goOn();
    request.end();
    expect(await answered).toBe(String(sent * piece.length));
  });

  test('writes no faster than the client reads', async () => {
    let given = 0;
    const url = await serve(() =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            pull(controller) {
              given++;
              controller.enqueue(new Uint8Array(1024 * 1024));
            },
          }),
        ),
      ),
    );
    const response = await fetch(url);
    const reader = response.body!.getReader();
    await reader.read();
    for (let last = -1; last !== given;) {
      last = given;
      await quiet();
    }
    expect(given).toBeLessThan(60);
    await reader.cancel();
  });

  test('aborts the request when the client goes away', async () => {
    let seen!: (reason: unknown) => void;
    const aborted = new Promise((resolve) => (seen = resolve));
    const url = await serve((request) => {
      request.signal.addEventListener('abort', () => seen('aborted'));
      const answer = request.text().catch(() => 'body failed');
      return answer.then((text) => new Response(text));
    });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\npart of it', () =>
      socket.destroy(),
    );
    expect(await aborted).toBe('aborted');
  });

  test('stops a streamed answer when the client goes away', async () => {
    let stopped!: () => void;
    const cancelled = new Promise<void>((resolve) => (stopped = resolve));
    const url = await serve(() =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
            cancel: () => stopped(),
          }),
        ),
      ),
    );
    const stop = new AbortController();
    const response = await fetch(url, { signal: stop.signal });
    await response.body!.getReader().read();
    stop.abort();
    await cancelled;
  });

  test('answers when the handler stops reading', async () => {
    const url = await serve(async (request) => {
      const reader = request.body!.getReader();
      await reader.read();
      await reader.cancel();
      return new Response('enough');
    });
    for (let i = 0; i < 3; i++) {
      const response = await fetch(url, { method: 'POST', body: new Uint8Array(3_000_000) });
      expect(await response.text()).toBe('enough');
    }
  });

  test('answers every time before a body that nobody reads', async () => {
    const url = await serve(() => Promise.resolve(new Response('ok')));
    for (let i = 0; i < 3; i++) {
      const response = await fetch(url, { method: 'POST', body: new Uint8Array(3_000_000) });
      expect([response.headers.get('connection'), await response.text()]).toEqual(['close', 'ok']);
    }
  });
});

/** False, after a time in which nothing more can be on its way over loopback. */
function quiet(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), 150));
}
