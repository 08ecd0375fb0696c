// Images by their address, through the queue of all others: a server of pictures, the site's gateway, the mock's fetch.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { expect, jpeg, storedCount, test } from '../harness/e2e.ts';
import { startServers } from '../harness/start-servers.ts';

/** Pictures at addresses of their own, and a site whose tokens allow imports from there. */
async function ownServers() {
  const { buffer } = await jpeg(320, 240);
  const pictures = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(buffer);
  });
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(pictures.address() as AddressInfo).port}`;
  const servers = await startServers({
    allowImportFrom: [host],
    policy: { maxFiles: 3, importHosts: [host] },
  });
  return {
    ...servers,
    at: (path: string) => `http://${host}/${path}`,
    async close() {
      await servers.close();
      pictures.closeAllConnections();
      await new Promise((resolve) => pictures.close(resolve));
    },
  };
}

const add = (page: Page, ...addresses: string[]) =>
  page.locator('imgpro-uploader').evaluate((uploader, list) => {
    for (const address of list) (uploader as unknown as ImgproUploader).addUrl(address);
  }, addresses);

test('addresses are imported through the queue, tried again when the service is busy, once each and no more than allowed', async ({
  page,
}) => {
  const servers = await ownServers();
  try {
    await fetch(`${servers.mock.url}/__mock/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ match: 'POST /v1/images', times: 1, status: 503 }]),
    });
    await page.goto(servers.site.url);
    const token = page.waitForResponse((answer) => answer.url().endsWith('/imgpro/token'));
    await page.locator('imgpro-uploader').hover();
    await token;
    await add(page, servers.at('one.jpg'), servers.at('one.jpg'));
    await expect(page.locator('imgpro-uploader')).toContainText('one.jpg is on the list already');
    await expect.poll(() => storedCount(page)).toBe(1);
    await add(page, servers.at('two.jpg'), servers.at('three.jpg'), servers.at('four.jpg'));
    await expect(page.locator('imgpro-uploader')).toContainText('at most 3 images');
    await expect.poll(() => storedCount(page)).toBe(3);
    const { counts } = (await (await fetch(`${servers.mock.url}/__mock`)).json()) as {
      counts: { images: number };
    };
    expect(counts.images).toBe(3);
  } finally {
    await servers.close();
  }
});
