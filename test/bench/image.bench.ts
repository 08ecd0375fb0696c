/**
 * `<imgpro-image>` beside a plain `<img srcset>`, both on one page, now this one first and now that: whatever else the
 * machine does, it does to both. The elements' script is held back for a second. Then what 200 upgrades cost, and what 1,000 elements leave.
 */
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import type { Image } from '../../src/api/index.ts';
import { escapeHtml, imageAttributes } from '../../src/image/html.ts';
import { browserPath, chromiumFlags, missingPrograms } from '../harness/browsers.ts';
import { serveOwnPages, storedPicture } from '../harness/own-pages.ts';
import { traceMainThread } from './main-thread.ts';
import { startServers } from '../harness/start-servers.ts';

const RUNS = 20;
const UPGRADES = 12;
const HOLD = 1000;

interface Visit {
  /** When each picture was asked for and painted, and the script had come: ms since the navigation. */
  plain: { asked: number; painted: number };
  element: { asked: number; painted: number };
  script: number;
  shifts: number;
  /** Files of the element's picture. */
  files: number;
}

/** What a driver has to be able to do. */
interface Driver {
  name: string;
  visit(address: string): Promise<Visit>;
  close(): Promise<void>;
}

/** Runs in the page: waits for the script and the pictures, and reads the browser's own account of them. */
async function account(): Promise<Visit> {
  await customElements.whenDefined('imgpro-image');
  const element = document.querySelector('imgpro-image') as HTMLElement & { state: string };
  await Promise.all([...document.images].map((img) => img.decode()));
  while (element.state !== 'ready') await new Promise((done) => requestAnimationFrame(done));
  const entries = (type: string) =>
    new Promise<(PerformanceEntry & { value: number; renderTime: number; identifier: string })[]>((done) => {
      if (!PerformanceObserver.supportedEntryTypes.includes(type)) return done([]);
      new PerformanceObserver((list) => done(list.getEntries() as never)).observe({ type, buffered: true });
      setTimeout(() => done([]), 300);
    });
  // What LCP is made of, for each picture alone.
  const paints = await entries('element');
  const files = (kind: string) => {
    const { pathname } = new URL(document.querySelector<HTMLImageElement>(`img[elementtiming=${kind}]`)!.src);
    return performance.getEntriesByType('resource').filter(({ name }) => name.includes(pathname));
  };
  const of = (kind: string) => ({
    asked: files(kind)[0]!.startTime,
    painted: paints.find(({ identifier }) => identifier === kind)?.renderTime ?? NaN,
  });
  const script = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/imgpro.js'));
  return {
    plain: of('plain'),
    element: of('element'),
    script: (script as PerformanceResourceTiming).responseEnd,
    shifts: (await entries('layout-shift')).reduce((sum, { value }) => sum + value, 0),
    files: files('element').length,
  };
}

async function chromiumDriver(): Promise<Driver> {
  const browser = await chromium.launch({ executablePath: browserPath('chromium'), args: chromiumFlags });
  return {
    name: `Chromium ${browser.version()}`,
    async visit(address) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await page.goto(address);
      const visit = await page.evaluate(account);
      await context.close();
      return visit;
    },
    close: () => browser.close(),
  };
}

async function firefoxDriver(): Promise<Driver> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: browserPath('firefox'),
    headless: true,
  });
  return {
    name: await browser.version(),
    async visit(address) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.goto(address);
      const visit = await page.evaluate(account);
      await context.close();
      return visit;
    },
    close: () => browser.close(),
  };
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const imgOf = (image: Image, kind: 'plain' | 'element', priority = true) =>
  `<img elementtiming="${kind}" ${Object.entries(
    imageAttributes(image, { alt: 'A ridge', priority, sizes: '400px' }),
  )
    .map(([name, value]) => `${name}="${escapeHtml(String(value))}"`)
    .join(' ')}>`;

