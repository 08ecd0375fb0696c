// Slow and lossy lines between the browser and the service: all photos are stored, each once, and nothing stays broken.
import type { Page } from '@playwright/test';
import { ImgproClient } from '../../src/api/index.ts';
import type { ImgproUploader } from '../../src/index.ts';
import { choose, expect, heavyJpeg, jpeg, test as base, transfer, type TestFile } from '../harness/e2e.ts';
import { startLinedSite, type LinedSite } from '../harness/lined-site.ts';
import { imageCount } from '../harness/mock-control.ts';
import type { Line } from '../harness/throttled-line.ts';

/** A lined site, and what people do there. */
class World {
  readonly #site: LinedSite;

  constructor(site: LinedSite) {
    this.#site = site;
  }

  get line(): Line {
    return this.#site.line;
  }

  get apiLine(): Line {
    return this.#site.apiLine;
  }

  /** A page of a test's own, whose elements ask the API by its line, without a token. */
  async show(page: Page, markup: string): Promise<void> {
    const script = `<script type="module" src="/dist/imgpro.js" data-api-url="${this.apiLine.url}/v1"></script>`;
    this.#site.front.add(
      '/own',
      `<!doctype html><html lang="en"><title>Own</title>${script}<body>${markup}</body></html>`,
    );
    await page.goto(`${this.line.url}/own`);
  }

  /** Stores so many pictures that everybody may see; gives their ids. */
  async pictures(count: number): Promise<string[]> {
    const client = new ImgproClient({
      apiKey: 'img_live_demo',
      baseUrl: `${this.#site.servers.mock.url}/v1`,
    });
    const ids: string[] = [];
    for (let at = 0; at < count; at++) {
      const { buffer, name, mimeType } = await jpeg(1600, 1200, `picture-${at}.jpg`);
      const file = new File([new Uint8Array(buffer)], name, { type: mimeType });
      ids.push((await client.images.upload(file, { public: true })).id);
    }
    return ids;
  }

  async open(page: Page, path = '/'): Promise<void> {
    await page.goto(this.line.url + path);
    await page.locator('imgpro-uploader').evaluate(async (element: ImgproUploader) => {
      await customElements.whenDefined('imgpro-uploader');
      await element.whenUppy();
    });
  }

  /** Names of the images that the service has. */
  async stored(): Promise<string[]> {
    const answer = await fetch(`${this.#site.servers.mock.url}/v1/images?limit=100`, {
      headers: { authorization: 'Bearer img_live_demo' },
    });
    return ((await answer.json()) as { data: { filename: string }[] }).data
      .map(({ filename }) => filename)
      .sort();
  }

  count(): Promise<number> {
    return imageCount(this.#site.servers.mock);
  }
}

const test = base.extend<{ world: World }>({
  world: async ({}, use) => {
    const site = await startLinedSite({ gatewayToo: true });
    await use(new World(site));
    await site.close();
  },
});

const uploader = (page: Page) => page.locator('imgpro-uploader');
const statuses = (page: Page): Promise<string[]> =>
  uploader(page).evaluate((element: ImgproUploader) => element.files.map(({ status }) => status));
const ask = (page: Page, what: 'pause' | 'resume' | 'cancel'): Promise<void> =>
  uploader(page).evaluate((element: ImgproUploader, name) => element[name](), what);

const album = (count: number, bytes: number): Promise<TestFile[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => heavyJpeg(bytes, `photo-${at}.jpg`)));
const names = (files: TestFile[]): string[] => files.map(({ name }) => name).sort();

interface Sight {
  id: string;
  progress: number;
}

/** Writes down what the page hears of progress: of each file, and of each attempt at it. */
const watchProgress = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: Sight[] = [];
    Object.assign(window, { seen });
    document.addEventListener('imgpro-upload-progress', (event) => {
      const { id, progress } = (event as CustomEvent<{ file: Sight }>).detail.file;
      seen.push({ id, progress });
    });
  });
const seenProgress = (page: Page): Promise<Sight[]> =>
  page.evaluate(() => (window as unknown as { seen: Sight[] }).seen);

