import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { toNodeListener } from '../../src/server/node.ts';
import { Dropped } from './errors.ts';
import { createMock, type Mock, type MockOptions } from './index.ts';
import { listen } from './listen.ts';
import { EXPECTATION, NO_SUCH_METHOD, refusalOf, refuse, unparsedResponse } from './unparsed.ts';

export interface ServeOptions extends MockOptions {
  /** 0 = any free one. Default 8787. */
  port?: number;
  /** Interface to listen on. Default 127.0.0.1: this machine only, since the keys are known to everybody. */
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

/** How much of a body is read after its refusal: all of it, since every browser is to see why, also on a slow line. */
const LINGER = { lingerBytes: 200_000_000, lingerTime: 60_000 };

/** Starts a mock on a port. `close()` ends its connections, its worker and, without `data`, its files. */
export async function serveMock(options: ServeOptions = {}): Promise<ServedMock> {
  // Uploads pass through as short-lived buffers: a small nursery frees them soon, or 70 MB would leave 50 MB behind.
  setFlagsFromString('--scavenger-max-new-space-capacity-mb=2');
  // A missing Host is answered by the listener, as JSON like every other error.
  const server = createServer({ requireHostHeader: false });
  const { port, url } = await listen(server, options.port ?? 8787, options);
  const mock = await createMock(options);
  server.on(
    'request',
    toNodeListener((request, connection) => mock.fetch(request, connection), {
      ...LINGER,
      refusal: unparsedResponse,
      onError: (error) => {
        if (error instanceof Dropped) return null;
        console.error(error);
        return undefined;
      },
    }),
  );
  refuseTheRest(server);
  // Uploads may take long on a slow line; Node's default would cut them after five minutes.
  server.requestTimeout = 0;
  return {
    url: options.publicUrl?.replace(/\/+$/, '') ?? url,
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

/** Refuses invalid HTTP, tunnels and odd expectations: Node would do so without a body, unreadable for a page. */
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
