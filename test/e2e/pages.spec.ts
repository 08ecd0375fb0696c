// Every page, as a visitor meets it: wide and narrow, light and dark, before a strict policy.
import AxeBuilder from '@axe-core/playwright';
import { choose, expect, jpeg, test, fileStatus } from '../harness/e2e.ts';

const pages = [
  '/',
  '/gallery',
  '/100k',
  '/million',
  '/image',
  '/form',
  '/recover',
  '/script-tag',
  '/anonymous',
  '/rtl',
  '/no-js',
  '/login',
];
const views = [
  { name: 'wide, light', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'narrow, dark', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
] as const;

for (const view of views) {
  test.describe(view.name, () => {
    test.use({ viewport: view.viewport, colorScheme: view.colorScheme });
    for (const path of pages) {
      test(`${path}: axe finds nothing, nothing sticks out, the policy is strict`, async ({ page }) => {
        await page.goto('/');
        await choose(page, [await jpeg(1200, 800, 'one.jpg')]);
        await expect.poll(() => fileStatus(page)).toBe('ready');
        const answer = await page.goto(path);
        expect(answer?.headers()['content-security-policy']).toContain("require-trusted-types-for 'script'");
        await page.waitForLoadState('networkidle');
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`),
        ).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
      });
    }
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the pictures of the page are there, and their links work', async ({ page, servers }) => {
    const form = new FormData();
    const { buffer, name, mimeType } = await jpeg(900, 600, 'plain.jpg');
    form.append('file', new Blob([new Uint8Array(buffer)], { type: mimeType }), name);
    form.append('caption', 'A plain picture');
    await fetch(`${servers.mock.url}/v1/images`, {
      method: 'POST',
      headers: { authorization: 'Bearer img_live_demo' },
      body: form,
    });
    await page.goto('/no-js');
    const link = page.locator('imgpro-gallery a[href]').first();
    await expect(link.getByRole('img', { name: 'A plain picture' })).toBeVisible();
    await expect
      .poll(() => link.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBeGreaterThan(0);
    await link.click();
    await expect(page.getByRole('img').first()).toBeVisible();
  });
});
