// A visitor whose clock is an hour off, as after a flight or with a dead battery: nothing is refused or asked for in a loop.
import type { Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { ImgproClient } from '../../src/api/index.ts';
import {
  choose,
  expect,
  fileStatus,
  jpeg,
  storedCount,
  test as base,
  type TestFile,
} from '../harness/e2e.ts';
import { serveFront, type Front } from '../harness/front.ts';
import { imageCount } from '../harness/mock-control.ts';

const HOUR = 3_600_000;
const CLOCKS = [
  ['fast', HOUR],
  ['slow', -HOUR],
] as const;

const test = base.extend<{ front: Front }>({
  front: async ({ servers }, use) => {
    const front = await serveFront(servers.site, servers.mock);
    await use(front);
    await front.close();
  },
  baseURL: async ({ front }, use) => use(front.url),
});

/** Sets the clock of the page's scripts, on every page to come, by so much. */
const shift = (page: Page, by: number): Promise<unknown> =>
  page.addInitScript((difference) => {
    const Real = Date;
    const now = () => Real.now() + difference;
    globalThis.Date = new Proxy(Real, {
      construct: (target, given: []) => (given.length > 0 ? new target(...given) : new target(now())),
      get: (target, name, self) => (name === 'now' ? now : Reflect.get(target, name, self)),
    });
  }, by);

/** Token requests so far. */
function countTokens(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/imgpro/token')) count += 1;
  });
  return () => count;
}

const album = (...names: string[]): Promise<TestFile[]> =>
  Promise.all(names.map((name) => jpeg(320, 240, name)));

