// Each element alone on a page under the strict policy with Trusted Types, as people set their browsers: what it is there for
// is done, no report of the policy comes, axe finds nothing, and the page does not scroll sideways.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { expect, fileStatus, jpeg, test as base } from '../harness/e2e.ts';
import { serveFront, type Front } from '../harness/front.ts';
import { storedPicture } from '../harness/own-pages.ts';

const test = base.extend<{ front: Front }>({
  front: async ({ servers }, use) => {
    const front = await serveFront(servers.site, servers.mock);
    await use(front);
    await front.close();
  },
  baseURL: async ({ front }, use) => use(front.url),
  page: async ({ page }, use) => {
    await page.addInitScript(() => {
      const reports: string[] = [];
      Object.assign(window, { reports });
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        reports.push(`${violatedDirective} ${blockedURI} ${sample}`),
      );
    });
    await use(page);
    // None came from the frames and workers of the page either: those are in the console, which `faults` reads.
    expect(await page.evaluate(() => (window as unknown as { reports: string[] }).reports)).toEqual([]);
  },
});

interface Element {
  markup(image: { id: string; url: string }): string;
  /** What the element is there for. */
  use(page: Page): Promise<void>;
}

const uploaded = async (page: Page) => {
  const chooser = page.waitForEvent('filechooser');
  await page.locator('imgpro-uploader [data-action=browse]').first().click();
  await (await chooser).setFiles([await jpeg(1200, 800, 'lake.jpg')]);
  await expect.poll(() => fileStatus(page), { timeout: 30_000 }).toBe('ready');
};
const drawn = (page: Page, tag: string) =>
  expect
    .poll(() =>
      page
        .locator(`${tag} img`)
        .evaluateAll((all) => all.some((img) => (img as HTMLImageElement).naturalWidth > 0)),
    )
    .toBe(true);
const viewer = (page: Page) => page.locator('dialog.imgpro-lightbox');
const opensAndCloses = async (page: Page) => {
  await expect(viewer(page)).toHaveAttribute('data-state', 'open');
  await page.keyboard.press('Escape');
  await expect(viewer(page)).toHaveCount(0);
};

const elements: Record<string, Element> = {
  uploader: {
    markup: () =>
      '<imgpro-uploader multiple sources="file folder drop paste url" fields="caption" label="Photos"></imgpro-uploader>',
    async use(page) {
      await uploaded(page);
      const uploader = page.locator('imgpro-uploader');
      await uploader.locator('[data-action=write]').first().click();
      await page.keyboard.type('At the lake');
      await page.keyboard.press('Enter');
      const written = () =>
        uploader.evaluate((element: ImgproUploader) => element.files[0]!.fields['caption']);
      await expect.poll(written).toBe('At the lake');
    },
  },
  image: {
    markup: ({ url }) =>
      `<imgpro-image src="${url}" width="1500" height="1000" alt="A ridge" zoomable actions="download copy-link"></imgpro-image>`,
    async use(page) {
      await drawn(page, 'imgpro-image');
      await page.locator('imgpro-image').locator('[part~=zoom], button').first().click();
      await opensAndCloses(page);
    },
  },
  gallery: {
    markup: () =>
      '<imgpro-uploader id="photos" multiple label="Photos"></imgpro-uploader><imgpro-gallery uploader="photos" lightbox selectable manage label="Gallery"></imgpro-gallery>',
    async use(page) {
      await uploaded(page);
      await drawn(page, 'imgpro-gallery');
      await page.locator('imgpro-gallery [part~=tile] img').first().click();
      await opensAndCloses(page);
    },
  },
};

/** A style sheet of the page's own, which the policy allows by script. */
const adopt = (page: Page, css: string) =>
  page.addInitScript((rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets.push(sheet);
  }, css);

interface Circumstance {
  lang?: string;
  prepare?(page: Page): Promise<unknown>;
  check?(page: Page): Promise<void>;
}

const circumstances: Record<string, Circumstance> = {
  'as most have it': {},
  'in forced colours': { prepare: (page) => page.emulateMedia({ forcedColors: 'active' }) },
  'with less motion': {
    prepare: (page) => page.emulateMedia({ reducedMotion: 'reduce' }),
    async check(page) {
      const moving = await page.evaluate(() =>
        document
          .getAnimations()
          .filter(
            ({ playState, effect }) =>
              playState === 'running' && Number(effect!.getComputedTiming().activeDuration) > 1,
          )
          .map((one) => (one as CSSAnimation).animationName),
      );
      expect(moving).toEqual([]);
    },
  },
  'right to left': {
    lang: 'ar',
    async check(page) {
      const base = page.locator('[part~=base]').first();
      expect(await base.evaluate((part) => getComputedStyle(part).direction)).toBe('rtl');
    },
  },
  'zoomed to 400 %': { prepare: (page) => page.setViewportSize({ width: 320, height: 256 }) },
  'with the text spacing of WCAG 1.4.12': {
    prepare: (page) =>
      adopt(
        page,
        '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }',
      ),
  },
  printed: {
    async check(page) {
      await page.emulateMedia({ media: 'print' });
      const shown = () =>
        page
          .locator('imgpro-image img, imgpro-gallery [part~=tile] img, imgpro-uploader .thumb img')
          .evaluateAll((all) => all.filter((img) => img.checkVisibility()).length);
      await expect.poll(shown).toBeGreaterThan(0);
    },
  },
};

for (const [name, { markup, use }] of Object.entries(elements))
  for (const [circumstance, { lang = 'en', prepare, check }] of Object.entries(circumstances))
    test(`${name}, ${circumstance}`, async ({ page, front, servers }) => {
      const body = markup(await storedPicture(servers.mock.url));
      const dir = lang === 'ar' ? 'rtl' : 'ltr';
      front.add(
        '/strict',
        `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>Strict</title>
        <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/dist/imgpro.css">
        <script type="module" src="/dist/imgpro.js" data-token-endpoint="/imgpro/token"></script></head>
        <body><main><h1>Strict</h1>${body}</main></body></html>`,
      );
      await page.goto('/'); // signs the visitor in
      await prepare?.(page);
      const answer = await page.goto('/strict');
      expect(answer!.headers()['content-security-policy']).toContain("require-trusted-types-for 'script'");
      await use(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual(
        [],
      );
      const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await expect.poll(sideways).toBeLessThanOrEqual(0);
      await check?.(page);
    });
