/**
 * `<imgpro-image>` beside a plain `<img srcset>`, both on one page, now this one first and now that: whatever else the
 * machine does, it does to both. The elements' script is held back for a second. Then what 200 upgrades cost, and what 1,000 elements leave.
 */
import { chromium } from 'playwright-core';
import type { Image } from '../../src/api/index.ts';
import { escapeHtml, imageAttributes } from '../../src/image/html.ts';
import { browserPath, chromiumFlags, howToInstall, missingPrograms } from '../harness/browsers.ts';
import { serveOwnPages, storedPicture } from '../harness/own-pages.ts';
import { traceMainThread } from './main-thread.ts';
import { startServers } from '../harness/start-servers.ts';
import { chromiumDriver, firefoxDriver, webkitDriver, type Visit } from './image-drivers.ts';
import { median } from './median.ts';

const RUNS = 20;
const UPGRADES = 12;
const HOLD = 1000;

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
/** When the server was asked for the element's picture, after the plain one (ms); told by its own journal. */
async function apartAtServer(): Promise<number> {
  const { requests } = (await (await fetch(`${servers.mock.url}/__mock/requests`)).json()) as {
    requests: { at: string; path: string }[];
  };
  const at = (id: string) =>
    Date.parse(requests.find(({ path }) => path.startsWith('/cdn/') && path.includes(id))!.at);
  return at(image.id) - at(other.id);
}

const drivers = { chromium: chromiumDriver, firefox: firefoxDriver, webkit: webkitDriver } as const;
for (const [browser, start] of Object.entries(drivers)) {
  if (missingPrograms(browser as keyof typeof drivers).length > 0) {
    console.log(`${browser}: not measured. ${howToInstall(browser as keyof typeof drivers)}\n`);
    continue;
  }
  const driver = await start();
  const plain = imgOf(other, 'plain');
  const element = `<imgpro-image image-id="${image.id}">${imgOf(image, 'element')}</imgpro-image>`;
  const addresses = [pages.add(page(plain + element)), pages.add(page(element + plain))] as const;
  const visits: Visit[] = [];
  const served: number[] = [];
  // The first two warm up the server's files.
  for (let run = -2; run < RUNS; run++) {
    await fetch(`${servers.mock.url}/__mock/requests`, { method: 'DELETE' });
    const visit = await driver.visit(addresses[Math.abs(run % 2) as 0 | 1]);
    if (run < 0) continue;
    visits.push(visit);
    served.push(await apartAtServer());
  }
  console.log(driver.name);
  for (const what of ['asked', 'painted'] as const) {
    const known = visits.filter(({ plain, element }) => plain[what] !== null && element[what] !== null);
    if (known.length === 0) {
      console.log(`  ${what.padEnd(16)} this engine does not tell`);
      continue;
    }
    const of = (kind: 'plain' | 'element') => median(known.map((visit) => visit[kind][what]!));
    const apart = median(known.map(({ plain, element }) => element[what]! - plain[what]!));
    console.log(
      `  ${what.padEnd(16)} plain ${of('plain').toFixed(1).padStart(7)}   element ${of('element').toFixed(1).padStart(7)}   ratio ${(of('element') / of('plain')).toFixed(3)}   apart ${apart.toFixed(1)}`,
    );
  }
  console.log(`  at the server    apart ${median(served).toFixed(1)}`);
  console.log(`  script had come  ${median(visits.map(({ script }) => script)).toFixed(1)}`);
  const shifts = visits.flatMap(({ shifts }) => shifts ?? []);
  console.log(
    `  layout shift     ${shifts.length > 0 ? `${Math.max(...shifts)} at worst` : 'this engine does not tell'}`,
  );
  console.log(`  files asked for  ${Math.max(...visits.map(({ files }) => files))} at worst\n`);
  await driver.close();
}

console.log(
  'What follows is of Chromium alone: the others give a page no gc() to call, and no account of tasks.',
);
await upgrades(200);
await collected(1000);
await pages.close();
await servers.close();

/**
 * Main-thread work from the moment elements with a picture of their own in them are upgraded, the script's
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
