// Element tests in real browsers. BROWSERS=chromium (default) is a comma-separated list.
import { chromeLauncher } from '@web/test-runner-chrome';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import puppeteer from 'puppeteer-core';
import { browserPath, chromiumFlags } from './test/harness/browsers.ts';
import { prebundle } from './test/harness/prebundle.ts';
import { servers } from './test/harness/wtr-servers.ts';

const launchers = {
  chromium: () =>
    chromeLauncher({
      puppeteer,
      // One page at a time: a page behind another gets no frames, and waits for ever.
      concurrency: 1,
      launchOptions: {
        executablePath: browserPath('chromium'),
        headless: true,
        args: [...chromiumFlags, '--js-flags=--expose-gc'],
      },
    }),
  firefox: () =>
    chromeLauncher({
      puppeteer,
      concurrency: 1,
      launchOptions: { browser: 'firefox', executablePath: browserPath('firefox'), headless: true },
    }),
};

export default {
  files: 'test/browser/**/*.test.ts',
  nodeResolve: { exportConditions: ['imgpro-source', 'development', 'browser'] },
  plugins: [
    servers(),
    prebundle(['@uppy/core', '@uppy/xhr-upload', 'photoswipe']),
    esbuildPlugin({ ts: true, tsconfig: './tsconfig.json', target: 'es2022' }),
  ],
  browsers: (process.env.BROWSERS ?? 'chromium').split(',').map((name) => launchers[name]()),
  testFramework: { config: { timeout: 10_000 } },
  testsFinishTimeout: 180_000,
  browserStartTimeout: 60_000,
  filterBrowserLogs: (log) => !String(log.args[0]).includes('Lit is in dev mode'),
};
