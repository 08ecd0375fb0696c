// From choosing to a submitted form: two photos, one is cut, both are described and put into order; by keys alone, and by fingers.
import type { Locator, Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { expect, jpeg, test } from '../harness/e2e.ts';

const uploader = (page: Page): Locator => page.locator('imgpro-uploader');
const button = (page: Page, name: string | RegExp) => uploader(page).getByRole('button', { name });
const files = (page: Page) =>
  uploader(page).evaluate((element: ImgproUploader) =>
    element.files.map(({ name, fields }) => `${name}: ${fields['caption'] ?? ''}`),
  );

/** The demo's form, with an editor and captions; files are sent when a person says so. */
async function openForm(page: Page): Promise<void> {
  await page.goto('/form');
  await uploader(page).evaluate((element) => {
    for (const [name, value] of Object.entries({ editor: '', manual: '', fields: 'caption' }))
      element.setAttribute(name, value);
  });
}

/** The site shows the item: its title, and its pictures in their order with their shapes. */
async function expectItem(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  const pictures = page.locator('main imgpro-image img');
  await expect(pictures).toHaveCount(2);
  const shapes = () =>
    pictures.evaluateAll((all) =>
      all.map((img) => Number(img.getAttribute('width')) / Number(img.getAttribute('height'))),
    );
  // The second photo was moved to the front; the first was cut square.
  await expect.poll(shapes).toEqual([1.5, 1]);
}

/** Presses Tab until the focus is there, as a person does who looks for it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element))
      return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The focus does not come there.');
}

test('by keys alone', async ({ page }) => {
  await openForm(page);
  await page.getByLabel('Title').focus();
  await page.keyboard.type('A bicycle');
  const chooser = page.waitForEvent('filechooser');
  await tabTo(page, button(page, /choose/i));
  await page.keyboard.press('Enter');
  await (await chooser).setFiles([await jpeg(1200, 800, 'front.jpg'), await jpeg(900, 600, 'back.jpg')]);

  await expect(button(page, 'Edit front.jpg')).toBeVisible();
  await tabTo(page, button(page, 'Edit front.jpg'));
  await page.keyboard.press('Enter');
  await expect(uploader(page).getByRole('slider', { name: 'Crop area' })).toBeFocused();
  const free = uploader(page).getByRole('radio', { name: 'Free' });
  await tabTo(page, free);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(uploader(page).getByRole('radio', { name: 'Square' })).toBeChecked();
  await tabTo(page, button(page, 'Done'));
  await page.keyboard.press('Enter');
  await expect(button(page, 'Edit front.jpg')).toBeFocused();

  await tabTo(page, button(page, 'Add a caption: front.jpg'));
  await page.keyboard.press('Enter');
  await page.keyboard.type('From the front');
  await page.keyboard.press('Tab');
  await expect(uploader(page).getByRole('textbox', { name: 'Caption of back.jpg' })).toBeFocused();
  await page.keyboard.type('From the back');
  await page.keyboard.press('Control+Shift+ArrowUp'); // text is being written: nothing moves
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Shift+ArrowUp');
  await expect.poll(() => files(page)).toEqual(['back.jpg: From the back', 'front.jpg: From the front']);

  // It stands in the bar, and once more behind the list for those who come from there by Tab.
  await tabTo(page, button(page, 'Upload 2 images').last());
  await page.keyboard.press('Enter');
  await expect(uploader(page).getByText('2 images uploaded', { exact: true })).toBeVisible({
    timeout: 20_000,
  });
  await page.getByRole('button', { name: 'Publish' }).focus();
  await page.keyboard.press('Enter');
  await expectItem(page, 'A bicycle');
});

test.describe('by fingers', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test('on a phone', async ({ page }) => {
    await openForm(page);
    await page.getByLabel('Title').tap();
    await page.keyboard.type('A bicycle');
    const chooser = page.waitForEvent('filechooser');
    await button(page, /choose/i)
      .first()
      .tap();
    await (await chooser).setFiles([await jpeg(1200, 800, 'front.jpg'), await jpeg(900, 600, 'back.jpg')]);

    await button(page, 'Actions for front.jpg').tap();
    await uploader(page).getByRole('menuitem', { name: 'Edit image' }).tap();
    const square = uploader(page).getByRole('radio', { name: 'Square' });
    await square.tap();
    await expect(square).toBeChecked();
    await button(page, 'Done').tap();

    await button(page, 'Add a caption: front.jpg').tap();
    await page.keyboard.type('From the front');
    await button(page, 'Add a caption: back.jpg').tap();
    await page.keyboard.type('From the back');
    await button(page, 'Done').tap();
    await button(page, 'Actions for back.jpg').tap();
    await uploader(page).getByRole('menuitem', { name: 'Move up' }).tap();
    await expect.poll(() => files(page)).toEqual(['back.jpg: From the back', 'front.jpg: From the front']);

    await button(page, 'Upload 2 images').first().tap();
    await expect(uploader(page).getByText('2 images uploaded', { exact: true })).toBeVisible({
      timeout: 20_000,
    });
    await page.getByRole('button', { name: 'Publish' }).tap();
    await expectItem(page, 'A bicycle');
  });
});
