import { defineConfig } from '@playwright/test';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/stories',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: '../../.cache/reports/stories.json' }]],
  use: {
    launchOptions: { executablePath: browserPath('chromium'), args: chromiumFlags },
  },
});
