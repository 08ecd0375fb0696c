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
  for (const theme of ['light', 'dark']) {
    test(`${title}, ${name}, ${theme}: axe finds nothing and nothing is thrown`, async ({
      page,
      storybook,
    }) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(`${storybook.url}/iframe.html?id=${id}&viewMode=story&globals=theme:${theme}`);
      await page.locator('#storybook-root > *').first().waitFor();
      await page.locator('body.sb-show-main:not(.sb-show-preparing-story)').waitFor();
      await page.waitForLoadState('networkidle');
      const result = await new AxeBuilder({ page })
        .include('#storybook-root')
        .disableRules(['region'])
        .analyze();
      expect(
        result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      ).toEqual([]);
      expect(errors).toEqual([]);
    });
  }
}
