import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { afterEach, expect, test } from 'vitest';
import { toNodeListener } from '../../../src/server/node.ts';
import type { ImgproHandler } from '../../../src/server/index.ts';
import { mint, mount, picture } from './harness.ts';

const open: Server[] = [];

async function listening(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  await Promise.all(
    open.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

test.each<[string, (handler: ImgproHandler) => Server]>([
  ['toNodeListener', (handler) => createServer(toNodeListener(handler))],
  ['@hono/node-server', (handler) => createAdaptorServer({ fetch: handler }) as Server],
])('a browser that leaves in the middle takes its upload from the service, with %s', async (_, serve) => {
  let begun!: () => void;
  const beginning = new Promise<void>((resolve) => (begun = resolve));
  let cut!: (complete: boolean) => void;
  const ending = new Promise<boolean>((resolve) => (cut = resolve));
  const service = await listening(
    createServer((request) => {
      request.once('data', begun);
      request.on('error', () => {});
      request.on('close', () => cut(request.complete));
      request.resume();
    }),
  );
  const handler = mount({ apiUrl: `http://127.0.0.1:${service}/v1` });
  const { token } = await mint(handler);
  const browser = connect(await listening(serve(handler)), '127.0.0.1');
  browser.write(
    [
      'POST /imgpro/v1/images HTTP/1.1',
      'Host: site.example',
      `Authorization: Bearer ${token}`,
      'Content-Type: multipart/form-data; boundary=b',
      'Content-Length: 9000000',
      '',
      '--b',
      'Content-Disposition: form-data; name="file"; filename="a.png"',
      '',
      '',
    ].join('\r\n'),
  );
  browser.write(picture('png', 500_000));
  await beginning;
  browser.destroy();
  expect(await ending).toBe(false);
});
