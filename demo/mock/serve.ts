import { deferred } from './deferred.ts';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { Dropped } from './errors.ts';
import { createMock, type Mock, type MockOptions } from './index.ts';
import {
  BAD_ADDRESS, EXPECTATION, NO_SUCH_METHOD, refusalOf, refuse, type Refusal,
} from './unparsed.ts'; // prettier-ignore

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
  // A missing Host is answered below, as JSON like every other error.
  const server = createServer({ requireHostHeader: false });
  const port = await listen(server, options.port ?? 8787, options.host, options.nextFree ?? false);
  const mock = await createMock(options);
  server.on('request', (incoming, outgoing) => void answer(mock, incoming, outgoing));
  server.on('checkContinue', (incoming, outgoing) => {
    outgoing.writeContinue();
    void answer(mock, incoming, outgoing);
  });
  refuseTheRest(server);
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
    if (!(request instanceof Request)) {
      outgoing.writeHead(request.status, request.headers).end(request.body);
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

/** What Node would answer by itself, without a body and unreadable for a page: HTTP that is none, tunnels, odd expectations. */
function refuseTheRest(server: Server): void {
  const under = new WeakMap<Socket, ServerResponse>();
  const refused = new WeakSet<Socket>();
  server.prependListener('request', (incoming, outgoing) => under.set(incoming.socket, outgoing));
  server.on('checkExpectation', (_incoming: IncomingMessage, outgoing: ServerResponse) => {
    outgoing.writeHead(EXPECTATION.status, EXPECTATION.headers).end(EXPECTATION.body);
  });
  server.on('connect', (_incoming, socket) => refuse(socket as Socket, NO_SUCH_METHOD));
  server.on('clientError', (error, duplex) => {
    const socket = duplex as Socket;
    // The parser complains again of what comes after its first complaint.
    if (refused.has(socket)) return;
    refused.add(socket);
    const answering = under.get(socket);
    const halfSaid = answering !== undefined && answering.headersSent && !answering.writableFinished;
    if (!socket.writable || halfSaid) socket.destroy();
    else refuse(socket, refusalOf(error));
  });
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request | Refusal {
  const method = incoming.method ?? 'GET';
  const { host } = incoming.headers;
  const target = incoming.url ?? '/';
  // Proxies write the whole address into the first line.
  const address = /^https?:\/\//i.test(target) ? target : `http://${host ?? 'localhost'}${target}`;
  if (method === 'TRACE' || method === 'TRACK') return NO_SUCH_METHOD;
  if (!URL.canParse(address) || (host === undefined && incoming.httpVersion === '1.1')) return BAD_ADDRESS;
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
