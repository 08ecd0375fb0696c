// The recipes as they stand in stories/docs/recipes, run: their code blocks are what is tested.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import type { Express } from 'express';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import type { Image } from '../../src/api/index.ts';
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
import { block, bundled } from '../harness/recipes.ts';

test('plain HTML: the picture is there before the script, and becomes zoomable with it', async ({
  page,
  pages,
  servers,
}) => {
  const image = await storedPicture(servers.mock.url);
  const html = block('plain-html.mdx', '<!doctype html>')
    .replaceAll('IMAGE_ID', image.id)
    .replaceAll('IMAGE_URL', image.url);
  const asked = filesAskedFor(page, image.id);
  const shifts = await watchShifts(page);
  const script = await heldScript(page);
  const shown = page.waitForResponse((response) => response.url().includes(image.id));
  await page.goto(pages.add(html), { waitUntil: 'commit' });
  await (await shown).finished();
  await script.asked;
  script.release();
  await expect.poll(() => stateOf(page)).toBe('ready');
  await expect(page.getByRole('button', { name: 'View larger: A ridge at dusk' })).toBeAttached();
  expect(await shifts()).toBe(0);
  expect(asked).toHaveLength(1);
});

test('plain HTML: art direction by the page’s own sources', async ({ page, servers, open }) => {
  const image = await storedPicture(servers.mock.url);
  const asked = filesAskedFor(page, image.id);
  await page.setViewportSize({ width: 400, height: 800 });
  await open(
    block('plain-html.mdx', '<imgpro-image>')
      .replaceAll('IMAGE_URL', image.url)
      .replaceAll('IMAGE_ID', image.id),
  );
  await expect.poll(() => stateOf(page)).toBe('ready');
  await frames(page);
  expect(asked).toEqual([`${image.url}?fit=cover&h=600&w=600`]);
});

test('Hono: a page with its preload, one request for the picture', async ({ page, pages, servers }) => {
  const image = await storedPicture(servers.mock.url, { caption: '</span><script>alert(1)</script>' });
  const { output } = await bundled({ 'hono.js': block('express-hono.mdx', '// hono.js') }, 'hono.js', 'node');
  Object.assign(process.env, { IMGPRO_KEY: 'img_live_demo', IMGPRO_URL: `${servers.mock.url}/v1` });
  const { app } = (await import(pathToFileURL(output).href)) as {
    app: { request(path: string): Promise<Response> };
  };
  const html = await (await app.request(`/photos/${image.id}`)).text();
  const asked = filesAskedFor(page, image.id);
  await page.goto(pages.add(html));
  await expect.poll(() => stateOf(page)).toBe('ready');
  await frames(page);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain('format=avif');
  await expect(page.getByText('</span><script>alert(1)</script>')).toBeVisible();
});

/** The tiles of a gallery whose script has come, by id. */
const tileIds = (page: Page) =>
  page
    .locator('imgpro-gallery [part~=tile]')
    .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset['id']));

