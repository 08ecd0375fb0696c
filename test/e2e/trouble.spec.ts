// Failures of everyday life: each gets a sentence a person understands and a way on; nothing hangs, nothing is lost.
import { choose, expect, hugeJpeg, jpeg, test, fileStatus } from '../harness/e2e.ts';
import { startServers } from '../harness/start-servers.ts';

test('a text file named photo.jpg is refused before it is sent, in words', async ({ page }) => {
  const uploads: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/images') && request.method() === 'POST') uploads.push(request.url());
  });
  await page.goto('/');
  await page.evaluate(() => {
    document.addEventListener('imgpro-file-rejected', (event) =>
      Object.assign(window, { rejected: (event as CustomEvent).detail.code }),
    );
  });
  await choose(page, [
    { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Dear diary, this is no photo.') },
  ]);
  await expect(page.locator('imgpro-uploader')).toContainText(/photo\.jpg/);
  await expect(page.locator('imgpro-uploader')).toContainText(/not an image|isn.t an image|no image/i);
  expect(await page.evaluate(() => (window as unknown as { rejected: string }).rejected)).toBe(
    'unsupported-type',
  );
  expect(uploads).toEqual([]);
});

test('a 30 MB anonymous file is refused at once, in words that name the limit', async ({ page }, {
  outputDir,
}) => {
  await page.goto('/anonymous');
  await choose(page, await hugeJpeg(outputDir));
  await expect(page.locator('imgpro-uploader')).toContainText(/huge\.jpg/);
  await expect(page.locator('imgpro-uploader')).toContainText(/20 MB/);
});

test('a 30 MB anonymous file that only the service refuses stays in the list, with its reason', async ({
  page,
}, { outputDir }) => {
  await page.goto('/anonymous');
  await page.locator('imgpro-uploader').evaluate((e) => e.setAttribute('max-file-size', '50MB'));
  await choose(page, await hugeJpeg(outputDir));
  const uploader = page.locator('imgpro-uploader');
  await expect.poll(() => fileStatus(page), { timeout: 20_000 }).toBe('failed');
  await expect(uploader).toContainText(/too large|too big|20 MB/i);
});

test('with the API stopped nothing is lost: a sentence, the file in the list, and retry works once it is back', async ({
  page,
}) => {
  const servers = await startServers();
  try {
    await page.goto(servers.site.url);
    const uploader = page.locator('imgpro-uploader');
    await uploader.evaluate((e) => e.setAttribute('retries', '1'));
    const { port } = servers.mock;
    await servers.mock.close();

    await choose(page, [await jpeg(800, 600, 'patience.jpg')]);
    await expect.poll(() => fileStatus(page), { timeout: 40_000 }).toBe('failed');
    await expect(uploader).toContainText('patience.jpg');
    await expect(uploader).toContainText(/could not be reached|can.t be reached|not reachable|try again/i);

    await servers.restartMock(port);
    await uploader
      .getByRole('button', { name: /try again|retry/i })
      .first()
      .click();
    await expect.poll(() => fileStatus(page)).toBe('ready');
    await expect(page.locator('imgpro-gallery [part~=tile] img')).toHaveCount(1);
  } finally {
    await servers.close();
  }
});

test('an answer that is lost after the work was done stores one image, not two', async ({ page }) => {
  const servers = await startServers();
  try {
    await fetch(`${servers.mock.url}/__mock/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ match: 'POST /v1/images', times: 1, drop: 'after' }]),
    });
    await page.goto(servers.site.url);
    await choose(page, [await jpeg(800, 600, 'once.jpg')]);
    await expect.poll(() => fileStatus(page), { timeout: 30_000 }).toBe('ready');
    const { counts } = (await (await fetch(`${servers.mock.url}/__mock`)).json()) as {
      counts: { images: number };
    };
    expect(counts.images).toBe(1);
  } finally {
    await servers.close();
  }
});
