// A page that is left in mid-upload: the browser asks first, and only while something would be lost.
import type { Page } from '@playwright/test';
import { choose, expect, fileStatus, jpeg, test } from '../harness/e2e.ts';

/** Tries to reload; says whether the person was asked, and leaves. */
async function reloadAsks(page: Page): Promise<boolean> {
  let asked = false;
  page.once('dialog', (dialog) => {
    asked = dialog.type() === 'beforeunload';
    void dialog.accept();
  });
  await page.reload();
  page.removeAllListeners('dialog');
  return asked;
}

/** The upload does not come to its end by itself. */
const hold = (page: Page) => page.route('**/v1/images', () => {});

test('in mid-upload the person is asked, may stay, and the upload goes on', async ({ page }) => {
  await page.goto('/');
  await hold(page);
  await choose(page, [await jpeg(640, 480)]);
  await expect.poll(() => fileStatus(page)).toBe('uploading');
  const asked = page.waitForEvent('dialog');
  const reload = page.evaluate(() => location.reload());
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await reload;
  expect(await fileStatus(page)).toBe('uploading');
});

test('once all is uploaded nobody is asked', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await jpeg(640, 480)]);
  await expect.poll(() => fileStatus(page)).toBe('ready');
  expect(await reloadAsks(page)).toBe(false);
});

test('with recover nobody is asked once the photos are kept', async ({ page }) => {
  await page.goto('/recover');
  await hold(page);
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && /v1\/images$/.test(request.url()),
  );
  await choose(page, [await jpeg(640, 480)]);
  await sent; // which waits until they are
  expect(await reloadAsks(page)).toBe(false);
  await expect(page.locator('imgpro-uploader')).toContainText('1 image from before is not uploaded yet.');
});

test('Dashboard: a file that is chosen and not uploaded is asked about', async ({ page }) => {
  await page.goto('/dashboard');
  await page
    .locator('input.uppy-Dashboard-input')
    .first()
    .setInputFiles([await jpeg(640, 480)]);
  await expect(page.locator('.uppy-Dashboard-Item')).toHaveCount(1);
  await page.locator('.uppy-Dashboard-Item').click(); // browsers ask only those who have touched the page
  expect(await reloadAsks(page)).toBe(true);
});
