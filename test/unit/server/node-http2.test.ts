import { connect, createServer } from 'node:http2';
import type { ClientHttp2Session, Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeGracefully, toNodeListener } from '../../../src/server/node.ts';
import type { NodeHandler } from '../../../src/server/node.ts';

let handler: NodeHandler;
let server: Http2Server;
let client: ClientHttp2Session;

beforeEach(async () => {
  const listener = toNodeListener((request, connection) => handler(request, connection));
  server = createServer(listener as unknown as Parameters<typeof createServer>[0]);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  client.destroy();
  await closeGracefully(server as never, { grace: 0 });
});

function ask(headers: Record<string, string>, body: Uint8Array | null = null, end = true) {
  const stream = client.request({ ':path': '/', ...headers }, { endStream: body === null });
  const closed = new Promise<number | undefined>((resolve) =>
    stream.once('close', () => resolve(stream.rstCode)),
  );
  const answered = new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      let got: Record<string, unknown> = {};
      let text = '';
      stream.setEncoding('utf8');
      stream.on('response', (given) => (got = given));
      stream.on('data', (chunk: string) => (text += chunk));
      stream.on('error', reject);
      stream.on('end', () => resolve({ status: Number(got[':status']), headers: got, text }));
    },
  );
  if (body) {
    if (end) stream.end(body);
    else stream.write(body);
  }
  return Object.assign(answered, { closed });
}

test('a request and its answer pass, cookies too', async () => {
  handler = async (request) => {
    const headers = new Headers({ 'x-url': request.url });
    headers.append('set-cookie', 'a=1');
    headers.append('set-cookie', 'b=2');
    return new Response((await request.text()).toUpperCase(), { headers });
  };
  const answer = await ask(
    { ':method': 'POST', ':path': '/x?y=1', ':authority': 'site.example' },
    Buffer.from('hello'),
  );
  expect(answer).toMatchObject({
    status: 200,
    text: 'HELLO',
    headers: { 'x-url': 'http://site.example/x?y=1', 'set-cookie': ['a=1', 'b=2'] },
  });
});

test.each<[string, Record<string, string>, number]>([
  ['two slashes', { ':path': '//evil.example/' }, 400],
  ['a Host that says otherwise', { ':authority': 'a.example', host: 'b.example' }, 400],
  ['TRACE', { ':method': 'TRACE' }, 405],
  ['TRACK', { ':method': 'TRACK' }, 405],
])('%s is refused', async (_, headers, status) => {
  handler = () => new Response('never');
  expect((await ask(headers)).status).toBe(status);
});

test('an early answer arrives, stops the sender, and leaves the connection', async () => {
  handler = async (request) => {
    await request.body?.getReader().read();
    return new Response('early', { status: 413 });
  };
  const early = ask({ ':method': 'POST' }, new Uint8Array(50_000), false);
  expect(await early).toMatchObject({ status: 413, text: 'early' });
  expect(await early.closed).toBe(0);
  handler = (_request, { address }) => new Response(address);
  expect((await ask({})).text).toBe('127.0.0.1');
});

test('the signal aborts when the stream is given up, and not when it is answered', async () => {
  let signal!: AbortSignal;
  handler = (request) => {
    ({ signal } = request);
    return new Response('ok');
  };
  await ask({});
  await ask({});
  expect(signal.aborted).toBe(false);
  handler = (request) => {
    ({ signal } = request);
    return new Promise<Response>(() => {});
  };
  const stream = client.request({ ':path': '/' });
  const before = signal;
  await expect.poll(() => signal).not.toBe(before);
  stream.close();
  await expect.poll(() => signal.aborted).toBe(true);
});
