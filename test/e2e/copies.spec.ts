// Two copies of the package on one page, as of two teams, under the strict policy with Trusted Types.
import { build } from 'esbuild';
import type { Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { test as base } from '../harness/e2e.ts';
import { serveOwnPages } from '../harness/own-pages.ts';

type Pages = Awaited<ReturnType<typeof serveOwnPages>>;
type Kind = 'script tag' | 'one file' | 'bundle';

const COPIES = /^\[imgpro\] There are two copies of imgpro-elements on this page\./;

interface Told {
  violations: string[];
  failures: string[];
}

const test = base.extend<
  {
    /** Warnings of ours, exceptions, and words of the browser on its policies. */
    told: string[];
    faults: string[];
    open(copies: Kind[], trusted?: string): Promise<void>;
    /** Adds another copy to the page; resolves to the name of the error that it fails with. */
    add(copy: Kind): Promise<string>;
  },
  { pages: Pages; bundles: string[] }
>({
  pages: [
    async ({ servers }, use) => {
      const pages = await serveOwnPages(servers.mock.url);
      await use(pages);
      void pages.close();
    },
    { scope: 'worker' },
  ],
  // Two bundles of a site's own, each with a Lit of its own.
  bundles: [
    async ({ pages }, use) => {
      const bundle = async (at: number) => {
        const { outputFiles } = await build({
          stdin: {
            contents: `import 'imgpro-elements/define'; globalThis.bundle${at} = true;`,
            resolveDir: '.',
          },
          alias: { 'imgpro-elements/define': './dist/define.js' },
          bundle: true,
          format: 'esm',
          write: false,
          logLevel: 'error',
        });
        return pages.add(outputFiles[0]!.text, 'text/javascript; charset=utf-8');
      };
      await use([await bundle(1), await bundle(2)]);
    },
    { scope: 'worker' },
  ],
  // The faults of the other tests would count our own warning as one.
  faults: async ({}, use) => use([]),
  told: async ({ page }, use) => {
    const told: string[] = [];
    page.on('pageerror', ({ message }) => told.push(message));
    page.on('console', (message) => {
      if (/\[imgpro\]|policy|trusted ?types?/i.test(message.text())) told.push(message.text());
    });
    await page.addInitScript(() => {
      const seen = ((globalThis as unknown as { seen: Told }).seen = {
        violations: [] as string[],
        failures: [] as string[],
      });
      addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
        seen.violations.push(`${violatedDirective}: ${sample}`),
      );
      addEventListener('unhandledrejection', ({ reason }) => seen.failures.push(String(reason)));
    });
    await use(told);
  },
  open: async ({ page, pages, bundles, servers }, use) => {
    await use(async (copies, trusted) => {
      const scripts = copies.map(
        (kind, at) => `<script type="module" src="${sourceOf(kind, at, bundles)}"></script>`,
      );
      await page.goto(
        pages.add(
          `<!doctype html><html lang="en"><head><title>Two</title><link rel="icon" href="/dist/none.ico">${scripts.join('')}</head>
          <body><imgpro-uploader api-url="${servers.mock.url}/v1"></imgpro-uploader></body></html>`,
          undefined,
          trusted,
        ),
      );
      await page.evaluate(() => customElements.whenDefined('imgpro-uploader').then(() => true));
    });
  },
  add: async ({ page, bundles }, use) => {
    await use(async (kind) => {
      const failure = await page.evaluate(
        (src) =>
          import(src).then(
            () => '',
            ({ name }: Error) => name,
          ),
        sourceOf(kind, 1, bundles),
      );
      await page.waitForLoadState('networkidle');
      return failure;
    });
  },
});
const { expect } = test;

function sourceOf(kind: Kind, at: number, bundles: string[]): string {
  if (kind === 'bundle') return bundles[at]!;
  return `${at === 0 ? '/older' : ''}/dist/${kind === 'one file' ? 'imgpro.all.js' : 'imgpro.js'}`;
}

/** The uploader works to its end: a picture is stored, and its list is drawn. */
async function upload(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => {
    const uploader = document.querySelector('imgpro-uploader') as unknown as ImgproUploader;
    const canvas = new OffscreenCanvas(64, 48);
    canvas.getContext('2d')!.fillRect(0, 0, 9, Math.random() * 48);
    const blob = await canvas.convertToBlob();
    const done = new Promise((resolve) =>
      uploader.addEventListener('imgpro-complete', resolve, { once: true }),
    );
    await uploader.addFiles([new File([blob], `${Math.random()}.png`, { type: 'image/png' })]);
    await done;
    return uploader.files.at(-1)?.status;
  });
}

const seen = (page: Page) => page.evaluate(() => (globalThis as unknown as { seen: Told }).seen);
const quiet: Told = { violations: [], failures: [] };

const kinds = ['script tag', 'one file', 'bundle'] as const;
for (const first of kinds)
  for (const second of ['script tag', 'one file'] as const)
    test(`a ${second} that comes to the page of a ${first} leaves it be, and says so once`, async ({
      page,
      open,
      add,
      told,
    }) => {
      await open([first]);
      expect(await upload(page)).toBe('ready');
      expect(told).toEqual([]);
      expect(await add(second)).toBe('');
      await expect.poll(() => told).toEqual([expect.stringMatching(COPIES)]);
      // A tag that comes later, and is asked for by both.
      await page.evaluate(() => document.body.append(document.createElement('imgpro-image')));
      await page.evaluate(() => customElements.whenDefined('imgpro-image').then(() => true));
      expect(await upload(page)).toBe('ready');
      await page.waitForLoadState('networkidle');
      expect(told).toHaveLength(1);
      expect(await seen(page)).toEqual(quiet);
    });

for (const second of ['script tag', 'one file'] as const)
  test(`a script tag and a ${second} that begin at the same time are one in effect`, async ({
    page,
    open,
    told,
  }) => {
    await open(['script tag', second]);
    expect(await upload(page)).toBe('ready');
    await expect.poll(() => told).toEqual([expect.stringMatching(COPIES)]);
    expect(await seen(page)).toEqual(quiet);
  });

// Lit creates its policy as soon as it is there, once for each copy of Lit.
test('two bundles need a policy that lets names come twice; with it, all is as above', async ({
  page,
  open,
  add,
  told,
}) => {
  await open(['bundle'], "'allow-duplicates'");
  expect(await add('bundle')).toBe('');
  await expect.poll(() => told).toEqual([expect.stringMatching(COPIES)]);
  expect(await upload(page)).toBe('ready');
  expect(await seen(page)).toEqual(quiet);
});

for (const first of kinds)
  test(`without it, a second bundle fails alone: the ${first} works on`, async ({ page, open, add }) => {
    await open([first]);
    expect(await add('bundle')).toBe('TypeError');
    expect(await upload(page)).toBe('ready');
    await page.evaluate(() => document.body.append(document.createElement('imgpro-image')));
    await page.evaluate(() => customElements.whenDefined('imgpro-image').then(() => true));
  });