const faults = (mockUrl: string, ...rules: object[]) =>
  fetch(`${mockUrl}/__mock/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rules),
  });

for (const [which, by] of CLOCKS) {
  test(`a ${which} clock: uploads and the gallery have one token, and it is not refused`, async ({
    page,
  }) => {
    await shift(page, by);
    const tokens = countTokens(page);
    const refused: number[] = [];
    page.on('response', (response) => {
      if (response.status() >= 400) refused.push(response.status());
    });
    await page.goto('/');
    await choose(page, await album('a.jpg', 'b.jpg', 'c.jpg'));
    await expect.poll(() => storedCount(page)).toBe(3);
    await expect(page.locator('imgpro-gallery [part~=tile] img')).toHaveCount(3);
    await page.locator('imgpro-uploader').evaluate((element: ImgproUploader) => element.clear());
    await choose(page, await album('d.jpg', 'e.jpg'));
    await expect.poll(() => storedCount(page)).toBe(2);
    expect(tokens()).toBe(1);
    expect(refused).toEqual([]);
  });

  test(`a ${which} clock: a token whose answer says no server time is not asked for again and again`, async ({
    front,
    page,
  }) => {
    await shift(page, by);
    const tokens = countTokens(page);
    const script = `
      document.querySelector('imgpro-uploader').tokenProvider = async () => {
        const answer = await (await fetch('/imgpro/token', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).json();
        const { token, api_url, expires_at } = answer;
        return { token, expires_at, api_url: new URL(api_url, location.href).href };
      };`;
    front.add('/own.js', { type: 'text/javascript', body: script });
    front.add(
      '/own',
      `<!doctype html><html lang="en"><title>Own</title><script type="module" src="/dist/imgpro.js"></script>
      <body><imgpro-uploader multiple></imgpro-uploader><script src="/own.js"></script></body></html>`,
    );
    await page.request.get('/');
    await page.goto('/own');
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg']) {
      await choose(page, await album(name));
      await expect.poll(() => fileStatus(page)).toBe('ready');
      await page.locator('imgpro-uploader').evaluate((element: ImgproUploader) => element.clear());
    }
    expect(tokens()).toBe(1);
  });

  test(`a ${which} clock: a date in Retry-After is waited for by the server’s clock`, async ({
    page,
    servers,
  }) => {
    await shift(page, by);
    await page.goto('/');
    const before = await imageCount(servers.mock);
    let answers = 0;
    const posts: number[] = [];
    await page.route('**/imgpro/v1/images', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      posts.push(performance.now());
      if (answers++ > 0) return route.continue();
      const now = Math.floor(Date.now() / 1000) * 1000;
      await route.fulfill({
        status: 503,
        headers: {
          date: new Date(now).toUTCString(),
          'retry-after': new Date(now + 2000).toUTCString(),
          'content-type': 'application/json',
        },
        body: JSON.stringify({ error: { code: 'unavailable', type: 'api_error', message: 'Later.' } }),
      });
    });
    await choose(page, await album('later.jpg'));
    await expect.poll(() => fileStatus(page), { timeout: 20_000 }).toBe('ready');
    expect(posts).toHaveLength(2);
    expect(posts[1]! - posts[0]!).toBeGreaterThan(1900);
    expect(await imageCount(servers.mock)).toBe(before + 1);
  });

  test(`a ${which} clock: an image that is kept for minutes only is shown, and gone when the service says so`, async ({
    front,
    page,
    servers,
  }) => {
    await shift(page, by);
    const client = new ImgproClient({ apiKey: 'img_live_demo', baseUrl: `${servers.mock.url}/v1` });
    const { buffer, mimeType } = await jpeg(640, 480);
    const file = new File([new Uint8Array(buffer)], 'short.jpg', { type: mimeType });
    const { id } = await client.images.upload(file, { public: true, ttl: '10m' });
    front.add(
      '/own',
      `<!doctype html><html lang="en"><title>Own</title>
      <script type="module" src="/dist/imgpro.js" data-api-url="${servers.mock.url}/v1"></script>
      <body><imgpro-image image-id="${id}" alt="A lake"></imgpro-image><imgpro-gallery ids="${id}"></imgpro-gallery></body></html>`,
    );
    let asked = 0;
    page.on('request', (request) => void (request.url().endsWith(`/v1/images/${id}`) && (asked += 1)));
    await page.goto('/own');
    const drawn = (selector: string) =>
      page.locator(selector).evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0);
    await expect.poll(() => drawn('imgpro-image img')).toBe(true);
    await expect.poll(() => drawn('imgpro-gallery [part~=tile] img')).toBe(true);
    expect(asked).toBeLessThanOrEqual(2);
    await fetch(`${servers.mock.url}/__mock/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: '20m' }),
    });
    await page.reload();
    await expect(page.locator('imgpro-image')).toContainText(/not here|no longer|gone|missing/i);
  });

  test(`a ${which} clock, put right over a reload: kept photos come back, and each is stored once`, async ({
    context,
    page,
    servers,
  }) => {
    const before = await imageCount(servers.mock);
    await faults(servers.mock.url, { match: 'POST /v1/images', drop: 'after' });
    await shift(page, by);
    await page.goto('/recover');
    await choose(page, await album('a.jpg', 'b.jpg'));
    await expect.poll(() => imageCount(servers.mock)).toBe(before + 2);
    await page.close();
    await faults(servers.mock.url);
    const later = await context.newPage(); // whose clock is right
    await later.goto('/recover');
    await later.locator('imgpro-uploader').getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => fileStatus(later, 0)).toBe('ready');
    await expect.poll(() => fileStatus(later, 1)).toBe('ready');
    expect(await imageCount(servers.mock)).toBe(before + 2);
  });

  test(`a ${which} clock, put right while the page is open: the same token serves`, async ({ page }) => {
    await page.addInitScript((difference) => {
      const now = Date.now.bind(Date);
      Object.assign(window, { wrong: difference });
      Date.now = () => now() + (window as unknown as { wrong: number }).wrong;
    }, by);
    const tokens = countTokens(page);
    await page.goto('/');
    await choose(page, await album('a.jpg'));
    await expect.poll(() => storedCount(page)).toBe(1);
    await page.evaluate(() => Object.assign(window, { wrong: 0 }));
    for (const name of ['b.jpg', 'c.jpg', 'd.jpg']) {
      await page.locator('imgpro-uploader').evaluate((element: ImgproUploader) => element.clear());
      await choose(page, await album(name));
      await expect.poll(() => fileStatus(page)).toBe('ready');
    }
    expect(tokens()).toBeLessThanOrEqual(2);
  });
}
