import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, folder, test } from './storybook.ts';

interface StoryIndex {
  entries: Record<string, { id: string; type: string; title: string; name: string }>;
}

const { entries } = JSON.parse(readFileSync(resolve(folder, 'index.json'), 'utf8')) as StoryIndex;

for (const { id, type, title, name } of Object.values(entries)) {
  if (type !== 'story') continue;
  test(`${title}, ${name}: comes to its state; axe finds nothing, light or dark, left to right or right to left`, async ({
    page,
    storybook,
  }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    // The addon's own run of axe would be in the way of this one.
    await page.goto(`${storybook.url}/iframe.html?id=${id}&viewMode=story&globals=a11y.manual:!true`);
    await page.locator('body[data-story]').waitFor();
    expect(await page.evaluate(() => document.body.dataset['story'])).toBe('success');
    for (const [scheme, dir] of [
      ['light', 'ltr'],
      ['dark', 'rtl'],
    ] as const) {
      await page.evaluate(
        async ([colours, direction]) => {
          document.documentElement.style.setProperty('color-scheme', colours);
          document.body.style.setProperty('background', colours === 'dark' ? '#0f1116' : '#ffffff');
          document.documentElement.dir = direction;
          // Colours that are on their way to the other theme have no contrast yet.
          const shadows = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
          const transitions = [document, ...shadows]
            .flatMap((root) => root.getAnimations())
            .filter((animation) => animation instanceof CSSTransition);
          await Promise.all(transitions.map(({ finished }) => finished.catch(() => {})));
        },
        [scheme, dir] as const,
      );
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(width, `${dir}: wider than the page`).toBeLessThanOrEqual(0);
      // Without frames of other origins, which legacy means, no page has to be opened for the results.
      const axe = new AxeBuilder({ page })
        .setLegacyMode()
        .include('#storybook-root')
        .disableRules(['region']);
      const { violations } = await axe.analyze();
      const found = violations.map(
        ({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join(' ')}`,
      );
      expect(found, `${scheme}, ${dir}`).toEqual([]);
    }
    expect(errors).toEqual([]);
  });
}
