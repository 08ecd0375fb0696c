import { createServer, type Server } from 'node:net';
import { deferred } from './deferred.ts';

/** How many ports after the first are tried. */
const TRIES = 50;

interface Where {
  host?: string;
  nextFree?: boolean;
}

/** Makes a server listen, on the next free port if wanted. Resolves to the port and to the address people write. */
export async function listen(
  server: Server,
  first: number,
  { host = '127.0.0.1', nextFree = false }: Where,
): Promise<{ port: number; url: string }> {
  for (let port = first; ; port++) {
    try {
      if (port !== 0 && host === '127.0.0.1') await probe(port);
      await listening(server, port, host);
      const got = (server.address() as { port: number }).port;
      return { port: got, url: `http://${nameOf(host)}:${got}` };
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!nextFree || !taken || port === 0 || port >= Math.min(65_535, first + TRIES)) throw error;
    }
  }
}

/** Browsers ask for localhost on IPv6 first: whoever listens there on this port would get our visitors. */
async function probe(port: number): Promise<void> {
  const server = createServer();
  try {
    await listening(server, port, '::1');
  } catch (error) {
    // A machine without IPv6 has nobody there.
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw error;
    return;
  }
  await new Promise((resolve) => server.close(resolve));
}

async function listening(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = deferred<void>();
  server.once('error', reject).once('listening', resolve);
  try {
    server.listen(port, host);
    await promise;
  } finally {
    server.off('error', reject).off('listening', resolve);
  }
}

function nameOf(host: string): string {
  if (/^(?:127\.\d+\.\d+\.\d+|::1|::|0\.0\.0\.0|localhost)$/.test(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
