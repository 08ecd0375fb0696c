/**
 * Very many images on a page: 10,000 and 100,000, with `--million` a million, in the gallery and in what else a site could
 * show them with. Chromium, the built script tag; Image objects that the page has at hand, their picture one small file.
 * `--beside DIR` measures another build too, `--small` only 10,000 in the gallery and in one peer, once; `--alone` all sizes in
 * the gallery without its peers, once.
 * Figures are the medians of a few visits in turn, each in a browser of its own; the same as JSON in
 * `.cache/bench/gallery/figures.json`. In brackets: how many times the gallery's.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build as bundle } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';
import type {} from './gallery-page.ts';
import { bundlePeers, type Peer } from './gallery-peers.ts';
import { traceMainThread } from './main-thread.ts';
import { median } from './median.ts';
import { buildScript, folderBeside, serveSite } from './uploader-site.ts';

const { million, small, alone } = parseArgs({
  options: {
    million: { type: 'boolean' },
    small: { type: 'boolean' },
    alone: { type: 'boolean' },
    beside: { type: 'string' },
  },
}).values;

/** Visits each, in turn: three, and of more than 10,000 images, which take minutes, one. */
const roundsOf = (count: number) => (small || alone || count > 10_000 ? 1 : 3);
/** How long a visit may take (ms): what it has not measured until then is told of as too slow. */
const PATIENCE = 120_000;
const VIEW = { width: 1200, height: 900 };

type Way = 'ours' | 'beside' | Peer;
const names: Record<Way, string> = {
  ours: 'imgpro-gallery',
  beside: 'the other build',
  plain: 'plain DOM',
  contained: 'content-visibility',
  virtualizer: 'lit virtualizer',
  tanstack: 'TanStack Virtual',
  album: 'react-photo-album',
};

/** Who takes part: what has all images in the document is not asked for more than it can bear. */
const plan: { count: number; peers: Peer[] }[] = small
  ? [{ count: 10_000, peers: ['contained'] }]
  : [
      { count: 10_000, peers: ['plain', 'contained', 'virtualizer', 'tanstack', 'album'] },
      { count: 100_000, peers: ['virtualizer', 'tanstack', 'album'] },
      ...(million ? [{ count: 1_000_000, peers: ['virtualizer', 'tanstack'] satisfies Peer[] }] : []),
    ];

const figures = {
  first: { name: 'first pictures painted, ms', digits: 0 },
  firstBusy: { name: '  main thread, ms', digits: 0 },
  firstLongest: { name: '  longest task, ms', digits: 0 },
  elements: { name: 'elements in the document', digits: 0 },
  steady: { name: 'steady scroll, frames p95, ms', digits: 1 },
  steadyBusy: { name: '  main thread a frame, ms', digits: 2 },
  steadyLongest: { name: '  longest task, ms', digits: 0 },
  steadyAll: { name: '  all processes a frame, ms', digits: 1 },
  fast: { name: 'a window a frame, frames p95, ms', digits: 1 },
  fastBusy: { name: '  main thread a frame, ms', digits: 2 },
  fastLongest: { name: '  longest task, ms', digits: 0 },
  fastAll: { name: '  all processes a frame, ms', digits: 1 },
  covered: { name: '  covered with pictures, %', digits: 0 },
  resize: { name: '1200 → 900 → 1200 wide, ms', digits: 0 },
  resizeLongest: { name: '  longest task, ms', digits: 0 },
  memory: { name: 'memory beyond the data, MB', digits: 1 },
  last: { name: 'the last image is reached, 1 or 0', digits: 0 },
} as const;
type Figures = Record<keyof typeof figures, number>;

