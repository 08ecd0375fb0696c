import type { BrowserName } from '../../harness/browsers.ts';
import type { StartDriver } from './driver.ts';

/** Each browser's driver, loaded when it is wanted. */
export const startDriver: Record<BrowserName, StartDriver> = {
  chromium: async () => (await import('./chromium.ts')).startChromium(),
  firefox: async (proxy) => (await import('./firefox.ts')).startFirefox(proxy),
  webkit: async (proxy) => (await import('./webkit.ts')).startWebkit(proxy),
};
