import { expect, test } from 'vitest';
import type { NodeHandler } from '../../../src/server/node.ts';
import { listen, wire } from './node-harness.ts';

function handlerWith(requestTimeout?: number): NodeHandler {
  return Object.assign(async (request: Request) => new Response(await request.text()), { requestTimeout });
}

test.each([
  ['is lifted to what the handler needs', 300_000, 900_000, 900_000],
  ['stays where it allows more', 900_000, 300_000, 900_000],
  ['stays off where it is off', 0, 900_000, 0],
  ['stays where the handler has no wish', 300_000, undefined, 300_000],
])("the server's time for a request %s", async (_, before, wanted, after) => {
  const { server, url } = await listen(handlerWith(wanted), { server: { requestTimeout: before } });
  await (await fetch(url)).text();
  expect(server.requestTimeout).toBe(after);
});

const impatient = { requestTimeout: 200, headersTimeout: 100, connectionsCheckingInterval: 20 };

test('an upload slower than the server would allow arrives', async () => {
  const { port } = await listen(handlerWith(60_000), { server: impatient });
  const { socket, received } = wire(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na');
  // Another connection is cut by the server's own clock, so that ours has outlived it.
  const { closed } = wire(port, 'GET / HTTP/1.1\r\nHost');
  expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
  const other = wire(port, 'GET / HTTP/1.1\r\nHos');
  expect(await other.closed).toMatch(/^HTTP\/1\.1 408 /);
  socket.write('b');
  await expect.poll(received).toMatch(/^HTTP\/1\.1 200 [^]*ab/);
  socket.destroy();
});

test('without a wish it is cut', async () => {
  const { port } = await listen(handlerWith(), { server: impatient });
  const { closed } = wire(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na');
  expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
});
