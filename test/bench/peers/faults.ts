/** Five faults in the midst of uploading three photos, and what a person then has. */
import type { Page } from 'playwright-core';
import type { Site } from '../uploader-site.ts';
import { openBrowser, openPage } from './measures.ts';
import { uploaders, type Uploader } from './pages.ts';
import type { Uploads } from './uploads.ts';

export const faults = {
  dropped: 'the connection drops',
  unavailable: 'the server answers 503 once',
  'answer lost': 'stored, but the answer is lost',
  offline: 'offline for 6 seconds',
  reload: 'the page is reloaded',
} as const;
export type FaultName = keyof typeof faults;

export interface Outcome {
  /** Copies of each of the three photos on the server, at the end. */
  copies: number[];
  /** What the uploader says of its files, at the end. */
  says: Record<'stored' | 'failed' | 'busy', number>;
  /** Presses of its own buttons that it took; `null` where it offered none. */
  presses: number | null;
  /** Copies and what it said before a person did anything. */
  before: { copies: number[]; failed: number };
  /** The browser asked whether the page may go. */
  asked: boolean;
  seconds: number;
}

const NAMES = ['photo-1.jpg', 'photo-2.jpg', 'photo-3.jpg'];
const BYTES = 1_000_000;
const MIDST = NAMES.length * BYTES * 0.3;
/** Bytes a second, so that there is a midst. */
const LINE = 1_000_000;
const OFFLINE = 6_000;
/** How long a person waits to see whether anything goes on by itself (ms). */
const WAIT = 30_000;
/** What a button says that goes on with what has failed, or with what an earlier page left. */
const GO_ON = /retry|try again|resume|continue|^upload( \d|$| all)|restore|^store$/i;

const after = (ms: number) => new Promise((done) => setTimeout(done, ms));

export async function suffer(
  site: Site,
  uploads: Uploads,
  uploader: Uploader,
  fault: FaultName,
  photo: Buffer,
): Promise<Outcome> {
  const browser = await openBrowser();
  uploads.clear();
  uploads.isFresh = true;
  try {
    const tab = await openPage(browser, site, uploader, fault === 'reload' ? '-recover' : '');
    tab.setDefaultTimeout(10_000);
    let asked = false;
    tab.on('dialog', (dialog) => {
      asked ||= dialog.type() === 'beforeunload';
      void dialog.accept();
    });
    const line = await tab.context().newCDPSession(tab);
    const setLine = (offline: boolean) =>
      line.send('Network.emulateNetworkConditions', {
        ...{ offline, latency: 20, downloadThroughput: LINE, uploadThroughput: LINE },
      });
    await line.send('Network.enable');
    await setLine(false);
    if (fault === 'dropped' || fault === 'unavailable' || fault === 'answer lost')
      uploads.fault = { kind: fault, name: NAMES[1]! };

    const cut = fault === 'offline' ? uploads.cutAt(MIDST) : undefined;
    const chooser = tab.waitForEvent('filechooser');
    await tab.locator(uploaders[uploader].control).first().click();
    await (
      await chooser
    ).setFiles(
      NAMES.map((name, at) => ({
        ...{ name, mimeType: 'image/jpeg' },
        buffer: Buffer.concat([photo, Buffer.alloc(BYTES - photo.length, at + 1)]),
      })),
    );
    const began = performance.now();
    if (fault === 'offline') {
      await cut;
      await setLine(true);
      await after(OFFLINE);
      uploads.mend();
      await setLine(false);
    } else if (fault === 'reload') {
      while (uploads.received < MIDST) await after(20);
      await tab.reload();
      await tab.waitForFunction(() => 'peer' in window);
      await tab.waitForLoadState('networkidle');
      await after(1_000); // a list that is read from the disk
    }

    const copies = () => NAMES.map((name) => uploads.stored.filter((one) => one === name).length);
    await settled(tab, uploads);
    const before = { copies: copies(), failed: (await states(tab)).failed };
    let presses: number | null = 0;
    const isUndone = async () => copies().includes(0) || (await states(tab)).failed > 0;
    while (presses < 3 && (await isUndone())) {
      if (!(await press(tab))) {
        if (presses === 0) presses = null;
        break;
      }
      presses += 1;
      await settled(tab, uploads);
    }
    const seconds = Math.round((performance.now() - began) / 1000);
    return { copies: copies(), says: await states(tab), presses, before, asked, seconds };
  } finally {
    uploads.isFresh = false;
    await browser.close();
  }
}

async function states(tab: Page): Promise<Outcome['says']> {
  const all = await tab.evaluate(() => window.peer.states());
  const count = (state: string) => all.filter((one) => one === state).length;
  return { stored: count('stored'), failed: count('failed'), busy: count('busy') };
}

/** Waits until nothing is on its way: by what it says, or because nothing more comes from it. */
async function settled(tab: Page, uploads: Uploads): Promise<void> {
  const until = performance.now() + WAIT;
  let last = '';
  let since = performance.now();
  while (performance.now() < until) {
    await after(500);
    const said = await states(tab);
    const now = `${uploads.received} ${uploads.stored.length} ${JSON.stringify(said)}`;
    if (now !== last) [last, since] = [now, performance.now()];
    const quiet = performance.now() - since;
    if (said.busy === 0 ? quiet > 1_500 : quiet > 15_000) return;
  }
}

/** Buttons that go on with all that has failed; else there is one a file. */
const FOR_ALL = '.uppy-StatusBar-actionBtn--retry, [data-action="retry-all"]';

/** Presses the button that goes on, of those that can be seen. */
async function press(tab: Page): Promise<boolean> {
  const all = await tab.locator(FOR_ALL).all();
  for (const button of [...all, ...(await tab.getByRole('button', { name: GO_ON }).all())])
    if ((await button.isVisible()) && (await button.isEnabled())) {
      await button.click();
      return true;
    }
  return false;
}
