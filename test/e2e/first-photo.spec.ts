// A newcomer's way: a photo in, a photo shown, still there after a reload.
import {
  choose,
  expect,
  fileStatus,
  heicPhoto,
  jpeg,
  test,
  transfer,
  type TestFile,
  storedCount,
} from '../harness/e2e.ts';

const ways = {
  'the file chooser': choose,
  drop: (page: Parameters<typeof choose>[0], files: TestFile[]) => transfer(page, 'drop', files),
  paste: (page: Parameters<typeof choose>[0], files: TestFile[]) => transfer(page, 'paste', files),
};

for (const [way, give] of Object.entries(ways)) {
  test(`a 4000x3000 JPEG and a HEIC by ${way} are stored, shown and still there after a reload`, async ({
    page,
    servers,
  }) => {
    await page.goto('/');
    await page.evaluate(() => {
      const states: string[] = [];
      Object.assign(window, { states });
      document.addEventListener('imgpro-upload-success', (event) => {
        const { image } = (event as CustomEvent).detail;
        states.push(`${image.filename} ${image.status}`);
      });
      document.addEventListener('imgpro-image-ready', (event) => {
        const { image } = (event as CustomEvent).detail;
        states.push(`${image.filename} ready to show`);
      });
    });

    await give(page, [await jpeg(4000, 3000, 'meadow.jpg'), heicPhoto('lake.heic')]);

    await expect.poll(() => storedCount(page)).toBe(2);
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { states: string[] }).states))
      .toEqual(
        expect.arrayContaining([
          'meadow.jpg ready',
          'meadow.jpg ready to show',
          'lake.heic processing',
          'lake.heic ready to show',
        ]),
      );

    const gallery = page.locator('imgpro-gallery');
    await expect(gallery.locator('[part~=tile] img')).toHaveCount(2);
    await expect
      .poll(() =>
        gallery
          .locator('[part~=tile] img')
          .evaluateAll((list) => (list as HTMLImageElement[]).every((i) => i.complete && i.naturalWidth > 0)),
      )
      .toBe(true);

    await page.reload();
    await expect(gallery.locator('[part~=tile] img')).toHaveCount(2);
    const stored = (await (await fetch(`${servers.mock.url}/__mock`)).json()) as {
      counts: { images: number };
    };
    expect(stored.counts.images).toBeGreaterThanOrEqual(2);
  });
}

test('the stored JPEG and HEIC have right srcsets in <imgpro-image>, and no request is made twice', async ({
  page,
}) => {
  await page.goto('/');
  // One after the other, so that the newest is known.
  for (const [at, file] of [heicPhoto('lake.heic'), await jpeg(4000, 3000, 'meadow.jpg')].entries()) {
    if (at === 0) await choose(page, [file]);
    else await transfer(page, 'drop', [file]);
    await expect.poll(() => fileStatus(page, at)).toBe('ready');
  }

  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'image' && request.url().includes('/cdn/')) requests.push(request.url());
  });
  await page.goto('/image');
  const meadow = page.locator('#newest imgpro-image img');
  const lake = page.locator('#ways imgpro-image img');
  for (const image of [meadow, lake]) {
    await expect(image).toHaveJSProperty('complete', true);
    expect(await image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  }
  expect(await meadow.getAttribute('srcset')).toMatch(
    /\?size=s 426w, \S+\?size=m 853w, \S+\?size=l 1440w, \S+ 4000w$/,
  );
  expect(await meadow.getAttribute('width')).toBe('4000');
  expect(await meadow.getAttribute('height')).toBe('3000');
  // Served as JPEG, whatever the file was called.
  expect(await lake.getAttribute('srcset')).toMatch(
    /\.jpg\?size=s 426w, \S+\?size=m 853w, \S+\.jpg(\?size=l)? 1200w$/,
  );
  expect(await lake.getAttribute('width')).toBe('1200');
  expect(requests).toEqual([...new Set(requests)]);
});

test('a caption written in the uploader stands under the picture in the gallery, and after a reload', async ({
  page,
}) => {
  await page.goto('/');
  await choose(page, [await jpeg(1200, 800, 'meadow.jpg')]);
  await expect.poll(() => fileStatus(page)).toBe('ready');
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
  const uploader = page.locator('imgpro-uploader');
  await uploader.getByRole('button', { name: 'Add a caption: meadow.jpg' }).click();
  await uploader.getByRole('textbox', { name: 'Caption of meadow.jpg' }).fill('A meadow in June');
  await page.keyboard.press('Enter');
  await saved;
  const picture = page.locator('imgpro-gallery').getByRole('img', { name: 'A meadow in June' });
  await expect(picture).toBeVisible();
  await page.reload();
  await expect(picture).toBeVisible();
});
