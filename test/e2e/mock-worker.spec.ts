// The mock in a service worker, as the stories run on it: held to the same contract as the one in Node.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { verify } from '../../demo/mock/verify/verify.ts';

let worker: string;
let site: Server;
let page: Page;
let url: string;

test.beforeAll(async ({ browser }) => {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, '../../demo/mock/browser/worker.ts')],
    conditions: ['imgpro-source'],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  worker = outputFiles[0]?.text ?? '';
  site = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if (path === '/worker.js') response.setHeader('Content-Type', 'text/javascript').end(worker);
    else if (!path.startsWith('/mock'))
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Site</title>');
    else {
      // Callers outside the page reach its worker through the page.
      const { status, headers, body } = await through(request);
      response.writeHead(status, headers).end(Buffer.from(body, 'base64'));
    }
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  page = await browser.newPage();
  await page.goto(url);
  await page.evaluate(async () => {
    const claimed = new Promise((done) =>
      navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }),
    );
    await navigator.serviceWorker.register('/worker.js', { type: 'module' });
    await claimed;
  });
});

test.afterAll(async () => {
  await page.close();
  site.closeAllConnections();
  site.close();
});

async function through(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { authorization, 'content-type': type, 'idempotency-key': key, 'x-img-user': user } = request.headers;
  return page.evaluate(
    async ({ path, method, headers, body }) => {
      const bytes = body === null ? null : Uint8Array.from(atob(body), (char) => char.charCodeAt(0));
      const response = await fetch(path, {
        method,
        headers: headers as Record<string, string>,
        body: bytes,
        redirect: 'manual',
      });
      let text = '';
      for (const byte of new Uint8Array(await response.arrayBuffer())) text += String.fromCharCode(byte);
      return { status: response.status, headers: Object.fromEntries(response.headers), body: btoa(text) };
    },
    {
      path: request.url ?? '/',
      method: request.method ?? 'GET',
      headers: {
        ...(authorization && { Authorization: authorization }),
        ...(type && { 'Content-Type': type }),
        ...(key && { 'Idempotency-Key': String(key) }),
        ...(user && { 'X-Img-User': String(user) }),
      },
      body: ['GET', 'HEAD'].includes(request.method ?? '') ? null : Buffer.concat(chunks).toString('base64'),
    },
  );
}

test('keeps the contract; of the pictures it only lacks what a canvas can’t do', async () => {
  const results = await verify(`${url}/mock`, {
    key: 'img_live_demo',
    read: 'img_live_demo_read',
    write: 'img_live_demo_write',
    full: 'img_live_full',
    other: 'img_live_other',
    app: 'img_sk_demo',
  });
  expect(results.filter(({ outcome }) => outcome !== 'passed').map(({ name }) => name)).toEqual([
    'an animation stays one',
  ]);
});

test('shows its seeded images, drawn at the size that is asked for', async () => {
  const [shown, declared] = await page.evaluate(async () => {
    const list = await fetch('/mock/v1/images?limit=1', {
      headers: { Authorization: 'Bearer img_live_demo' },
    });
    const { small } = (await list.json()).data[0].sizes;
    const image = new Image();
    image.src = small.url;
    await image.decode();
    return [
      [image.naturalWidth, image.naturalHeight],
      [small.width, small.height],
    ];
  });
  expect(shown).toEqual(declared);
});

test('delivers no place unless it is asked to keep everything', async () => {
  // A 1x1 JPEG with an EXIF block that only says where.
  const where = await page.evaluate(async () => {
    const pen = new OffscreenCanvas(8, 6);
    pen.getContext('2d')?.fillRect(0, 0, 4, 3);
    const plain = new Uint8Array(await (await pen.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
    const exif = new TextEncoder().encode('Exif\0\0GPSLatitude 51.5');
    const segment = [0xff, 0xe1, 0, exif.length + 2, ...exif];
    const file = new File([plain.slice(0, 2), new Uint8Array(segment), plain.slice(2)], 'place.jpg');
    const form = new FormData();
    form.append('file', file);
    const answer = await fetch('/mock/v1/images', {
      method: 'POST',
      body: form,
      headers: { Authorization: 'Bearer img_live_demo' },
    });
    const { url } = await answer.json();
    const read = async (query: string) => (await (await fetch(url + query)).text()).includes('GPSLatitude');
    return [await read(''), await read('?metadata=copyright'), await read('?metadata=keep')];
  });
  expect(where).toEqual([false, false, true]);
});
