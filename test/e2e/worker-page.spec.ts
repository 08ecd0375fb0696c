// A page whose service worker answers its requests by passing them on, as many do: browsers tell nothing of an upload then.
import type { Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { choose, expect, fileStatus, heavyJpeg, jpeg, test as base, transfer } from '../harness/e2e.ts';
import { startLinedSite, type LinedSite } from '../harness/lined-site.ts';
import { imageCount, journal, setFaults } from '../harness/mock-control.ts';
import type { Line } from '../harness/throttled-line.ts';

/** Workers by what they answer: all requests, only those that read, or all of them from a copy of the request. */
const WORKERS = {
  'passes all on': `event.respondWith(fetch(event.request));`,
  'reads a copy': `event.respondWith(event.request.method === 'POST'
    ? event.request.clone().arrayBuffer().then((body) => fetch(new Request(event.request, { body })))
    : fetch(event.request));`,
  'answers reads': `if (event.request.method === 'GET') event.respondWith(fetch(event.request));`,
};

const workerOf = (answer: string): string => `
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => { ${answer} });`;

const pageOf = (attributes: string): string => `<!doctype html><html lang="en"><title>Worker</title>
  <script type="module" src="/dist/imgpro.js" ${attributes}></script>
  <body><imgpro-uploader id="photos" multiple></imgpro-uploader>
  <imgpro-gallery uploader="photos"></imgpro-gallery></body></html>`;

/** A lined site, and its pages that a service worker answers for. */
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

  /** A page under this worker's control. */
  async open(page: Page, worker: keyof typeof WORKERS, attributes = 'data-token-endpoint="/imgpro/token"') {
    this.#site.front.add('/worker.js', { type: 'text/javascript', body: workerOf(WORKERS[worker]) });
    this.#site.front.add('/worker-page', pageOf(attributes));
    // A policy with Trusted Types lets a page's own script register a worker only by a policy of its name.
    this.#site.front.add('/register', { body: '<!doctype html><title>Register</title>', csp: null });
    await page.request.get(this.line.url); // signs the visitor in
    await page.goto(`${this.line.url}/register`);
    await page.evaluate(async () => {
      const claimed = new Promise((done) =>
        navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }),
      );
      await navigator.serviceWorker.register('/worker.js');
      await claimed;
    });
    await page.goto(`${this.line.url}/worker-page`);
    await page.locator('imgpro-uploader').evaluate(async (element: ImgproUploader) => {
      await customElements.whenDefined('imgpro-uploader');
      await element.whenUppy();
    });
    expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  }

  get mockUrl(): string {
    return this.#site.servers.mock.url;
  }

  faults(...faults: object[]): Promise<void> {
    return setFaults(this.#site.servers.mock, ...faults);
  }

  imageCount(): Promise<number> {
    return imageCount(this.#site.servers.mock);
  }

  journal(): Promise<string[]> {
    return journal(this.#site.servers.mock);
  }
}

const test = base.extend<{ world: World }>({
  world: async ({}, use) => {
    const site = await startLinedSite();
    await use(new World(site));
    await site.close();
  },
});

const bar = (page: Page) => page.locator('imgpro-uploader .file .bar');

/** Shortens the time without a sign after which an attempt is given up. */
const giveUpAfter = (page: Page, milliseconds: number) =>
  page
    .locator('imgpro-uploader')
    .evaluate(
      async (element: ImgproUploader, stallTimeout) =>
        (await element.whenUppy()).getPlugin('ImgPro')!.setOptions({ stallTimeout }),
      milliseconds,
    );

for (const worker of ['passes all on', 'reads a copy', 'answers reads'] as const)
  test(`a worker that ${worker}: photos are stored, and shown`, async ({ page, world }) => {
    await world.open(page, worker);
    await choose(page, [await jpeg(640, 480, 'a.jpg'), await jpeg(640, 480, 'b.jpg')]);
    await expect.poll(() => fileStatus(page, 0)).toBe('ready');
    await expect.poll(() => fileStatus(page, 1)).toBe('ready');
    await expect(page.locator('imgpro-gallery [part~=tile] img')).toHaveCount(2);
    expect(await world.imageCount()).toBe(2);
  });

for (const worker of ['passes all on', 'reads a copy'] as const)
  test(`a worker that ${worker}: an upload longer than the time for a sign is not given up, its bar without an end`, async ({
    page,
    world,
  }) => {
    await world.open(page, worker);
    await giveUpAfter(page, 700);
    world.line.shape({ bitsPerSecond: 1_600_000 }, 'up'); // 400 kB in two seconds
    await choose(page, [await heavyJpeg(400_000)]);
    await expect(bar(page)).toHaveAttribute('data-endless');
    await expect(bar(page)).not.toHaveAttribute('aria-valuenow');
    await expect.poll(() => fileStatus(page)).toBe('ready');
    expect((await world.journal()).filter((line) => line === 'POST /v1/images')).toHaveLength(1);
  });

test('a worker that answers only reads hides no progress', async ({ page, world }) => {
  await world.open(page, 'answers reads');
  world.line.shape({ bitsPerSecond: 32_000_000 }, 'up');
  await page.evaluate(() =>
    document.addEventListener('imgpro-upload-progress', (event) => {
      const seen = ((window as unknown as { seen: number[] }).seen ??= []);
      seen.push((event as CustomEvent<{ file: { progress: number } }>).detail.file.progress);
    }),
  );
  await choose(page, [await heavyJpeg(16_000_000)]);
  await expect.poll(() => fileStatus(page), { timeout: 20_000 }).toBe('ready');
  const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen);
  expect(seen.some((share) => share > 0 && share < 1)).toBe(true);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

for (const [when, cancel] of Object.entries({
  'while it is on its way': (element: ImgproUploader) => element.cancel(element.files[0]!.id),
  'together with all others': (element: ImgproUploader) => element.cancel(),
}))
  test(`cancelled ${when}, nothing of it is left in the service`, async ({ page, world }) => {
    await world.open(page, 'passes all on');
    world.line.shape({ bitsPerSecond: 1_600_000 }, 'up');
    await choose(page, [await heavyJpeg(300_000)]);
    await expect(bar(page)).toHaveAttribute('data-endless');
    await page.locator('imgpro-uploader').evaluate(cancel);
    expect(await fileStatus(page)).toBeUndefined();
    // It is sent to its end, unseen, and deleted.
    await expect
      .poll(async () => (await world.journal()).filter((line) => line.startsWith('DELETE')).length)
      .toBe(1);
    expect(await world.imageCount()).toBe(0);
  });

// Chromium's workers do not hear of an abort, so without the right to delete it may be stored; the list is free all the same.
test('cancelled without a token, which may delete nothing, it is off the list at once, and the next one goes out', async ({
  page,
  world,
}) => {
  await world.open(page, 'passes all on', `data-api-url="${world.apiLine.url}/v1"`);
  await page.locator('imgpro-uploader').evaluate((element) => element.setAttribute('concurrency', '1'));
  world.apiLine.shape({ bitsPerSecond: 1_600_000 }, 'up');
  await choose(page, [await heavyJpeg(1_000_000)]);
  await expect(bar(page)).toHaveAttribute('data-endless');
  await expect.poll(() => world.apiLine.passed.up).toBeGreaterThan(50_000);
  await page.locator('imgpro-uploader').evaluate((element: ImgproUploader) => element.cancel());
  expect(await fileStatus(page)).toBeUndefined();
  world.apiLine.shape({ bitsPerSecond: Infinity }, 'up');
  await choose(page, [await jpeg(640, 480, 'next.jpg')]);
  await expect.poll(() => fileStatus(page)).toBe('ready');
});

test('paused, which the worker does not hear of, and resumed, it is stored once', async ({ page, world }) => {
  await world.open(page, 'passes all on');
  world.line.shape({ bitsPerSecond: 1_600_000 }, 'up');
  await choose(page, [await heavyJpeg(600_000, 'a.jpg'), await jpeg(640, 480, 'b.jpg')]);
  await expect(bar(page).first()).toHaveAttribute('data-endless');
  const uploader = page.locator('imgpro-uploader');
  await uploader.evaluate((element: ImgproUploader) => element.pause());
  expect(await fileStatus(page)).toBe('paused');
  await uploader.evaluate((element: ImgproUploader) => element.resume());
  for (const index of [0, 1])
    await expect.poll(() => fileStatus(page, index), { timeout: 20_000 }).toBe('ready');
  expect(await world.imageCount()).toBe(2);
});

test('an answer that is lost behind the worker stores one image', async ({ page, world }) => {
  await world.open(page, 'passes all on');
  await world.faults({ match: 'POST /v1/images', times: 1, drop: 'after' });
  await choose(page, [await jpeg(640, 480)]);
  await expect.poll(() => fileStatus(page), { timeout: 20_000 }).toBe('ready');
  expect(await world.imageCount()).toBe(1);
});

test('a connection that is cut in the answer stores one image', async ({ page, world }) => {
  await world.open(page, 'passes all on');
  await world.faults({ match: 'POST /v1/images', times: 1, delay_ms: 1500 });
  await choose(page, [await jpeg(640, 480)]);
  await expect.poll(() => world.journal()).toContain('POST /v1/images');
  world.line.cutAfter('down', 1);
  await expect.poll(() => fileStatus(page), { timeout: 20_000 }).toBe('ready');
  expect(world.line.cuts).toBe(1);
  expect(await world.imageCount()).toBe(1);
});

test('without a connection behind the worker it waits, and continues', async ({ page, world }) => {
  await world.open(page, 'passes all on');
  await giveUpAfter(page, 700);
  await choose(page, [await jpeg(640, 480, 'first.jpg')]);
  await expect.poll(() => fileStatus(page)).toBe('ready');
  world.line.refuse(true);
  await transfer(page, 'drop', [await jpeg(640, 480)]);
  await expect(page.locator('imgpro-uploader .file').nth(1)).toContainText(/again|retry|trying/i);
  world.line.refuse(false);
  await expect.poll(() => fileStatus(page, 1), { timeout: 30_000 }).toBe('ready');
  expect(await world.imageCount()).toBe(2);
});
