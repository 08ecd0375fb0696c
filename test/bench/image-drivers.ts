import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';
import { freePort, startWebkitDriver, webDriver, webkitSession } from '../harness/webkit-driver.ts';

export interface Visit {
  /** When each picture was asked for and painted, and the script had come: ms since the navigation. */
  plain: { asked: number; painted: number | null };
  element: { asked: number; painted: number | null };
  script: number;
  /** Null where the engine does not tell. */
  shifts: number | null;
  /** Files of the element's picture. */
  files: number;
}

/** Interface of a driver; each visit is that of somebody new, with nothing in the cache. */
export interface Driver {
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
  // Element timings, which LCP is made of, for each picture alone.
  const paints = await entries('element');
  const files = (kind: string) => {
    const { pathname } = new URL(document.querySelector<HTMLImageElement>(`img[elementtiming=${kind}]`)!.src);
    return performance.getEntriesByType('resource').filter(({ name }) => name.includes(pathname));
  };
  const of = (kind: string) => ({
    asked: files(kind)[0]!.startTime,
    painted: paints.find(({ identifier }) => identifier === kind)?.renderTime ?? null,
  });
  const script = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/imgpro.js'));
  return {
    plain: of('plain'),
    element: of('element'),
    script: (script as PerformanceResourceTiming).responseEnd,
    shifts: PerformanceObserver.supportedEntryTypes.includes('layout-shift')
      ? (await entries('layout-shift')).reduce((sum, { value }) => sum + value, 0)
      : null,
    files: files('element').length,
  };
}

export async function chromiumDriver(): Promise<Driver> {
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

export async function firefoxDriver(): Promise<Driver> {
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

/** WebKitGTK. A session of its own for each visit is a browser of its own. */
export async function webkitDriver(): Promise<Driver> {
  const port = await freePort();
  const { stop } = await startWebkitDriver(port);
  const ask = webDriver(port);
  const begin = () => webkitSession(ask, 60_000);
  const first = await begin();
  await ask('DELETE', `/session/${first.sessionId}`);
  return {
    name: `WebKitGTK ${first.capabilities.browserVersion}`,
    async visit(address) {
      const { sessionId } = await begin();
      const session = `/session/${sessionId}`;
      await ask('POST', `${session}/url`, { url: address });
      const script = `const done = arguments[0]; (${account.toString()})().then(done, (error) => done({ error: String(error) }));`;
      const visit = await ask<Visit & { error?: string }>('POST', `${session}/execute/async`, {
        script,
        args: [],
      });
      await ask('DELETE', session);
      if (visit.error) throw new Error(visit.error);
      return visit;
    },
    close: () => Promise.resolve(stop()),
  };
}
