import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { browserPath } from './browsers.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a program, or says that it could not be started. */
async function start(command: string, args: string[], options: Parameters<typeof spawn>[2] = {}) {
  const child = spawn(command, args, options);
  await once(child, 'spawn');
  return child;
}

/**
 * WebKitGTK for the test runner: the launcher, and the plugin that starts its driver on a display of its own, in
 * memory, before the tests and stops both after them.
 */
export async function webkit() {
  const port = await freePort();
  const children: ChildProcess[] = [];
  const stop = () => {
    for (const child of children.splice(0).reverse()) child.kill();
  };
  const plugin = {
    name: 'webkit-driver',
    async serverStart() {
      process.once('exit', stop);
      // -displayfd: the server takes a free display and tells which.
      const display = await start(
        browserPath('xvfb'),
        ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'],
        { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
      );
      children.push(display);
      const [number] = (await once(display.stdio[3] as Readable, 'data')) as [Buffer];
      const driver = await start(browserPath('webkitwebdriver'), ['--host=127.0.0.1', `--port=${port}`], {
        stdio: 'ignore',
        env: { ...process.env, DISPLAY: `:${number.toString().trim()}`, LIBGL_ALWAYS_SOFTWARE: '1' },
      });
      children.push(driver);
      while (driver.exitCode === null) {
        const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
        if (answer) return;
        await sleep(50);
      }
      throw new Error(`${browserPath('webkitwebdriver')} ended with ${driver.exitCode} before it answered.`);
    },
    serverStop: stop,
  };
  const launcher = webdriverLauncher({
    protocol: 'http',
    hostname: '127.0.0.1',
    port,
    path: '/',
    logLevel: 'error',
    capabilities: {
      browserName: 'MiniBrowser',
      'wdio:enforceWebDriverClassic': true,
      'webkitgtk:browserOptions': { binary: browserPath('minibrowser'), args: ['--automation'] },
    },
  } as Parameters<typeof webdriverLauncher>[0]);
  return { launcher, plugin };
}
