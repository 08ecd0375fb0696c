import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { serveStatic, type StaticServer } from '../harness/static-server.ts';

/** The static build. */
const folder = resolve(import.meta.dirname, '../../storybook-static');

export interface StoryEntry {
  id: string;
  type: string;
  title: string;
  name: string;
}

export { expect } from '@playwright/test';

/** All of its stories. */
export const stories = Object.values(
  (JSON.parse(readFileSync(resolve(folder, 'index.json'), 'utf8')) as { entries: Record<string, StoryEntry> })
    .entries,
).filter(({ type }) => type === 'story');

/** The part of Storybook's preview that is spoken to. */
interface Preview {
  __STORYBOOK_ADDONS_CHANNEL__: {
    emit(event: string, ...args: unknown[]): void;
    once(event: string, listener: (...args: unknown[]) => void): void;
  };
}

/** The page in which Storybook shows its stories, one after another as a reader of the sidebar has them. */
export class StoryPage {
  readonly page: Page;
  readonly #url: string;
  /** Exceptions and errors on the console since they were last taken. */
  readonly #errors: string[] = [];

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
    page.on('pageerror', ({ message }) => this.#errors.push(message));
    page.on('console', (message) => {
      // A refused request is news of the browser; that the element copes with it is what the story shows.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.#errors.push(message.text());
    });
  }

  takeErrors(): string[] {
    return this.#errors.splice(0);
  }

  /** Shows a story, and resolves when its `play` has ended: with `success`, or with what it did not find. */
  async show(id: string): Promise<string> {
    const { page } = this;
    if (page.url() === 'about:blank')
      // The addon's own run of axe would be in the way.
      await page.goto(`${this.#url}/iframe.html?id=${id}&viewMode=story&globals=a11y.manual:!true`);
    else
      await page.evaluate((storyId) => {
        delete document.body.dataset['story'];
        const { __STORYBOOK_ADDONS_CHANNEL__: channel } = window as unknown as Preview;
        channel.emit('setCurrentStory', { storyId, viewMode: 'story' });
      }, id);
    const ended = await page.waitForFunction(() => document.body.dataset['story']);
    // The rest of a message is the whole page.
    return (await ended.jsonValue())!.split('\n')[0]!;
  }

  /** Leaves Storybook, which keeps the values of controls: the next story begins as it is written. */
  async leave(): Promise<void> {
    await this.page.goto('about:blank');
  }

  /** Does as the toolbar or a control does, and resolves when the story is drawn anew. */
  async emit(event: 'updateGlobals' | 'updateStoryArgs', change: object): Promise<void> {
    await this.page.evaluate(
      async ([name, detail]) => {
        const { __STORYBOOK_ADDONS_CHANNEL__: channel } = window as unknown as Preview;
        const drawn = new Promise((done) => channel.once('storyRendered', done));
        channel.emit(name, detail);
        await drawn;
      },
      [event, change] as const,
    );
  }
}

/** The static build on a plain web host, in a folder of it. */
export const test = base.extend<object, { storybook: StaticServer; storyPage: StoryPage }>({
  storybook: [
    async ({}, use) => {
      // STORYBOOK_URL: of `npm run storybook`, in place of the static build.
      const url = process.env['STORYBOOK_URL'];
      const server = url ? { url, close: async () => {} } : await serveStatic(folder, '/some/folder');
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  // One page for all: Storybook, its service worker and the pictures are loaded once.
  storyPage: [
    async ({ browser, storybook }, use) => {
      // Colours half-way between two themes are nobody's fault.
      const context = await browser.newContext({ reducedMotion: 'reduce' });
      await use(new StoryPage(await context.newPage(), storybook.url));
      await context.close();
    },
    { scope: 'worker' },
  ],
});
