import { expect, test } from 'vitest';
import { bodyOf, listen, wire } from './node-harness.ts';

const POST = 'POST / HTTP/1.1\r\nHost: x\r\n';

test('a small rest of a body is read through, and the connection lives on', async () => {
  const { server, port } = await listen(() => new Response('ok'), { lingerBytes: 1_000 });
  let connections = 0;
  server.on('connection', () => connections++);
  const { socket, received } = wire(port, `${POST}Content-Length: 1000\r\n\r\n${'a'.repeat(500)}`);
  await expect.poll(received).toContain('ok');
  expect(received()).not.toMatch(/connection: close/i);
  socket.write(`${'a'.repeat(500)}GET / HTTP/1.1\r\nHost: x\r\n\r\n`);
  await expect.poll(() => received().match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  expect(connections).toBe(1);
  socket.destroy();
});

test('a larger one is announced as the end of the connection, whose sender gets the answer first', async () => {
  const { server, port } = await listen(() => new Response('ok'), { lingerBytes: 1_000 });
  const arrived = new Promise<boolean>((resolve) =>
    server.on('request', (incoming) => incoming.on('close', () => resolve(incoming.complete))),
  );
  const { socket, ended, closed } = wire(port, `${POST}Transfer-Encoding: chunked\r\n\r\n`, {
    halfOpen: true,
  });
  const answer = await ended;
  expect(answer.match(/connection: close/gi)).toHaveLength(1);
  expect(bodyOf(answer)).toContain('ok');
  // Our side still reads: a reset could take the answer away from a slower reader.
  socket.end('5\r\nhello\r\n0\r\n\r\n');
  expect(await arrived).toBe(true);
  await closed;
});

test('a body that goes on past the limit is cut', async () => {
  const { port } = await listen(() => new Response('ok'), { lingerBytes: 100_000, lingerTime: 60_000 });
  const { socket, ended, closed } = wire(port, `${POST}Transfer-Encoding: chunked\r\n\r\n`, {
    halfOpen: true,
  });
  await ended;
  const chunk = `${(10_000).toString(16)}\r\n${'b'.repeat(10_000)}\r\n`;
  let sent = 0;
  const pour = (error?: Error | null) => {
    if (error || socket.destroyed || sent > 50_000_000) return;
    sent += chunk.length;
    socket.write(chunk, pour);
  };
  pour();
  expect(bodyOf(await closed)).toContain('ok');
  expect(sent).toBeLessThan(20_000_000);
});

test.each([
  ['announced as small', 'Content-Length: 10\r\n\r\n1'],
  ['announced as large', 'Content-Length: 10000000\r\n\r\n1'],
  ['of no announced size', 'Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n'],
])('a sender that falls silent in a body %s holds the connection no longer than allowed', async (_, rest) => {
  const { port } = await listen(() => new Response('ok'), { lingerTime: 50 });
  expect(bodyOf(await wire(port, POST + rest).closed)).toContain('ok');
});

test('a handler that gives up while it still waits for the body is answered, and the connection ends', async () => {
  const { port } = await listen(
    async (request) => {
      void request.body!.getReader().read();
      return new Response('too slow', { status: 408 });
    },
    { lingerTime: 50 },
  );
  expect(await wire(port, `${POST}Content-Length: 100\r\n\r\n`).closed).toMatch(
    /^HTTP\/1\.1 408 [^]*too slow/,
  );
});

test('a body that has arrived, and was read in part, leaves the connection to the next request', async () => {
  const { port } = await listen(async (request) => {
    await request.body?.getReader().read();
    return new Response('ok');
  });
  const { socket, received } = wire(
    port,
    `${POST}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n`,
  );
  await expect.poll(() => received().match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  socket.destroy();
});

test('a body that has arrived in full, too large to be buffered on, is no obstacle either', async () => {
  let answerNow!: () => void;
  const { server, port } = await listen(async (request) => {
    await request.body?.getReader().read();
    if (request.method === 'POST') await new Promise<void>((resolve) => (answerNow = resolve));
    return new Response(request.method);
  });
  let buffered = () => 0;
  server.on('request', (incoming) => {
    if (incoming.method === 'POST') buffered = () => (incoming.complete ? incoming.readableLength : 0);
  });
  const { socket, received } = wire(port, `${POST}Content-Length: 120001\r\n\r\na`);
  await expect.poll(() => typeof answerNow).toBe('function');
  socket.write('a'.repeat(60_000));
  await new Promise((resolve) => setImmediate(resolve));
  socket.write('a'.repeat(60_000));
  await expect.poll(buffered).toBe(120_000);
  answerNow();
  await expect.poll(received).toContain('POST');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(received).toContain('GET');
  socket.destroy();
});

test('a client that asked for its end gets the early answer too', async () => {
  const { port } = await listen(() => new Response('ok'), { lingerTime: 50 });
  const { ended, closed } = wire(port, `${POST}Connection: close\r\nContent-Length: 100\r\n\r\na`);
  expect(bodyOf(await ended)).toContain('ok');
  await closed;
});