test('a slow line: the share of each photo only grows, and the total too', async ({ page, world }) => {
  await world.open(page);
  await watchProgress(page);
  await uploader(page).evaluate((element: ImgproUploader) => {
    const totals: number[] = [];
    Object.assign(window, { totals });
    document.addEventListener('imgpro-upload-progress', () => totals.push(element.progress));
  });
  world.line.shape({ bitsPerSecond: 64_000_000, latency: 80 });
  // More than the buffers of the machine take at once, which would hide the progress.
  const files = await album(3, 14_000_000);
  await choose(page, files);
  await expect.poll(() => statuses(page), { timeout: 40_000 }).toEqual(Array(3).fill('ready'));
  const seen = await seenProgress(page);
  expect(seen.some(({ progress }) => progress > 0 && progress < 1)).toBe(true);
  for (const id of new Set(seen.map((one) => one.id))) {
    const shares = seen.filter((one) => one.id === id).map(({ progress }) => progress);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  }
  const totals = await page.evaluate(() => (window as unknown as { totals: number[] }).totals);
  expect(totals).toEqual(totals.toSorted((a, b) => a - b));
  expect(await world.stored()).toEqual(names(files));
});

for (const [what, path] of [
  ['through the gateway', '/'],
  ['without a backend', '/anonymous'],
] as const)
  for (const seed of [1, 2])
    test(`a line that breaks again and again, ${what}: each photo is stored once (seed ${seed})`, async ({
      page,
      world,
    }) => {
      test.setTimeout(120_000);
      await world.open(page, path);
      await watchProgress(page);
      await uploader(page).evaluate((element) => element.setAttribute('retries', '10'));
      const line = path === '/' ? world.line : world.apiLine;
      line.shape({ bitsPerSecond: 16_000_000, latency: 40 });
      line.lose({ seed, bytes: 400_000 });
      const files = await album(6, 150_000);
      await choose(page, files);
      await expect.poll(() => statuses(page), { timeout: 90_000 }).toEqual(Array(6).fill('ready'));
      expect(line.cuts).toBeGreaterThan(0);
      expect(await world.count()).toBe(6);
      // It falls back only to the beginning, with a new attempt.
      const seen = await seenProgress(page);
      for (const id of new Set(seen.map((one) => one.id))) {
        const shares = seen.filter((one) => one.id === id).map(({ progress }) => progress);
        expect(shares.filter((share, at) => share > 0 && share < (shares[at - 1] ?? 0))).toEqual([]);
      }
      line.lose(null);
    });

for (const [when, cut] of Object.entries<(line: Line) => void>({
  'in the head of the request': (line) => line.cutAfter('up', 300),
  'in the middle of the photo': (line) => line.cutAfter('up', 200_000),
  'in the answer': (line) => line.cutAfter('down', 1),
}))
  test(`cut ${when}: sent again, stored once`, async ({ page, world }) => {
    await world.open(page, '/anonymous');
    cut(world.apiLine);
    await choose(page, [await heavyJpeg(400_000, 'once.jpg')]);
    await expect.poll(() => statuses(page), { timeout: 30_000 }).toEqual(['ready']);
    expect(world.apiLine.cuts).toBe(1);
    expect(await world.count()).toBe(1);
  });

test('a phone that goes to another network, which the service notices late: stored once', async ({
  page,
  world,
}) => {
  test.setTimeout(120_000);
  await world.open(page);
  world.line.shape({ bitsPerSecond: 16_000_000 });
  await choose(page, [await heavyJpeg(6_000_000, 'moved.jpg')]);
  await expect.poll(() => world.line.passed.up).toBeGreaterThan(1_000_000);
  world.line.forget();
  world.line.shape({ bitsPerSecond: Infinity });
  // The gateway gives up the first attempt when nothing has come for half a minute; until then its key is taken.
  await expect.poll(() => statuses(page), { timeout: 100_000 }).not.toContain('uploading');
  expect(await statuses(page)).toEqual(['ready']);
  expect(await world.count()).toBe(1);
});

