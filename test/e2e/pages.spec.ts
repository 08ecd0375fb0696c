// Every page, as a visitor meets it: wide and narrow, light and dark, before a strict policy.
import AxeBuilder from '@axe-core/playwright';
import { choose, expect, jpeg, test } from '../harness/e2e.ts';

const pages = ['/', '/gallery', '/image', '/form', '/script-tag', '/anonymous', '/rtl', '/no-js'];
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
        await expect
          .poll(() => page.locator('imgpro-uploader').evaluate((e) => e.files[0]?.status))
          .toBe('ready');
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
  test('the pictures of the page are there, and their links work', async ({ page }) => {
    await page.goto('/no-js');
    const links = page.locator('imgpro-gallery a[href] > img');
    expect(await links.count()).toBeGreaterThan(0);
  });
});
