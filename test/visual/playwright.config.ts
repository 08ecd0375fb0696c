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
    // Edges of letters and of round corners may differ from one Chromium to another, and from one way of drawing to another. A
    // check mark that is missing, 24 pixels each way, is more than that.
    toHaveScreenshot: { threshold: 0.25, maxDiffPixels: 400 },
  },
  reporter: [['list'], ['json', { outputFile: '../../.cache/reports/visual.json' }]],
  use: {
    launchOptions: { executablePath: browserPath('chromium'), args: [...chromiumFlags, ...drawing] },
    contextOptions: { reducedMotion: 'reduce' },
    timezoneId: 'UTC',
  },
});
