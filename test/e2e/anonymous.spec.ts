// Uploads without an account: the service's limits, the end of the images, and its offer, as a visitor meets them.
import { choose, expect, fileStatus, jpeg, test as base, transfer } from '../harness/e2e.ts';
import { setClock } from '../harness/mock-control.ts';
import { startServers } from '../harness/start-servers.ts';

const test = base.extend<object, { servers: Awaited<ReturnType<typeof startServers>> }>({
  servers: [
    async ({}, use) => {
      const servers = await startServers({ anonymousLimit: { hour: 2, day: 5 } });
      await use(servers);
      await servers.close();
    },
    { scope: 'worker' },
  ],
});

const photo = (name: string) => jpeg(320, 240, name);

test('two images an hour: the third says when, counts down once that is near, and goes on by itself', async ({
  page,
  servers,
}) => {
  const { mock } = servers;
  await page.clock.install();
  await page.goto('/anonymous');
  const uploader = page.locator('imgpro-uploader');
  await choose(page, [await photo('one.jpg'), await photo('two.jpg')]);
  await expect.poll(() => fileStatus(page, 1)).toBe('ready');
  await expect(uploader.locator('.fact.life')).toContainText('These images are deleted in 30 days.');
  await expect(uploader.getByText(/Uploaded, kept until/).first()).toBeVisible();

  const offer = uploader.getByRole('link', { name: 'Create Account' });
  await expect(offer).toHaveAttribute('rel', 'noopener noreferrer');
  expect(await offer.getAttribute('href')).toContain('/auth/register');
  await uploader.getByRole('button', { name: 'Do not show this again' }).click();
  await expect(offer).toHaveCount(0);

  await transfer(page, 'drop', [await photo('three.jpg')]);
  await expect.poll(() => fileStatus(page, 2)).toBe('failed');
  await expect(uploader.locator('[part~=error]')).toContainText(
    /Too many uploads for now\. Try again in (1 hour|60 minutes)\./,
  );

  await setClock(mock, { advance: '58m' });
  await uploader.getByRole('button', { name: 'Try again: three.jpg' }).click();
  await expect(uploader.locator('.fact.limit')).toContainText(
    /Too many uploads just now\. Going on in [12]:\d\d/,
  );
  await setClock(mock, { advance: '2m' });
  await page.clock.fastForward('02:30');
  await expect.poll(() => fileStatus(page, 2)).toBe('ready');
  await expect(uploader.locator('.fact.limit')).toHaveCount(0);
  await page.reload();
  await choose(page, [await photo('four.jpg')]);
  await expect.poll(() => fileStatus(page)).toBe('ready');
  await expect(uploader.locator('.fact.life')).toContainText('This image is deleted in 30 days.');
  await expect(offer, 'it was dismissed for this visit').toHaveCount(0);
});
