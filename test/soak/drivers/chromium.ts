import { chromium } from 'playwright-core';
import { browserPath, chromiumFlags } from '../../harness/browsers.ts';
import type { Driver } from './driver.ts';

/** Chromium by Playwright, which can take its network away. */
export async function startChromium(): Promise<Driver> {
  const browser = await chromium.launch({ executablePath: browserPath('chromium'), args: chromiumFlags });
  const context = await browser.newContext();
  const page = await context.newPage();
  const ready = () => page.waitForFunction(() => 'soak' in window, undefined, { timeout: 30_000 });
  return {
    offlineBy: 'the browser itself',
    async open(url) {
      await page.goto(url);
      await ready();
    },
    async reload() {
      await page.reload();
      await ready();
    },
    call: (name, ...args) =>
      page.evaluate(
        ([name, args]) =>
          (window as unknown as { soak: Record<string, (...args: unknown[]) => never> }).soak[name]!(...args),
        [name, args as unknown[]] as const,
      ),
    setOffline: (offline) => context.setOffline(offline),
    close: () => browser.close(),
  };
}
