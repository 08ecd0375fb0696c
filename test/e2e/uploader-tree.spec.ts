// The accessibility tree of the uploader in its ten main states, as a screen reader has it. After a change that is meant:
// `npm exec -- playwright test test/e2e/uploader-tree.spec.ts --update-snapshots`, and read each.
import type { Locator, Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { choose, expect, jpeg, test, transfer } from '../harness/e2e.ts';
import { setFaults } from '../harness/mock-control.ts';

const uploader = (page: Page): Locator => page.locator('imgpro-uploader');
const statuses = (page: Page) =>
  uploader(page).evaluate((element: ImgproUploader) => element.files.map(({ status }) => status).join());

interface State {
  attributes?: Record<string, string>;
  /** Photos that are chosen, and the states that they come to. */
  photos?: Record<string, string>;
  /** Requests for uploads are answered so. */
  fault?: object;
  then?: (page: Page) => Promise<unknown>;
}

const ready = { 'lake.jpg': 'ready', 'hills.jpg': 'ready' };

const states: Record<string, State> = {
  empty: { attributes: { sources: 'file folder drop url camera' } },
  queued: { attributes: { manual: '' }, photos: { 'lake.jpg': 'queued', 'hills.jpg': 'queued' } },
  uploading: { photos: { 'lake.jpg': 'uploading' }, fault: { delay_ms: 600_000 } },
  ready: { photos: ready },
  failed: { photos: { 'mock-failed-scan.jpg': 'failed' } },
  paused: {
    photos: { 'lake.jpg': 'paused' },
    fault: { delay_ms: 600_000 },
    then: (page) => uploader(page).evaluate((element: ImgproUploader) => element.pause()),
  },
  rejected: {
    then: async (page) => {
      await transfer(page, 'drop', [
        { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('A text') },
      ]);
      await expect(uploader(page).locator('[part~=error]').first()).toBeVisible();
    },
  },
  'menu open': {
    photos: ready,
    then: async (page) => {
      await uploader(page).getByRole('button', { name: 'Actions for lake.jpg' }).click();
      await expect(uploader(page).getByRole('menu')).toBeVisible();
    },
  },
  'field open': {
    photos: ready,
    then: async (page) => {
      await uploader(page).getByRole('button', { name: 'Add a caption: lake.jpg' }).click();
      await expect(uploader(page).getByRole('textbox').first()).toBeFocused();
    },
  },
  'editor open': {
    attributes: { manual: '', editor: '' },
    photos: { 'lake.jpg': 'queued' },
    then: async (page) => {
      await uploader(page).getByRole('button', { name: 'Edit lake.jpg' }).click();
      await expect(uploader(page).getByRole('slider', { name: 'Crop area' })).toBeFocused();
    },
  },
};

for (const [name, { attributes = {}, photos = {}, fault, then }] of Object.entries(states))
  test(name, async ({ page, servers }) => {
    if (fault) await setFaults(servers.mock, { match: 'POST /v1/images', ...fault });
    try {
      await page.goto('/');
      await uploader(page).evaluate((element, list) => {
        for (const [attribute, value] of Object.entries(list)) element.setAttribute(attribute, value);
      }, attributes);
      const names = Object.keys(photos);
      if (names.length > 0) await choose(page, await Promise.all(names.map((each) => jpeg(1200, 800, each))));
      if (name === 'paused') await expect.poll(() => statuses(page)).toBe('uploading');
      await then?.(page);
      await expect.poll(() => statuses(page)).toBe(Object.values(photos).join());
      // The announcements come a moment later, and go: the snapshots have their `status` without a text.
      await expect(uploader(page).locator('.base, dialog[open]').last()).toMatchAriaSnapshot({
        name: `${name.replaceAll(' ', '-')}.aria.yml`,
      });
    } finally {
      if (fault) await setFaults(servers.mock);
    }
  });
