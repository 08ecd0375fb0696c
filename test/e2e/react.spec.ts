// The components of imgpro-elements/react in a page: found in the server's HTML, or made by React itself.
import { pathToFileURL } from 'node:url';
import type { Image } from '../../src/api/index.ts';
import { expect, storedPicture, test } from '../harness/image-pages.ts';
import { bundled } from '../harness/recipes.ts';

const album = `
import { useState } from 'react';
import { ImgproGallery, ImgproUploader } from 'imgpro-elements/react';

export function Album({ image, log, keep }) {
  const [more, setMore] = useState(true);
  keep?.(setMore);
  return (
    <div>
      <ImgproUploader
        id="up"
        name="photos"
        multiple
        maxFiles={more ? 3 : undefined}
        metadata={() => ({ album: 'dusk' })}
        variant={more ? 'dialog' : undefined}
        ref={(element) => log?.('ref ' + element?.localName)}
        onChange={() => log('change')}
        onImgproFilesAdded={({ detail }) => log((more ? 'added ' : 'later ') + detail.files.length)}
      >
        <b slot="label">Drop here</b>
      </ImgproUploader>
      <ImgproGallery
        images={more ? [image] : []}
        layout="grid"
        onImgproLoadPage={({ detail }) => log('page ' + detail.images.length)}
      />
    </div>
  );
}`;

const client = (start: string) => `
import { createRoot, hydrateRoot } from 'react-dom/client';
import { Album } from './album.jsx';
const { image } = JSON.parse(document.querySelector('#data').textContent);
const said = (window.said = []);
const root = document.querySelector('#root');
const app = <Album image={image} log={(word) => said.push(word)} keep={(set) => (window.setMore = set)} />;
const options = { onRecoverableError: (error) => said.push(error.message) };
${start}`;

const orders = {
  'hydrated before the elements come': `hydrateRoot(root, app, options); setTimeout(() => import('imgpro-elements/define'), 50);`,
  'hydrated after the elements came': `import('imgpro-elements/define').then(() => hydrateRoot(root, app, options));`,
  'made by React': `root.replaceChildren(); import('imgpro-elements/define').then(() => createRoot(root).render(app));`,
};

for (const [order, start] of Object.entries(orders))
  test(`properties, events and refs, ${order}`, async ({ page, pages, servers }) => {
    const image = await storedPicture(servers.mock.url, { caption: 'A ridge at dusk' });
    const server = await bundled(
      {
        'album.jsx': album,
        'server.jsx': `import { renderToString } from 'react-dom/server'; import { Album } from './album.jsx';
          export const render = (image) => renderToString(<Album image={image} />);`,
      },
      'server.jsx',
      'node',
    );
    const { render } = (await import(pathToFileURL(server.output).href)) as { render(image: Image): string };
    const { text } = await bundled(
      { 'album.jsx': album, 'client.jsx': client(start) },
      'client.jsx',
      'browser',
    );
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.location().url.endsWith('none.ico'))
        errors.push(message.text());
    });
    await page.goto(
      pages.add(
        `<!doctype html><html lang="en"><head><title>React</title><link rel="icon" href="/dist/none.ico"></head>` +
          `<body><div id="root">${render(image)}</div>` +
          `<script type="application/json" id="data">${JSON.stringify({ image }).replaceAll('<', '\\u003c')}</script>` +
          `<script type="module" src="${new URL(pages.add(text, 'text/javascript')).pathname}"></script></body></html>`,
      ),
    );
    const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said);
    const of = (tag: string, name: string) =>
      page
        .locator(tag)
        .evaluate((element, key) => (element as unknown as Record<string, unknown>)[key], name);
    await expect.poll(said).toContain('page 1');
    expect(await said()).toContain('ref imgpro-uploader');
    expect(await of('imgpro-uploader', 'multiple')).toBe(true);
    expect(await of('imgpro-uploader', 'maxFiles')).toBe(3);
    expect(
      await page
        .locator('imgpro-uploader')
        .evaluate((element) => typeof (element as { metadata?: unknown }).metadata),
    ).toBe('function');
    const tell = (type: string) =>
      page
        .locator('imgpro-uploader')
        .evaluate(
          (element, name) =>
            element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { files: [1] } })),
          type,
        );
    await tell('imgpro-files-added');
    await tell('change');
    expect(await said()).toEqual(expect.arrayContaining(['added 1', 'change']));

    // Props no longer given return to their defaults; handlers are the latest ones.
    await page.evaluate(() => (window as unknown as { setMore(more: boolean): void }).setMore(false));
    await expect.poll(() => of('imgpro-uploader', 'maxFiles')).toBe(null);
    expect(await of('imgpro-uploader', 'variant')).toBe('panel');
    await expect.poll(said).toContain('page 0');
    await tell('imgpro-files-added');
    expect((await said()).filter((word) => /added|later/.test(word))).toEqual(['added 1', 'later 1']);
    expect(errors).toEqual([]);
  });
