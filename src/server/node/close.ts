import type { Server } from 'node:net';
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import { markLast, watch } from './connections.ts';

export interface CloseOptions {
  /** How long running answers may go on, in milliseconds. Default 30,000. */
  grace?: number;
}

/** How often connections are looked at that have become idle without a sign. Long enough for a request on its way. */
const LOOK_MS = 100;

/**
 * Ends a server as a deployment wants it: new connections are refused at once, idle ones are closed, running
 * requests get their answers, which say `Connection: close`. After `grace` the
 * rest are cut. Resolves with how many connections were cut.
 *
 * @example
 * process.once('SIGTERM', async () => {
 *   const cut = await closeGracefully(server, { grace: 20_000 });
 *   process.exit(cut === 0 ? 0 : 1);
 * });
 */
export async function closeGracefully(
  server: Server & Partial<Pick<HttpServer, 'closeIdleConnections' | 'closeAllConnections'>>,
  { grace = 30_000 }: CloseOptions = {},
): Promise<number> {
  const connections = watch(server);
  connections.closing = true;
  server.prependListener('request', (incoming: IncomingMessage, outgoing: ServerResponse) =>
    markLast(incoming, outgoing),
  );
  // Closes the idle ones by itself.
  const closed = new Promise<'closed'>((resolve) => server.close(() => resolve('closed')));
  const tidy = () => {
    server.closeIdleConnections?.();
    // A browser's spare connection, on which nothing was ever asked, is not idle to Node.
    for (const socket of connections.sockets) if (socket.bytesRead === 0) socket.destroy();
  };
  const looking = setInterval(tidy, LOOK_MS);
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<'over'>((resolve) => (timer = setTimeout(() => resolve('over'), grace)));
  try {
    if ((await Promise.race([closed, over])) === 'closed') return 0;
    const cut = await count(server);
    server.closeAllConnections?.();
    for (const socket of connections.sockets) socket.destroy();
    await closed;
    return cut;
  } finally {
    clearInterval(looking);
    clearTimeout(timer);
  }
}

function count(server: Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.getConnections((error, connections) => (error ? reject(error) : resolve(connections))),
  );
}
