// Away and Back: browsers keep a page as it was (the back/forward cache), unless something on it forbids that.
import type { Page } from '@playwright/test';
import { ImgproClient } from '../../src/api/index.ts';
import type { ImgproGallery, ImgproUploader } from '../../src/index.ts';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';
import { choose, expect, fileStatus, jpeg, storedCount, test as base, transfer } from '../harness/e2e.ts';
import { serveFront, type Front } from '../harness/front.ts';
import { keptFiles } from '../harness/kept-files.ts';
import { imageCount, setFaults } from '../harness/mock-control.ts';
import { startServers } from '../harness/start-servers.ts';

type Servers = Awaited<ReturnType<typeof startServers>>;

/** Each test has a service of its own: it counts its images, and stops it. */
const test = base.extend<{ world: { servers: Servers; front: Front } }>({
  world: async ({}, use) => {
    const servers = await startServers();
    const front = await serveFront(servers.site, servers.mock);
    await use({ servers, front });
    await front.close();
    await servers.close();
  },
  baseURL: async ({ world }, use) => use(world.front.url),
  page: async ({ page }, use) => {
    await page.addInitScript(() => {
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
    });
    await use(page);
  },
});

test.use({
  launchOptions: {
    executablePath: browserPath('chromium'),
    args: [...chromiumFlags, '--enable-features=BackForwardCache'],
    // Playwright turns it off.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  },
});

/** Goes to another page of the site, does something there, and comes Back. */
async function awayAndBack(page: Page, meanwhile?: () => Promise<unknown>): Promise<void> {
  await page.goto('/login');
  await meanwhile?.();
  await page.goBack({ waitUntil: 'commit' });
}

/** Checks that the page was kept, with the browser's reasons where it was not. */
async function expectKept(page: Page): Promise<void> {
  const shown = () =>
    page.evaluate(() => {
      const [entry] = performance.getEntriesByType('navigation');
      const { persisted } = window as unknown as { persisted: boolean };
      return { persisted, reasons: (entry as unknown as { notRestoredReasons: unknown }).notRestoredReasons };
    });
  await expect.poll(shown).toEqual({ persisted: true, reasons: null });
}

const drawn = (page: Page, selector: string): Promise<number> =>
  page
    .locator(selector)
    .evaluateAll((all) => all.filter((img) => (img as HTMLImageElement).naturalWidth > 0).length);

for (const path of ['/', '/recover', '/anonymous', '/form', '/script-tag', '/gallery', '/image', '/rtl'])
  test(`${path}, visited and left, is kept`, async ({ page }) => {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    await awayAndBack(page);
    await expectKept(page);
  });

for (const path of ['/', '/recover', '/anonymous'])
  test(`${path}, with a photo uploaded, is kept; it goes on with the next one`, async ({ page, world }) => {
    await page.goto(path);
    await choose(page, [await jpeg(640, 480, 'before.jpg')]);
    await expect.poll(() => fileStatus(page)).toBe('ready');
    await awayAndBack(page);
    await expectKept(page);
    await transfer(page, 'drop', [await jpeg(640, 480, 'after.jpg')]);
    await expect.poll(() => fileStatus(page, 1)).toBe('ready');
    await expect.poll(() => drawn(page, 'imgpro-gallery [part~=tile] img')).toBe(2);
    expect(await imageCount(world.servers.mock)).toBe(2);
  });

test('photos that wait for upload(), unguarded, are kept with the page and go out then', async ({
  page,
  world,
}) => {
  await page.goto('/');
  const uploader = page.locator('imgpro-uploader');
  await uploader.evaluate((element: ImgproUploader) =>
    Object.assign(element, { manual: true, unguarded: true }),
  );
  await choose(page, [await jpeg(640, 480, 'a.jpg'), await jpeg(640, 480, 'b.jpg')]);
  await expect.poll(() => fileStatus(page, 1)).toBe('queued');
  await awayAndBack(page);
  await expectKept(page);
  await uploader.evaluate((element: ImgproUploader) => element.upload());
  await expect.poll(() => storedCount(page)).toBe(2);
  expect(await imageCount(world.servers.mock)).toBe(2);
});

for (const path of ['/', '/recover'])
  test(`${path}: paused uploads are kept with the page, and are stored once when they are resumed`, async ({
    page,
    world,
  }) => {
    await page.goto(path);
    const uploader = page.locator('imgpro-uploader');
    await uploader.evaluate((element: ImgproUploader) => Object.assign(element, { unguarded: true }));
    await setFaults(world.servers.mock, { match: 'POST /v1/images', delay_ms: 4_000 });
    await choose(page, [await jpeg(640, 480, 'a.jpg'), await jpeg(640, 480, 'b.jpg')]);
    await expect.poll(() => fileStatus(page, 1)).toBe('uploading');
    await uploader.evaluate((element: ImgproUploader) => element.pause());
    await awayAndBack(page, () => setFaults(world.servers.mock));
    await expectKept(page);
    expect(await fileStatus(page, 0)).toBe('paused');
    await uploader.evaluate((element: ImgproUploader) => element.resume());
    await expect.poll(() => storedCount(page), { timeout: 20_000 }).toBe(2);
    expect(await imageCount(world.servers.mock)).toBe(2);
  });

for (const path of ['/', '/recover'])
  test(`${path}: left while photos are being sent, nothing is lost or stored twice`, async ({
    page,
    world,
  }) => {
    await page.goto(path);
    const uploader = page.locator('imgpro-uploader');
    await uploader.evaluate((element: ImgproUploader) => Object.assign(element, { unguarded: true }));
    await setFaults(world.servers.mock, { match: 'POST /v1/images', delay_ms: 8_000 });
    await choose(page, [await jpeg(640, 480, 'a.jpg'), await jpeg(640, 480, 'b.jpg')]);
    await expect.poll(() => fileStatus(page, 1)).toBe('uploading');
    await page.evaluate(() => Object.assign(window, { isSame: true }));
    await awayAndBack(page, () => setFaults(world.servers.mock));
    if (!(await page.evaluate(() => 'isSame' in window))) {
      // Then it is a page that was loaded again: with `recover` they are there, without it they are gone.
      test.skip(path === '/', 'the browser did not keep a page with requests under way');
      await uploader.getByRole('button', { name: 'Continue' }).click();
    }
    await expect.poll(() => storedCount(page), { timeout: 30_000 }).toBe(2);
    expect(await imageCount(world.servers.mock)).toBe(2);
  });

test('a recovered queue that another tab has taken meanwhile is not sent twice', async ({
  context,
  page,
  world,
}) => {
  await page.goto('/recover');
  await setFaults(world.servers.mock, { match: 'POST /v1/images', status: 503, retry_after: 100 });
  await choose(page, [await jpeg(640, 480, 'a.jpg')]);
  // One that has not begun is not paused, but stays in the queue.
  await expect.poll(() => fileStatus(page)).toBe('uploading');
  await page.locator('imgpro-uploader').evaluate((element: ImgproUploader) => element.pause());
  await expect.poll(() => fileStatus(page)).toBe('paused');
  // A page that still writes holds its lock, and the other tab would take the page out of the cache.
  await expect.poll(async () => (await keptFiles(page)).map(({ status }) => status)).toEqual(['paused']);
  await awayAndBack(page, async () => {
    await setFaults(world.servers.mock);
    const other = await context.newPage();
    await other.goto('/recover');
    await other.locator('imgpro-uploader').getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => fileStatus(other)).toBe('ready');
    await other.close();
  });
  await expectKept(page);
  await expect.poll(() => fileStatus(page)).not.toBe('paused');
  expect(await imageCount(world.servers.mock)).toBe(1);
});