const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>A page</title><link rel="stylesheet" href="/dist/imgpro.css">` +
  `<script type="module" src="/dist/imgpro.js" data-load="imgpro-image"></script></head>` +
  `<body><h1>A page</h1>${body}<p>Below the picture.</p></body></html>`;

const servers = await startServers();
const pages = await serveOwnPages(servers.mock.url, { '/dist/imgpro.js': HOLD });
const image = await storedPicture(servers.mock.url);
const other = await storedPicture(servers.mock.url);

console.log(`${RUNS} visits; the script is held back for ${HOLD} ms. Medians, in ms since the navigation.\n`);
const drivers = [chromiumDriver, ...(missingPrograms('firefox').length === 0 ? [firefoxDriver] : [])];
for (const start of drivers) {
  const driver = await start();
  const plain = imgOf(other, 'plain');
  const element = `<imgpro-image image-id="${image.id}">${imgOf(image, 'element')}</imgpro-image>`;
  const addresses = [pages.add(page(plain + element)), pages.add(page(element + plain))] as const;
  const visits: Visit[] = [];
  // The first two warm up the server's files.
  for (let run = -2; run < RUNS; run++) {
    const visit = await driver.visit(addresses[Math.abs(run % 2) as 0 | 1]);
    if (run >= 0) visits.push(visit);
  }
  console.log(driver.name);
  for (const what of ['asked', 'painted'] as const) {
    const [a, b] = [
      median(visits.map(({ plain }) => plain[what])),
      median(visits.map(({ element }) => element[what])),
    ];
    const apart = median(visits.map((visit) => visit.element[what] - visit.plain[what]));
    if (Number.isNaN(a)) continue;
    console.log(
      `  ${what.padEnd(16)} plain ${a.toFixed(1).padStart(7)}   element ${b.toFixed(1).padStart(7)}   ratio ${(b / a).toFixed(3)}   apart ${apart.toFixed(1)}`,
    );
  }
  console.log(`  script had come  ${median(visits.map(({ script }) => script)).toFixed(1)}`);
  console.log(`  layout shift     ${Math.max(...visits.map(({ shifts }) => shifts))} at worst`);
  console.log(`  files asked for  ${Math.max(...visits.map(({ files }) => files))} at worst\n`);
  await driver.close();
}

await upgrades(200);
await collected(1000);
await pages.close();
await servers.close();

/**
 * What the main thread does from the moment elements with a picture of their own in them are upgraded, the script's
 * own loading and compiling included, until two frames later; beside as many plain pictures, which have nothing to do.
 */
async function upgrades(count: number): Promise<void> {
  const browser = await chromium.launch({ executablePath: browserPath('chromium'), args: chromiumFlags });
  const many = (one: string) =>
    pages.add(
      `<!doctype html><html lang="en"><title>Many</title><link rel="stylesheet" href="/dist/imgpro.css"><body>${one.repeat(count)}</body></html>`,
    );
  const img = imgOf(image, 'element', false);
  const ours = many(`<imgpro-image image-id="${image.id}">${img}</imgpro-image>`);
  const plain = many(`<div>${img}</div>`);

  const cost = async (address: string, script: string | null): Promise<number> => {
    const tab = await browser.newPage();
    await tab.goto(address);
    await tab.evaluate(() => document.images[0]!.decode());
    await tab.waitForLoadState('networkidle');
    const { busy } = await traceMainThread(tab, () =>
      tab.evaluate(async (source) => {
        if (source !== null) {
          await import(/* @vite-ignore */ location.origin + source);
          await customElements.whenDefined('imgpro-image');
          const all = [...document.querySelectorAll('imgpro-image')] as (HTMLElement & {
            updateComplete: Promise<unknown>;
          })[];
          await Promise.all(all.map(({ updateComplete }) => updateComplete));
        }
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      }, script),
    );
    await tab.close();
    return busy;
  };
  const costs: Record<'ours' | 'plain', number[]> = { ours: [], plain: [] };
  for (let run = 0; run < UPGRADES; run++) {
    costs.ours.push(await cost(ours, '/dist/imgpro.js'));
    costs.plain.push(await cost(plain, null));
  }
  await browser.close();
  const told = (of: number[]) =>
    `${median(of).toFixed(0)} ms (${Math.min(...of).toFixed(0)} to ${Math.max(...of).toFixed(0)})`;
  console.log(
    `${count} elements upgraded, code included, all tasks of the main thread: ${told(costs.ours)}; with as many plain pictures ${told(costs.plain)}`,
  );
}

/** How many of the elements that were created, shown and removed are still in memory. */
async function collected(count: number): Promise<void> {
  const browser = await chromium.launch({
    executablePath: browserPath('chromium'),
    args: [...chromiumFlags, '--js-flags=--expose-gc'],
  });
  const tab = await browser.newPage();
  await tab.goto(pages.add(page('<main></main>')));
  const left = await tab.evaluate(
    async ({ given, total }) => {
      await customElements.whenDefined('imgpro-image');
      const main = document.querySelector('main')!;
      const seen: WeakRef<Element>[] = [];
      (() => {
        for (let index = 0; index < total; index++) {
          const element = document.createElement('imgpro-image');
          Object.assign(element, { image: given, alt: '' });
          main.append(element);
          seen.push(new WeakRef(element));
        }
      })();
      await (main.lastElementChild as HTMLElement & { updateComplete: Promise<unknown> }).updateComplete;
      await new Promise((done) => setTimeout(done, 500));
      main.replaceChildren();
      for (let round = 0; round < 20; round++) {
        await new Promise((done) => setTimeout(done, 100));
        (globalThis as unknown as { gc(): void }).gc();
      }
      return seen.filter((ref) => ref.deref()).length;
    },
    { given: image, total: count },
  );
  await browser.close();
  console.log(`${count} elements created, shown and removed: ${left} left in memory`);
}
