import { defineConfig } from '@playwright/test';
import { chromiumFlags, headlessChromium } from '../harness/browsers.ts';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/stories',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: '../../.cache/reports/stories.json' }]],
  use: {
    launchOptions: { executablePath: headlessChromium(), args: chromiumFlags },
  },
});
