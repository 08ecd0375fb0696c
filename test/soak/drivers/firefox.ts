import puppeteer from 'puppeteer-core';
import { browserPath } from '../../harness/browsers.ts';
import type { Proxy } from '../proxy.ts';
import type { Driver } from './driver.ts';

/** Firefox by WebDriver BiDi, which cannot take its network away: the proxy does, and the page is told. */
export async function startFirefox(proxy: Proxy): Promise<Driver> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: browserPath('firefox'),
    headless: true,
    protocolTimeout: 120_000,
  });
  const page = await browser.newPage();
  // puppeteer's own wait makes a function of a text, which the page's policy forbids in Firefox 140.
  const ready = () =>
    page.evaluate(async () => {
      while (!('soak' in window)) await new Promise(requestAnimationFrame);
    });
  const call: Driver['call'] = (name, ...args) =>
    page.evaluate(
      (name, args) =>
        (window as unknown as { soak: Record<string, (...args: unknown[]) => never> }).soak[name]!(...args),
      name,
      args as unknown[],
    );
  return {
    offlineBy: 'cut connections and an event, told by the test',
    async open(url) {
      await page.goto(url);
      await ready();
    },
    async reload() {
      await page.reload();
      await ready();
    },
    call,
    async setOffline(offline) {
      proxy.cut(offline);
      await call('setOnline', !offline);
    },
    close: () => browser.close(),
  };
}
