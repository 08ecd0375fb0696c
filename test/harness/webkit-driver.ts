import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { browserPath } from './browsers.ts';

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
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

/** WebKitGTK's own browser, driven without a person. */
export const webkitCapabilities = () => ({
  browserName: 'MiniBrowser',
  'webkitgtk:browserOptions': { binary: browserPath('minibrowser'), args: ['--automation'] },
});

/** Starts WebKitGTK's WebDriver on a display of its own, in memory. `stop` ends both. */
export async function startWebkitDriver(port: number): Promise<{ stop(): void }> {
  const children: ChildProcess[] = [];
  const stop = () => {
    for (const child of children.splice(0).reverse()) child.kill();
  };
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
    if (await fetch(`http://127.0.0.1:${port}/status`).catch(() => null)) return { stop };
    await sleep(50);
  }
  stop();
  throw new Error(`${browserPath('webkitwebdriver')} ended with ${driver.exitCode} before it answered.`);
}

/** Asks a WebDriver, and gives the value of its answer. */
export type Ask = <Value>(method: string, path: string, body?: object) => Promise<Value>;

export function webDriver(port: number): Ask {
  return async <Value>(method: string, path: string, body?: object) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = (await answer.json()) as { value: Value & { error?: string; message?: string } };
    if (!answer.ok) throw new Error(`WebDriver ${path}: ${value?.error} ${value?.message}`);
    return value;
  };
}

/** A browser of its own, whose scripts may take so long (ms). */
export function webkitSession(ask: Ask, script: number) {
  return ask<{ sessionId: string; capabilities: { browserVersion: string } }>('POST', '/session', {
    capabilities: { alwaysMatch: { ...webkitCapabilities(), timeouts: { script } } },
  });
}
