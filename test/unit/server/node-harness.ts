import { createServer } from 'node:http';
import type { Server, ServerOptions } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach } from 'vitest';
import { toNodeListener } from '../../../src/server/node.ts';
import type { NodeHandler, NodeListenerOptions } from '../../../src/server/node.ts';

const open: Server[] = [];

afterEach(async () => {
  await Promise.all(
    open.splice(0).map((server) => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed;
    }),
  );
});

/** A server on a free port, closed after the test. */
export async function listen(
  handler: NodeHandler,
  { server: settings = {}, ...options }: NodeListenerOptions & { server?: ServerOptions } = {},
): Promise<{ server: Server; port: number; url: string }> {
  const server = createServer(settings, toNodeListener(handler, options));
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, port, url: `http://127.0.0.1:${port}` };
}

export interface Wire {
  socket: Socket;
  /** All that was received so far. */
  received(): string;
  /** Resolves when the other side has closed its half. */
  ended: Promise<string>;
  /** Resolves when the connection is gone. */
  closed: Promise<string>;
}

/** A bare connection that has sent `text`; with `halfOpen` it goes on sending when the other side has ended. */
export function wire(port: number, text: string, { halfOpen = false } = {}): Wire {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: halfOpen });
  let received = '';
  socket.write(text, 'latin1');
  socket.on('data', (chunk) => (received += chunk.toString('latin1'))).on('error', () => {});
  const on = (event: string) => new Promise<string>((resolve) => socket.once(event, () => resolve(received)));
  return { socket, received: () => received, ended: on('end'), closed: on('close') };
}

export const bodyOf = (answer: string): string => answer.slice(answer.indexOf('\r\n\r\n') + 4);