test('a line that falls silent: the attempt is given up, and the next one stores it once', async ({
  page,
  world,
}) => {
  await world.open(page);
  await uploader(page).evaluate(async (element: ImgproUploader) =>
    (await element.whenUppy()).getPlugin('ImgPro')!.setOptions({ stallTimeout: 1500 }),
  );
  world.line.shape({ bitsPerSecond: 16_000_000 });
  await choose(page, [await heavyJpeg(8_000_000, 'silent.jpg')]);
  await expect.poll(() => world.line.passed.up).toBeGreaterThan(1_000_000);
  world.line.stall(true);
  await expect(uploader(page).locator('.file')).toContainText(/again|trying/i, { timeout: 15_000 });
  world.line.stall(false);
  world.line.shape({ bitsPerSecond: Infinity });
  await expect.poll(() => statuses(page), { timeout: 40_000 }).toEqual(['ready']);
  expect(await world.count()).toBe(1);
});

for (const silent of [false, true])
  test(`cancel() is at once on a line that is ${silent ? 'silent' : 'slow'}, and leaves nothing`, async ({
    page,
    world,
  }) => {
    await world.open(page);
    world.line.shape({ bitsPerSecond: 8_000_000, latency: 200 });
    await choose(page, await album(3, 2_500_000));
    await expect.poll(() => world.line.passed.up).toBeGreaterThan(500_000);
    world.line.stall(silent);
    await uploader(page).evaluate((element: ImgproUploader) => element.cancel());
    expect(await statuses(page)).toEqual([]);
    await expect(uploader(page).locator('.file')).toHaveCount(0);
    world.line.stall(false);
    world.line.shape({ bitsPerSecond: Infinity, latency: 0 });
    await choose(page, [await jpeg(320, 240, 'after.jpg')]);
    await expect.poll(() => statuses(page)).toEqual(['ready']);
    await expect.poll(() => world.stored()).toEqual(['after.jpg']);
  });

test('paused and resumed on a slow line, again and again: each is stored once', async ({ page, world }) => {
  await world.open(page);
  world.line.shape({ bitsPerSecond: 24_000_000, latency: 60 });
  const files = await album(4, 1_500_000);
  await choose(page, files);
  for (let turn = 1; turn <= 3; turn++) {
    const before = world.line.passed.up;
    await expect.poll(() => world.line.passed.up).toBeGreaterThan(before + 600_000);
    await ask(page, 'pause');
    expect(await statuses(page)).not.toContain('uploading');
    await ask(page, 'resume');
  }
  await expect.poll(() => statuses(page), { timeout: 40_000 }).toEqual(Array(4).fill('ready'));
  expect(await world.stored()).toEqual(names(files));
});

test('offline and online in mid-upload, twice: it waits, continues by itself, and each is stored once', async ({
  context,
  page,
  world,
}) => {
  await world.open(page);
  world.line.shape({ bitsPerSecond: 24_000_000, latency: 60 });
  const files = await album(3, 1_500_000);
  await choose(page, files);
  for (let turn = 1; turn <= 2; turn++) {
    const before = world.line.passed.up;
    await expect.poll(() => world.line.passed.up).toBeGreaterThan(before + 600_000);
    await context.setOffline(true);
    world.line.refuse(true);
    await expect.poll(() => statuses(page)).toContain('paused');
    world.line.refuse(false);
    await context.setOffline(false);
  }
  await expect.poll(() => statuses(page), { timeout: 40_000 }).toEqual(Array(3).fill('ready'));
  expect(await world.stored()).toEqual(names(files));
});

test('a line whose other end is away for longer than all attempts: "Try again" stores it once', async ({
  page,
  world,
}) => {
  await world.open(page);
  await uploader(page).evaluate((element) => element.setAttribute('retries', '1'));
  world.line.refuse(true);
  await transfer(page, 'drop', await album(2, 1000));
  await expect.poll(() => statuses(page), { timeout: 40_000 }).toEqual(['failed', 'failed']);
  world.line.refuse(false);
  await uploader(page).evaluate((element: ImgproUploader) => element.retry());
  await expect.poll(() => statuses(page), { timeout: 30_000 }).toEqual(['ready', 'ready']);
  expect(await world.count()).toBe(2);
});

/** Whether each picture of the gallery is there, whole. */
const drawn = (page: Page): Promise<boolean[]> =>
  page.locator('imgpro-gallery [part~=tile]').evaluateAll((tiles) =>
    tiles.map((tile) => {
      const img = tile.querySelector('img');
      return !!img && img.complete && img.naturalWidth > 0;
    }),
  );

