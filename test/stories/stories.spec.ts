import { expect } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';
import { stories, test, type StoryPage } from './storybook.ts';

const OPTIONS: RunOptions = {
  // A story is no page with landmarks.
  rules: { region: { enabled: false } },
  resultTypes: ['violations'],
  preload: false,
};

/** The violations that axe finds, once nothing is on its way to other colours any more. */
async function violations({ page }: StoryPage): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (options) => {
    const shadows = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    const transitions = [document, ...shadows]
      .flatMap((root) => root.getAnimations())
      .filter((animation) => animation instanceof CSSTransition);
    await Promise.all(transitions.map(({ finished }) => finished.catch(() => {})));
    const { axe: runner } = window as unknown as { axe: typeof axe };
    const found = await runner.run('#storybook-root', options);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, OPTIONS);
}

for (const { id, title, name } of stories) {
  test(`${title}, ${name}: comes to its state; axe finds nothing in light and dark, left to right and right to left`, async ({
    storyPage,
  }) => {
    expect(await storyPage.show(id)).toBe('success');
    const found: Record<string, string[]> = {};
    for (const [theme, dir] of [
      ['light', 'ltr'],
      ['light', 'rtl'],
      ['dark', 'rtl'],
      ['dark', 'ltr'],
    ] as const) {
      await storyPage.emit('updateGlobals', { globals: { theme, dir } });
      const width = await storyPage.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const problems = await violations(storyPage);
      if (width > 0) problems.push('wider than the page');
      if (problems.length > 0) found[`${theme}, ${dir}`] = problems;
    }
    expect(found).toEqual({});
    expect(storyPage.takeErrors()).toEqual([]);
  });
}
