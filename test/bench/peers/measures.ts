/** Start, adding and sending, measured in an uploader's page. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { browserPath, chromiumFlags } from '../../harness/browsers.ts';
import { traceMainThread } from '../main-thread.ts';
import { median } from '../median.ts';
import type { Site } from '../uploader-site.ts';
import { prepareBench } from './in-page.ts';
import { uploaders, type Uploader } from './pages.ts';

/** How long one act may take (ms). */
export const PATIENCE = 60_000;

/** Nothing outside this machine is reached: an uploader may want to speak to its maker's service. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserPath('chromium'),
    args: [...chromiumFlags, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });

export async function openPage(browser: Browser, site: Site, uploader: Uploader, page = ''): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  const tab = await context.newPage();
  await tab.addInitScript(prepareBench, uploaders[uploader].control);
  await tab.goto(`${site.url}/${uploader}${page}.html`);
  await tab.locator(uploaders[uploader].control).first().waitFor();
  await tab.waitForLoadState('networkidle'); // what is fetched when the page is idle is there
  return tab;
}

/** Ms; `undefined` where it took too long. */
export interface Adding {
  /** Until all are on the list. */
  listed: number;
  /** Until no frame is late by more than 50 ms any more, for a second. */
  calm: number;
  /** The page's main thread until then. */
  busy: number;
  longest: number;
  elements: number;
}

export interface Sending {
  /** Until the uploader says that all are stored. */
  stored: number;
  busy: number;
  longest: number;
}

/** One act in a browser of its own, which is closed where it takes too long. */
async function alone<Result>(act: (browser: Browser) => Promise<Result>): Promise<Result | undefined> {
  const browser = await openBrowser();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<undefined>((done) => (timer = setTimeout(() => done(undefined), PATIENCE)));
  const acted = act(browser);
  try {
    return await Promise.race([acted, tooLong]);
  } finally {
    clearTimeout(timer);
    acted.catch(() => {}); // its browser is closed
    await browser.close();
  }
}

/** Adds so many photos of 2 to 4 KB; nothing is sent yet. */
export const add = (site: Site, uploader: Uploader, count: number): Promise<Adding | undefined> =>
  alone(async (browser) => {
    const tab = await openPage(browser, site, uploader, '-manual');
    await tab.evaluate((wanted) => window.benchUploads.make(wanted, 2048, 4096), count);
    let times = { listed: 0, calm: 0 };
    const { busy, longest } = await traceMainThread(tab, async () => {
      times = await tab.evaluate(async (wanted) => {
        const begin = performance.now();
        window.benchUploads.choose();
        await window.benchUploads.until('listed', wanted);
        const listed = performance.now() - begin;
        return { listed, calm: listed + (await window.benchUploads.calm()) };
      }, count);
    });
    const elements = await tab.locator('*').count();
    return { ...times, busy, longest, elements };
  });

/** Sends so many photos of this size. */
export const send = (
  site: Site,
  uploader: Uploader,
  count: number,
  bytes: number,
): Promise<Sending | undefined> =>
  alone(async (browser) => {
    const tab = await openPage(browser, site, uploader);
    await tab.evaluate(([wanted, size]) => window.benchUploads.make(wanted, size, size), [
      count,
      bytes,
    ] as const);
    let stored = 0;
    const { busy, longest } = await traceMainThread(tab, async () => {
      stored = await tab.evaluate(async (wanted) => {
        const begin = performance.now();
        window.benchUploads.choose();
        await window.benchUploads.until('stored', wanted);
        return performance.now() - begin;
      }, count);
    });
    return { stored, busy, longest };
  });

/** All of them in turn, each round beginning with another; who was too slow once is not waited for again. */
export async function inTurn<Key extends string, Result extends object>(
  keys: readonly Key[],
  rounds: number,
  measure: (key: Key) => Promise<Result | undefined>,
): Promise<Partial<Record<Key, Result>>> {
  const found = new Map<Key, (Result | undefined)[]>(keys.map((key) => [key, []]));
  for (let round = 0; round < rounds; round++)
    for (const at of keys.keys()) {
      const key = keys[(at + round) % keys.length]!;
      const before = found.get(key)!;
      if (before.includes(undefined)) continue;
      const one = await measure(key);
      before.push(one);
    }
  return Object.fromEntries(
    [...found].flatMap(([key, all]) => {
      const had = all.filter((one): one is Result => one !== undefined);
      return had.length < all.length || had.length === 0 ? [] : [[key, medians<Result>(had)]];
    }),
  ) as Partial<Record<Key, Result>>;
}

function medians<Result extends object>(all: readonly Result[]): Result {
  const keys = Object.keys(all[0]!) as (keyof Result)[];
  return Object.fromEntries(keys.map((key) => [key, median(all.map((one) => one[key] as number))])) as Result;
}
