import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';
import { serveStatic, type StaticServer } from '../harness/static-server.ts';

const folder = resolve(import.meta.dirname, '../../storybook-static');

interface StoryIndex {
  entries: Record<string, { id: string; type: string; title: string; name: string }>;
}

const test = base.extend<object, { storybook: StaticServer }>({
  storybook: [
    async ({}, use) => {
      const server = await serveStatic(folder);
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
});

const { entries } = JSON.parse(readFileSync(resolve(folder, 'index.json'), 'utf8')) as StoryIndex;

for (const { id, type, title, name } of Object.values(entries)) {
  if (type !== 'story') continue;
  test(`${title}, ${name}: axe finds nothing in light and dark, and nothing is thrown`, async ({
    page,
    storybook,
  }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    // The addon's own run of axe would be in the way of this one.
    await page.goto(`${storybook.url}/iframe.html?id=${id}&viewMode=story&globals=a11y.manual:!true`);
    await page.locator('#storybook-root > *').first().waitFor();
    await page.locator('body.sb-show-main:not(.sb-show-preparing-story)').waitFor();
    await page.waitForLoadState('networkidle');
    for (const theme of ['light', 'dark']) {
      await page.evaluate((scheme) => {
        document.documentElement.style.setProperty('color-scheme', scheme);
        document.body.style.setProperty('background', scheme === 'dark' ? '#0f1116' : '#ffffff');
      }, theme);
      await page.evaluate(async () => {
        // Colours that are on their way to the other theme have no contrast yet.
        const shadows = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
        const transitions = [document, ...shadows]
          .flatMap((root) => root.getAnimations())
          .filter((animation) => animation instanceof CSSTransition);
        await Promise.all(transitions.map(({ finished }) => finished.catch(() => {})));
      });
      const { violations } = await new AxeBuilder({ page })
        .include('#storybook-root')
        .disableRules(['region'])
        .analyze();
      const found = violations.map(
        ({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join(' ')}`,
      );
      expect(found, theme).toEqual([]);
    }
    expect(errors).toEqual([]);
  });
}
