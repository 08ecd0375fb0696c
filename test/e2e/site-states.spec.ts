// The page of one image: a picture in each state, for whoever comes first.
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { serveMock } from '../../demo/mock/serve.ts';
import { serveSite } from '../../demo/site/site.ts';
import { stateImagesOf } from '../../demo/state-images.ts';
import type { ImgproImage } from '../../src/index.ts';
import { expect, test as base } from '../harness/e2e.ts';

/** The servers as `npm start` has them. */
const test = base.extend<object, { started: { url: string } }>({
  started: [
    async ({}, use) => {
      const root = resolve(import.meta.dirname, '../..');
      const mock = await serveMock({ port: 0, anonymousLimit: 'off' });
      const site = await serveSite({
        port: 0,
        apiUrl: `${mock.url}/v1`,
        secret: 'a secret of the tests alone, forty characters',
        distDir: resolve(root, 'dist'),
        pagesDir: resolve(root, 'demo/pages'),
        stateImages: stateImagesOf(mock.mock),
      });
      await use({ url: site.url });
      await site.close();
      await mock.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ started }, use) => use(started.url),
});

const STATES = ['ready', 'processing', 'nsfw', 'failed', 'blocked', 'missing', 'error'];

for (const view of [
  { name: 'wide, light', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'narrow, dark', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
] as const) {
  test.describe(view.name, () => {
    test.use({ viewport: view.viewport, colorScheme: view.colorScheme });
    test('each state is shown under its name, and axe finds nothing', async ({ page }) => {
      await page.goto('/image');
      const figures = page.locator('.states figure');
      await expect(figures).toHaveCount(STATES.length);
      for (const [at, state] of STATES.entries()) {
        const figure = figures.nth(at);
        // They load when they come near.
        await figure.scrollIntoViewIfNeeded();
        await expect(figure.locator('figcaption code')).toHaveText(state);
        await expect
          .poll(() => figure.locator('imgpro-image').evaluate((element) => (element as ImgproImage).state))
          .toBe(state);
      }
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual(
        [],
      );
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    });
  });
}
