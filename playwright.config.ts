import { defineConfig } from '@playwright/test';
import { browserPath, chromiumFlags } from './test/harness/browsers.ts';

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
    launchOptions: { executablePath: browserPath('chromium'), args: chromiumFlags },
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
  },
});
