import { defineConfig } from '@playwright/test';
import { chromiumFlags, headlessChromium } from './test/harness/browsers.ts';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '.cache/reports/e2e.json' }]],
  use: {
    launchOptions: { executablePath: headlessChromium(), args: chromiumFlags },
    viewport: { width: 1280, height: 800 },
    // Recording costs a third of the time. To look into a failure: --trace retain-on-failure.
    trace: 'off',
  },
});
