import { deferred } from './deferred.ts';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { Dropped } from './errors.ts';
import { createMock, type Mock, type MockOptions } from './index.ts';

export interface ServeOptions extends MockOptions {
  /** 0 = any free one. Default 8787. */
  port?: number;
  /** Interface to listen on; default: all. */
  host?: string;
  /** Take the next free port when this one is taken. */
  nextFree?: boolean;
}

export interface ServedMock {
  url: string;
  port: number;
  mock: Mock;
  close(): Promise<void>;
}

/** Starts a mock on a port. `close()` ends its connections, its worker and, without `data`, its files. */
export async function serveMock(options: ServeOptions = {}): Promise<ServedMock> {
  // Uploads pass through as short-lived buffers: a small nursery frees them soon, or 70 MB would leave 50 MB behind.
  setFlagsFromString('--scavenger-max-new-space-capacity-mb=2');
  const server = createServer();
  const port = await listen(server, options.port ?? 8787, options.host, options.nextFree ?? false);
  const mock = await createMock(options);
  server.on('request', (incoming, outgoing) => void answer(mock, incoming, outgoing));
  server.on('checkContinue', (incoming, outgoing) => {
    outgoing.writeContinue();
    void answer(mock, incoming, outgoing);
  });
  // Uploads may take long on a slow line; Node's default would cut them after five minutes.
  server.requestTimeout = 0;
  return {
    url: options.publicUrl?.replace(/\/+$/, '') ?? `http://localhost:${port}`,
    port,
    mock,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await mock.close();
    },
  };
}

async function listen(
  server: Server,
  port: number,
  host: string | undefined,
  nextFree: boolean,
): Promise<number> {
  for (let at = port; ; at++) {
    const { promise, resolve, reject } = deferred<void>();
    server.once('error', reject).once('listening', resolve);
    server.listen(at, host);
    try {
      await promise;
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if (!nextFree || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || at >= port + 50) throw error;
    } finally {
      server.removeAllListeners('error').removeAllListeners('listening');
    }
  }
}

/**
 * Own adapter, not @hono/node-server's: that one cuts a connection 500 ms after an early answer, and a browser that is still
 * sending would see a network error instead of "file too large". Here the rest of a body is read and thrown away.
 */
async function answer(mock: Mock, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  try {
    const request = toRequest(incoming, gone.signal);
    if (!request) {
      outgoing.writeHead(400, { 'Content-Type': 'application/json' });
      outgoing.end(BAD_HOST);
      return;
    }
    const address = incoming.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
    const response = await mock.fetch(request, { address });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) outgoing.end();
    else for await (const chunk of response.body) outgoing.write(chunk);
    outgoing.end();
    if (!incoming.complete) incoming.on('error', () => {}).resume();
  } catch (error) {
    if (!(error instanceof Dropped) && !gone.signal.aborted) console.error(error);
    incoming.socket.destroy();
  }
}

const BAD_HOST = JSON.stringify({
  error: {
    type: 'invalid_request_error',
    code: 'bad_request',
    message: 'The address of the request is not valid.',
  },
});

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request | null {
  const method = incoming.method ?? 'GET';
  const address = `http://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`;
  if (!URL.canParse(address) || method === 'TRACE' || method === 'CONNECT' || method === 'TRACK') return null;
  const headers = new Headers();
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '');
  }
  const bodiless = method === 'GET' || method === 'HEAD';
  const body = bodiless ? null : bodyOf(incoming);
  return new Request(address, { method, headers, signal, ...(body && { body, duplex: 'half' as const }) });
}

/** Read only as it is asked for, and left alive when the reader stops: what is unread is thrown away after the answer. */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks = incoming.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
