import type { Page } from '@playwright/test';
import { test as base } from './e2e.ts';
import { serveOwnPages } from './own-pages.ts';

export { storedPicture } from './own-pages.ts';

export { expect } from '@playwright/test';

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

/** Holds the elements' script, or another, back until it is told to come. */
export async function heldScript(
  page: Page,
  script = '**/dist/imgpro.js',
): Promise<{ release(): void; asked: Promise<unknown> }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(script, async (route) => {
    await released;
    await route.continue();
  });
  return { release: () => release(), asked: page.waitForRequest(script) };
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
