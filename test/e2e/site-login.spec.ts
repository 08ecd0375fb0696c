// The toy login: who one is, and that what is Anna's is nobody else's, by the pages and by the API behind them.
import type { Browser, Page } from '@playwright/test';
import type { Image, ImageList, TokenResponse } from '../../src/api/types.ts';
import { choose, expect, fileStatus, jpeg, test } from '../harness/e2e.ts';

/** Somebody with a browser of their own, signed in by the button of the login page. */
async function personIn(browser: Browser, baseURL: string, name: 'Anna' | 'Ben' | 'Sam'): Promise<Page> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await page.goto('/login?from=/gallery');
  await page.getByRole('button', { name: `Sign in as ${name}` }).click();
  await expect(page).toHaveURL(/\/gallery$/);
  await expect(page.getByRole('navigation').getByRole('link', { name })).toBeVisible();
  return page;
}

/** Asks the gateway as the page's own person, past the elements. */
function ask(page: Page, method: string, path: string, body?: unknown, base = '/imgpro') {
  return page.evaluate(
    async ([method, path, body, base]) => {
      const minted = await fetch(`${base}/token`, { method: 'POST' });
      if (!minted.ok) return { status: minted.status, body: null };
      const { token, api_url } = (await minted.json()) as TokenResponse;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(api_url + path, { method, headers, ...(body ? { body } : {}) });
      return { status: answer.status, body: (await answer.json()) as unknown };
    },
    [method, path, body === undefined ? '' : JSON.stringify(body), base] as const,
  );
}

test('what Anna uploads, Ben never sees, and Sam, who runs the site, does', async ({ browser, baseURL }) => {
  const [anna, ben, sam] = await Promise.all(
    (['Anna', 'Ben', 'Sam'] as const).map((name) => personIn(browser, baseURL!, name)),
  );
  await anna!.goto('/');
  await choose(anna!, [await jpeg(1200, 800, 'annas.jpg')]);
  await expect.poll(() => fileStatus(anna!)).toBe('ready');
  const {
    data: [image],
  } = (await ask(anna!, 'GET', '/images')).body as ImageList;
  const id = image!.id;

  const tile = (page: Page) => page.locator(`imgpro-gallery img[src*="${id}"]`);
  await anna!.goto('/gallery');
  await expect(tile(anna!)).toBeVisible();
  await ben!.reload();
  await expect(ben!.getByText('No images yet.')).toBeVisible();
  await expect(tile(ben!)).toHaveCount(0);
  await sam!.reload();
  await expect(tile(sam!)).toBeVisible();

  expect((await ask(ben!, 'GET', '/images')).body).toMatchObject({ data: [] });
  expect((await ask(ben!, 'GET', `/images/${id}`)).status).toBe(404);
  for (const [method, change] of [
    ['PATCH', { caption: 'Ben was here' }],
    ['DELETE', {}],
  ] as const)
    await ask(ben!, method, '/images/batch', { ids: [id], ...change });
  expect((await ask(ben!, 'GET', '/images', undefined, '/staff/imgpro')).status).toBe(401);

  const kept = await ask(sam!, 'GET', `/images/${id}`, undefined, '/staff/imgpro');
  expect([kept.status, (kept.body as Image).caption]).toEqual([200, null]);
  await Promise.all([anna!, ben!, sam!].map((page) => page.context().close()));
});

test('a guest’s images are there again after signing in and out', async ({ page }) => {
  await page.goto('/');
  await choose(page, [await jpeg(1200, 800, 'mine.jpg')]);
  await expect.poll(() => fileStatus(page)).toBe('ready');
  await page.goto('/gallery');
  const tiles = page.locator('imgpro-gallery').getByRole('img');
  await expect(tiles).toHaveCount(1);

  await page.getByRole('link', { name: 'Guest' }).click();
  await page.getByRole('button', { name: 'Sign in as Ben' }).click();
  await expect(page.getByText('No images yet.')).toBeVisible();
  await page.getByRole('link', { name: 'Ben' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Guest' })).toBeVisible();
  await expect(tiles).toHaveCount(1);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the login works', async ({ page }) => {
    await page.goto('/login');
    await page.getByRole('button', { name: 'Sign in as Anna' }).click();
    await expect(page.getByRole('link', { name: 'Anna' })).toBeVisible();
    await page.getByRole('link', { name: 'Anna' }).click();
    await expect(page.getByText('This is you')).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Guest' })).toBeVisible();
  });
});

test('a form on another site signs nobody in', async ({ page, servers }) => {
  // The mock is another origin; its pages stand for a stranger's.
  await page.route(`${servers.mock.url}/stranger`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${servers.site.url}/login"><button name="user" value="sam">Win</button></form>`,
    }),
  );
  await page.goto(`${servers.mock.url}/stranger`);
  const answer = page.waitForResponse(`${servers.site.url}/login`);
  await page.getByRole('button', { name: 'Win' }).click();
  expect((await answer).status()).toBe(403);
  await page.goto('/gallery');
  await expect(page.getByRole('link', { name: 'Guest' })).toBeVisible();
});
