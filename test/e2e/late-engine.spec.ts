// The uploader of the built files, whose engine comes late or cannot be had: photos that were chosen are not lost.
import type { Page } from '@playwright/test';
import { filesOf } from '../../scripts/fetched.ts';
import { choose, expect, fileStatus, jpeg, test } from '../harness/e2e.ts';

const ENGINE = '**/dist/parts/engine-*.js*';
const uploader = (page: Page) => page.locator('imgpro-uploader');
const isValid = (page: Page) =>
  uploader(page).evaluate((element) =>
    (element as HTMLElement & { checkValidity(): boolean }).checkValidity(),
  );

test('a photo that is chosen while the engine is on its way is stored', async ({ page }) => {
  let go!: () => void;
  const gone = new Promise<void>((resolve) => (go = resolve));
  await page.route(ENGINE, async (route) => {
    await gone;
    await route.continue();
  });
  await page.goto('/anonymous');
  await choose(page, [await jpeg(400, 300)]);
  await expect(uploader(page)).toContainText('Checking 1 image');
  expect(await isValid(page)).toBe(false);
  go();
  await expect.poll(() => fileStatus(page)).toBe('ready');
  expect(await isValid(page)).toBe(true);
});

test('an engine that cannot be fetched is said, and the button fetches it', async ({ page }) => {
  await page.route(ENGINE, (route) => route.abort());
  await page.goto('/anonymous');
  await choose(page, [await jpeg(400, 300)]);
  await expect(uploader(page)).toContainText('could not be loaded');
  expect(await isValid(page)).toBe(false);
  await page.unroute(ENGINE);
  await uploader(page).getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => fileStatus(page)).toBe('ready');
});

test('an engine that a release took away is asked for once more with each attempt', async ({ page }) => {
  await page.route(ENGINE, (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.goto('/anonymous');
  await choose(page, [await jpeg(400, 300)]);
  const again = uploader(page).getByRole('button', { name: 'Try again' });
  await again.click();
  await expect(uploader(page)).toContainText('reload the page');
  await page.unroute(ENGINE);
  await again.click();
  await expect.poll(() => fileStatus(page)).toBe('ready');
});

test('the engine and all that it imports are asked for at the same time', async ({ page, servers }) => {
  const shown = filesOf(['src/elements/uploader/imgpro-uploader.ts']);
  const asked: string[] = [];
  // None of them is answered, so that none can lead to another.
  await page.route('**/dist/parts/*.js', (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    if (shown.includes(path)) return route.continue();
    asked.push(path);
  });
  await page.route('**/plain', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><html lang="en"><title>Plain page</title><script type="module" src="/dist/imgpro.js"></script><imgpro-uploader></imgpro-uploader></html>',
    }),
  );
  await page.goto(`${servers.site.url}/plain`);
  const engine = filesOf(['src/elements/uploader/engine.ts']).filter((path) => !shown.includes(path));
  await expect.poll(() => asked.toSorted()).toEqual(engine.toSorted());
});

test('a file that the engine imports and that cannot be fetched is said, and the button fetches it', async ({
  page,
}) => {
  const SERVICE = '**/dist/parts/service-*.js*';
  await page.route(SERVICE, (route) => route.abort());
  await page.goto('/anonymous');
  await choose(page, [await jpeg(400, 300)]);
  await expect(uploader(page)).toContainText('could not be loaded');
  await page.unroute(SERVICE);
  await uploader(page).getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => fileStatus(page)).toBe('ready');
});
