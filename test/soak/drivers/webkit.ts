import { freePort, startWebkitDriver, webDriver, webkitSession } from '../../harness/webkit-driver.ts';
import type { Proxy } from '../proxy.ts';
import type { Driver } from './driver.ts';

/** WebKitGTK by WebDriver, which cannot take its network away: the proxy does, and the page is told. */
export async function startWebkit(proxy: Proxy): Promise<Driver> {
  const port = await freePort();
  const { stop } = await startWebkitDriver(port);
  const ask = webDriver(port);
  const { sessionId } = await webkitSession(ask, 120_000);
  const session = `/session/${sessionId}`;
  const run = <Value>(script: string, args: unknown[] = []) =>
    ask<Value>('POST', `${session}/execute/async`, { script, args });
  const ready = () =>
    run(`const done = arguments[0];
      (function look() { 'soak' in window ? done(true) : setTimeout(look, 50); })();`);
  const call: Driver['call'] = (name, ...args) =>
    run(
      `const [name, args, done] = arguments;
      Promise.resolve(window.soak[name](...args)).then((value) => done(value ?? null));`,
      [name, args],
    );
  return {
    offlineBy: 'cut connections and an event, told by the test',
    async open(url) {
      await ask('POST', `${session}/url`, { url });
      await ready();
    },
    async reload() {
      await ask('POST', `${session}/refresh`, {});
      await ready();
    },
    call,
    async setOffline(offline) {
      proxy.cut(offline);
      await call('setOnline', !offline);
    },
    async close() {
      await ask('DELETE', session).catch(() => {});
      stop();
    },
  };
}
