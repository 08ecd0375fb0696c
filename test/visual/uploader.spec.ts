// The uploader's looks. After a change that is meant: `npm run test:visual -- --update-snapshots`, and look at each.
import { expect, test, type Page } from '@playwright/test';
import type { FileStatus, ImgproUploader } from '../../src/index.ts';
import { open, show, type View } from './page.ts';

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

interface State {
  name: string;
  properties?: Partial<ImgproUploader>;
  /** Names of files that are added, and the states that they come to. */
  files?: Record<string, FileStatus>;
  /** From there to the state. */
  then?: (page: Page) => Promise<unknown>;
  /** Away from it: for a state that ends by itself, or keeps its language; it is brought about in each circumstance. */
  end?: (page: Page) => Promise<unknown>;
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
  { name: 'empty' },
  {
    name: 'all sources',
    properties: { multiple: true, sources: 'file folder drop paste url camera' },
  },
  {
    name: 'drag over',
    properties: { multiple: true },
    then: async (page) => {
      // As a browser tells of it, again and again: a drag that is not heard of any more is over.
      await uploader(page).evaluate((element) => {
        const zone = element.shadowRoot!.querySelector('[part~=dropzone]')!;
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['A'], 'a.png', { type: 'image/png' }));
        const drag = (type: string) =>
          zone.dispatchEvent(
            new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }),
          );
        drag('dragenter');
        const dragging = setInterval(() => drag('dragover'), 50);
        Object.assign(window, { endDrag: () => (clearInterval(dragging), drag('dragleave')) });
      });
      await expect(uploader(page).locator('.over')).toHaveCSS('opacity', '1');
    },
    end: (page) => page.evaluate(() => (window as unknown as { endDrag(): void }).endDrag()),
  },
  { name: 'mixed', properties: { multiple: true }, files: mixed },
  { name: 'mixed, grid', properties: { multiple: true, view: 'grid' }, files: mixed },
  {
    name: 'queued, fields',
    properties: { multiple: true, manual: true, fields: 'caption alt_text' },
    files: { 'lake.png': 'queued', 'hills.png': 'queued' },
  },
  {
    name: 'field open',
    properties: { multiple: true, manual: true, fields: 'caption alt_text' },
    files: { 'lake.png': 'queued', 'hills.png': 'queued' },
    then: async (page) => {
      await uploader(page).locator('[data-action=write]').first().click();
      await expect(uploader(page).locator('textarea, input[type=text]').first()).toBeFocused();
    },
  },
  {
    name: 'menu open',
    properties: { multiple: true },
    files: { 'lake.png': 'ready', 'hills.png': 'ready' },
    then: async (page) => {
      await uploader(page).locator('[data-action=menu]').first().click();
      await expect(uploader(page).getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'editor',
    properties: { manual: true, editor: true },
    files: { 'lake.png': 'queued' },
    then: async (page) => {
      await uploader(page).locator('[data-action=edit]').click();
      await expect(uploader(page).locator('dialog.editor [role=slider]').first()).toBeFocused();
    },
    end: async (page) => {
      await page.keyboard.press('Escape');
      await expect(uploader(page).locator('dialog.editor')).toHaveCount(0);
    },
  },
  {
    name: 'offline',
    properties: { multiple: true },
    files: { 'lake.png': 'ready', 'stuck-hills.png': 'uploading' },
    then: async (page) => {
      await page.context().setOffline(true);
      await expect.poll(() => statuses(page)).toEqual(['ready', 'paused']);
    },
  },
  {
    name: 'read-only',
    properties: { multiple: true },
    files: { 'lake.png': 'ready' },
    then: async (page) => {
      await uploader(page).evaluate((element: ImgproUploader) => {
        element.readonly = true;
      });
      await expect(uploader(page).locator('[data-action=browse]:visible')).toHaveCount(0);
    },
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
  {
    name: 'quota',
    properties: { multiple: true },
    files: { 'lake.png': 'ready', 'beyond-hills.png': 'failed' },
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

const isComplete = (page: Page) =>
  uploader(page).evaluate(({ shadowRoot }) =>
    [...shadowRoot!.querySelectorAll('img')].every((img) => img.complete),
  );

for (const { name, properties = {}, files = {}, then, end } of states)
  test(name, async ({ page }) => {
    await open(
      page,
      views.find((view) => view.name === 'wide light')!,
    );
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
    // The language is there before the line may go.
    for (const view of views.filter(({ language }) => language === 'ar').slice(0, 1)) await show(page, view);
    if (!end) await then?.(page);
    for (const view of views) {
      await show(page, view);
      if (end) await then?.(page);
      await expect.poll(() => isComplete(page)).toBe(true);
      // A file that failed comes into sight once, whenever it first had to.
      await uploader(page).evaluate(({ shadowRoot }) => {
        for (const box of shadowRoot!.querySelectorAll('.base *')) box.scrollTop = 0;
      });
      // All is sent, and no answer comes: a bar without an end, a moment after each rendering.
      const sending = (await statuses(page)).filter((status) => status === 'uploading').length;
      if (sending > 0) await expect(uploader(page).locator('.file .bar[data-endless]')).toHaveCount(sending);
      await expect
        .soft(page)
        .toHaveScreenshot(`uploader ${name} ${view.name}.png`.replaceAll(',', '').replaceAll(' ', '-'));
      await end?.(page);
    }
  });
