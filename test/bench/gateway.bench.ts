/**
 * The gateway: what an upload through it costs beside one straight to the service, over a line as people have it; and
 * how much of a file it holds when the service is slow. The gateway and the mock have a process each.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { startProcess } from '../contract/process.ts';
import type { GatewayMessage, GatewayState } from '../harness/gateway-process.ts';
import { throttledLine } from '../harness/throttled-line.ts';
import { median } from './median.ts';

const LINE = { bitsPerSecond: 50_000_000, latency: 5 };
/** Megabytes of a file, and how many times it is uploaded each way. */
const SIZES = [
  [20, 9],
  [70, 5],
] as const;
const BOUNDARY = 'bench';
const MB = 1_000_000;

/** The answer of a service that keeps nothing. */
const IMAGE = JSON.stringify({
  id: 'abc12345',
  object: 'image',
  url: 'https://src.img.pro/4j2/abc12345.jpg',
  filename: 'a.jpg',
  format: 'jpg',
  status: 'ready',
  created_at: '2024-01-01T00:00:00Z',
});

interface Gateway {
  port: number;
  token: string;
  /** State it told last. */
  state(): GatewayState;
  /** Calls at everything that it tells. */
  watch(told: (state: GatewayState) => void): void;
  stop(): void;
}

async function startGateway(apiUrl: string, kind?: 'bare'): Promise<Gateway> {
  const child = fork(
    new URL('../harness/gateway-process.ts', import.meta.url),
    kind ? [apiUrl, kind] : [apiUrl],
    {
      execArgv: ['--conditions=imgpro-source'],
    },
  );
  let last: GatewayState | undefined;
  const watchers: ((state: GatewayState) => void)[] = [];
  const port = await new Promise<number>((resolve) =>
    child.on('message', (message: GatewayMessage) => {
      if (message.kind === 'ready') return resolve(message.port);
      last = message;
      for (const told of watchers) told(message);
    }),
  );
  const answer = await fetch(`http://127.0.0.1:${port}/imgpro/token`, { method: 'POST' });
  const { token } = (await answer.json()) as { token: string };
  return {
    port,
    token,
    state: () => last!,
    watch: (told) => void watchers.push(told),
    stop: () => child.disconnect(),
  };
}

/** A form with a JPEG of so many bytes: a small picture, and noise after its end that no decoder looks at. */
async function form(bytes: number): Promise<Buffer> {
  const small = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#4a7' } })
    .jpeg()
    .toBuffer();
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`;
  const noise = Buffer.alloc(bytes - small.length);
  for (let at = 0, state = 7; at + 4 <= noise.length; at += 4) {
    state = (state * 48_271) % 2_147_483_647;
    noise.writeUInt32LE(state, at);
  }
  return Buffer.concat([Buffer.from(head), small, noise, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

/** Sends a form over a new connection. Resolves with the image's id and the milliseconds until all was answered. */
async function upload(url: string, bearer: string, body: Buffer): Promise<{ id: string; time: number }> {
  const from = performance.now();
  const agent = new Agent({ keepAlive: false });
  const outgoing = request(url, {
    agent,
    method: 'POST',
    headers: {
      authorization: `Bearer ${bearer}`,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': body.length,
    },
  });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  const time = performance.now() - from;
  agent.destroy();
  if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${text}`);
  return { id: (JSON.parse(text) as { id: string }).id, time };
}

const row = (name: string, ...cells: string[]) =>
  console.log(name.padEnd(18) + cells.map((cell) => cell.padStart(18)).join(''));
const seconds = (ms: number) => `${(ms / 1000).toFixed(3)} s`;
const mb = (bytes: number) => `${(bytes / MB).toFixed(1)} MB`;

await overLine();
await atFullSpeed(200);

