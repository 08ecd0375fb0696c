// The mock's admin page, in the hands of a person: what it shows is so, and what it drives happens.
import { expect, test } from '@playwright/test';
import { serveMock, type ServedMock } from '../../demo/mock/serve.ts';

let mock: ServedMock;
test.beforeEach(async ({ page }) => {
  mock = await serveMock({ port: 0, images: 6 });
  await page.goto(`${mock.url}/__mock/ui`);
});
test.afterEach(() => mock.close());

test('drives clock, faults, images and keys', async ({ page }) => {
  const { control } = mock.mock;
  const before = Date.parse(control.status().now);
  await page.getByRole('button', { name: '+31d' }).click();
  await expect(page.getByRole('status')).toHaveText('31d later.');
  expect(Date.parse(control.status().now) - before).toBeGreaterThan(30 * 86_400_000);
  await page.getByRole('button', { name: 'Freeze' }).click();
  await expect(page.getByRole('button', { name: 'Let run' })).toBeVisible();

  await page.getByRole('button', { name: 'Next upload: 503' }).click();
  await expect.poll(() => control.faults.length).toBe(1);
  await page.getByRole('textbox', { name: 'Requests' }).fill('nonsense');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('status')).toHaveText('Write METHOD /path, such as POST /v1/images.');

  const first = page.getByRole('combobox', { name: /^State of/ }).first();
  await first.selectOption('blocked');
  await expect.poll(() => control.images(mock.url)[0]?.state).toBe('blocked');

  const keys = control.status().keys.length;
  await page.getByRole('button', { name: 'Make a key' }).click();
  await expect.poll(() => control.status().keys.length).toBe(keys + 1);

  page.on('dialog', (dialog) => dialog.accept());
  await page.getByRole('textbox', { name: 'Seeded' }).fill('2');
  await page.getByRole('button', { name: 'Reset everything' }).click();
  await expect(page.getByRole('combobox', { name: /^State of/ })).toHaveCount(2);
  expect(control.faults).toEqual([]);
});

test('shows requests as they come, and not its own', async ({ page }) => {
  await expect(page.getByText('Nothing yet.')).toBeVisible();
  await fetch(`${mock.url}/v1/usage`, { headers: { Authorization: 'Bearer img_live_demo' } });
  await expect(page.getByRole('cell', { name: 'GET /v1/usage' })).toBeVisible();
  await expect(page.locator('#images img').first()).toBeVisible();
  await expect(page.getByRole('cell', { name: /cdn/ })).toHaveCount(0);
});

test('pages fit a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  for (const path of ['/__mock/ui', '/docs']) {
    await page.goto(mock.url + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(360);
  }
});
