// Captions of photos, written by keyboard alone: the service has them in the end.
import type { Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { choose, expect, jpeg, test } from '../harness/e2e.ts';

const uploader = (page: Page) => page.locator('imgpro-uploader');
const photos = (...names: string[]) => Promise.all(names.map((name) => jpeg(320, 240, `${name}.jpg`)));
const statuses = (page: Page) =>
  uploader(page).evaluate((element) =>
    (element as unknown as ImgproUploader).files.map(({ status }) => status).join(),
  );

/** Names and texts of the images that the uploader has stored, as the service answers when it is asked for them. */
async function stored(page: Page, api: string): Promise<[string, string | null, string | undefined][]> {
  const ids = await uploader(page).evaluate((element) =>
    (element as unknown as ImgproUploader).images.map(({ id }) => id),
  );
  return Promise.all(
    ids.map(async (id) => {
      const answer = await fetch(`${api}/v1/images/${id}`, {
        headers: { authorization: 'Bearer img_live_demo' },
      });
      const image = (await answer.json()) as {
        filename: string;
        caption: string | null;
        metadata: Record<string, string>;
      };
      return [image.filename, image.caption, image.metadata['alt_text']];
    }),
  );
}

test('five photos get a sentence each by keyboard alone, and the service has them', async ({
  page,
  servers,
}) => {
  await page.goto('/');
  await uploader(page).evaluate((element) => element.setAttribute('fields', 'caption'));
  await choose(page, await photos('one', 'two', 'three', 'four', 'five'));
  await expect.poll(() => statuses(page)).toBe('ready,ready,ready,ready,ready');
  await page.keyboard.press('Tab'); // out of the way in
  while (!(await page.locator('.said:focus').count())) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  for (const name of ['one', 'two', 'three', 'four', 'five']) {
    await expect(page.locator('textarea:focus')).toHaveAttribute('aria-label', `Caption of ${name}.jpg`);
    await page.keyboard.type(`This is ${name}.`);
    if (name !== 'five') await page.keyboard.press('Tab');
  }
  await expect(page.locator('imgpro-uploader textarea'), 'one is open at a time').toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.locator('imgpro-uploader textarea')).toHaveCount(0);
  await expect
    .poll(() => stored(page, servers.mock.url))
    .toEqual(
      ['one', 'two', 'three', 'four', 'five'].map((name) => [`${name}.jpg`, `This is ${name}.`, undefined]),
    );
});

test('a description that is required holds back just its file, which goes out by itself once it is written', async ({
  page,
  servers,
}) => {
  await page.goto('/');
  await uploader(page).evaluate((element) => element.setAttribute('fields', 'caption alt_text*'));
  await choose(page, await photos('one', 'two'));
  await expect(uploader(page)).toContainText('2 photos need a description');
  const field = page.getByRole('textbox', { name: 'Alt text of one.jpg' });
  await page.getByRole('button', { name: /Description needed: one\.jpg/ }).press('Enter');
  await expect(field, 'the one that is asked for').toBeFocused();
  await page.keyboard.type('A lighthouse');
  expect(await statuses(page), 'not at each key').toBe('queued,queued');
  await page.keyboard.press('Enter');
  await expect.poll(() => statuses(page)).toBe('ready,queued');
  await expect(uploader(page)).toContainText('1 photo needs a description');
  expect(await stored(page, servers.mock.url)).toEqual([['one.jpg', null, 'A lighthouse']]);
});
