/**
 * Adding thousands of files: what it costs the page's main thread, in the uploader and in a plain Uppy. Chromium, the
 * built script tag, small pictures with bytes of their own. Wanted of 10,000: under 300 ms in all, no task over 50 ms;
 * no task over 50 ms either when all of them leave the list.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { build as bundle } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';
import { traceMainThread, type MainThread } from './main-thread.ts';
import { buildScript } from './uploader-site.ts';

const root = resolve(import.meta.dirname, '../../.cache/bench/uploader');
const types: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html' };

await buildScript(root);
await bundle({
  stdin: {
    contents: `import Uppy from '@uppy/core'; window.uppy = new Uppy();`,
    resolveDir: import.meta.dirname,
  },
  ...{ bundle: true, format: 'esm', minify: true, outfile: join(root, 'uppy.js'), logLevel: 'warning' },
  define: { 'process.env.NODE_ENV': '"production"' },
});

const pages: Record<string, string> = {
  '/ours.html':
    '<!doctype html><script type="module" src="/imgpro.js"></script><imgpro-uploader multiple manual></imgpro-uploader>',
  // With `recover` the list is kept on the device as well.
  '/kept.html':
    '<!doctype html><script type="module" src="/imgpro.js"></script><imgpro-uploader id="kept" multiple manual recover></imgpro-uploader>',
  '/uppy.html': '<!doctype html><script type="module" src="/uppy.js"></script>',
};
const server = createServer((request, response) => {
  const path = new URL(request.url!, 'http://x').pathname;
  const body = pages[path] === undefined ? readFile(join(root, path)) : Promise.resolve(pages[path]);
  body.then(
    (content) =>
      response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/plain' }).end(content),
    () => response.writeHead(404).end(),
  );
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const { port } = server.address() as { port: number };
const browser = await chromium.launch({ executablePath: browserPath('chromium'), args: [...chromiumFlags] });

declare global {
  interface Window {
    uppy: { addFiles(files: object[]): void; getFiles(): object[] };
    chosen: File[];
  }
}

/** Pictures of one shape with bytes of their own, after so many that are alike, as `window.chosen`. */
async function choose(page: Page, count: number, alike = 0): Promise<void> {
  await page.evaluate(
    async ([wanted, beginning]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 6 });
      const blob = await new Promise<Blob>((done) => canvas.toBlob((made) => done(made!), 'image/png'));
      const picture = new Uint8Array(await blob.arrayBuffer());
      window.chosen = Array.from({ length: wanted }, (_, at) => {
        const own = new TextEncoder().encode(`${at}`.padStart(2000, '-'));
        return new File([picture, new Uint8Array(beginning), own], `IMG_${at}.png`, {
          type: 'image/png',
          lastModified: 1_700_000_000_000 + at,
        });
      });
    },
    [count, alike] as const,
  );
}

async function measure(
  path: string,
  count: number,
  add: (page: Page) => Promise<unknown>,
  added: (page: Page) => Promise<number>,
  { alike = 0, prepare }: { alike?: number; prepare?: (page: Page) => Promise<unknown> } = {},
): Promise<MainThread> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}${path}`);
  await page.waitForFunction(() => window.uppy || customElements.get('imgpro-uploader'));
  await choose(page, count, alike);
  await prepare?.(page);
  const result = await traceMainThread(page, async () => void (await add(page)));
  if ((await added(page)) !== count) throw new Error(`${path}: not all of ${count} files were added`);
  await context.close();
  return result;
}

const addAll = (page: Page) =>
  page.evaluate(async () => {
    await document.querySelector('imgpro-uploader')!.addFiles(window.chosen);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  });

const listed = (page: Page) => page.evaluate(() => document.querySelector('imgpro-uploader')!.files.length);

const ours = (count: number, alike = 0) => measure('/ours.html', count, addAll, listed, { alike });

/** All of them leave the list at once, until the page has been told of each. */
const emptied = (count: number, by: 'cancel' | 'clear', isKept = false) =>
  measure(
    isKept ? '/kept.html' : '/ours.html',
    count,
    (page) =>
      page
        .evaluate(
          ([how, wanted]) =>
            new Promise<void>((done) => {
              const element = document.querySelector('imgpro-uploader')!;
              let told = 0;
              element.addEventListener('imgpro-file-removed', () => {
                if ((told += 1) === wanted) done();
              });
              element[how]();
            }),
          [by, count] as const,
        )
        .then(() => (isKept ? onDisk(page, 0) : undefined)),
    async (page) => count - (await listed(page)),
    { prepare: isKept ? (page) => addAll(page).then(() => onDisk(page, count)) : addAll },
  );

/** Resolves when the bytes of so many files are on the disk. */
const onDisk = (page: Page, count: number) =>
  page.waitForFunction(
    async (wanted) => {
      const open = indexedDB.open('imgpro-uploads');
      const db = await new Promise<IDBDatabase>((done) => (open.onsuccess = () => done(open.result)));
      const all = db.transaction('bytes').objectStore('bytes').count();
      const stored = await new Promise<number>((done) => (all.onsuccess = () => done(all.result)));
      db.close();
      return stored === wanted;
    },
    count,
    { polling: 500, timeout: 120_000 },
  );

/** The same with `recover`, until every file is on the disk with its bytes. */
const kept = (count: number) =>
  measure(
    '/kept.html',
    count,
    async (page) => {
      await page.evaluate(async () => {
        await document.querySelector('imgpro-uploader')!.addFiles(window.chosen);
      });
      await onDisk(page, count);
    },
    (page) => page.evaluate(() => document.querySelector('imgpro-uploader')!.files.length),
  );

const theirs = (count: number) =>
  measure(
    '/uppy.html',
    count,
    (page) =>
      page.evaluate(() =>
        window.uppy.addFiles(window.chosen.map((data) => ({ data, name: data.name, type: data.type }))),
      ),
    (page) => page.evaluate(() => window.uppy.getFiles().length),
  );

const line = (name: string, { busy, longest, longestWall, wall }: MainThread) =>
  console.log(
    `${name.padEnd(28)} main thread ${busy.toFixed(0).padStart(6)} ms, longest task ${longest.toFixed(0).padStart(6)} ms ` +
      `(${longestWall.toFixed(0)} by the clock), in ${wall.toFixed(0)} ms`,
  );

try {
  for (const count of [1_000, 5_000, 10_000]) {
    const own = await ours(count);
    line(`imgpro-uploader ${count}`, own);
    line(`  with recover, kept ${count}`, await kept(count));
    line(`  of one size and beginning`, await ours(count, 20_000));
    line(`  cancel() of all`, await emptied(count, 'cancel'));
    line(`  clear() of all`, await emptied(count, 'clear'));
    line(`  the same with recover`, await emptied(count, 'clear', true));
    const peer = await theirs(count);
    line(`Uppy addFiles ${count}`, peer);
    console.log(`${''.padEnd(28)} ratio ${(peer.busy / own.busy).toFixed(1)} : 1`);
  }
} finally {
  await browser.close();
  server.close();
}
