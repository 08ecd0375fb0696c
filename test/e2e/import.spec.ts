// Images by their address, through the queue of all others: a server of pictures, the site's gateway, the mock's fetch.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { expect, fileStatus, jpeg, storedCount, test } from '../harness/e2e.ts';
import { startServers } from '../harness/start-servers.ts';

/**
 * Pictures at addresses of their own, the one of `late.jpg` only at the second look, and a site whose tokens allow imports from there.
 * @param allowed Whether the token names that host, and whether the service goes to it, private as it is.
 */
async function ownServers(allowed: { token?: boolean; service?: boolean } = {}) {
  const { buffer } = await jpeg(320, 240);
  const fetched: string[] = [];
  const pictures = createServer(({ url = '' }, response) => {
    const isFirst = !fetched.includes(url);
    fetched.push(url);
    if (url === '/late.jpg' && isFirst) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'image/jpeg' }).end(buffer);
  });
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(pictures.address() as AddressInfo).port}`;
  const servers = await startServers({
    allowImportFrom: allowed.service === false ? [] : [host],
    policy: { maxFiles: 3, importHosts: allowed.token === false ? [] : [host] },
  });
  const mock = async <Answer>(path: string, init?: RequestInit) =>
    (await (await fetch(servers.mock.url + path, init)).json()) as Answer;
  return {
    ...servers,
    /** The paths that the service has asked for. */
    fetched,
    images: async () => (await mock<{ counts: { images: number } }>('/__mock')).counts.images,
    /** The keys of all tries. */
    keys: async () => {
      const { requests } = await mock<{ requests: Record<string, string | null>[] }>('/__mock/requests');
      return requests
        .filter(({ method, path }) => method === 'POST' && path === '/v1/images')
        .map((request) => request['idempotency_key']);
    },
    async faults(...faults: object[]) {
      await fetch(`${servers.mock.url}/__mock/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(faults),
      });
    },
    at: (path: string) => `http://${host}/${path}`,
    async close() {
      await servers.close();
      pictures.closeAllConnections();
      await new Promise((resolve) => pictures.close(resolve));
    },
  };
}

const uploader = (page: Page) => page.locator('imgpro-uploader');

const add = (page: Page, ...addresses: string[]) =>
  uploader(page).evaluate(async (uploader, list) => {
    await customElements.whenDefined('imgpro-uploader');
    for (const address of list) (uploader as unknown as ImgproUploader).addUrl(address);
  }, addresses);

test('addresses are imported through the queue, tried again when the service is busy, once each and no more than allowed', async ({
  page,
}) => {
  const servers = await ownServers();
  try {
    await servers.faults({ match: 'POST /v1/images', times: 1, status: 503 });
    await page.goto(servers.site.url);
    const token = page.waitForResponse((answer) => answer.url().endsWith('/imgpro/token'));
    await uploader(page).hover();
    await token;
    await add(page, servers.at('one.jpg'), servers.at('one.jpg'));
    await expect(uploader(page)).toContainText('one.jpg is on the list already');
    await expect.poll(() => storedCount(page)).toBe(1);
    await add(page, servers.at('two.jpg'), servers.at('three.jpg'), servers.at('four.jpg'));
    await expect(uploader(page)).toContainText('four.jpg: at most 3 images can be added');
    await expect.poll(() => storedCount(page)).toBe(3);
    expect(await servers.images()).toBe(3);
    expect(new Set(await servers.keys()).size, 'the second try has the key of the first').toBe(3);
    expect(await servers.keys()).toHaveLength(4);
  } finally {
    await servers.close();
  }
});

test('an address that brings nothing fails, says so, keeps no other from coming, and can be tried again', async ({
  page,
}) => {
  const servers = await ownServers();
  try {
    await page.goto(servers.site.url);
    await uploader(page).evaluate((element) => element.setAttribute('retries', '0'));
    await add(page, servers.at('late.jpg'), servers.at('one.jpg'));
    await expect.poll(() => fileStatus(page)).toBe('failed');
    await expect(uploader(page)).toContainText('The link could not be loaded.');
    await expect.poll(() => fileStatus(page, 1)).toBe('ready');
    expect(await servers.images()).toBe(1);
    await uploader(page).getByRole('button', { name: 'Try again: late.jpg' }).click();
    await expect.poll(() => fileStatus(page)).toBe('ready');
    expect(servers.fetched.filter((path) => path === '/late.jpg')).toHaveLength(2);
    expect(await servers.images()).toBe(2);
  } finally {
    await servers.close();
  }
});

test('a private address that the service refuses is neither fetched nor tried again, and the page is told why', async ({
  page,
}) => {
  const servers = await ownServers({ service: false });
  try {
    await page.goto(servers.site.url);
    await add(page, servers.at('one.jpg'));
    await expect.poll(() => fileStatus(page)).toBe('failed');
    await expect(uploader(page)).toContainText('The link could not be loaded. Check the address.');
    const why = await uploader(page).evaluate(
      (element) => (element as unknown as ImgproUploader).files[0]!.error!.fields,
    );
    expect(JSON.stringify(why), 'for the page').toContain('private addresses are refused');
    expect(servers.fetched).toEqual([]);
    expect(await servers.keys()).toHaveLength(1);
  } finally {
    await servers.close();
  }
});

test('where the token allows no imports, that is what is said', async ({ page }) => {
  const servers = await ownServers({ token: false });
  try {
    await page.goto(servers.site.url);
    await add(page, servers.at('one.jpg'));
    await expect.poll(() => fileStatus(page)).toBe('failed');
    await expect(uploader(page)).toContainText('cannot be added by their address');
    expect(await servers.keys(), 'nothing reaches the service').toEqual([]);
  } finally {
    await servers.close();
  }
});

test('an address is still there after a reload, and is imported once', async ({ page }) => {
  const servers = await ownServers();
  try {
    await servers.faults({ match: 'POST /v1/images', drop: 'after' });
    await page.goto(`${servers.site.url}/recover`);
    await add(page, servers.at('one.jpg'));
    await expect.poll(servers.images, 'its answer is lost').toBe(1);
    await page.reload();
    await expect.poll(() => fileStatus(page)).toBe('paused');
    await servers.faults();
    await uploader(page).getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => fileStatus(page)).toBe('ready');
    await expect(uploader(page)).toContainText('one.jpg');
    expect(await servers.images()).toBe(1);
    expect(new Set(await servers.keys()).size).toBe(1);
  } finally {
    await servers.close();
  }
});
