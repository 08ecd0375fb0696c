// An element in markup that others wrote: the visitor's token goes nowhere else. No policy of the page helps here.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { configure } from '../../src/index.ts';
import { choose, expect, jpeg, storedCount, test as base } from '../harness/e2e.ts';

type Origin = { url: string; requests: { line: string; token: string | undefined }[] };
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Origins that let every page send them everything, and write down what came. */
const test = base.extend<{ origin: (answer: Answer) => Promise<Origin> }>({
  origin: async ({}, use) => {
    const servers: ReturnType<typeof createServer>[] = [];
    await use(async (answer) => {
      const requests: Origin['requests'] = [];
      const server = createServer((request, response) => {
        response.setHeader('access-control-allow-origin', '*');
        response.setHeader('access-control-allow-headers', '*, authorization');
        response.setHeader('access-control-allow-methods', '*');
        if (request.method === 'OPTIONS') return void response.end();
        requests.push({ line: `${request.method} ${request.url}`, token: request.headers.authorization });
        answer(request, response);
      });
      servers.push(server);
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
    });
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  },
});

const emptyList: Answer = (_, response) => {
  response.setHeader('content-type', 'application/json');
  const pagination = { has_more: false, next_cursor: null, next_url: null };
  response.end(JSON.stringify({ object: 'list', data: [], pagination }));
};

test.use({ bypassCSP: true });

/** The site's page of a visitor who has an image there. */
async function open(page: Page): Promise<void> {
  await page.goto('/');
  await choose(page, [await jpeg(800, 600)]);
  await expect.poll(() => storedCount(page)).toBe(1);
}

/** Markup comes into the page, as a comment does. */
const inject = (page: Page, markup: string): Promise<void> =>
  page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), markup);

test('a gallery cannot take the visitor’s token to another origin, and shows the site’s own images', async ({
  page,
  origin,
  faults,
}) => {
  const evil = await origin(emptyList);
  await open(page);
  await inject(page, `<imgpro-gallery class="comment" api-url="${evil.url}/v1"></imgpro-gallery>`);
  await expect(page.locator('.comment [part~=tile]')).toHaveCount(1);
  expect(evil.requests).toEqual([]);
  expect(faults.splice(0)).toEqual([expect.stringContaining(`api-url="${evil.url}/v1" is not used`)]);
});

test('an origin that the page names gets the token, and does not pass it on by a redirect', async ({
  page,
  origin,
}) => {
  const evil = await origin(emptyList);
  const gate = await origin((request, response) => {
    response.writeHead(302, { location: evil.url + request.url }).end();
  });
  await open(page);
  await page.evaluate(async (apiUrl) => {
    const script = '/dist/imgpro.js';
    ((await import(script)) as { configure: typeof configure }).configure({ apiUrl });
  }, gate.url);
  await inject(page, `<imgpro-gallery api-url="${gate.url}/v1"></imgpro-gallery>`);
  await expect.poll(() => evil.requests).toEqual([{ line: 'GET /v1/images?limit=50', token: undefined }]);
  expect(gate.requests).toEqual([
    { line: 'GET /v1/images?limit=50', token: expect.stringMatching(/^Bearer eyJ/) },
  ]);
});