const cache = resolve(import.meta.dirname, '../../.cache/bench/gallery');
const beside = folderBeside();
const libraries = [...new Set(plan.flatMap(({ peers }) => peers))];
await buildScript(join(cache, 'ours'));
await bundlePeers(join(cache, 'peers'), libraries);
await bundle({
  entryPoints: [join(import.meta.dirname, 'gallery-page.ts')],
  ...{ bundle: true, format: 'esm', outfile: join(cache, 'pictures/page.js'), logLevel: 'warning' },
});
await mkdir(join(cache, 'pictures'), { recursive: true });
await sharp({ create: { width: 64, height: 48, channels: 3, background: '#27c' } })
  .png()
  .toFile(join(cache, 'pictures/picture.png'));

const page = (head: string, box: string) =>
  `<!doctype html><html lang="en"><head><title>Pictures</title><style>body { margin: 0 }</style>
  <script type="module" src="/pictures/page.js"></script>${head}</head><body>${box}</body></html>`;
const element = (folder: string) =>
  page(
    `<script type="module" src="/${folder}/imgpro.js"></script>
    <script type="module">
      const box = document.querySelector('#box');
      box.images = [];
      await customElements.whenDefined('imgpro-gallery');
      window.show = (images) => (box.images = images);
    </script>`,
    '<imgpro-gallery id="box"></imgpro-gallery>',
  );
const peerPage = (peer: Peer) =>
  page(
    `${peer === 'album' ? '<link rel="stylesheet" href="/peers/album.css">' : ''}<script type="module" src="/peers/${peer}.js"></script>`,
    '<div id="box"></div>',
  );

