import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';

export interface Visit {
  page: Page;
  /** What the page's console told: errors and warnings, and what was not found. */
  told: string[];
  /** Addresses of scripts that came. */
  scripts: string[];
  close(): Promise<void>;
}

/** Opens an address in a page of its own; `before` is done to the page first. */
export async function open(
  browser: Browser,
  url: string,
  before?: (page: Page) => Promise<unknown>,
): Promise<Visit> {
  const page = await browser.newPage();
  const told: string[] = [];
  const scripts: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      told.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => told.push(`${error.name}: ${error.message}`));
  page.on('response', (response) => {
    if (response.ok() && response.request().resourceType() === 'script') scripts.push(response.url());
  });
  await before?.(page);
  await page.goto(url);
  return { page, told, scripts, close: () => page.close() };
}

/** Noise, which WebP holds in fewer bytes than PNG: what would become heavier is sent as it is. */
export function picture(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return sharp({ create: { width: 128, height: 96, channels: 3, background: '#345', noise } })
    .png()
    .toBuffer();
}

/** An uploader that has photos prepared before they are sent: with a worker, and code that is fetched late. */
export const uploader = (mock: string) =>
  `<imgpro-uploader api-url="${mock}/v1" max-dimension="64" format="webp"></imgpro-uploader>`;

/** Uploads a photo with the uploader of the page: a PNG, or one of another format. */
export async function upload(
  { page }: Visit,
  photo?: { bytes: Uint8Array; format: string },
): Promise<{ images: { width: number; type: string }[]; failed: unknown[] }> {
  const { bytes, format } = photo ?? { bytes: await picture(), format: 'png' };
  const sent = { data: [...bytes], name: `photo.${format}`, type: `image/${format}` };
  return page.evaluate(async ({ data, name, type }) => {
    await customElements.whenDefined('imgpro-uploader');
    const element = document.querySelector('imgpro-uploader')!;
    const done = new Promise<CustomEvent<{ failed: unknown[] }>>((resolve) =>
      element.addEventListener('imgpro-complete', resolve as EventListener, { once: true }),
    );
    await element.addFiles([new File([new Uint8Array(data)], name, { type })]);
    const { failed } = (await done).detail;
    const images = element.images.map(({ width, url }) => ({ width, type: url.replace(/.*\./, '') }));
    return { images, failed };
  }, sent) as never;
}

/** What {@link upload} tells of a photo that the {@link uploader} prepared and stored. */
export const STORED = { images: [{ width: 64, type: 'webp' }], failed: [] };

/** Tags that are registered on the page. */
export const tags = ({ page }: Visit): Promise<string[]> =>
  page.evaluate(() =>
    ['imgpro-uploader', 'imgpro-image', 'imgpro-gallery'].filter((tag) => customElements.get(tag)),
  );