/** A page that `renderGallery` wrote holds the same images without a script and with it. */
async function isGallery(page: Page, browser: Browser, address: string): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(address);
  const links = plain.locator('imgpro-gallery > a');
  const ids = await links.evaluateAll((all) => all.map((link) => (link as HTMLElement).dataset['id']));
  expect(ids.length).toBeGreaterThan(1);
  const pictures = links.locator('img');
  await expect
    .poll(() => pictures.first().evaluate((img) => (img as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
  await context.close();

  await page.goto(address);
  await expect.poll(() => tileIds(page)).toEqual(ids);
  await expect(page.locator('imgpro-gallery h3').first()).toBeVisible();
}

test('Express: a gallery that is there without a script, and becomes one with it', async ({
  page,
  browser,
  pages,
  servers,
}) => {
  await storedPicture(servers.mock.url);
  await storedPicture(servers.mock.url, { caption: '</a><script>alert(1)</script>' });
  const file = { 'gallery.js': block('gallery-without-script.mdx', '// gallery.js') };
  const { output } = await bundled(file, 'gallery.js', 'node');
  Object.assign(process.env, { IMGPRO_KEY: 'img_live_demo', IMGPRO_URL: `${servers.mock.url}/v1` });
  const { app } = (await import(pathToFileURL(output).href)) as { app: Express };
  const server = app.listen(0);
  const { port } = server.address() as AddressInfo;
  const html = await (await fetch(`http://localhost:${port}/photos`)).text();
  server.close();
  expect(html).toContain('&lt;script');
  await isGallery(page, browser, pages.add(html));
});

test('a static site: the gallery that its build wrote', async ({ page, browser, pages, servers }) => {
  await storedPicture(servers.mock.url);
  await storedPicture(servers.mock.url);
  const file = { 'build-gallery.js': block('gallery-without-script.mdx', '// build-gallery.js') };
  const { output } = await bundled(file, 'build-gallery.js', 'node');
  const env = { ...process.env, IMGPRO_KEY: 'img_live_demo', IMGPRO_URL: `${servers.mock.url}/v1` };
  const cwd = dirname(output);
  await promisify(execFile)(process.execPath, [output], { cwd, env });
  await isGallery(page, browser, pages.add(await readFile(join(cwd, 'photos.html'), 'utf8')));
});

for (const first of ['the elements', 'React'])
  test(`React: the server’s picture, hydrated after ${first} came first`, async ({
    page,
    pages,
    servers,
  }) => {
    const image = await storedPicture(servers.mock.url, { caption: 'A ridge at dusk' });
    const photo = block('next-react.mdx', '// photo.jsx');
    const elements = block('next-react.mdx', '// elements.jsx');
    const server = await bundled({ 'photo.jsx': photo }, 'photo.jsx', 'node');
    const { Photo } = (await import(pathToFileURL(server.output).href)) as {
      Photo(props: { image: Image }): ReactElement;
    };
    const markup = renderToString(Photo({ image }));
    expect(markup).toContain('<imgpro-image image-id=');
    expect(markup).toMatch(/<img data-imgpro="\w+"[^>]* srcSet="/i);

    const hydrate =
      `import { hydrateRoot } from 'react-dom/client'; import { Photo } from './photo.jsx';` +
      `const faults = (window.faults = []);` +
      `const { image } = JSON.parse(document.querySelector('#data').textContent);` +
      `const start = () => hydrateRoot(document.querySelector('#root'), <Photo image={image} />, ` +
      `{ onRecoverableError: (error) => faults.push(error.message) });`;
    const order =
      first === 'React'
        ? `start(); requestIdleCallback(() => import('./elements.jsx'));`
        : `import('./elements.jsx').then(() => customElements.whenDefined('imgpro-image')).then(start);`;
    const client = await bundled(
      { 'photo.jsx': photo, 'elements.jsx': elements, 'client.jsx': hydrate + order },
      'client.jsx',
      'browser',
    );
    const said: string[] = [];
    page.on(
      'console',
      (message) => ['error', 'warning'].includes(message.type()) && said.push(message.text()),
    );
    const asked = filesAskedFor(page, image.id);
    const shifts = await watchShifts(page);
    const data = JSON.stringify({ image }).replaceAll('<', '\\u003c');
    await page.goto(
      pages.add(
        `<!doctype html><html lang="en"><head><title>React</title><link rel="icon" href="/dist/none.ico">` +
          `<link rel="stylesheet" href="/dist/imgpro.css"></head><body><div id="root">${markup}</div><p>Below.</p>` +
          `<script type="application/json" id="data">${data}</script>` +
          `<script type="module" src="${new URL(pages.add(client.text, 'text/javascript')).pathname}"></script></body></html>`,
      ),
    );
    await expect.poll(() => stateOf(page)).toBe('ready');
    await expect
      .poll(() =>
        page.evaluate(() =>
          Object.keys(document.querySelector('figure')!).some((key) => key.startsWith('__react')),
        ),
      )
      .toBe(true);
    await frames(page);
    expect(await page.evaluate(() => (window as unknown as { faults: string[] }).faults)).toEqual([]);
    expect(said.filter((text) => !/favicon|404|React DevTools/.test(text))).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(await shifts()).toBe(0);
  });

test('React sets properties and listens for events of the tags', async ({ page, pages, servers }) => {
  const image = await storedPicture(servers.mock.url);
  const client = await bundled(
    {
      'client.jsx':
        `import 'imgpro-elements/define/image'; import { createRoot } from 'react-dom/client';` +
        `const { image } = JSON.parse(document.querySelector('#data').textContent);` +
        `createRoot(document.querySelector('#root')).render(` +
        `<imgpro-image image={image} alt="A ridge" zoomable onimgpro-load={(event) => (document.title = event.detail.image.id)} />);`,
    },
    'client.jsx',
    'browser',
  );
  await page.goto(
    pages.add(
      `<!doctype html><html lang="en"><head><title>React</title></head><body><div id="root"></div>` +
        `<script type="application/json" id="data">${JSON.stringify({ image }).replaceAll('<', '\\u003c')}</script>` +
        `<script type="module" src="${new URL(pages.add(client.text, 'text/javascript')).pathname}"></script></body></html>`,
    ),
  );
  await expect(page).toHaveTitle(image.id);
  expect(
    await page.locator('imgpro-image').evaluate((element) => ({
      zoomable: (element as unknown as { zoomable: boolean }).zoomable,
      image: element.getAttribute('image'),
    })),
  ).toEqual({ zoomable: true, image: null });
});
