// The promise of <imgpro-image>: as a plain <img> in all that a visitor notices, whatever the script does.
import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import {
  expect,
  filesAskedFor,
  frames,
  heldScript,
  stateOf,
  storedPicture,
  test,
  watchShifts,
} from '../harness/image-pages.ts';
import type { Image } from '../../src/api/index.ts';
import { escapeHtml, imageAttributes, renderImage, renderPreload } from '../../src/image/html.ts';

/** An author's own picture in an element. */
const adopted = (image: Image) =>
  `<imgpro-image image-id="${image.id}">` +
  `<img ${Object.entries(imageAttributes(image, { alt: 'A ridge', priority: true, sizes: '600px' }))
    .map(([name, value]) => `${name}="${escapeHtml(String(value))}"`)
    .join(' ')}></imgpro-image>`;

test('an adopted picture is there before the script, in one request, and stays as it is', async ({
  page,
  servers,
  open,
}) => {
  const image = await storedPicture(servers.mock.url);
  const asked = filesAskedFor(page, image.id);
  const script = await heldScript(page);
  const shown = page.waitForResponse((response) => response.url().includes(image.id));
  await open(adopted(image));
  await script.asked;
  await (await shown).finished();
  const img = page.locator('imgpro-image img');
  await expect
    .poll(() => img.evaluate((element: HTMLImageElement) => element.naturalWidth))
    .toBeGreaterThan(0);
  expect(await page.evaluate(() => customElements.get('imgpro-image') === undefined)).toBe(true);
  const markup = await img.evaluate((element) => element.outerHTML);
  script.release();
  await expect.poll(() => stateOf(page)).toBe('ready');
  await frames(page);
  expect(asked).toHaveLength(1);
  expect(await img.evaluate((element) => element.outerHTML)).toBe(markup);
});

for (const density of [1, 2, 3])
  test.describe(`a screen of density ${density}`, () => {
    test.use({ deviceScaleFactor: density });
    test('is given as many pixels as it shows, in one request', async ({ page, servers, open }) => {
      const image = await storedPicture(servers.mock.url);
      const asked = filesAskedFor(page, image.id);
      await open(renderImage(image, { alt: 'A ridge', sizes: '300px', priority: true }));
      await expect.poll(() => stateOf(page)).toBe('ready');
      const files = [...Object.values(image.sizes), { url: image.url, width: image.width! }]
        .flatMap((size) => size ?? [])
        .sort((one, other) => one.width - other.width);
      const enough = files.find(({ width }) => width >= 300 * density)!;
      expect(asked).toEqual([enough.url]);
    });
  });

const alone: [name: string, body: (image: Image) => string][] = [
  ['the author’s own img', adopted],
  ['what a server rendered', (image) => renderImage(image, { alt: 'A ridge', sizes: '600px' })],
  [
    'an address and its size',
    ({ url }) => `<imgpro-image src="${url}" width="1500" height="1000" alt="A ridge"></imgpro-image>`,
  ],
];
for (const [name, body] of alone)
  test(`a page with an image pays at most 12 KiB for all its scripts, compressed: ${name}`, async ({
    page,
    servers,
    open,
  }) => {
    const image = await storedPicture(servers.mock.url);
    const scripts: Response[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response);
    });
    await open(body(image));
    await expect.poll(() => stateOf(page)).toBe('ready');
    await page.waitForLoadState('networkidle');
    // These, and no more, are weighed by .size-limit.js as what the image fetches at first.
    expect(
      scripts.map((script) => new URL(script.url()).pathname.replace(/-[\w-]{7}\.js$/, '')).sort(),
    ).toEqual(['/dist/imgpro.js', '/dist/parts/base', '/dist/parts/image']);
    const sizes = await Promise.all(
      scripts.map(async (script) => gzipSync(await script.body(), { level: 9 }).length),
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(12 * 1024);
  });