/** Presses whatever offers to try again, until each picture is there. */
async function tryAgainUntilDrawn(page: Page, count: number): Promise<void> {
  const again = page.locator('imgpro-gallery').getByRole('button', { name: 'Try again' });
  await expect
    .poll(
      async () => {
        if ((await again.count()) > 0)
          await again
            .first()
            .click({ timeout: 1000 })
            .catch(() => {});
        return drawn(page);
      },
      { timeout: 30_000, intervals: [200] },
    )
    .toEqual(Array(count).fill(true));
}

for (const seed of [1, 2])
  test(`a gallery over a line that breaks again and again: "Try again" brings what is missing (seed ${seed})`, async ({
    page,
    world,
  }) => {
    const ids = await world.pictures(12);
    world.apiLine.shape({ bitsPerSecond: 8_000_000, latency: 30 });
    world.apiLine.lose({ seed, bytes: 12_000 });
    await world.show(page, `<imgpro-gallery ids="${ids.join(' ')}"></imgpro-gallery>`);
    await expect.poll(() => world.apiLine.cuts).toBeGreaterThan(3);
    await expect(
      page
        .locator('imgpro-gallery')
        .getByRole('button', { name: 'Try again' })
        .or(page.locator('imgpro-gallery [part~=tile]'))
        .first(),
    ).toBeVisible();
    world.apiLine.lose(null);
    await tryAgainUntilDrawn(page, 12);
  });

test('a gallery whose service is away says so, and "Try again" brings all', async ({ page, world }) => {
  const ids = await world.pictures(3);
  world.apiLine.refuse(true);
  await world.show(page, `<imgpro-gallery ids="${ids.join(' ')}"></imgpro-gallery>`);
  const gallery = page.locator('imgpro-gallery');
  await expect(gallery).toContainText('The images could not be loaded', { timeout: 40_000 });
  world.apiLine.refuse(false);
  await gallery.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => drawn(page)).toEqual(Array(3).fill(true));
});

test('a gallery whose pictures are cut shows which, and each can be tried again', async ({ page, world }) => {
  const ids = await world.pictures(3);
  await world.show(page, `<imgpro-gallery lightbox></imgpro-gallery>`);
  const images = await Promise.all(
    ids.map(async (id) => (await fetch(`${world.apiLine.url}/v1/images/${id}`)).json()),
  );
  world.apiLine.refuse(true);
  await page.locator('imgpro-gallery').evaluate(async (element, list) => {
    await customElements.whenDefined('imgpro-gallery');
    Object.assign(element, { images: list });
  }, images);
  const again = page.locator('imgpro-gallery').getByRole('button', { name: 'Try again' });
  await expect(again).toHaveCount(3);
  world.apiLine.refuse(false);
  await again.first().click();
  await expect(again).toHaveCount(2);
  await tryAgainUntilDrawn(page, 3);
});

test('pictures that could not be loaded come by themselves when the connection is back', async ({
  context,
  page,
  world,
}) => {
  const ids = await world.pictures(3);
  await world.show(page, `<imgpro-gallery></imgpro-gallery><imgpro-image alt="A lake"></imgpro-image>`);
  const images = await Promise.all(
    ids.map(async (id) => (await fetch(`${world.apiLine.url}/v1/images/${id}`)).json()),
  );
  await page.evaluate(() => customElements.whenDefined('imgpro-gallery').then(() => {}));
  await page.evaluate(() => customElements.whenDefined('imgpro-image').then(() => {}));
  // What says so is fetched with the first message; it could not come any more.
  await expect(page.locator('imgpro-gallery').getByText('No images yet')).toBeVisible();
  await context.setOffline(true);
  await page.evaluate((list) => {
    Object.assign(document.querySelector('imgpro-gallery')!, { images: list });
    Object.assign(document.querySelector('imgpro-image')!, { image: list[0] });
  }, images);
  await expect(page.locator('imgpro-gallery').getByRole('button', { name: 'Try again' })).toHaveCount(3);
  await context.setOffline(false);
  await expect.poll(() => drawn(page)).toEqual(Array(3).fill(true));
  await expect
    .poll(() => page.locator('imgpro-image img').evaluate((img: HTMLImageElement) => img.naturalWidth > 0))
    .toBe(true);
});

