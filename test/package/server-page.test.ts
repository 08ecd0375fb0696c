// Pages of a server without a build: the script tag of the packed package, a form with its token, and libraries that put
// the body of the next page in place of this one's.
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveMock } from '../../demo/mock/serve.ts';
import type { ServedMock } from '../../demo/mock/serve.ts';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';
import { serveHost, start } from './host.ts';
import { installedProject } from './project.ts';
import type { Project } from './project.ts';
import { canInstall } from './registry.ts';
import { open, picture } from './visit.ts';

let project: Project;
let mock: ServedMock;
let browser: Browser;

beforeAll(async () => {
  [project, mock, browser] = await Promise.all([
    installedProject(
      pages.flatMap(({ packages }) => packages),
      join(import.meta.dirname, 'fixtures/server-page'),
    ),
    serveMock({ port: 0, host: '127.0.0.1', anonymousLimit: 'off' }),
    chromium.launch({ executablePath: browserPath('chromium'), args: chromiumFlags }),
  ]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await mock?.close();
  await project?.remove();
});

/** As Turbo does: pages are fetched, and their bodies take the place of this one's. */
const REPLACING = `<script>
  const show = async (address, init) => {
    const text = await (await fetch(address, init)).text();
    document.body.replaceWith(new DOMParser().parseFromString(text, 'text/html').body);
  };
  addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link) return;
    event.preventDefault();
    show(link.href);
  });
  addEventListener('submit', (event) => {
    event.preventDefault();
    show(event.target.action, { method: 'POST', body: new FormData(event.target) });
  });
</script>`;

/** A listener of the page's own; events pass through all of it. */
const HEARING = `<script>
  addEventListener('imgpro-image-ready', ({ detail }) => console.log(detail.file.name));
</script>`;

const PAGES = [
  { name: 'a plain form', packages: [], head: '', body: '' },
  { name: 'bodies that are replaced', packages: [], head: REPLACING, body: '' },
  {
    name: 'htmx 4, hx-boost',
    packages: ['htmx.org@4.0.1'],
    head: '<script src="/htmx.org/dist/htmx.min.js"></script>',
    body: 'hx-boost:inherited="true"',
  },
  {
    name: 'Turbo 8',
    packages: ['@hotwired/turbo@8.0.23'],
    head: '<script src="/@hotwired/turbo/dist/turbo.es2017-umd.js"></script>',
    body: '',
  },
];
const pages = PAGES.filter(({ packages }) => canInstall || packages.length === 0);

test.each(pages)('$name', { timeout: 60_000 }, async ({ name, head, body }) => {
  const app = await start(project.folder, { HEAD: HEARING + head, BODY: body });
  const host = await serveHost(project.installed, `${mock.url}/v1`, app);
  try {
    const opened = await open(browser, host.url);
    const { page } = opened;
    const heard: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'log') heard.push(message.text());
    });
    await page.evaluate(() => Object.assign(window, { kept: true }));
    for (const photo of ['one.png', 'two.png']) {
      await page.getByRole('link', { name: 'New photo' }).click();
      await page
        .locator('imgpro-uploader input[type=file]')
        .setInputFiles({ name: photo, mimeType: 'image/png', buffer: await picture() });
      await expect
        .poll(
          () =>
            page
              .locator('imgpro-uploader')
              .evaluate((element) => (element as HTMLElementTagNameMap['imgpro-uploader']).value.length),
          { timeout: 20_000 },
        )
        .toBe(1);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('heading', { name: 'Photos', exact: true }).waitFor();
    }
    await expect.poll(() => page.locator('imgpro-image:state(ready)').count(), { timeout: 20_000 }).toBe(2);
    expect(heard).toEqual(['one.png', 'two.png']);
    expect(await page.evaluate(() => 'kept' in window), 'one page all the time').toBe(
      name !== 'a plain form',
    );
    expect(opened.told).toEqual([]);
    await opened.close();
  } finally {
    await host.close();
    await app.close();
  }
});
