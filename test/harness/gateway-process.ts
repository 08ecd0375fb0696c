/**
 * The gateway in a process of its own, mounted as the README shows it: so that it shares no event loop with those who
 * measure it. Its first argument is the address of the API; with `bare` as its second it is the barest handler instead,
 * which hands every body on by fetch and looks at nothing. It tells its parent its port, and every 10 ms how it fares.
 */
import { subscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createImgproHandler } from '../../src/server/index.ts';
import { toNodeListener } from '../../src/server/node.ts';

/** A message to the parent. Times are in milliseconds, sizes in bytes. */
export type GatewayMessage = { kind: 'ready'; port: number } | ({ kind: 'state' } & GatewayState);

export interface GatewayState {
  /** Bytes that have come in. */
  received: number;
  /** Bytes that have gone out to the service, as far as this process is concerned. */
  sent: number;
  /** Resident memory. */
  memory: number;
  /** Processor time so far. */
  cpu: number;
}

const [apiUrl, kind] = process.argv.slice(2);

const gateway = createImgproHandler({
  apiKey: 'img_live_demo',
  apiUrl,
  secret: 'a secret of the benchmark that is long enough',
  authorize: () => ({ sub: 'anna', abilities: ['create'] }),
  policy: { maxBytes: 1_000_000_000 },
});

async function bare({ url, method, headers, body }: Request): Promise<Response> {
  if (url.endsWith('/token')) return Response.json({ token: 'none' });
  const contentType = headers.get('content-type')!;
  const init: RequestInit & { duplex: 'half' } = {
    method,
    body,
    headers: { 'content-type': contentType },
    duplex: 'half',
    // Else Node's fetch keeps a copy of the whole body, to send it again after a redirect.
    redirect: 'error',
  };
  const answer = await fetch(`${apiUrl}/images`, init);
  return new Response(await answer.text(), { status: answer.status });
}

const server = createServer(toNodeListener(kind === 'bare' ? bare : gateway));
const received = counter((socket) => socket.bytesRead);
const sent = counter((socket) => socket.bytesWritten - socket.writableLength);
server.on('connection', received.add);
// Node's own fetch tells its connections here.
subscribe('undici:client:connected', (message) => sent.add((message as { socket: Socket }).socket));

/** Adds up a number of all sockets, the closed ones included. */
function counter(of: (socket: Socket) => number) {
  const open = new Set<Socket>();
  let before = 0;
  return {
    add: (socket: Socket) => {
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        before += of(socket);
      });
    },
    sum: () => [...open].reduce((sum, socket) => sum + of(socket), before),
  };
}

function tell(message: GatewayMessage): void {
  if (process.connected) process.send!(message, undefined, undefined, () => {});
}

server.listen(0, '127.0.0.1', () => {
  tell({ kind: 'ready', port: (server.address() as AddressInfo).port });
  setInterval(() => {
    const { user, system } = process.cpuUsage();
    const memory = process.memoryUsage.rss();
    tell({ kind: 'state', received: received.sum(), sent: sent.sum(), memory, cpu: (user + system) / 1000 });
  }, 10);
});
process.once('disconnect', () => process.exit());
