import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { MemoryBlobs } from '../../demo/mock/blobs/memory.ts';
import { NodeRemote } from '../../demo/mock/remote/node.ts';
import { picture, startMock, type Api } from './harness.ts';

let api: Api;
let site: Server;
let strange: Server;
let answerWith: RequestListener;
let photo: Buffer;
const port = (server: Server) => (server.address() as AddressInfo).port;
const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

beforeAll(async () => {
  photo = Buffer.from(await (await picture(30, 20, 'jpeg')).arrayBuffer());
  site = createServer((request, response) => answerWith(request, response));
  strange = createServer((_request, response) => response.end(photo));
  await Promise.all([listen(site), listen(strange)]);
  api = await startMock({
    anonymousLimit: 'off',
    allowImportFrom: [`127.0.0.1:${port(site)}`, `localhost:${port(site)}`],
  });
});
afterAll(async () => {
  site.closeAllConnections();
  site.close();
  strange.close();
  await api.close();
});
beforeEach(() => {
  answerWith = (_request, response) => response.end(photo);
});
afterEach(() => api.control.reset());

const url = (path: string, host = '127.0.0.1') => `http://${host}:${port(site)}${path}`;
const bring = (address: string, fields: Record<string, unknown> = {}) =>
  api.post('/v1/images', { json: { url: address, ...fields } });

test('takes the name from the asked address, and remembers where it came from', async () => {
  const address = url('/folder/my%20photo.jpg?size=large');
  const { status, body } = await bring(address, { caption: 'Away', stars: 5, source_url: 'forged' });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    filename: 'my photo.jpg',
    format: 'jpg',
    width: 30,
    caption: 'Away',
    metadata: { stars: '5', source_url: address },
  });
});

test('follows redirects, and looks at every one of them', async () => {
  answerWith = (request, response) => {
    if (request.url === '/far') response.end(photo);
    else
      response
        .writeHead(302, {
          Location: request.url === '/inside' ? `http://127.0.0.1:${port(strange)}/` : '/far',
        })
        .end();
  };
  expect((await bring(url('/near'))).status).toBe(201);
  const refused = await bring(url('/inside'));
  expect([refused.status, Object.keys(refused.body.error.details)]).toEqual([422, ['url']]);
  answerWith = (_request, response) => response.writeHead(302, { Location: 'file:///etc/passwd' }).end();
  expect((await bring(url('/file'))).status).toBe(422);
  answerWith = (_request, response) => response.writeHead(302, { Location: '/again' }).end();
  expect((await bring(url('/loop'))).body.error.code).toBe('fetch_failed');
});

test.each([
  'http://127.0.0.1/a.jpg', 'http://localhost/a.jpg', 'http://10.0.0.1/a.jpg', 'http://169.254.169.254/latest/meta-data', 'http://[::1]/a.jpg',
  'http://[::ffff:10.0.0.1]/a.jpg', 'http://[::127.0.0.1]/a.jpg', 'http://localhost../a.jpg', 'http://metadata.google.internal/a.jpg', 'http://0.0.0.0/a.jpg', 'http://0x7f000001/a.jpg', 'http://192.168.1.1/a.jpg',
])('refuses %s', async (address) => {
  const { status, body } = await bring(address);
  expect([status, body.error.details.url[0]]).toEqual([422, expect.stringContaining('private')]);
}); // prettier-ignore

test.each([
  'ftp://example.com/a.jpg',
  'nonsense',
  '//example.com/a.jpg',
  'http://user:pass@example.com/a.jpg',
  `http://example.com/${'a'.repeat(2100)}`,
  '',
  null,
  5,
  ['x'],
])('is no address: %j', async (address) => {
  const { status, body } = await api.post('/v1/images', { json: { url: address } });
  expect([status, Object.keys(body.error.details)]).toEqual([422, ['url']]);
});

test('another side that fails is 502, one that is slow 504, one that sends text 422', async () => {
  answerWith = (_request, response) => response.writeHead(404).end();
  const missing = await bring(url('/a.jpg'));
  expect([missing.status, missing.body.error.type, missing.body.error.code]).toEqual([
    502,
    'processing_error',
    'fetch_failed',
  ]);
  answerWith = (request) => request.socket.destroy();
  expect((await bring(url('/a.jpg'))).status).toBe(502);
  answerWith = (_request, response) => response.end('hello');
  const text = await bring(url('/a.jpg'));
  expect([text.status, Object.keys(text.body.error.details)]).toEqual([422, ['url']]);
});

test('stops reading at the size limit', async () => {
  let sent = 0;
  answerWith = (_request, response) => {
    const chunk = Buffer.alloc(1_000_000);
    const more = (): void => {
      while (!response.destroyed && sent < 400_000_000) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', more);
      }
    };
    more();
  };
  const { status, body } = await api.post('/v1/images', { key: null, json: { url: url('/endless.jpg') } });
  expect([status, body.error.details.url[0]]).toEqual([422, expect.stringContaining('20 MB')]);
  expect(sent).toBeLessThan(60_000_000);
});

test('an import is repeated by its key without another fetch', async () => {
  let fetched = 0;
  answerWith = (_request, response) => {
    fetched++;
    response.end(photo);
  };
  const send = () =>
    api.post('/v1/images', { json: { url: url('/a.jpg') }, headers: { 'Idempotency-Key': 'k' } });
  const first = await send();
  expect((await send()).text).toBe(first.text);
  expect(fetched).toBe(1);
});

test('gives up after its time, while headers or bytes are still awaited', async () => {
  const remote = new NodeRemote(new MemoryBlobs(), [`127.0.0.1:${port(site)}`]);
  const limits = { fileBytes: 1_000_000, milliseconds: 150 };
  answerWith = () => {};
  await expect(remote.fetch(new URL(url('/silent.jpg')), limits)).rejects.toMatchObject({ kind: 'slow' });
  answerWith = (_request, response) => response.write(photo.subarray(0, 10));
  await expect(remote.fetch(new URL(url('/stalled.jpg')), limits)).rejects.toMatchObject({ kind: 'slow' });
});
