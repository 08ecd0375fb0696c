/**
 * One visit of a page with an uploader, with nothing in the cache: when a person can use it, and when a small photo that is
 * chosen at once is stored. It is ready when the control that opens the file chooser is there, enabled and has its place on
 * the page; a real click on it then has to open the chooser.
 */
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { traceMainThread } from './main-thread.ts';
import type { Site } from './uploader-site.ts';

/** A modest device on a modest line. */
export const SLOWER = 4;
export const LATENCY = 40;
export const MEGABITS = 10;

declare global {
  interface Window {
    /** Ms since the navigation. */
    ready?: number;
    isStored?: boolean;
  }
}

export interface Visit {
  ready: number;
  longest: number;
  /** Files, and how many of them in a row, each asked for when the one before it had come. */
  requests: number;
  inRow: number;
  /** Gzip, with the page. */
  bytes: number;
  /** From the choice of a photo. */
  stored: number;
  storedRequests: number;
  storedBytes: number;
}

interface Photo {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const smallPhoto = async (): Promise<Photo> => ({
  name: 'photo.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 320, height: 240, channels: 3, background: '#27c' } })
    .jpeg()
    .toBuffer(),
});

/** Runs in the page before all else: notes when the control is there, which a mutation of its tree tells. */
function watch(control: string): void {
  const roots: ParentNode[] = [document];
  const find = () => {
    for (const root of roots) {
      const found = root.querySelector<HTMLButtonElement>(control);
      if (found && !found.disabled) return found;
    }
    return undefined;
  };
  let isAsked = false;
  const placed = () => {
    isAsked = false;
    if (window.ready !== undefined || !find()?.getClientRects().length) return;
    performance.mark('bench-ready');
    console.debug('bench-ready'); // asking the page whether it is would be work of the page
    window.ready = performance.now();
  };
  const look = () => {
    if (window.ready !== undefined || isAsked || !find()) return;
    isAsked = true;
    requestAnimationFrame(placed);
  };
  const observer = new MutationObserver(look);
  const observe = (root: Node) =>
    observer.observe(root, { childList: true, subtree: true, attributes: true });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    roots.push(root);
    observe(root);
    return root;
  };
  observe(document);
  document.addEventListener('imgpro-upload-success', () => (window.isStored = true));
  addEventListener('told', (event) => (window.isStored ||= (event as CustomEvent).detail === 'stored'));
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

/** @param control Selector of the control that opens the file chooser, in the document or in a shadow tree. */
export async function visitOnce(
  browser: Browser,
  site: Site,
  path: string,
  { control, photo }: { control: string; photo: Photo },
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  try {
    const tab = await context.newPage();
    tab.setDefaultTimeout(30_000);
    await tab.goto(`${site.url}/blank.html`);
    await tab.addInitScript(watch, control);
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
    await tab.locator(control).first().click();
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