test('an open viewer comes back open, and closes', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await jpeg(1200, 900)]);
  await expect.poll(() => drawn(page, 'imgpro-gallery [part~=tile] img')).toBe(1);
  await page.locator('imgpro-gallery [part~=tile] a').click();
  const viewer = page.locator('dialog.imgpro-lightbox');
  await expect(viewer).toHaveAttribute('data-state', 'open');
  await awayAndBack(page);
  await expectKept(page);
  await expect(viewer).toBeVisible();
  expect(new URL(page.url()).hash).toMatch(/^#imgpro=/);
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect.poll(() => new URL(page.url()).hash).toBe('');
});

test('an image that was processed meanwhile is shown, in the page and in the gallery', async ({
  page,
  world,
}) => {
  const { mock } = world.servers;
  const client = new ImgproClient({ apiKey: 'img_live_demo', baseUrl: `${mock.url}/v1` });
  const { buffer, mimeType } = await jpeg(640, 480);
  const file = new File([new Uint8Array(buffer)], 'lake.jpg', { type: mimeType });
  const { id } = await client.images.upload(file, { public: true });
  const set = (state: string) =>
    fetch(`${mock.url}/__mock/images/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ state }),
    });
  await set('processing');
  world.front.add(
    '/own',
    `<!doctype html><html lang="en"><title>Own</title>
    <script type="module" src="/dist/imgpro.js" data-api-url="${mock.url}/v1"></script>
    <body><imgpro-image image-id="${id}" alt="A lake"></imgpro-image><imgpro-gallery ids="${id}"></imgpro-gallery></body></html>`,
  );
  await page.goto('/own');
  await expect(page.locator('imgpro-image')).toContainText(/being prepared|processed|processing/i);
  await awayAndBack(page, () => set('ready'));
  await expectKept(page);
  await expect.poll(() => drawn(page, 'imgpro-image img'), { timeout: 20_000 }).toBe(1);
  await expect.poll(() => drawn(page, 'imgpro-gallery [part~=tile] img'), { timeout: 20_000 }).toBe(1);
});

test('a gallery that was loading goes on, and loads more', async ({ page, world }) => {
  const { mock } = world.servers;
  const client = new ImgproClient({ apiKey: 'img_live_demo', baseUrl: `${mock.url}/v1` });
  const ids: string[] = [];
  for (let at = 0; at < 3; at++) {
    const { buffer, mimeType } = await jpeg(320, 240);
    const file = new File([new Uint8Array(buffer)], `${at}.jpg`, { type: mimeType });
    ids.push((await client.images.upload(file, { public: true })).id);
  }
  world.front.add(
    '/own',
    `<!doctype html><html lang="en"><title>Own</title>
    <script type="module" src="/dist/imgpro.js" data-api-url="${mock.url}/v1"></script>
    <body><imgpro-gallery ids="${ids.join(' ')}"></imgpro-gallery></body></html>`,
  );
  await setFaults(world.servers.mock, { match: 'GET /v1/images/:id', delay_ms: 8_000 });
  const asked = page.waitForRequest(/\/v1\/images\//);
  await page.goto('/own');
  await asked;
  await awayAndBack(page, () => setFaults(world.servers.mock));
  await expect.poll(() => drawn(page, 'imgpro-gallery [part~=tile] img'), { timeout: 20_000 }).toBe(3);
  await page.locator('imgpro-gallery').evaluate((element: ImgproGallery) => element.reload());
  await expect.poll(() => drawn(page, 'imgpro-gallery [part~=tile] img')).toBe(3);
});
