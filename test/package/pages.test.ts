// The installed package on pages: by each way in, built by each bundler, opened in Chromium, with an upload to the mock.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as esbuild } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveMock } from '../../demo/mock/serve.ts';
import type { ServedMock } from '../../demo/mock/serve.ts';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';
import { serveStatic } from '../harness/static-server.ts';
import type { StaticServer } from '../harness/static-server.ts';
import { BUNDLERS } from './bundlers.ts';
import { installedProject, root } from './project.ts';
import type { Project } from './project.ts';
import { canInstall } from './registry.ts';
import { open, picture, STORED, tags, upload, uploader as preparing } from './visit.ts';
import type { Visit } from './visit.ts';
import { languages } from '../../src/locales/languages.ts';

let project: Project;
let mock: ServedMock;
let site: StaticServer;
let browser: Browser;

beforeAll(async () => {
  [project, mock, browser] = await Promise.all([
    installedProject(['react', 'react-dom', ...bundlers.flatMap(({ packages }) => packages)]),
    serveMock({ port: 0, host: '127.0.0.1', anonymousLimit: 'off' }),
    chromium.launch({ executablePath: browserPath('chromium'), args: chromiumFlags }),
  ]);
  site = await serveStatic(project.folder);
  writeFileSync(join(project.folder, 'picture.png'), await picture());
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await mock?.close();
  await project?.remove();
});

const uploader = () => preparing(mock.url);

/** Opens a page of the project with this markup. */
async function visit(name: string, head: string, body: string): Promise<Visit> {
  await project.write(
    name,
    `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`,
  );
  return open(browser, `${site.url}/${name}`);
}

describe('without a bundler', () => {
  const DIST = '/node_modules/imgpro-elements/dist';

  test.each(['imgpro.js', 'imgpro.all.js'])('a script tag: %s', { timeout: 60_000 }, async (file) => {
    const opened = await visit(
      'script.html',
      `<link rel="stylesheet" href="${DIST}/imgpro.css"><script type="module" src="${DIST}/${file}"></script>`,
      uploader(),
    );
    expect(await upload(opened)).toEqual(STORED);
    expect(opened.page.workers().map((worker) => worker.url())).toEqual([
      `${site.url}${DIST}/workers/prepare.js`,
    ]);
    if (file === 'imgpro.js') expect(await tags(opened)).toEqual(['imgpro-uploader']);
    expect(opened.told).toEqual([]);
    await opened.close();
  });

  test(
    'an import map, with the packages’ files as they are and Uppy as a module',
    { timeout: 60_000 },
    async () => {
      // Uppy's dependencies are CommonJS, which no browser reads: CDNs of modules bundle them as is done here.
      await esbuild({
        stdin: {
          contents: `export * from '@uppy/core'; export { default } from '@uppy/core';`,
          resolveDir: project.folder,
        },
        bundle: true,
        format: 'esm',
        outfile: join(project.folder, 'uppy.js'),
      });
      const opened = await visit(
        'map.html',
        `<script type="importmap">${JSON.stringify({
          imports: {
            'imgpro-elements/': `${DIST}/`,
            lit: '/node_modules/lit/index.js',
            'lit/': '/node_modules/lit/',
            'lit-html': '/node_modules/lit-html/lit-html.js',
            'lit-html/': '/node_modules/lit-html/',
            'lit-element/': '/node_modules/lit-element/',
            '@lit/reactive-element': '/node_modules/@lit/reactive-element/reactive-element.js',
            '@lit/reactive-element/': '/node_modules/@lit/reactive-element/',
            photoswipe: '/node_modules/photoswipe/dist/photoswipe.esm.js',
            '@uppy/core': '/uppy.js',
          },
        })}</script><script type="module">import 'imgpro-elements/define.js';</script>`,
        uploader(),
      );
      expect(await upload(opened)).toEqual(STORED);
      expect(await tags(opened)).toEqual(['imgpro-uploader', 'imgpro-image', 'imgpro-gallery']);
      expect(opened.told).toEqual([]);
      await opened.close();
    },
  );
});

/** Words that are in the code of one element and in no other's. */
const OWN = {
  uploader: 'imgpro-upload-progress',
  image: 'imgpro-reveal',
  gallery: 'imgpro-selection-change',
};

/** The elements whose code is in a text. */
const owners = (text: string): string[] =>
  Object.entries(OWN).flatMap(([name, word]) => (text.includes(word) ? [name] : []));

const textOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');

const bundlers = BUNDLERS.filter(({ packages }) => canInstall || packages.length === 0);

describe.each(bundlers)('built with $name', (bundler) => {
  // Parcel's minifier takes a minute where nothing else runs.
  test('one element, no other; its late parts and workers are found', { timeout: 600_000 }, async () => {
    const out = `built/${bundler.name}`;
    await project.write(`src/${bundler.name}.js`, `import 'imgpro-elements/define/uploader';`);
    const head = await bundler.build({
      project: project.folder,
      entry: `src/${bundler.name}.js`,
      out,
    });
    const opened = await visit(
      `${bundler.name}.html`,
      head || `<script type="module" src="/${out}/${bundler.name}.js"></script>`,
      uploader(),
    );
    expect(await upload(opened)).toEqual(STORED);
    expect(opened.page.workers()).toHaveLength(1);
    const bytes = readFileSync(join(root, 'test/harness/fixtures/photo.heic'));
    expect(await upload(opened, { bytes, format: 'heic' }), 'its decoder is found').toEqual(STORED);
    expect(opened.told).toEqual([]);
    expect(await tags(opened)).toEqual(['imgpro-uploader']);
    expect(owners(textOf(join(project.folder, out)))).toEqual(['uploader']);
    expect(opened.scripts.length, 'late parts in files of their own').toBeGreaterThan(1);
    await opened.close();
  });
});