/** Both ways in turn, now this one first and now that: whatever else the machine does, it does to both. */
async function overLine(): Promise<void> {
  const mock = await startProcess(['--memory']);
  const gateway = await startGateway(`${mock.url}/v1`);
  const lines = {
    direct: await throttledLine(Number(new URL(mock.url).port), LINE),
    gateway: await throttledLine(gateway.port, LINE),
  };
  const ways = {
    direct: { url: `http://127.0.0.1:${lines.direct.port}/v1/images`, bearer: 'img_live_demo' },
    gateway: { url: `http://127.0.0.1:${lines.gateway.port}/imgpro/v1/images`, bearer: gateway.token },
  };
  console.log(
    `A line of ${LINE.bitsPerSecond / 1e6} Mbit/s and ${LINE.latency} ms each way; medians of uploads in turn.\n`,
  );
  row('', 'the line alone', 'direct', 'gateway', 'ratio', 'gateway’s CPU');
  try {
    for (const [megabytes, runs] of SIZES) {
      const body = await form(megabytes * MB);
      const times = { direct: [] as number[], gateway: [] as number[] };
      const cpu: number[] = [];
      // The first one warms up what is compiled and opened on first use.
      for (let run = -1; run < runs; run++)
        for (const way of run % 2 === 0
          ? (['direct', 'gateway'] as const)
          : (['gateway', 'direct'] as const)) {
          const before = gateway.state().cpu;
          const { id, time } = await upload(ways[way].url, ways[way].bearer, body);
          if (run >= 0) times[way].push(time);
          if (run >= 0 && way === 'gateway') cpu.push(gateway.state().cpu - before);
          await fetch(`${mock.url}/v1/images/${id}`, {
            method: 'DELETE',
            headers: { authorization: 'Bearer img_live_demo' },
          });
        }
      const [direct, through] = [median(times.direct), median(times.gateway)];
      row(
        `${megabytes} MB, ${runs} times`,
        seconds((body.length * 8000) / LINE.bitsPerSecond),
        seconds(direct),
        seconds(through),
        (through / direct).toFixed(3),
        `${median(cpu).toFixed(0)} ms`,
      );
    }
  } finally {
    gateway.stop();
    await Promise.all([lines.direct.close(), lines.gateway.close()]);
    await mock.stop();
  }
}

/**
 * A client that is as fast as it can be, and a service that keeps nothing. How much memory grows depends on when garbage is
 * collected, too, so the gateway stands beside the barest handler; each in a new process, three times.
 */
async function atFullSpeed(megabytes: number): Promise<void> {
  const service = await startService();
  const small = await form(20 * MB);
  const body = await form(megabytes * MB);
  const stopAt = (megabytes / 4) * MB;

  const measure = async (kind?: 'bare') => {
    const gateway = await startGateway(service.url, kind);
    const url = `http://127.0.0.1:${gateway.port}/imgpro/v1/images`;
    const most = { inside: 0, ahead: 0, memory: 0 };
    try {
      await upload(url, gateway.token, small);
      const before = gateway.state();
      service.stopAt(stopAt);
      let still = 0;
      gateway.watch(({ received, sent, memory }) => {
        most.memory = Math.max(most.memory, memory);
        if (!service.stopped()) return;
        const came = received - before.received;
        const ahead = came - service.taken();
        still = ahead > most.ahead ? 0 : still + 1;
        most.ahead = Math.max(most.ahead, ahead);
        most.inside = Math.max(most.inside, came - (sent - before.sent));
        // Nothing more has come in for half a second.
        if (still === 50) service.goOn();
      });
      await upload(url, gateway.token, body);
      return { ...most, before: before.memory, growth: most.memory - before.memory };
    } finally {
      gateway.stop();
    }
  };

  const runs = { gateway: [] as Figures[], 'a bare fetch': [] as Figures[] };
  type Figures = Awaited<ReturnType<typeof measure>>;
  for (let run = 0; run < 3; run++) {
    runs.gateway.push(await measure());
    runs['a bare fetch'].push(await measure('bare'));
  }
  await service.close();
  console.log(
    `\n${megabytes} MB as fast as it goes; the service stops reading for a while at ${mb(stopAt)}. Medians of 3.\n`,
  );
  row('', 'held inside', 'with its sockets', 'memory before', 'at most', 'growth');
  const of = (figures: Figures[], name: keyof Figures) => median(figures.map((each) => each[name]));
  for (const [name, figures] of Object.entries(runs))
    row(
      name,
      ...(['inside', 'ahead', 'before', 'memory', 'growth'] as const).map((each) => mb(of(figures, each))),
    );
  const ratio = of(runs.gateway, 'growth') / of(runs['a bare fetch'], 'growth');
  row('ratio', '', '', '', '', ratio.toFixed(2));
}

/** A service that throws everything away, and can be told to stop reading once it has so many bytes. */
async function startService() {
  let taken = 0;
  let limit = Infinity;
  let paused: IncomingMessage | undefined;
  const server = createServer((incoming, outgoing) => {
    incoming.on('data', (chunk: Buffer) => {
      taken += chunk.length;
      if (taken < limit) return;
      limit = Infinity;
      paused = incoming.pause();
    });
    incoming.on('end', () => outgoing.writeHead(201, { 'content-type': 'application/json' }).end(IMAGE));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    stopAt: (bytes: number) => {
      taken = 0;
      limit = bytes;
    },
    taken: () => taken,
    stopped: () => paused !== undefined,
    goOn: () => {
      paused?.resume();
      paused = undefined;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
