// Uppy's own Dashboard before our plugin: everything is said in Uppy's terms, and Dashboard's buttons do what they say.
import type { Page } from '@playwright/test';
import type { Uppy } from '@uppy/core';
import { expect, heicPhoto, jpeg, test, type TestFile } from '../harness/e2e.ts';
import type { Policy } from '../../src/server/index.ts';
import { startServers } from '../harness/start-servers.ts';

type Named = { uppy: Uppy; told: string[] };

/** Chooses files through Dashboard's own input, and listens to what Uppy tells. */
async function select(page: Page, ...files: TestFile[]): Promise<void> {
  await page.locator('.uppy-Dashboard-AddFiles .uppy-Dashboard-input').first().waitFor({ state: 'attached' });
  await page.evaluate(() => {
    const page = globalThis as unknown as Named;
    page.told = [];
    for (const event of [
      'upload-start',
      'upload-progress',
      'upload-success',
      'upload-error',
      'complete',
    ] as const)
      page.uppy.on(event, () => void page.told.push(event));
    for (const event of ['postprocess-progress', 'postprocess-complete', 'upload-pause'] as const)
      page.uppy.on(event, () => void page.told.push(event));
  });
  await page.locator('.uppy-Dashboard-input').first().setInputFiles(files);
}

const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click();
const told = (page: Page) => page.evaluate(() => (globalThis as unknown as Named).told);
const files = (page: Page) =>
  page.evaluate(() =>
    (globalThis as unknown as Named).uppy.getFiles().map(({ name, error, isPaused, progress, response }) => ({
      name,
      error: error ?? null,
      paused: isPaused ?? false,
      stored: progress.uploadComplete === true,
      postprocessing: !!progress.postprocess,
      status: response?.body?.['status'],
    })),
  );

