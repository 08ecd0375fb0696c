import { defineConfig } from '@playwright/test';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';

// The same letters on every machine: no hinting of the system's, no coloured edges, one colour space.
const drawing = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'];

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/visual',
  snapshotPathTemplate: '{testDir}/snapshots/{arg}{ext}',
  fullyParallel: true,
  workers: 2,
  timeout: 30_000,
  forbidOnly: !!process.env.CI,
  expect: {
    timeout: 10_000,
    // Edges of letters may differ a little from one Chromium to another; a missing check mark is more than that.
    toHaveScreenshot: { threshold: 0.2, maxDiffPixels: 150 },
  },
  reporter: [['list'], ['json', { outputFile: '../../.cache/reports/visual.json' }]],
  use: {
    launchOptions: { executablePath: browserPath('chromium'), args: [...chromiumFlags, ...drawing] },
    contextOptions: { reducedMotion: 'reduce' },
    timezoneId: 'UTC',
  },
});
