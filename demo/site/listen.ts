import { createServer } from 'node:net';
import type { ListenOptions, Server } from 'node:net';

/** How many ports after the first are tried. */
const TRIES = 100;

/**
 * Makes a server listen on `port`, or on the next free one when it is taken. Port 0 is any free one. Resolves to
 * the port it got.
 */
export async function listenFrom(
  server: Pick<Server, 'listen' | 'once' | 'off' | 'address' | 'close'>,
  port: number,
  host = '127.0.0.1',
): Promise<number> {
  for (let tried = port; ; tried++) {
    try {
      // Browsers ask for localhost on IPv6 first: a stranger listening there would get our visitors.
      if (tried !== 0 && host === '127.0.0.1') await probe(tried, '::1');
      await listen(server, { port: tried, host });
      return (server.address() as { port: number }).port;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' || tried === 0 || tried >= Math.min(65535, port + TRIES)) throw error;
    }
  }
}

/** Rejects when the port is taken; a machine without IPv6 has nobody there. */
async function probe(port: number, host: string): Promise<void> {
  const server = createServer();
  try {
    await listen(server, { port, host });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw error;
    return;
  }
  await new Promise((resolve) => server.close(resolve));
}

function listen(server: Pick<Server, 'listen' | 'once' | 'off'>, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => {
      server.off('listening', listening);
      reject(error);
    };
    const listening = () => {
      server.off('error', failed);
      resolve();
    };
    server.once('error', failed);
    server.once('listening', listening);
    server.listen(options);
  });
}