/** A mock and a site of the test's own, for faults that strike nobody else. */
async function ownServers(faults: object[], policy?: Policy) {
  const servers = await startServers({ policy });
  await fetch(`${servers.mock.url}/__mock/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  const images = async () => {
    const answer = (await (await fetch(`${servers.mock.url}/__mock`)).json()) as {
      counts: { images: number };
    };
    return answer.counts.images;
  };
  return { ...servers, images };
}

test('files that are chosen in Dashboard are stored, with progress and captions, and appear in the gallery', async ({
  page,
}) => {
  await page.goto('/dashboard');
  await select(page, await jpeg(800, 600, 'lighthouse.jpg'), await jpeg(600, 800, 'dunes.jpg'));
  await press(page, /^Edit file lighthouse/);
  await page.getByLabel('Caption').fill('A lighthouse at dusk');
  await press(page, /^Save changes/);
  await press(page, /^Upload 2 files/);
  await expect(page.locator('.uppy-StatusBar')).toContainText('Complete');
  const events = await told(page);
  expect(events[0]).toBe('upload-start');
  expect(events).toContain('upload-progress');
  expect(events.filter((event) => event === 'upload-success')).toHaveLength(2);
  expect(events.at(-1)).toBe('complete');
  const image = await page.evaluate(
    () =>
      (globalThis as unknown as Named).uppy.getFiles()[0]!.response!.body as unknown as Record<
        string,
        unknown
      >,
  );
  expect(image).toMatchObject({
    object: 'image',
    filename: 'lighthouse.jpg',
    caption: 'A lighthouse at dusk',
  });
  await expect(page.locator('imgpro-gallery [part~=tile] img')).toHaveCount(2);
});

test('an image that the service processes is in post-processing until it is ready', async ({ page }) => {
  await page.goto('/dashboard');
  await select(page, heicPhoto('mock-processing-photo.heic'));
  await press(page, /^Upload 1 file/);
  await expect(page.locator('.uppy-StatusBar')).toContainText('The image is being processed');
  expect(await files(page)).toMatchObject([{ postprocessing: true, stored: true, status: 'processing' }]);
  await expect(page.locator('.uppy-StatusBar')).toContainText('Complete', { timeout: 20_000 });
  expect(await files(page)).toMatchObject([{ postprocessing: false, status: 'ready', error: null }]);
  expect(await told(page)).toContain('postprocess-complete');
});

test('what fails says why, and Dashboard’s own button tries it again', async ({ page }) => {
  const servers = await ownServers([{ match: 'POST /v1/images', times: 1, status: 422 }]);
  try {
    await page.goto(`${servers.site.url}/dashboard`);
    await select(page, await jpeg(400, 300, 'second-thoughts.jpg'));
    await press(page, /^Upload 1 file/);
    await expect(page.locator('.uppy-StatusBar')).toContainText('Upload failed');
    expect((await files(page))[0]!.error).toMatch(/does not take this/i);
    await page.locator('.uppy-StatusBar-actionBtn--retry').click();
    await expect(page.locator('.uppy-StatusBar')).toContainText('Complete');
    expect(await servers.images()).toBe(1);
  } finally {
    await servers.close();
  }
});

test('without a token all files fail with one notice, and one button tries them again', async ({ page }) => {
  const servers = await ownServers([]);
  try {
    await page.route('**/imgpro/token', (route) => route.fulfill({ status: 401, json: {} }));
    await page.goto(`${servers.site.url}/dashboard`);
    const names = ['one.jpg', 'two.jpg', 'three.jpg'];
    await select(page, ...(await Promise.all(names.map((name) => jpeg(400, 300, name)))));
    await press(page, /^Upload 3 files/);
    await expect(page.locator('.uppy-StatusBar')).toContainText('Upload failed');
    await expect.poll(() => files(page).then((all) => all.filter(({ error }) => error).length)).toBe(3);
    // Dashboard shows its informer twice, one upon the other.
    await expect(page.locator('.uppy-Informer').last().locator('p')).toHaveCount(1);
    await page.unroute('**/imgpro/token');
    await page.locator('.uppy-StatusBar-actionBtn--retry').click();
    await expect(page.locator('.uppy-StatusBar')).toContainText('Complete');
    expect(await servers.images()).toBe(3);
  } finally {
    await servers.close();
  }
});

test('an image that could not be processed has failed, and can be tried again from its own button', async ({
  page,
}) => {
  await page.goto('/dashboard');
  await select(page, await jpeg(400, 300, 'mock-failed-photo.jpg'));
  await press(page, /^Upload 1 file/);
  await expect(page.locator('.uppy-StatusBar')).toContainText('Upload failed');
  expect(await files(page)).toMatchObject([
    { stored: false, error: expect.stringMatching(/processed/) as unknown },
  ]);
  const completed = (await told(page)).filter((event) => event === 'complete').length;
  await page.locator('.uppy-Dashboard-Item-progressIndicator').click();
  await expect
    .poll(async () => (await told(page)).filter((event) => event === 'complete').length)
    .toBe(completed + 1);
});

test('a file that is taken off while it is sent is not stored in the list, and tells no success', async ({
  page,
}) => {
  const servers = await ownServers([{ match: 'POST /v1/images', times: 1, delay_ms: 60_000 }]);
  try {
    await page.goto(`${servers.site.url}/dashboard`);
    await select(page, await jpeg(400, 300, 'regretted.jpg'));
    const sent = page.waitForRequest((request) => request.url().endsWith('/v1/images'));
    await press(page, /^Upload 1 file/);
    const failed = page.waitForEvent('requestfailed');
    await sent;
    await press(page, /^Remove file/);
    await failed;
    expect(await files(page)).toEqual([]);
    expect(await told(page)).not.toContain('upload-success');
    expect(await told(page)).not.toContain('upload-error');
  } finally {
    await servers.close();
  }
});

test('pause calls the upload off, resume goes on under the same key, and one image is stored', async ({
  page,
}) => {
  const servers = await ownServers([{ match: 'POST /v1/images', times: 1, delay_ms: 3_000 }]);
  try {
    const keys: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/images') && request.method() === 'POST')
        keys.push(request.headers()['idempotency-key']);
    });
    await page.goto(`${servers.site.url}/dashboard`);
    await select(page, await jpeg(400, 300, 'patience.jpg'));
    const sent = page.waitForRequest((request) => request.url().endsWith('/v1/images'));
    await press(page, /^Upload 1 file/);
    await sent;
    const calledOff = page.waitForEvent('requestfailed');
    await page.locator('.uppy-StatusBar-actionCircleBtn').first().click();
    await calledOff;
    await expect(page.locator('.uppy-StatusBar')).toContainText('Paused');
    expect(await files(page)).toMatchObject([{ paused: true, error: null, stored: false }]);
    await page.locator('.uppy-StatusBar-actionCircleBtn').first().click();
    await expect(page.locator('.uppy-StatusBar')).toContainText('Complete');
    expect(new Set(keys).size).toBe(1);
    expect(keys.length).toBeGreaterThan(1);
    expect(await servers.images()).toBe(1);
  } finally {
    await servers.close();
  }
});

test('without a connection Uppy says so, and the upload goes on by itself when it is back', async ({
  page,
  context,
}) => {
  const servers = await ownServers([{ match: 'POST /v1/images', times: 1, delay_ms: 3_000 }]);
  try {
    await page.goto(`${servers.site.url}/dashboard`);
    await select(page, await jpeg(400, 300, 'tunnel.jpg'));
    const sent = page.waitForRequest((request) => request.url().endsWith('/v1/images'));
    await press(page, /^Upload 1 file/);
    await sent;
    await context.setOffline(true);
    await expect(page.locator('.uppy-Informer').last()).toContainText('No Internet connection');
    await context.setOffline(false);
    await expect(page.locator('.uppy-StatusBar')).toContainText('Complete');
    expect(await servers.images()).toBe(1);
  } finally {
    await servers.close();
  }
});

test('what is more than the token allows is refused when it is chosen, over several choices', async ({
  page,
}) => {
  const servers = await ownServers([], { maxFiles: 2 });
  try {
    await page.goto(`${servers.site.url}/dashboard`);
    await select(
      page,
      await jpeg(400, 300, 'one.jpg'),
      await jpeg(400, 300, 'two.jpg'),
      await jpeg(400, 300, 'three.jpg'),
    );
    await expect(page.locator('.uppy-Informer').last()).toContainText('You can only upload 2 files');
    expect((await files(page)).map(({ name }) => name)).toEqual(['one.jpg', 'two.jpg']);
    await press(page, /^Upload 2 files/);
    await expect(page.locator('.uppy-StatusBar')).toContainText('Complete');
    expect(await servers.images()).toBe(2);
    await page.locator('.uppy-StatusBar-actionBtn--done').click();
    await select(page, await jpeg(400, 300, 'four.jpg'));
    await expect.poll(() => files(page)).toEqual([]);
    expect(await servers.images()).toBe(2);
  } finally {
    await servers.close();
  }
});
