// The script tag from another origin, held to the hashes of `dist/sri.json`, by the lines of `dist/cdn` as they stand.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveMock } from '../../demo/mock/serve.ts';
import type { ServedMock } from '../../demo/mock/serve.ts';
import { languages } from '../../src/locales/languages.ts';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';
import { serveStatic } from '../harness/static-server.ts';
import type { StaticServer } from '../harness/static-server.ts';
import { WHOLE } from './bundlers.ts';
import { installedProject } from './project.ts';
import type { Project } from './project.ts';
import { open, STORED, upload, uploader } from './visit.ts';
import type { Visit } from './visit.ts';

let project: Project;
let mock: ServedMock;
let site: StaticServer;
let browser: Browser;
let dist: string;
/** Hashes by paths in `dist`. */
let hashes: Record<string, string>;

beforeAll(async () => {
  [project, mock, browser] = await Promise.all([
    installedProject(),
    serveMock({ port: 0, host: '127.0.0.1', anonymousLimit: 'off' }),
    chromium.launch({ executablePath: browserPath('chromium'), args: chromiumFlags }),
  ]);
  site = await serveStatic(project.folder);
  dist = join(project.installed, 'dist');
  hashes = (JSON.parse(read('sri.json')) as { files: Record<string, string> }).files;
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await mock?.close();
  await project?.remove();
});

const read = (file: string): string => readFileSync(join(dist, file), 'utf8');

describe('sri.json', () => {
  test('has the hash of each file as it was packed', () => {
    const actual = Object.keys(hashes).map((file) => {
      const hash = createHash('sha384').update(readFileSync(join(dist, file)));
      return [file, `sha384-${hash.digest('base64')}`];
    });
    expect(hashes).toEqual(Object.fromEntries(actual));
  });

  test('has every file that the script tag leads to', () => {
    const reached = new Set([
      'imgpro.css',
      'imgpro.all.js',
      ...languages.map((code) => `locales/${code}.js`),
    ]);
    const reach = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const [, path] of read(file).matchAll(
        /(?:\bfrom|\bimport)\s*\(?\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g,
      ))
        reach(join(dirname(file), path!));
    };
    reach('imgpro.js');
    expect(Object.keys(hashes).sort()).toEqual([...reached].sort());
  });
});

interface Given {
  /** Files that the CDN has changed, by their beginnings. */
  changed?: string;
  lang?: string;
  /** The lines for the page, made into others. */
  lines?: (lines: string) => string;
  body?: string;
}

/** Opens a page with lines of `dist/cdn`, while a CDN has the package. Changed code sets `changed` on the page. */
async function visit(
  file: string,
  { changed, lang = 'en', lines = (as) => as, body = uploader(mock.url) }: Given = {},
): Promise<Visit> {
  const head = lines(read(`cdn/${file}`));
  await project.write(
    'cdn.html',
    `<!doctype html><html lang="${lang}"><head><title>Page</title><link rel="icon" href="data:,">${head}</head>
    <body>${body}</body></html>`,
  );
  const base = /src="(.*)\/imgpro/.exec(head)![1]!;
  const serve = (page: Page) =>
    page.route(`${base}/**`, (route) => {
      const path = new URL(route.request().url()).pathname.slice(new URL(base).pathname.length + 1);
      const text = read(path);
      return route.fulfill({
        body: changed && path.startsWith(changed) ? `${text}\n;globalThis.changed = true;` : text,
        contentType: path.endsWith('.css') ? 'text/css' : 'text/javascript',
        headers: { 'access-control-allow-origin': '*' },
      });
    });
  return open(browser, `${site.url}/cdn.html`, serve);
}

const REFUSED = /integrity|digest/i;

/** Whether changed code ran. */
const changed = ({ page }: Visit) => page.evaluate(() => 'changed' in globalThis);

describe.each(['imgpro.html', 'imgpro.all.html'])('%s', (file) => {
  test('an upload is stored; no file is refused', { timeout: 60_000 }, async () => {
    const opened = await visit(file, { lang: 'de' });
    expect(await upload(opened)).toEqual(STORED);
    expect(opened.told.filter((line) => REFUSED.test(line))).toEqual([]);
    expect(await opened.page.locator('imgpro-uploader').getByText('Bild ersetzen').count()).toBeGreaterThan(
      0,
    );
    await opened.close();
  });

  test.each([file.replace('.html', '.js'), ...(WHOLE ? ['imgpro.css', 'locales/de'] : [])])(
    'a changed %s is refused',
    { timeout: 60_000 },
    async (name) => {
      const opened = await visit(file, { changed: name, lang: 'de' });
      await expect.poll(() => opened.told.filter((line) => REFUSED.test(line))).not.toEqual([]);
      expect(await changed(opened)).toBe(false);
      await opened.close();
    },
  );
});

describe.each(['uploader', 'image', 'gallery'])('preload-%s.html', (name) => {
  test('asks for all that the element needs, once, before the script does', { timeout: 60_000 }, async () => {
    const links = read(`cdn/preload-${name}.html`);
    const preloaded = [...links.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!);
    const opened = await visit('imgpro.html', {
      // The script itself comes last of all.
      lines: (lines) => lines.replace('<script\n  type="module"', `${links}$&`),
      body: `<imgpro-${name}></imgpro-${name}>`,
    });
    await opened.page.evaluate((tag) => customElements.whenDefined(tag).then(() => {}), `imgpro-${name}`);
    const asked = opened.scripts.filter((url) => url.includes('/parts/'));
    expect(asked.slice(0, preloaded.length).sort()).toEqual([...preloaded].sort());
    expect(asked).toEqual([...new Set(asked)]);
    expect(opened.told).toEqual([]);
    await opened.close();
  });
});

describe('parts that the script fetches', () => {
  test.each(WHOLE ? ['parts/uploader', 'parts/base'] : ['parts/uploader'])(
    'a changed %s is refused',
    { timeout: 60_000 },
    async (part) => {
      const opened = await visit('imgpro.html', { changed: part });
      await expect.poll(() => opened.told.filter((line) => REFUSED.test(line))).not.toEqual([]);
      expect(await opened.page.evaluate(() => !!customElements.get('imgpro-uploader'))).toBe(false);
      expect(await changed(opened)).toBe(false);
      await opened.close();
    },
  );

  test.each(['parts/engine', 'parts/prepare-step'])(
    'a changed %s is refused, also when it is asked for again',
    { timeout: 60_000 },
    async (part) => {
      const opened = await visit('imgpro.html', { changed: part });
      await opened.page.evaluate(() => customElements.whenDefined('imgpro-uploader').then(() => {}));
      await opened.page.locator('imgpro-uploader').evaluate((element) => {
        const file = new File(['GIF89a'], 'photo.gif', { type: 'image/gif' });
        // It waits for code that never comes.
        void (element as HTMLElementTagNameMap['imgpro-uploader']).addFiles([file]);
      });
      await expect
        .poll(() => opened.told.filter((line) => REFUSED.test(line)).length, { timeout: 20_000 })
        .toBeGreaterThan(1);
      expect(await changed(opened)).toBe(false);
      await opened.close();
    },
  );

  test(
    'without the import map a changed one runs: the script’s own hash is for one file',
    { timeout: 60_000 },
    async () => {
      const withoutMap = (lines: string) => lines.replace(/<script type="importmap">[\s\S]*?<\/script>/, '');
      const opened = await visit('imgpro.html', { changed: 'parts/uploader', lines: withoutMap });
      await expect.poll(() => changed(opened)).toBe(true);
      await opened.close();
    },
  );
});
