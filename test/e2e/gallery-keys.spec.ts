// The gallery without a mouse, from the address of the page to the large picture and back.
import type { Page } from '@playwright/test';
import { choose, expect, fileStatus, jpeg, storedCount, test } from '../harness/e2e.ts';

/** Where the focus is: in a tile, with its id; in the viewer; in the question; or elsewhere, by its name or tag. */
async function focus(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const tile = element?.closest<HTMLElement>('.tile')?.dataset['id'];
    if (tile) return `tile ${tile}`;
    if (element?.closest('.imgpro-lightbox')) return 'viewer';
    if (!element || element === document.body) return 'nowhere';
    return element.getAttribute('aria-label') ?? element.textContent!.trim();
  });
}

/** Presses Tab until the focus is where it should be. */
async function tabTo(page: Page, place: RegExp): Promise<void> {
  for (let steps = 0; steps < 30; steps++) {
    if (place.test(await focus(page))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not lead to ${place}.`);
}

/** The same backwards. */
async function tabBack(page: Page, place: RegExp): Promise<void> {
  for (let steps = 0; steps < 30; steps++) {
    if (place.test(await focus(page))) return;
    await page.keyboard.press('Shift+Tab');
  }
  throw new Error(`Shift+Tab does not lead to ${place}.`);
}

test('a person finds the gallery, deletes a range, changes one and looks at it, all by keys', async ({
  page,
  servers,
}) => {
  await page.goto('/');
  await choose(page, await Promise.all([1, 2, 3, 4, 5, 6].map((at) => jpeg(600, 400, `photo-${at}.jpg`))));
  await expect.poll(() => storedCount(page)).toBe(6);
  await expect.poll(() => fileStatus(page, 5)).toBe('ready');
  await page.goto('/gallery');
  const gallery = page.locator('imgpro-gallery');
  const tiles = gallery.locator('[part~=tile]');
  await expect(tiles).toHaveCount(6);
  await expect(gallery.getByRole('button', { name: 'Select all' })).toBeVisible();
  const ids = await tiles.evaluateAll((all) => all.map((tile) => (tile as HTMLElement).dataset['id']!));

  await test.step('finds the images', async () => {
    await tabTo(page, /^tile/);
    expect(await focus(page)).toBe(`tile ${ids[0]}`);
  });

  await test.step('selects a range', async () => {
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focus(page)).toBe(`tile ${ids[1]}`);
    await page.keyboard.press('Space');
    for (const at of [2, 3]) {
      await page.keyboard.press('Shift+ArrowRight');
      await expect.poll(() => focus(page)).toBe(`tile ${ids[at]}`);
    }
    await expect(gallery.getByRole('status')).toHaveText('3 selected');
  });

  await test.step('thinks better of deleting it', async () => {
    await page.keyboard.press('Delete');
    await expect(gallery.getByRole('dialog')).toBeVisible();
    expect(await focus(page)).not.toBe('nowhere');
    await page.keyboard.press('Escape');
    await expect(gallery.getByRole('dialog')).toHaveCount(0);
    await expect.poll(() => focus(page)).toBe(`tile ${ids[3]}`);
    await expect(gallery.getByRole('checkbox', { checked: true })).toHaveCount(3);
  });

  await test.step('deletes it', async () => {
    await page.keyboard.press('Delete');
    await tabTo(page, /^Delete 3 images$/);
    await page.keyboard.press('Enter');
    await expect(tiles).toHaveCount(3);
    await expect.poll(() => focus(page)).toBe(`tile ${ids[4]}`);
    await expect(gallery.getByRole('status')).toHaveText('3 images deleted');
  });

  await test.step('writes a caption, and takes it back', async () => {
    await page.keyboard.press('Space');
    await tabBack(page, /^Edit details$/);
    await page.keyboard.press('Enter');
    await expect(gallery.getByRole('dialog')).toBeVisible();
    await gallery.getByRole('dialog').getByLabel('Caption').focus();
    await page.keyboard.type('A hill in spring');
    await tabTo(page, /^Save$/);
    await page.keyboard.press('Enter');
    const caption = gallery.locator(`[data-id="${ids[4]}"] [part=caption]`);
    await expect(caption).toHaveText('A hill in spring');
    await tabTo(page, /^Undo$/);
    await page.keyboard.press('Enter');
    await expect(caption).toHaveCount(0);
    const stored = await page.request.get(`${servers.mock.url}/v1/images/${ids[4]}`, {
      headers: { authorization: 'Bearer img_live_demo' },
    });
    expect(((await stored.json()) as { caption: string | null }).caption).toBeNull();
    await tabTo(page, /^tile/);
    await page.keyboard.press('Escape');
    expect(await focus(page)).toBe(`tile ${ids[4]}`);
  });

  await test.step('opens a picture, goes on, and closes it', async () => {
    await page.keyboard.press('Enter');
    await expect(page.locator('dialog.imgpro-lightbox[data-state=open]')).toBeVisible();
    await expect.poll(() => focus(page)).toBe('viewer');
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(new RegExp(`imgpro=${ids[5]}`));
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog.imgpro-lightbox')).toHaveCount(0);
    await expect.poll(() => focus(page)).toBe(`tile ${ids[5]}`);
  });

  await test.step('selects all that is left, from the toolbar, and nothing again', async () => {
    await page.keyboard.press('Shift+Tab');
    await tabTo(page, /./);
    expect(await focus(page)).not.toBe('nowhere');
    await page.keyboard.press('Control+a');
    await expect(gallery.getByRole('status')).toHaveText('3 selected');
    await page.keyboard.press('Escape');
    await expect(gallery.getByRole('status')).toHaveText('Nothing selected');
    expect(await focus(page)).not.toBe('nowhere');
  });
});

test('Back leads to the place in the gallery that one left by a link', async ({ page, servers }) => {
  await fetch(`${servers.mock.url}/__mock/reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ images: 400, seed: 7 }),
  });
  await page.goto('/login?from=/gallery');
  await page.getByRole('button', { name: /Sam/ }).click();
  const tiles = page.locator('imgpro-gallery [part~=tile]');
  await expect(tiles.first()).toBeVisible();
  // As a person scrolls: to the end of what is there, until some pages have come.
  const loaded = () =>
    page
      .locator('imgpro-gallery')
      .evaluate((element) => (element as unknown as { loaded: unknown[] }).loaded.length);
  while ((await loaded()) < 200) {
    await page.mouse.wheel(0, 1_500);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await page.mouse.wheel(0, -2_000);
  const seen = () =>
    tiles.evaluateAll((all) => {
      const tile = all.find((each) => each.getBoundingClientRect().bottom > 0) as HTMLElement | undefined;
      return { id: tile?.dataset['id'], top: Math.round(tile?.getBoundingClientRect().top ?? 0) };
    });
  let left = await seen();
  await expect
    .poll(async () => {
      const before = left;
      left = await seen();
      return before.id === left.id && before.top === left.top;
    })
    .toBe(true);
  await page.goto('/image');
  await page.goBack();
  await expect.poll(async () => (await seen()).id).toBe(left.id);
  await expect.poll(async () => Math.abs((await seen()).top - left.top)).toBeLessThanOrEqual(2);
  expect(await loaded()).toBeGreaterThanOrEqual(200);
});
