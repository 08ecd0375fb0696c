// The uploader's looks. After a change that is meant: `npm run test:visual -- --update-snapshots`, and look at each.
import { expect, test, type Page } from '@playwright/test';
import type { FileStatus, ImgproUploader } from '../../src/index.ts';
import { open, type View } from './page.ts';

const WIDTHS = { narrow: 320, middle: 768, wide: 1280 } as const;

/** Circumstances by their names: `narrow dark rtl`. */
const views: View[] = Object.entries(WIDTHS).flatMap(([width, pixels]) =>
  (['light', 'dark'] as const).flatMap((colours) =>
    (['en', 'ar'] as const).map((language) => ({
      name: `${width} ${colours}${language === 'ar' ? ' rtl' : ''}`,
      ...{ width: pixels, height: 640, colours, language },
    })),
  ),
);
const few = ['narrow dark rtl', 'narrow light', 'wide light'];

interface State {
  name: string;
  /** Names of the circumstances; default: {@link few}. */
  in?: readonly string[];
  properties?: Partial<ImgproUploader>;
  /** Names of files that are added, and the states that they come to. */
  files?: Record<string, FileStatus>;
  /** From there to the state. */
  then?: (page: Page) => Promise<unknown>;
}

const uploader = (page: Page) => page.locator('imgpro-uploader');
const statuses = (page: Page) =>
  uploader(page).evaluate((element: ImgproUploader) => element.files.map(({ status }) => status));

const mixed: Record<string, FileStatus> = {
  'lake.png': 'ready',
  'refused-scan.png': 'failed',
  'stuck-harbour-at-dawn-with-a-very-long-name-indeed.png': 'uploading',
};

const states: State[] = [
  { name: 'empty', in: views.map(({ name }) => name) },
  { name: 'mixed', in: views.map(({ name }) => name), properties: { multiple: true }, files: mixed },
  { name: 'mixed, grid', properties: { multiple: true, view: 'grid' }, files: mixed },
  {
    name: 'queued, fields',
    properties: { multiple: true, manual: true, fields: 'caption alt_text' },
    files: { 'lake.png': 'queued', 'hills.png': 'queued' },
  },
  { name: 'done', properties: { multiple: true }, files: { 'lake.png': 'ready', 'hills.png': 'ready' } },
  { name: 'one', files: { 'lake.png': 'ready' } },
  {
    name: 'paused',
    properties: { multiple: true },
    files: { 'lake.png': 'ready', 'stuck-hills.png': 'uploading' },
    then: async (page) => {
      await uploader(page).evaluate((element: ImgproUploader) => element.pause());
      await expect.poll(() => statuses(page)).toEqual(['ready', 'paused']);
    },
  },
  {
    name: 'rejected',
    properties: { multiple: true },
    then: async (page) => {
      await uploader(page).evaluate((element: ImgproUploader) =>
        element.addFiles([new File(['A text'], 'notes.txt', { type: 'text/plain' })]),
      );
      await expect(uploader(page).locator('[part~=error]').first()).toBeVisible();
    },
  },
  { name: 'disabled', properties: { disabled: true } },
  { name: 'button', properties: { variant: 'button', multiple: true }, files: { 'lake.png': 'ready' } },
  {
    name: 'dialog',
    properties: { variant: 'dialog', multiple: true },
    files: { 'lake.png': 'ready' },
    then: async (page) => {
      await uploader(page).evaluate((element: ImgproUploader) => element.browse());
      await expect(uploader(page).locator('dialog')).toBeVisible();
    },
  },
];

/** A picture of one colour for each name: a PNG of the canvas, small and drawn alike everywhere. */
async function add(page: Page, names: string[]): Promise<void> {
  await uploader(page).evaluate(async (element: ImgproUploader, wanted) => {
    const files = await Promise.all(
      wanted.map(async (name, at) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 60, height: 40 });
        const context = canvas.getContext('2d')!;
        context.fillStyle = `hsl(${at * 90 + 200} 50% 60%)`;
        context.fillRect(0, 0, 60, 40);
        const blob = await new Promise<Blob>((done) => canvas.toBlob((made) => done(made!), 'image/png'));
        return new File([blob], name, { type: 'image/png', lastModified: 1_700_000_000_000 });
      }),
    );
    await element.addFiles(files);
  }, names);
}

for (const { name, in: wanted = few, properties = {}, files = {}, then } of states)
  for (const view of views.filter((each) => wanted.includes(each.name)))
    test(`${name}, ${view.name}`, async ({ page }) => {
      await open(page, view);
      await page.evaluate((settings) => {
        const element = document.createElement('imgpro-uploader');
        Object.assign(element, settings, {
          concurrency: 1,
          retries: 0,
          tokenProvider: () => ({ token: 'token', api_url: '/v1' }),
        });
        document.body.append(element);
      }, properties);
      await expect(uploader(page).locator('[part~=browse]').first()).toBeVisible();
      await add(page, Object.keys(files));
      await expect.poll(() => statuses(page)).toEqual(Object.values(files));
      // All is sent, and no answer comes: a bar without an end.
      const stuck = Object.keys(files).filter((file) => file.startsWith('stuck-')).length;
      await expect(uploader(page).locator('.file .bar[data-endless]')).toHaveCount(stuck);
      await then?.(page);
      await expect
        .poll(() =>
          uploader(page).evaluate(({ shadowRoot }) =>
            [...shadowRoot!.querySelectorAll('img')].every((img) => img.complete),
          ),
        )
        .toBe(true);
      await expect(page).toHaveScreenshot(
        `uploader ${name} ${view.name}.png`.replaceAll(',', '').replaceAll(' ', '-'),
      );
    });
