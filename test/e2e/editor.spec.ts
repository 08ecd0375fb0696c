// A crooked photo with a stranger at its edge: straightened, cut, and only then sent. By keys alone, by fingers, over a reload.
import type { CDPSession, Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import type { ImgproUploader } from '../../src/index.ts';
import { choose, expect, heicPhoto, jpeg, storedCount, test, type TestFile } from '../harness/e2e.ts';

const uploader = (page: Page): Locator => page.locator('imgpro-uploader');

/** Sets attributes of the uploader, and chooses a photo. */
async function chosen(page: Page, photo: TestFile, attributes: Record<string, string> = {}): Promise<void> {
  await uploader(page).evaluate(
    (element, list) => {
      for (const [name, value] of Object.entries(list)) element.setAttribute(name, value);
    },
    { manual: '', editor: '', ...attributes },
  );
  await choose(page, [photo]);
  await expect(uploader(page).getByRole('button', { name: `Edit ${photo.name}` })).toBeVisible();
}

const frame = (page: Page): Locator => uploader(page).getByRole('slider', { name: 'Crop area' });

/** The size of the image that was stored last, as the mock delivers it. */
async function storedSize(page: Page): Promise<[number?, number?]> {
  await uploader(page)
    .getByRole('button', { name: /^Upload 1 image$/ })
    .click();
  await expect.poll(() => storedCount(page), { timeout: 15_000 }).toBe(1);
  const url = await uploader(page).evaluate(
    (element) => (element as unknown as ImgproUploader).images[0]!.url,
  );
  const answer = await fetch(url);
  const { width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
  return [width, height];
}

test('a photo is cut and turned by keys alone, and stored so', async ({ page }) => {
  await page.goto('/script-tag');
  await chosen(page, await jpeg(1200, 800));
  await uploader(page).getByRole('button', { name: 'Edit photo.jpg' }).focus();
  await page.keyboard.press('Enter');
  await expect(frame(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(uploader(page).getByRole('slider', { name: 'Top left corner' })).toBeFocused();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('Shift+ArrowRight');
  const right = uploader(page).getByRole('button', { name: 'Rotate right' });
  await right.focus();
  await page.keyboard.press('Space');
  await uploader(page).getByRole('button', { name: 'Done' }).focus();
  await page.keyboard.press('Enter');
  await expect(uploader(page).getByRole('button', { name: 'Edit photo.jpg' })).toBeFocused();
  expect(await storedSize(page)).toEqual([800, 900]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

  const touch = (session: CDPSession, type: string, ...points: [number, number][]) =>
    session.send('Input.dispatchTouchEvent', {
      type: type as 'touchStart',
      touchPoints: points.map(([x, y], id) => ({ x, y, id })),
    });

  test('a photo is cut by fingers, and stored so', async ({ page }) => {
    await page.goto('/script-tag');
    await chosen(page, await jpeg(1200, 800));
    await uploader(page).getByRole('button', { name: 'Edit photo.jpg' }).tap();
    await expect(frame(page)).toBeVisible();
    const session = await page.context().newCDPSession(page);
    const before = (await frame(page).boundingBox())!;
    const [x, y] = [before.x + before.width, before.y + before.height];
    await touch(session, 'touchStart', [x, y]);
    for (const share of [0.25, 0.5]) await touch(session, 'touchMove', [x - before.width * share, y]);
    await touch(session, 'touchEnd');
    const square = uploader(page).getByRole('radio', { name: 'Square' });
    // On a busy machine Chromium takes a tap right after raw touches for a part of them, now and then.
    await expect(async () => {
      await square.tap();
      await expect(square).toBeChecked({ timeout: 1000 });
    }).toPass({ timeout: 15_000 });
    await uploader(page).getByRole('button', { name: 'Done' }).tap();
    await expect(frame(page)).toHaveCount(0);
    const [width, height] = await storedSize(page);
    expect(width).toBe(height);
    expect(Math.abs(width! - Math.sqrt(600 * 800))).toBeLessThan(8);
  });
});

test('a HEIC is edited too, on a page with the strict policy', async ({ page }) => {
  await page.goto('/script-tag');
  await chosen(page, heicPhoto('lake.heic'), { 'aspect-ratios': '1:1' });
  await uploader(page).getByRole('button', { name: 'Edit lake.heic' }).click();
  await expect(frame(page)).toBeVisible({ timeout: 20_000 });
  await uploader(page).getByRole('button', { name: 'Done' }).click();
  await expect(uploader(page).getByRole('button', { name: 'Edit lake.jpg' })).toBeVisible({
    timeout: 20_000,
  });
  const [width, height] = await storedSize(page);
  expect(width).toBe(height);
});

test('an edit survives a reload, and can still be undone', async ({ page }) => {
  await page.goto('/recover');
  await chosen(page, await jpeg(1200, 800));
  await uploader(page).getByRole('button', { name: 'Edit photo.jpg' }).click();
  await uploader(page).getByRole('button', { name: 'Rotate left' }).click();
  await uploader(page).getByRole('button', { name: 'Done' }).click();
  await expect(frame(page)).toHaveCount(0);
  const kept = () =>
    page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const request = indexedDB.open('imgpro-uploads');
          request.onsuccess = () => {
            const all = request.result.transaction('entries').objectStore('entries').getAll();
            all.onsuccess = () => {
              request.result.close();
              const [entry] = all.result as { content: { kind: string }; kept: { edit?: unknown } }[];
              resolve(`${entry?.content.kind} ${entry?.kept.edit ? 'edited' : ''}`);
            };
          };
        }),
    );
  await expect.poll(kept).toBe('bytes edited');
  await page.reload();
  await uploader(page).evaluate((element) => {
    for (const name of ['manual', 'editor']) element.setAttribute(name, '');
  });
  const row = uploader(page).locator('.thumb img');
  await expect
    .poll(() => row.evaluate((image: HTMLImageElement) => image.naturalWidth < image.naturalHeight), {
      timeout: 15_000,
    })
    .toBe(true);
  await uploader(page).getByRole('button', { name: 'Edit photo.jpg' }).click();
  await expect(uploader(page).getByText('Size 800 × 1,200 px')).toBeVisible();
  await uploader(page).getByRole('button', { name: 'Reset' }).click();
  await expect(uploader(page).getByText('Size 1,200 × 800 px')).toBeVisible();
  const editor = uploader(page).locator('dialog.editor');
  await editor.getByRole('button', { name: 'Cancel' }).click();
  await editor.getByRole('button', { name: 'Discard' }).click();
  await uploader(page).evaluate((element) => (element as unknown as ImgproUploader).upload());
  await expect.poll(() => storedCount(page), { timeout: 15_000 }).toBe(1);
  const { width, height } = await uploader(page).evaluate(
    (element) => (element as unknown as ImgproUploader).images[0]!,
  );
  expect([width, height]).toEqual([800, 1200]);
});
