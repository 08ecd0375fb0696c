// Element tests in real browsers. BROWSERS=chromium (default),firefox,webkit is a comma-separated list.
import { chromeLauncher } from '@web/test-runner-chrome';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import puppeteer from 'puppeteer-core';
import { browserPath, chromiumFlags, wantedBrowsers } from './test/harness/browsers.ts';
import { prebundle } from './test/harness/prebundle.ts';
import { abilities } from './test/harness/wtr-abilities.ts';
import { chords } from './test/harness/wtr-chords.ts';
import { corpusFiles } from './test/harness/wtr-corpus.ts';
import { swipes } from './test/harness/wtr-swipes.ts';
import { servers } from './test/harness/wtr-servers.ts';
import { touches } from './test/harness/wtr-touch.ts';

const names = wantedBrowsers();
// Only where it is asked for: the client of its driver is large.
const webkit = names.includes('webkit') && (await (await import('./test/harness/wtr-webkit.ts')).webkit());

/** A page that a failed test left at work asks whether to leave it: nobody is there to answer. */
const createPage = async ({ context }) => {
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  return page;
};

const launchers = {
  chromium: () =>
    chromeLauncher({
      puppeteer,
      createPage,
      launchOptions: {
        executablePath: browserPath('chromium'),
        headless: true,
        args: [...chromiumFlags, '--js-flags=--expose-gc'],
      },
    }),
  firefox: () =>
    chromeLauncher({
      puppeteer,
      createPage,
      launchOptions: { browser: 'firefox', executablePath: browserPath('firefox'), headless: true },
    }),
  webkit: () => webkit.launcher,
};

export default {
  files: 'test/browser/**/*.test.ts',
  nodeResolve: { exportConditions: ['imgpro-source', 'development', 'browser'] },
  plugins: [
    servers(),
    abilities(),
    chords(),
    touches(),
    swipes(),
    corpusFiles(),
    ...(webkit ? [webkit.plugin] : []),
    prebundle(['@uppy/core', 'file-type', '@uppy/xhr-upload', 'photoswipe', 'libheif-js/libheif/libheif.js']),
    esbuildPlugin({ ts: true, tsconfig: './tsconfig.json', target: 'es2022' }),
  ],
  browsers: names.map((name) => launchers[name]()),
  // One page at a time: a page behind another gets no frames, and waits for ever.
  concurrency: 1,
  concurrentBrowsers: 1,
  testFramework: { config: { timeout: 10_000 } },
  // All files of the corpus take minutes.
  testsFinishTimeout: process.env.CORPUS ? 1_800_000 : 180_000,
  browserStartTimeout: 60_000,
  filterBrowserLogs: (log) => !String(log.args[0]).includes('Lit is in dev mode'),
};
