// Preparation of a photo before it is sent, and sources of photos: workers, the decoder and the camera of a real
// browser, on pages with the strict policy.
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import type { ImgproUploader } from '../../src/index.ts';
import { findLocation } from '../../src/upload/prepare/strip-location/index.ts';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';
import { choose, expect, heicPhoto, storedCount, test, transfer, type TestFile } from '../harness/e2e.ts';

test.use({
  launchOptions: {
    executablePath: browserPath('chromium'),
    args: [...chromiumFlags, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  },
});

const PLACE = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '52/1 30/1 0/1',
  GPSLongitudeRef: 'E',
  GPSLongitude: '13/1 24/1 0/1',
};

/** A photo with a place in it, unlike any other. */
async function holiday(width: number, height: number, name = 'holiday.jpg'): Promise<TestFile> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  const image = sharp({ create: { width, height, channels: 3, background: '#48a', noise } });
  const exif = { IFD0: { Make: 'Camera' }, IFD3: PLACE };
  return {
    name,
    mimeType: 'image/jpeg',
    buffer: await image.withExif(exif).jpeg({ quality: 90 }).toBuffer(),
  };
}

function set(page: Page, attributes: Record<string, string>): Promise<void> {
  return page.locator('imgpro-uploader').evaluate((uploader, list) => {
    for (const [name, value] of Object.entries(list)) uploader.setAttribute(name, value);
  }, attributes);
}

/** The image that was stored last. */
function stored(page: Page) {
  return page
    .locator('imgpro-uploader')
    .evaluate((uploader) => (uploader as unknown as ImgproUploader).images.at(-1)!);
}

/** Remembers what leaves the page: the service removes metadata itself, and would hide what we left in. */
async function watchSending(page: Page): Promise<() => Promise<Uint8Array[]>> {
  await page.addInitScript(() => {
    const sent: File[] = [];
    Object.assign(window, { sent });
    const { send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.send = function (body) {
      if (body instanceof FormData) sent.push(body.get('file') as File);
      send.call(this, body);
    };
  });
  return async () => {
    const files = await page.evaluate(() =>
      Promise.all(
        (window as unknown as { sent: File[] }).sent.map(async (file) => [
          ...new Uint8Array(await file.arrayBuffer()),
        ]),
      ),
    );
    return files.map((bytes) => Uint8Array.from(bytes));
  };
}

const workersOf = (page: Page) => page.workers().map((worker) => worker.url().replace(/.*\//, ''));

/** The policy that the elements promise to work under, to the letter: our own name is not in it. */
async function underTheContract(page: Page): Promise<void> {
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document' && route.request().method() !== 'HEAD')
      return route.continue();
    const answer = await route.fetch();
    const headers = answer.headers();
    const policy = headers['content-security-policy'];
    if (policy) headers['content-security-policy'] = policy.replace('lit-html imgpro', 'lit-html');
    await route.fulfill({ response: answer, headers });
  });
}

test('a photo keeps its place unless the page says otherwise', async ({ page }) => {
  const sent = await watchSending(page);
  await page.goto('/');
  await choose(page, [await holiday(640, 480)]);
  await expect.poll(() => storedCount(page)).toBe(1);
  expect(await findLocation((await sent())[0]!)).not.toEqual([]);
});

test('a photo is stored without its place, its pixels as they were', async ({ page }) => {
  const sent = await watchSending(page);
  await page.goto('/');
  await set(page, { 'strip-location': '' });
  const file = await holiday(640, 480);
  await choose(page, [file]);
  await expect.poll(() => storedCount(page)).toBe(1);
  expect(workersOf(page)).toContain('prepare.js');
  const bytes = (await sent())[0]!;
  expect(await findLocation(bytes)).toEqual([]);
  expect(Buffer.from(bytes).includes('Camera')).toBe(true);
  const pixels = (from: Uint8Array) => sharp(from).raw().toBuffer();
  expect((await pixels(bytes)).equals(await pixels(file.buffer))).toBe(true);
});

test('large photos are made smaller in a worker, small ones are left alone', async ({ page }) => {
  await page.goto('/');
  await set(page, { 'max-dimension': '800' });
  await choose(page, [await holiday(4000, 3000)]);
  await expect.poll(() => storedCount(page)).toBe(1);
  const large = await stored(page);
  expect([large.width, large.height]).toEqual([800, 600]);
  const small = await holiday(640, 480);
  await transfer(page, 'drop', [small]);
  await expect.poll(() => storedCount(page)).toBe(2);
  expect((await stored(page)).bytes).toBe(small.buffer.length);
});

test('a HEIC has a preview in a browser that cannot show it, and its decoder is fetched for nothing else', async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto('/');
  await choose(page, [await holiday(640, 480)]);
  const pictures = page.locator('imgpro-uploader .thumb img');
  await expect(pictures).toHaveCount(1);
  expect(fetched.filter((url) => url.includes('heic.js'))).toEqual([]);
  await transfer(page, 'drop', [heicPhoto()]);
  await expect(pictures).toHaveCount(2);
  await expect
    .poll(() => pictures.last().evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(320);
  expect(workersOf(page)).toContain('heic.js');
});

test('without workers, as the strictest policy has it, photos are prepared all the same', async ({
  page,
}) => {
  await underTheContract(page);
  const sent = await watchSending(page);
  await page.goto('/');
  await set(page, { 'strip-location': '', 'max-dimension': '800' });
  await choose(page, [await holiday(1600, 1200), await holiday(640, 480, 'small.jpg'), heicPhoto()]);
  await expect.poll(() => storedCount(page)).toBe(3);
  expect(workersOf(page)).toEqual([]);
  const photos = (await sent()).filter((bytes) => bytes[0] === 0xff); // the HEIC is no JPEG
  const widths = await Promise.all(photos.map(async (bytes) => (await sharp(bytes).metadata()).width));
  expect(widths.sort()).toEqual([640, 800]);
  for (const bytes of photos) expect(await findLocation(bytes)).toEqual([]);
});

test('a photo is taken with the camera of the machine', async ({ page }) => {
  await page.goto('/');
  await set(page, { sources: 'file camera' });
  const uploader = page.locator('imgpro-uploader');
  await uploader.getByRole('button', { name: 'Take a photo' }).click();
  const dialog = uploader.getByRole('dialog', { name: 'Take a photo' });
  await expect(dialog.getByRole('button', { name: 'Take photo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Add 1 photo' }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => storedCount(page)).toBe(1);
  const image = await stored(page);
  expect(image.filename).toMatch(/^photo-.*\.jpg$/);
  expect(image.width).toBeGreaterThan(300);
});

test('Escape closes the camera and gives the focus back', async ({ page }) => {
  await page.goto('/');
  await set(page, { sources: 'camera' });
  const button = page.locator('imgpro-uploader').getByRole('button', { name: 'Take a photo' });
  await button.click();
  await expect(page.locator('imgpro-uploader').getByRole('button', { name: 'Take photo' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('imgpro-uploader dialog')).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('what prepares a photo is fetched again where the network failed it', async ({ page }) => {
  const failed = new Set<string>();
  await page.route(/dist\/.*\/prepare-step/, (route) => {
    const { pathname } = new URL(route.request().url()); // a browser that keeps the failure is asked for another address
    if (failed.has(pathname)) return route.continue();
    failed.add(pathname);
    return route.abort();
  });
  await page.goto('/');
  await set(page, { 'max-dimension': '200' });
  await choose(page, [await holiday(400, 300)]);
  await expect.poll(() => storedCount(page)).toBe(1);
  expect(failed.size).toBe(1);
  expect(await stored(page)).toMatchObject({ width: 200 });
});