const site = await serveSite(
  {
    '/ours.html': element('ours'),
    '/beside.html': element('beside'),
    ...Object.fromEntries(libraries.map((peer) => [`/${peer}.html`, peerPage(peer)])),
  },
  {
    ours: join(cache, 'ours'),
    beside: beside ?? '',
    peers: join(cache, 'peers'),
    pictures: join(cache, 'pictures'),
  },
  // The browser tells the memory of a page only where nobody else shares its process.
  { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
);

const p95 = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!;

/** Processor time that the browser's processes have taken (ms): drawing and compositing count too, without a GPU. */
async function processorTime(tab: Page): Promise<number> {
  const session = await tab.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  // The browser process itself carries this account.
  const counted = processInfo.filter(({ type }) => type !== 'browser');
  return counted.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

/** Scrolls twice: for frames and all processes without what tracing costs, then traced for the main thread. */
async function scroll(tab: Page, by: number, frames: number) {
  const run = () => tab.evaluate(([step, count]) => window.bench.scroll(step, count), [by, frames] as const);
  const before = await processorTime(tab);
  const { times } = await run();
  const all = ((await processorTime(tab)) - before) / frames;
  const { busy, longest } = await traceMainThread(tab, async () => void (await run()));
  return { p95: p95(times), busy: busy / frames, longest, all };
}

/** Takes the figures of one visit, one after the other. */
async function measure(tab: Page, count: number, into: Partial<Figures>): Promise<void> {
  await tab.evaluate((wanted) => window.bench.make(wanted), count);
  const data = await tab.evaluate(() => window.bench.memory());

  const began = await traceMainThread(tab, async () => {
    into.first = await tab.evaluate(() => window.bench.first());
  });
  Object.assign(into, { firstBusy: began.busy, firstLongest: began.longest });
  await tab.evaluate(() => window.bench.rest(500));
  into.elements = await tab.evaluate(() => window.bench.elements());

  const steady = await scroll(tab, 120, 180);
  Object.assign(into, { steady: steady.p95, steadyBusy: steady.busy, steadyLongest: steady.longest });
  into.steadyAll = steady.all;
  const fast = await scroll(tab, VIEW.height, 90);
  Object.assign(into, { fast: fast.p95, fastBusy: fast.busy, fastLongest: fast.longest });
  into.fastAll = fast.all;
  into.covered = (await tab.evaluate(() => window.bench.covered(40))) * 100;

  const resized = await traceMainThread(tab, async () => {
    for (const width of [900, VIEW.width]) {
      await tab.setViewportSize({ ...VIEW, width });
      await tab.evaluate(() => window.bench.rest(700));
    }
  });
  Object.assign(into, { resize: resized.busy, resizeLongest: resized.longest });
  into.memory = ((await tab.evaluate(() => window.bench.memory())) - data) / 1e6;
  into.last = Number(await tab.evaluate(() => window.bench.reachesLast()));
}

/** One visit, in a browser of its own: the figures that there were when it ended, or when the time for it did. */
async function visit(way: Way, count: number): Promise<Partial<Figures>> {
  const browser = await chromium.launch({
    executablePath: browserPath('chromium'),
    args: [...chromiumFlags, '--enable-blink-features=ForceEagerMeasureMemory'],
  });
  const figuresFound: Partial<Figures> = {};
  let timer: NodeJS.Timeout | undefined;
  try {
    const tab = await browser.newPage({ viewport: VIEW });
    await tab.goto(`${site.url}/${way}.html`, { waitUntil: 'networkidle' });
    await tab.waitForFunction(() => 'show' in window && 'bench' in window);
    const measured = measure(tab, count, figuresFound);
    const tooLong = new Promise<void>((done) => (timer = setTimeout(done, PATIENCE)));
    await Promise.race([measured, tooLong]);
    measured.catch(() => {}); // its page is closed
    return { ...figuresFound };
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

const results: { count: number; ways: Partial<Record<Way, Partial<Figures>>> }[] = [];
const load = () => Number(loadavg()[0]!.toFixed(1));
const loadBefore = load();
console.log(`${cpus().length} processors, load ${loadBefore} at the start.`);
try {
  for (const { count, peers: others } of plan) {
    const peers = alone ? [] : others;
    const ways: Way[] = ['ours', ...(beside ? (['beside'] as const) : []), ...peers];
    const visits = new Map<Way, Partial<Figures>[]>(ways.map((way) => [way, []]));
    for (let round = 0; round < roundsOf(count); round++)
      for (const at of ways.keys()) {
        const way = ways[(at + round) % ways.length]!;
        const before = visits.get(way)!;
        // One that is too slow once is not waited for again.
        if (before.every(({ last }) => last !== undefined)) before.push(await visit(way, count));
      }
    const medians = Object.fromEntries([...visits].map(([way, all]) => [way, medianOf(all)]));
    results.push({ count, ways: medians });
    table(count, ways, medians);
  }
} finally {
  await site.close();
}
const file = join(cache, 'figures.json');
await writeFile(file, JSON.stringify({ load: [loadBefore, load()], names, results }, null, 2));
console.log(`\nLoad ${load()} at the end. The same as JSON: ${file}`);

/** The medians of those figures that every visit had. */
function medianOf(all: Partial<Figures>[]): Partial<Figures> {
  const keys = Object.keys(figures) as (keyof Figures)[];
  const had = keys.filter((key) => all.every((each) => each[key] !== undefined));
  return Object.fromEntries(had.map((key) => [key, median(all.map((each) => each[key]!))]));
}

function table(count: number, ways: Way[], of: Partial<Record<Way, Partial<Figures>>>): void {
  console.log(
    `\n${count.toLocaleString('en')} images`.padEnd(35) + ways.map((way) => names[way].padStart(20)).join(''),
  );
  for (const [key, { name, digits }] of Object.entries(figures) as [
    keyof Figures,
    { name: string; digits: number },
  ][]) {
    const own = of.ours?.[key];
    const cells = ways.map((way) => {
      const figure = of[way]?.[key];
      if (figure === undefined) return 'too slow'.padStart(12) + ''.padStart(8);
      const isRatio = way !== 'ours' && own && key !== 'last' && key !== 'covered';
      const ratio = isRatio ? `(${Number((figure / own).toPrecision(2))})` : '';
      return figure.toFixed(digits).padStart(12) + ratio.padStart(8);
    });
    console.log(name.padEnd(34) + cells.join(''));
  }
}
