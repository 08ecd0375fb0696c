import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server, Socket } from 'node:net';

/** Record of a server's connections since its first request, or since it began to close. */
interface Watched {
  sockets: Set<Socket>;
  closing: boolean;
}

const watched = new WeakMap<Server, Watched>();

/** Begins to note the connections of a server; once is enough, more does no harm. */
export function watch(server: Server): Watched {
  const known = watched.get(server);
  if (known) return known;
  const all: Watched = { sockets: new Set(), closing: false };
  watched.set(server, all);
  server.on('connection', (socket: Socket) => {
    all.sockets.add(socket);
    socket.once('close', () => all.sockets.delete(socket));
  });
  return all;
}

/** The server a request came in through; undefined where a runtime's `node:http` doesn't tell. */
export function serverOf(incoming: IncomingMessage): (Server & { requestTimeout?: number }) | undefined {
  return (incoming.socket as Socket & { server?: Server }).server;
}

/** Tells the client that this is the connection's last answer, where the server is closing. */
export function markLast(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const server = serverOf(incoming);
  if (!server || !watched.get(server)?.closing || incoming.httpVersionMajor > 1) return;
  if (!outgoing.headersSent) outgoing.setHeader('connection', 'close');
}
