import { resolve } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Page } from '@playwright/test';
import { Hono } from 'hono';
import { contentSecurityPolicy } from '../../demo/site/csp.ts';
import { listenFrom } from '../../demo/site/listen.ts';
import { ImgproClient, type Image } from '../../src/api/index.ts';
import { jpeg, test as base } from './e2e.ts';

export { expect } from '@playwright/test';

/** A picture of its own in the mock. */
export async function storedPicture(
  mockUrl: string,
  { width = 1500, height = 1000, ...fields }: { width?: number; height?: number; caption?: string } = {},
): Promise<Image> {
  const { buffer, name, mimeType } = await jpeg(width, height, 'ridge.jpg');
  const client = new ImgproClient({ apiKey: 'img_live_demo', baseUrl: `${mockUrl}/v1` });
  return client.images.upload(new File([new Uint8Array(buffer)], name, { type: mimeType }), fields);
}

/** Pages of a test's own, beside the built package and under the strict policy. */
async function serveOwnPages(mockUrl: string) {
  const pages = new Map<string, { type: string; text: string }>();
  const app = new Hono();
  const policy = contentSecurityPolicy(new URL(mockUrl).origin);
  app.get('/dist/*', serveStatic({ root: resolve(import.meta.dirname, '../..') }));
  app.get('/:page', (context) => {
    const page = pages.get(context.req.path);
    if (!page) return context.notFound();
    return context.body(page.text, 200, { 'content-type': page.type, 'content-security-policy': policy });
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  const port = await listenFrom(server, 0);
  return {
    /** Gives the address of a page, or script, with this in it. */
    add(text: string, type = 'text/html; charset=utf-8'): string {
      const path = `/page-${pages.size}`;
      pages.set(path, { type, text });
      return `http://localhost:${port}${path}`;
    },
    close: () => new Promise((done) => server.close(done)),
  };
}

type Pages = Awaited<ReturnType<typeof serveOwnPages>>;

export const test = base.extend<
  {
    /** Opens a page with the elements' script, and text below what is given. */
    open(body: string, head?: string): Promise<void>;
  },
  { pages: Pages }
>({
  pages: [
    async ({ servers }, use) => {
      const pages = await serveOwnPages(servers.mock.url);
      await use(pages);
      void pages.close();
    },
    { scope: 'worker' },
  ],
  open: async ({ page, pages }, use) => {
    await use(async (body, head = '') => {
      const html =
        `<!doctype html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width">` +
        `<link rel="icon" href="/dist/none.ico"><link rel="stylesheet" href="/dist/imgpro.css">${head}` +
        `<script type="module" src="/dist/imgpro.js"></script></head><body>${body}<p>Below the picture.</p></body></html>`;
      await page.goto(pages.add(html), { waitUntil: 'commit' });
    });
  },
});

/** Holds the elements' script back until it is told to come. */
export async function heldScript(page: Page): Promise<{ release(): void; asked: Promise<unknown> }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/dist/imgpro.js', async (route) => {
    await released;
    await route.continue();
  });
  return { release: () => release(), asked: page.waitForRequest('**/dist/imgpro.js') };
}

/** The requests for files of an image, from now on. */
export function filesAskedFor(page: Page, id: string): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'image' && request.url().includes(id)) asked.push(request.url());
  });
  return asked;
}

/** Notes every layout shift from the first frame on. */
export async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const shifts: number[] = ((window as unknown as { shifts: number[] }).shifts = []);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        shifts.push(entry.value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return async () => {
    await frames(page);
    return page.evaluate(() =>
      (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
    );
  };
}

/** A few frames: layout, paint, and the report of what has shifted. */
export async function frames(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** The state of the page's first image. */
export function stateOf(page: Page): Promise<string | undefined> {
  return page
    .locator('imgpro-image')
    .first()
    .evaluate((element) => (element as Partial<{ state: string }>).state);
}
