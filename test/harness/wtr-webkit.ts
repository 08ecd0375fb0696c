import { webdriverLauncher } from '@web/test-runner-webdriver';
import { freePort, startWebkitDriver, webkitCapabilities } from './webkit-driver.ts';

/**
 * WebKitGTK for the test runner: the launcher, and the plugin that starts its driver before the tests and stops it
 * after them.
 */
export async function webkit() {
  const port = await freePort();
  let stop: (() => void) | undefined;
  const plugin = {
    name: 'webkit-driver',
    async serverStart() {
      ({ stop } = await startWebkitDriver(port));
    },
    serverStop: () => stop?.(),
  };
  const launcher = webdriverLauncher({
    protocol: 'http',
    hostname: '127.0.0.1',
    port,
    path: '/',
    logLevel: 'error',
    capabilities: { ...webkitCapabilities(), 'wdio:enforceWebDriverClassic': true },
  } as Parameters<typeof webdriverLauncher>[0]);
  return { launcher, plugin };
}
