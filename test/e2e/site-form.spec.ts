// One form for everybody: its photos come as files where no script runs, and as ids where one does.
import type { Page } from '@playwright/test';
import { choose, expect, fileStatus, jpeg, storedCount, test } from '../harness/e2e.ts';
import { startServers } from '../harness/start-servers.ts';

const nativeInput = (page: Page) => page.locator('input[type=file][name=photo]');

/** Whether the uploader stands in for the input: it has left its form, with nothing in it. */
const isTaken = (page: Page) =>
  nativeInput(page).evaluate((input: HTMLInputElement) => input.form === null && input.files!.length === 0);

/** The pictures of the page that a post leads to, once they are there. */
async function expectPictures(page: Page, count: number): Promise<void> {
  await expect(page).toHaveURL(/\/form\/[0-9a-f-]{36}$/);
  const pictures = page.locator('main imgpro-image img');
  await expect(pictures).toHaveCount(count);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth))
      .toBeGreaterThan(0);
  }
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('two photos are stored with the form, and shown', async ({ page }) => {
    await page.goto('/form');
    await page.getByLabel('Title').fill('A bicycle');
    await page
      .getByLabel('Photos of the item')
      .setInputFiles([await jpeg(1200, 800, 'front.jpg'), await jpeg(800, 1200, 'back.jpg')]);
    await page.getByRole('button', { name: 'Publish' }).click();
    await expect(page.getByRole('heading', { name: 'A bicycle' })).toBeVisible();
    await expectPictures(page, 2);
    // Loading the page again sends nothing again.
    await page.reload();
    await expectPictures(page, 2);
  });

  test('what is too large or no picture is explained by name', async ({ page }) => {
    const servers = await startServers({ policy: { maxBytes: 50_000, types: ['image/*'] } });
    try {
      await page.goto(`${servers.site.url}/form`);
      await page.getByLabel('Title').fill('A bicycle');
      const small = await jpeg(200, 150, 'small.jpg');
      await nativeInput(page).setInputFiles([
        { ...small, name: 'large.jpg', buffer: Buffer.concat([small.buffer, Buffer.alloc(60_000)]) },
        { name: 'letter.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Dear Anna, only words.') },
        small,
      ]);
      await page.getByRole('button', { name: 'Publish' }).click();
      await expectPictures(page, 1);
      const reasons = page.getByRole('listitem');
      await expect(reasons).toHaveCount(2);
      await expect(reasons.nth(0)).toContainText(/large\.jpg: .*(large|kB|KB|MB|bytes)/);
      await expect(reasons.nth(1)).toContainText(/letter\.jpg: .*(type|kind|format|image)/i);
      await page.getByRole('link', { name: 'Back to the form' }).click();
      await expect(page).toHaveURL(/\/form$/);
    } finally {
      await servers.close();
    }
  });

  test('a form on another site stores nothing in a visitor’s name', async ({ page, servers }) => {
    await page.goto('/form');
    await page.route(`${servers.mock.url}/stranger`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${servers.site.url}/form" enctype="multipart/form-data">
          <input name="title" value="Theirs"><input type="file" name="photo"><button>Win</button></form>`,
      }),
    );
    await page.goto(`${servers.mock.url}/stranger`);
    await nativeInput(page).setInputFiles(await jpeg(300, 200));
    const before = servers.mock.mock.control.status().counts.images;
    const answer = page.waitForResponse(`${servers.site.url}/form`);
    await page.getByRole('button', { name: 'Win' }).click();
    expect((await answer).status()).toBe(403);
    await expect(page.getByRole('heading', { name: 'The form was not taken' })).toBeVisible();
    expect(servers.mock.mock.control.status().counts.images).toBe(before);
  });
});

test('with JavaScript the form sends ids and no file', async ({ page }) => {
  await page.goto('/form');
  await page.getByLabel('Title').fill('A bicycle');
  await choose(page, [await jpeg(1200, 800, 'front.jpg'), await jpeg(800, 1200, 'back.jpg')]);
  await expect.poll(() => storedCount(page)).toBe(2);
  const sent = page.waitForRequest((request) => request.method() === 'POST' && /\/form$/.test(request.url()));
  await page.getByRole('button', { name: 'Publish' }).click();
  const body = (await sent).postData()!;
  expect(body.match(/name="photo"\r\n\r\n[a-z0-9]+\r\n/g)).toHaveLength(2);
  expect(body).not.toContain('filename');
  await expectPictures(page, 2);
});

test('its label opens the chooser, and names the uploader', async ({ page }) => {
  await page.goto('/form');
  await expect.poll(() => isTaken(page)).toBe(true);
  // A role and a name by ElementInternals, which the browser's own tree alone knows.
  const protocol = await page.context().newCDPSession(page);
  const { root } = await protocol.send('DOM.getDocument');
  const named = { nodeId: root.nodeId, role: 'group', accessibleName: 'Photos of the item' };
  expect((await protocol.send('Accessibility.queryAXTree', named)).nodes).toHaveLength(1);
  const chooser = page.waitForEvent('filechooser');
  await page.locator('label[for=files]').click();
  expect((await chooser).isMultiple()).toBe(true);
  await (await chooser).setFiles(await jpeg(600, 400));
  await expect.poll(() => fileStatus(page)).toBe('ready');
});

for (const javaScriptEnabled of [false, true])
  test.describe(`the page without JavaScript, which is ${javaScriptEnabled ? 'on' : 'off'} here`, () => {
    test.use({ javaScriptEnabled });

    test('has a form that stores its photo', async ({ page }) => {
      await page.goto('/no-js');
      if (javaScriptEnabled) {
        await expect.poll(() => isTaken(page)).toBe(true);
        await choose(page, [await jpeg(600, 400)]);
        await expect.poll(() => fileStatus(page)).toBe('ready');
      } else await nativeInput(page).setInputFiles(await jpeg(600, 400));
      await page.getByRole('button', { name: 'Publish' }).click();
      await expectPictures(page, 1);
    });
  });

test('the form waits for a photo and for its upload', async ({ page }) => {
  await page.goto('/form');
  await page.getByLabel('Title').fill('A bicycle');
  await expect.poll(() => isTaken(page)).toBe(true);
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page).toHaveURL(/\/form$/);
  expect(await page.evaluate(() => document.forms[0]!.checkValidity())).toBe(false);
  await choose(page, [await jpeg(600, 400)]);
  await expect.poll(() => fileStatus(page)).toBe('ready');
  expect(await page.evaluate(() => document.forms[0]!.checkValidity())).toBe(true);
});

test('files that were chosen before the script came are taken over', async ({ page }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/dist/imgpro.js', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/form', { waitUntil: 'commit' });
  await nativeInput(page).setInputFiles(await jpeg(600, 400, 'early.jpg'));
  release();
  await expect.poll(() => fileStatus(page)).toBe('ready');
  expect(await isTaken(page)).toBe(true);
  await expect
    .poll(() => page.evaluate(() => document.querySelector('imgpro-uploader')!.files.length))
    .toBe(1);
});
