/**
 * How soon a drop zone can be used, by script tag, with nothing in the cache: beside another build of this package
 * (`--beside DIR`, its `dist`), or beside Uppy's Dashboard as a site bundles it. Chromium on a processor four times slower
 * and a modest line. It is ready when the button that chooses files is there and enabled; a real click on it then has to
 * open the file chooser, and the small photo chosen there is uploaded.
 */
import { join, resolve } from 'node:path';
import { build as bundle } from 'esbuild';
import { chromium } from 'playwright-core';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';
import { median } from './median.ts';
import { LATENCY, MEGABITS, SLOWER, smallPhoto, visitOnce, type Visit } from './start-visit.ts';
import { API_URL, buildScript, folderBeside, serveSite } from './uploader-site.ts';

const VISITS = 10;

const cache = resolve(import.meta.dirname, '../../.cache/bench/start');
const beside = folderBeside();
await buildScript(join(cache, 'ours'));
if (!beside) await bundleDashboard(join(cache, 'beside'));

const page = (head: string, body: string) =>
  `<!doctype html><html lang="en"><head><title>Upload</title>${head}</head><body><h1>Upload</h1>${body}</body></html>`;
const script = (folder: string) => `<script type="module" src="/${folder}.js"></script>`;
const element = `<imgpro-uploader multiple api-url="${API_URL}"></imgpro-uploader>`;
const site = await serveSite(
  {
    '/blank.html': page('', ''),
    '/ours.html': page(script('ours/imgpro'), element),
    '/beside.html': beside
      ? page(script('beside/imgpro'), element)
      : page(
          `<link rel="stylesheet" href="/beside/dashboard.css">${script('beside/dashboard')}`,
          '<div id="dashboard"></div>',
        ),
  },
  { ours: join(cache, 'ours'), beside: beside ?? join(cache, 'beside') },
);
const browser = await chromium.launch({ executablePath: browserPath('chromium'), args: [...chromiumFlags] });

const photo = await smallPhoto();
const control = '[part~="browse"], .uppy-Dashboard-browse';
const visit = (path: string): Promise<Visit> => visitOnce(browser, site, path, { control, photo });

const visits: Record<'ours' | 'beside', Visit[]> = { ours: [], beside: [] };
try {
  // The first of each warms up the server.
  for (let round = -1; round < VISITS; round++)
    for (const which of round % 2 === 0 ? (['ours', 'beside'] as const) : (['beside', 'ours'] as const)) {
      const one = await visit(`/${which}.html`);
      if (round >= 0) visits[which].push(one);
    }
} finally {
  await browser.close();
  await site.close();
}

console.log(
  `This tree beside ${beside ? 'the other build' : 'Uppy Dashboard'}: ${VISITS} visits each in turn, processor ${SLOWER} times ` +
    `slower, ${LATENCY} ms, ${MEGABITS} Mbit/s, nothing in the cache. Medians.\n`,
);
console.log(`${''.padEnd(42)} this tree     beside   ratio   wanted`);
const line = (name: string, of: keyof Visit, wanted: string, digits = 0) => {
  const [own, other] = [visits.ours, visits.beside].map((all) => median(all.map((each) => each[of])));
  const told = [own!, other!].map((figure) => figure.toFixed(digits).padStart(9)).join('  ');
  console.log(`${name.padEnd(42)} ${told}   ${(own! / other!).toFixed(2).padStart(5)}   ${wanted}`);
};
line('ready, ms', 'ready', 'ratio under 1');
line('longest task until then, ms', 'longest', 'ratio under 1');
line('files until then', 'requests', '');
line('  of them in a row', 'inRow', '2');
line('  bytes (gzip), with the page', 'bytes', 'ratio under 1');
line('photo chosen at once to stored, ms', 'stored', 'ratio under 1');
line('files until then', 'storedRequests', '');
line('  bytes (gzip), with the page and the answer', 'storedBytes', 'ratio under 1');

/** Uppy's Dashboard with its plugin for any server, as one file and one style sheet. */
async function bundleDashboard(folder: string): Promise<void> {
  await bundle({
    stdin: {
      contents: `
        import Uppy from '@uppy/core';
        import '@uppy/core/css/style.min.css';
        import Dashboard from '@uppy/dashboard';
        import '@uppy/dashboard/css/style.min.css';
        import XHRUpload from '@uppy/xhr-upload';
        new Uppy({ autoProceed: true })
          .use(Dashboard, { target: '#dashboard', inline: true })
          .use(XHRUpload, { endpoint: '${API_URL}/images', limit: 4 })
          .on('upload-success', () => (window.isStored = true));`,
      resolveDir: import.meta.dirname,
    },
    ...{ bundle: true, format: 'esm', minify: true, logLevel: 'warning' },
    ...{ target: 'es2022', outfile: join(folder, 'dashboard.js') },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
}
