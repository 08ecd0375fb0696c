import { readFile } from 'node:fs/promises';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo, Socket } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KINDS, pick, seeded, type FaultKind } from './faults.ts';

export interface ProxyOptions {
  /** The site behind. */
  target: string;
  /** The share of uploads and token requests that go wrong. */
  rate: number;
  seed: number;
}

export interface Proxy {
  url: string;
  /** How often each fault has struck. */
  faults: Map<FaultKind, number>;
  /** Uploads that arrived, struck or not. */
  uploads: number;
  tokens: number;
  /** Cuts every connection and refuses new ones, as a lost network does; false restores it. */
  cut(off: boolean): void;
  close(): Promise<void>;
}

/** Between the browser and the site: passes everything on, except what it is to do wrong. */
export async function startProxy({ target, rate, seed }: ProxyOptions): Promise<Proxy> {
  const random = seeded(seed);
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  const faults = new Map<FaultKind, number>(KINDS.map((kind) => [kind, 0]));
  const counts = { uploads: 0, tokens: 0 };
  let off = false;

  const faultFor = (incoming: IncomingMessage): FaultKind | null => {
    const isUpload = incoming.method === 'POST' && incoming.url === '/imgpro/v1/images';
    const isToken = incoming.method === 'POST' && incoming.url === '/imgpro/token';
    if (isUpload) counts.uploads += 1;
    if (isToken) counts.tokens += 1;
    if (!(isUpload || isToken) || random() >= rate) return null;
    const kind = pick(isUpload ? KINDS : KINDS.slice(0, -1), random);
    faults.set(kind, faults.get(kind)! + 1);
    return kind;
  };

  const server = createServer((incoming, outgoing) => {
    void handle(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  server.on('connection', (socket) => {
    if (off) return socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  });

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const script = /^\/soak\/(\w+)\.js$/.exec(incoming.url ?? '')?.[1];
    if (script) return sendScript(script, outgoing);
    const kind = faultFor(incoming);
    if (kind === 'drop before') return void incoming.socket.destroy();
    const answer = kind && ANSWERS[kind];
    if (answer) {
      incoming.resume();
      outgoing.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      return void outgoing.end(
        JSON.stringify({ error: { ...answer.error, message: 'A fault of the soak.' } }),
      );
    }
    if (kind === 'delay') await sleep(50 + random() * 250);
    await forward(incoming, outgoing, kind);
  }

  async function forward(incoming: IncomingMessage, outgoing: ServerResponse, kind: FaultKind | null) {
    const upstream = request(target + incoming.url, {
      agent,
      method: incoming.method,
      headers: incoming.headers,
    });
    upstream.on('error', () => incoming.socket.destroy());
    incoming.once('close', () => {
      if (!incoming.complete) upstream.destroy();
    });
    if (kind === 'drop mid') {
      const [chunk] = (await once(incoming, 'data')) as [Buffer];
      upstream.write(chunk.subarray(0, chunk.length / 2), () => upstream.destroy());
      return void incoming.socket.destroy();
    }
    incoming.pipe(upstream);
    const [response] = (await once(upstream, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (kind === 'drop after') return void incoming.socket.destroy();
    outgoing.writeHead(response.statusCode!, response.headers);
    if (kind !== 'half an answer') return void outgoing.end(body);
    outgoing.write(body.subarray(0, body.length / 2), () => incoming.socket.destroy());
  }

  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    faults,
    get uploads() {
      return counts.uploads;
    },
    get tokens() {
      return counts.tokens;
    },
    cut(cut) {
      off = cut;
      if (off) for (const socket of sockets) socket.destroy();
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

const ANSWERS: Partial<
  Record<FaultKind, { status: number; headers?: Record<string, string>; error: object }>
> = {
  'status 503': { status: 503, error: { type: 'api_error', code: 'service_unavailable' } },
  'status 429': {
    status: 429,
    headers: { 'retry-after': '1' },
    error: { type: 'rate_limit_error', code: 'rate_limited' },
  },
  'token expired': { status: 401, error: { type: 'authentication_error', code: 'token_expired' } },
};

/** The page's scripts are the sources themselves: Node takes the types off. */
async function sendScript(name: string, outgoing: ServerResponse): Promise<void> {
  const file = resolve(import.meta.dirname, name === 'page' ? 'page/page.ts' : `${name}.ts`);
  const source = stripTypeScriptTypes(await readFile(file, 'utf8')).replaceAll(
    /\.\.?\/(\w+)\.ts'/g,
    "./$1.js'",
  );
  outgoing.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' });
  outgoing.end(source);
}
