// imgpro.css: a gallery before its script.
import { expect, heldScript, test } from '../harness/image-pages.ts';

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
