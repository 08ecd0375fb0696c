import { connect } from 'node:net';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { closeGracefully, toNodeListener } from '../../../src/server/node.ts';
import { listen, wire } from './node-harness.ts';

const POST = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n';

async function uploading() {
  let begun!: () => void;
  const beginning = new Promise<void>((resolve) => (begun = resolve));
  const served = await listen(async (request) => {
    begun();
    return new Response(`got ${await request.text()}`);
  });
  const upload = wire(served.port, `${POST}abc`);
  await beginning;
  return { ...served, upload };
}

const refusedAt = (port: number) =>
  new Promise<string | undefined>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });

test('an upload under way ends well while new connections are refused', async () => {
  const { server, port, upload } = await uploading();
  const closing = closeGracefully(server);
  expect(await refusedAt(port)).toBe('ECONNREFUSED');
  upload.socket.write('def');
  const answer = await upload.closed;
  expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*connection: close[^]*got abcdef/i);
  expect(await closing).toBe(0);
});

test('what still runs when the grace is over is cut, and counted', async () => {
  const { server, upload } = await uploading();
  expect(await closeGracefully(server, { grace: 50 })).toBe(1);
  expect(await upload.closed).toBe('');
});

test('an idle connection, and one that never asked anything, are closed without waiting', async () => {
  const { server, port } = await listen(() => new Response('ok'));
  const idle = wire(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(idle.received).toContain('ok');
  const spare = connect(port, '127.0.0.1').on('error', () => {});
  await new Promise((resolve) => server.once('connection', resolve));
  const gone = new Promise((resolve) => spare.once('close', resolve));
  expect(await closeGracefully(server, { grace: 60_000 })).toBe(0);
  await Promise.all([idle.closed, gone]);
});

test('an answer that has begun ends whole, and the connection after it', async () => {
  let write!: (text: string | null) => void;
  const { server, port } = await listen(
    () =>
      new Response(
        new ReadableStream<Uint8Array>({
          start(controller) {
            write = (text) =>
              text === null ? controller.close() : controller.enqueue(new TextEncoder().encode(text));
          },
        }),
      ),
  );
  const reading = wire(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(() => typeof write).toBe('function');
  write('first');
  await expect.poll(reading.received).toContain('first');
  const closing = closeGracefully(server);
  write('second');
  write(null);
  expect(await reading.closed).toMatch(/first[^]*second[^]*\r\n0\r\n\r\n$/);
  expect(await closing).toBe(0);
});

test('other listeners of the server tell their last answer too', async () => {
  const adapter = toNodeListener(() => new Response('ours'));
  let answerNow!: () => void;
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === '/ours') return adapter(incoming, outgoing);
    answerNow = () => outgoing.end('theirs');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const running = wire(port, 'GET /theirs HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(() => typeof answerNow).toBe('function');
  const closing = closeGracefully(server);
  answerNow();
  expect(await running.closed).toContain('theirs');
  expect(await closing).toBe(0);
});

test('a server that does not listen is closed already', async () => {
  expect(await closeGracefully(createServer())).toBe(0);
});