test.each([
  ['configure', []],
  ['ImgproImage', ['image']],
  ['ImgproUploader', ['uploader']],
  ['ImgproGallery', ['gallery']],
])('a bundle with %s of the index holds no other element', async (name, elements) => {
  const { outputFiles } = await esbuild({
    stdin: {
      contents: `import { ${name} } from 'imgpro-elements'; console.log(${name});`,
      resolveDir: project.folder,
    },
    bundle: true,
    write: false,
    format: 'esm',
  });
  expect(owners(outputFiles[0]!.text)).toEqual(elements);
});

/** Bundles a script for a page, and opens it. */
async function bundled(name: string, script: string, body: string): Promise<Visit> {
  await project.write(`src/${name}.jsx`, script);
  await esbuild({
    entryPoints: [join(project.folder, `src/${name}.jsx`)],
    outdir: join(project.folder, `built/${name}`),
    bundle: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  cpSync(join(project.installed, 'dist/workers'), join(project.folder, 'built/workers'), { recursive: true });
  return visit(`${name}.html`, `<script type="module" src="/built/${name}/${name}.js"></script>`, body);
}

test(
  'every entry for browsers can be imported there; only define registers tags',
  { timeout: 60_000 },
  async () => {
    const entries = ['', '/api', '/uppy', '/html', '/react', '/locales/en'];
    entries.push(...languages.map((code) => `/locales/${code}`));
    entries.push(...['react', 'vue', 'svelte', 'solid', 'preact'].map((framework) => `/jsx/${framework}`));
    const opened = await bundled(
      'entries',
      entries
        .map(
          (entry, index) =>
            `import * as module${index} from 'imgpro-elements${entry}';\nconsole.assert(module${index});`,
        )
        .join('\n') +
        `\nwindow.before = ['uploader', 'image', 'gallery'].filter((name) => customElements.get('imgpro-' + name));
      window.ready = import('imgpro-elements/define').then((module) => Object.keys(module));`,
      '',
    );
    expect(
      await opened.page.evaluate(async () => {
        const { before, ready } = window as unknown as { before: string[]; ready: Promise<string[]> };
        return { before, defined: await ready };
      }),
    ).toEqual({ before: [], defined: ['ImgproGallery', 'ImgproImage', 'ImgproUploader'] });
    expect(await tags(opened)).toHaveLength(3);
    expect(opened.told).toEqual([]);
    await opened.close();
  },
);

describe('two versions on one page', () => {
  const COPIES = /^\[imgpro\] There are two copies of imgpro-elements on this page\./;

  beforeAll(() => {
    const older = join(project.folder, 'node_modules/imgpro-elements-older');
    cpSync(project.installed, older, { recursive: true });
    const file = join(older, 'package.json');
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replace(/"version": ".*"/, '"version": "0.0.9"')
        .replace('"imgpro-elements"', '"imgpro-elements-older"'),
    );
  });

  test('by a bundler: the first one’s tags work, and one warning says so', { timeout: 60_000 }, async () => {
    const opened = await bundled(
      'copies',
      `import * as first from 'imgpro-elements-older/define';
      import * as second from 'imgpro-elements/define';
      window.whose = [first, second].map(({ ImgproUploader }) => customElements.get('imgpro-uploader') === ImgproUploader);`,
      uploader(),
    );
    expect(await upload(opened)).toEqual(STORED);
    expect(await opened.page.evaluate('whose')).toEqual([true, false]);
    expect(opened.told).toEqual([expect.stringMatching(COPIES)]);
    await opened.close();
  });

  test('by script tags', { timeout: 60_000 }, async () => {
    const script = (name: string) =>
      `<script type="module" src="/node_modules/${name}/dist/imgpro.js"></script>`;
    const opened = await visit(
      'scripts.html',
      script('imgpro-elements-older') + script('imgpro-elements'),
      uploader(),
    );
    expect(await upload(opened)).toEqual(STORED);
    await expect.poll(() => opened.told, { timeout: 20_000 }).toEqual([expect.stringMatching(COPIES)]);
    await opened.close();
  });
});

test('React’s StrictMode mounts twice: one upload, each event once', { timeout: 60_000 }, async () => {
  const opened = await bundled(
    'strict',
    `import 'imgpro-elements/define';
    import { StrictMode } from 'react';
    import { createRoot } from 'react-dom/client';
    import { ImgproGallery, ImgproImage, ImgproUploader } from 'imgpro-elements/react';
    const said = (window.said = []);
    const image = { id: 'abc12345', url: '/picture.png', width: 128, height: 96, sizes: {} };
    createRoot(document.querySelector('#root')).render(
      <StrictMode>
        <ImgproUploader apiUrl="${mock.url}/v1" maxDimension={64} format="webp"
          onImgproFilesAdded={() => said.push('added')} onImgproImageReady={() => said.push('ready')}
          onImgproComplete={() => said.push('complete')} onChange={() => said.push('change')} />
        <ImgproImage image={image} alt="" />
        <ImgproGallery images={[image]} onImgproLoadPage={() => said.push('page')} />
      </StrictMode>,
    );`,
    '<div id="root"></div>',
  );
  await opened.page.waitForSelector('imgpro-uploader');
  expect(await upload(opened)).toEqual(STORED);
  expect(await opened.page.evaluate('said.filter((word) => word !== "page")')).toEqual([
    'added',
    'change',
    'ready',
    'complete',
  ]);
  expect(await opened.page.evaluate('document.querySelectorAll("imgpro-image img").length')).toBe(1);
  expect(opened.told).toEqual([]);
  await opened.close();
});
