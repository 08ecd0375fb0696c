import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { serveMock } from '../../demo/mock/serve.ts';
import { image } from '../unit/server/harness.ts';

/** A request that reached the service. */
export interface Seen {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
}

/** A body that the service reads only as far as it is told. */
export interface SlowBody {
  /** The port that the gateway sends from. */
  remotePort: number;
  /** Bytes that were read, the frames of a chunked body not counted. */
  readonly read: number;
  /** Reads on until so many bytes were read in all, or the body ended. */
  readTo(bytes: number): Promise<void>;
}

/** The mock, and before it a server that writes down what comes, and adds headers that nobody may see. */
export interface Upstream {
  /** The base of the API. */
  url: string;
  port: number;
  seen: Seen[];
  /** Request to the service with its own key, to see what it knows. */
  ask(path: string): Promise<Response>;
  /** Takes the next upload itself, instead of the mock: its answer is an image. */
  readSlowly(read: (body: SlowBody) => Promise<void>): void;
  close(): Promise<void>;
}

/** Headers of the service's answers that are the account's own business. */
export const HIDDEN = {
  'x-monthly-uploads-used': '7',
  'x-monthly-uploads-limit': '100',
  'x-storage-used': '12345',
  'x-img-action': 'upgrade',
  'set-cookie': 'service=1',
};

export async function startUpstream(key: string): Promise<Upstream> {
  const mock = await serveMock({ port: 0, host: '127.0.0.1', anonymousLimit: 'off' });
  const seen: Seen[] = [];
  let slow: ((body: SlowBody) => Promise<void>) | undefined;
  const server = createServer((incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    seen.push({ method, path, headers });
    if (!slow || method !== 'POST') return forward(mock.port, incoming, outgoing);
    const read = slow;
    slow = undefined;
    read(slowBody(incoming)).then(
      () => outgoing.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(IMAGE)),
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/v1`;
  return {
    url,
    port,
    seen,
    ask: (path) => fetch(url + path, { headers: { authorization: `Bearer ${key}` } }),
    readSlowly: (read) => (slow = read),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await mock.close();
    },
  };
}

function forward(port: number, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url: path, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode!, { ...answer.headers, ...HIDDEN });
    answer.pipe(outgoing);
  });
  // Either side may leave; the other one's connection goes then.
  pipeline(incoming, onward, (error) => error && outgoing.destroy());
  outgoing.once('close', () => onward.destroy());
}

function slowBody(incoming: IncomingMessage): SlowBody {
  const chunks = incoming[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let read = 0;
  return {
    remotePort: incoming.socket.remotePort!,
    get read() {
      return read;
    },
    async readTo(bytes) {
      while (read < bytes) {
        const { done, value } = await chunks.next();
        if (done) return;
        read += value.length;
      }
    },
  };
}

const IMAGE = image({ url: 'https://src.img.pro/4j2/abc12345.png', filename: 'a.png', format: 'png' });