for (const [what, attributes] of Object.entries({
  'by its id': (id: string) => `image-id="${id}"`,
  'by its id, eager': (id: string) => `image-id="${id}" priority`,
  'with other formats': (id: string) => `image-id="${id}" formats="webp"`,
}))
  test(`an image ${what} that no service answers says so, and "Try again" brings it`, async ({
    page,
    world,
  }) => {
    const [id] = await world.pictures(1);
    world.apiLine.refuse(true);
    await world.show(page, `<imgpro-image alt="A lake" ${attributes(id!)}></imgpro-image>`);
    const image = page.locator('imgpro-image');
    const again = image.getByRole('button', { name: /Try again/ });
    await expect(again).toBeVisible({ timeout: 40_000 });
    world.apiLine.refuse(false);
    await again.click();
    await expect
      .poll(() =>
        image
          .locator('img')
          .evaluateAll((imgs) => imgs.some((img) => (img as HTMLImageElement).naturalWidth > 0)),
      )
      .toBe(true);
    await expect(again).toHaveCount(0);
  });

test('a picture that is cut in its middle is no picture: "Try again" brings the whole', async ({
  page,
  world,
}) => {
  const [id] = await world.pictures(1);
  const image = (await (await fetch(`${world.apiLine.url}/v1/images/${id}`)).json()) as { url: string };
  await world.show(page, `<imgpro-image></imgpro-image>`);
  const { length } = new Uint8Array(await (await fetch(image.url)).arrayBuffer());
  world.apiLine.shape({ bitsPerSecond: 800_000 }, 'down');
  world.apiLine.cutAfter('down', Math.round(length / 2));
  await page.locator('imgpro-image').evaluate(async (element, { url }) => {
    await customElements.whenDefined('imgpro-image');
    Object.assign(element, { src: url, alt: 'A lake' });
    element.setAttribute('src', url);
    element.setAttribute('width', '1600');
    element.setAttribute('height', '1200');
  }, image);
  const again = page.locator('imgpro-image').getByRole('button', { name: /Try again/ });
  await expect(again).toBeVisible({ timeout: 30_000 });
  world.apiLine.shape({ bitsPerSecond: Infinity }, 'down');
  await again.click();
  await expect(again).toHaveCount(0);
  await expect
    .poll(() =>
      page.locator('imgpro-image img').evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth),
    )
    .toBe(1600);
});

for (const [what, again] of Object.entries<(page: Page) => Promise<unknown>>({
  'closed and opened again': async (page) => {
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog.imgpro-lightbox')).toHaveCount(0);
    await page.keyboard.press('Enter');
  },
  'after a look at the next one': async (page) => {
    const viewer = page.locator('dialog.imgpro-lightbox');
    await page.keyboard.press('ArrowRight');
    await expect(viewer).toContainText('2 of 2');
    await page.keyboard.press('ArrowLeft');
    await expect(viewer).toContainText('1 of 2');
  },
}))
  test(`the viewer on a line that is away says so; ${what}, it shows the picture`, async ({
    page,
    world,
  }) => {
    const ids = await world.pictures(2);
    await world.show(page, `<imgpro-gallery lightbox ids="${ids.join(' ')}"></imgpro-gallery>`);
    await expect.poll(() => drawn(page)).toEqual([true, true]);
    // The code of the viewer is there; the large picture is not.
    await page.locator('imgpro-gallery [part~=tile] a').first().hover();
    await page.locator('imgpro-gallery [part~=tile] a').first().focus();
    await page.waitForLoadState('networkidle');
    world.apiLine.refuse(true);
    await page.keyboard.press('Enter');
    const viewer = page.locator('dialog.imgpro-lightbox');
    await expect(viewer).toContainText('This image could not be shown.');
    await expect(viewer).toHaveAttribute('data-state', 'open');
    world.apiLine.refuse(false);
    await again(page);
    await expect
      .poll(() =>
        viewer
          .locator('.pswp__item[aria-hidden=false] img')
          .evaluateAll((imgs) => imgs.some((img) => (img as HTMLImageElement).naturalWidth > 600)),
      )
      .toBe(true);
    await expect(viewer.locator('.pswp__item[aria-hidden=false]')).not.toContainText('could not be shown');
  });