const ways: [name: string, body: (image: Image, mockUrl: string) => string][] = [
  ['the author’s own img', adopted],
  [
    'what a server rendered',
    (image) => renderImage(image, { alt: 'A ridge', priority: true, sizes: '600px' }),
  ],
  [
    '… in further formats, with a caption and a tiny picture behind',
    (image) =>
      renderImage(image, {
        alt: 'A ridge',
        formats: 'webp',
        showCaption: true,
        placeholder: 'blur',
        sizes: '600px',
        link: 'file',
      }),
  ],
  [
    'an id and its ratio',
    (image, mockUrl) =>
      `<imgpro-image image-id="${image.id}" api-url="${mockUrl}/v1" ratio="3/2" alt="A ridge" sizes="600px"></imgpro-image>`,
  ],
  [
    'an address and its size',
    (image) => `<imgpro-image src="${image.url}" width="1500" height="1000" alt="A ridge"></imgpro-image>`,
  ],
];
for (const [name, body] of ways)
  test(`nothing shifts, and one file is fetched: ${name}`, async ({ page, servers, open }) => {
    const image = await storedPicture(servers.mock.url, { caption: 'A ridge at dusk' });
    const asked = filesAskedFor(page, image.id);
    const shifts = await watchShifts(page);
    const script = await heldScript(page);
    await open(body(image, servers.mock.url));
    await script.asked;
    await frames(page);
    script.release();
    await expect.poll(() => stateOf(page)).toBe('ready');
    expect(await shifts()).toBe(0);
    // The tiny one behind is a request of its own, of some hundred bytes.
    expect(asked.filter((url) => !url.includes('w=32'))).toHaveLength(1);
  });

test('nothing shifts, and one file is fetched: an Image that a page’s script hands over before the upgrade', async ({
  page,
  servers,
  open,
}) => {
  const image = await storedPicture(servers.mock.url);
  const asked = filesAskedFor(page, image.id);
  const shifts = await watchShifts(page);
  const script = await heldScript(page);
  await open('<imgpro-image ratio="3/2" alt="A ridge"></imgpro-image>');
  await script.asked;
  await page.evaluate(
    (given) => Object.assign(document.querySelector('imgpro-image')!, { image: given }),
    image,
  );
  await frames(page);
  script.release();
  await expect.poll(() => stateOf(page)).toBe('ready');
  expect(await shifts()).toBe(0);
  expect(asked).toHaveLength(1);
});

for (const formats of [undefined, 'webp'])
  test(`the preloaded file is the one that is shown: ${formats ?? 'as it is'}`, async ({
    page,
    servers,
    open,
  }) => {
    const image = await storedPicture(servers.mock.url);
    const asked = filesAskedFor(page, image.id);
    const options = { alt: 'A ridge', formats };
    await open(renderImage(image, { ...options, priority: true }), renderPreload(image, options));
    await expect.poll(() => stateOf(page)).toBe('ready');
    await frames(page);
    expect(asked).toHaveLength(1);
  });

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the picture is shown', async ({ page, servers, open }) => {
    const image = await storedPicture(servers.mock.url, { caption: 'A ridge at dusk' });
    await open(adopted(image) + renderImage(image, { alt: 'Rendered', showCaption: true, formats: 'webp' }));
    for (const name of ['A ridge', 'Rendered']) {
      const img = page.getByRole('img', { name, exact: true });
      await expect(img).toBeVisible();
      await expect
        .poll(() => img.evaluate((element: HTMLImageElement) => element.naturalWidth))
        .toBeGreaterThan(0);
    }
    await expect(page.getByText('A ridge at dusk')).toBeVisible();
  });
});

test('the picture is printed, also one that nobody has scrolled to', async ({ page, servers, open }) => {
  const image = await storedPicture(servers.mock.url);
  // The browser loads lazy pictures when it prints, but waits for them only when a person asked; it may also
  // fail to print a page that changes just then. So it is asked again.
  const expectPrinted = () =>
    expect(async () => {
      const pdf = (await page.pdf()).toString('latin1');
      expect(pdf).toMatch(/\/Subtype\s*\/Image/);
    }).toPass({ timeout: 20_000 });
  const text = '<p>Text.</p>'.repeat(400);
  await open(`${text}<img src="${image.url}" alt="" loading="lazy" width="60" height="40">`);
  await expectPrinted();
  await open(text + renderImage(image, { alt: 'A ridge' }));
  await page.evaluate(() => customElements.whenDefined('imgpro-image').then(() => true));
  await expectPrinted();
});
