/**
 * How soon a drop zone can be used, by script tag, with nothing in the cache: beside another build of this package
 * (`--beside DIR`, its `dist`), or beside Uppy's Dashboard as a site bundles it. Chromium on a processor four times slower
 * and a modest line. It is ready when the button that chooses files is there and enabled; a real click on it then has to
 * open the file chooser, and the small photo chosen there is uploaded.
 */
import { join, resolve } from 'node:path';
import { build as bundle } from 'esbuild';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';
import { traceMainThread } from './main-thread.ts';
import { API_URL, buildScript, folderBeside, serveSite } from './uploader-site.ts';
import { median } from './median.ts';

const VISITS = 10;
const SLOWER = 4;
const LATENCY = 40;
const MEGABITS = 10;

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

const photo = {
  name: 'photo.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 320, height: 240, channels: 3, background: '#27c' } })
    .jpeg()
    .toBuffer(),
};

declare global {
  interface Window {
    /** Ms since the navigation. */
    ready?: number;
    isStored?: boolean;
  }
}

interface Visit {
  ready: number;
  longest: number;
  /** Files, and how many of them in a row, each asked for when the one before it had come. */
  requests: number;
  inRow: number;
  bytes: number;
  /** From the choice of a photo. */
  stored: number;
  storedRequests: number;
  storedBytes: number;
}

/** Runs in the page before all else: notes when the button is there, which a mutation of its tree tells. */
function watch(): void {
  const look = () => {
    const root = document.querySelector('imgpro-uploader')?.shadowRoot ?? document;
    const browse = root.querySelector<HTMLButtonElement>('[part~="browse"], .uppy-Dashboard-browse');
    if (!browse || browse.disabled || window.ready !== undefined) return;
    performance.mark('bench-ready');
    console.debug('bench-ready'); // asking the page whether it is would be work of the page
    window.ready = performance.now();
  };
  const observer = new MutationObserver(look);
  const observe = (root: Node) =>
    observer.observe(root, { childList: true, subtree: true, attributes: true });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    observe(root);
    return root;
  };
  observe(document);
  document.addEventListener('imgpro-upload-success', () => (window.isStored = true));
}

/** Runs in the page: the files that had come when it was ready. A file's cause is the one that had come last before it. */
function fetched(): { requests: number; inRow: number; bytes: number } {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const files = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(
    ({ responseEnd, name }) =>
      responseEnd > 0 && responseEnd <= window.ready! && !name.endsWith('favicon.ico'),
  );
  const inRow = (file: PerformanceResourceTiming): number => {
    const before = files.filter(({ responseEnd }) => responseEnd <= file.startTime);
    const cause = before.sort((a, b) => b.responseEnd - a.responseEnd)[0];
    return 1 + (cause ? inRow(cause) : 0);
  };
  return {
    requests: files.length,
    inRow: Math.max(0, ...files.map(inRow)),
    bytes: files.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, visit!.encodedBodySize),
  };
}

async function visit(path: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  try {
    const tab = await context.newPage();
    tab.setDefaultTimeout(30_000);
    await tab.goto(`${site.url}/blank.html`);
    await tab.addInitScript(watch);
    const emulation = await context.newCDPSession(tab);
    await emulation.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const bytesPerSecond = (MEGABITS * 1e6) / 8;
    await emulation.send('Network.enable');
    await emulation.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: LATENCY },
      ...{ downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond },
    });
    site.taken();
    const { longest } = await traceMainThread(
      tab,
      async () => {
        const ready = tab.waitForEvent('console', (message) => message.text() === 'bench-ready');
        await tab.goto(site.url + path, { waitUntil: 'commit' });
        await ready;
      },
      'bench-ready',
    );
    const chooser = tab.waitForEvent('filechooser');
    await tab.locator('[part~="browse"], .uppy-Dashboard-browse').first().click();
    const files = await chooser;
    const chosen = performance.now();
    await files.setFiles(photo);
    await tab.waitForFunction(() => window.isStored);
    const stored = performance.now() - chosen;
    const { requests, bytes, uploads } = site.taken();
    return {
      ready: await tab.evaluate(() => window.ready!),
      longest,
      ...(await tab.evaluate(fetched)),
      stored,
      storedRequests: requests - uploads - 1, // nor the page
      storedBytes: bytes,
    };
  } finally {
    await context.close();
  }
}

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
