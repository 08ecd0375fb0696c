// imgpro.css: a gallery and an uploader before their script.
import { expect, heldScript, test, watchShifts } from '../harness/image-pages.ts';

test('a gallery holds its place before its script, and is not said to be empty', async ({ page, open }) => {
  const script = await heldScript(page);
  await open(`<imgpro-gallery>
    <p slot="empty">No trips yet.</p><p slot="error">Come back tomorrow.</p><p slot="end">That was all.</p>
  </imgpro-gallery>`);
  await script.asked;
  const gallery = page.locator('imgpro-gallery');
  await expect(gallery.getByText(/trips|tomorrow|all/)).toHaveCount(3);
  for (const text of ['No trips yet.', 'Come back tomorrow.', 'That was all.'])
    await expect(page.getByText(text)).toBeHidden();
  expect((await gallery.boundingBox())!.height).toBeGreaterThan(400);
  script.release();
  await expect(page.getByText('No trips yet.')).toBeVisible();
  await expect(page.getByText('That was all.')).toBeHidden();
});

test('an uploader holds the place of its panel, around the page’s own input', async ({ page, open }) => {
  const script = await heldScript(page);
  const shifts = await watchShifts(page);
  await open(`<form><label for="photo">Photos</label>
    <imgpro-uploader><input type="file" id="photo" name="photo" multiple required></imgpro-uploader></form>
    <p id="after">After it</p>`);
  await script.asked;
  const place = () => page.locator('#after').boundingBox();
  await expect(page.getByLabel('Photos')).toBeVisible();
  const before = await place();
  script.release();
  await expect(page.getByText('Drop images here')).toBeVisible();
  expect(await place()).toEqual(before);
  // The words inside the panel follow the input a moment later; nothing else moves.
  expect(await shifts()).toBeLessThan(0.0005);
});
