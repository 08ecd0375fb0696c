import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveMock } from '../../demo/mock/serve.ts';
import { serveSite } from '../../demo/site/site.ts';
import type { StartDriver } from './drivers/driver.ts';
import { seeded, upstreamRules } from './faults.ts';
import { startProxy } from './proxy.ts';
import { verify, type Outcome } from './verify.ts';

export interface SoakOptions {
  browser: string;
  start: StartDriver;
  count: number;
  seed: number;
  /** The share of requests that go wrong, in all. */
  rate: number;
  offlineSpells: number;
  reloads: number;
  /** Seconds without a new image after which the run is given up. */
  patience: number;
  onProgress?(line: string): void;
}

export interface SoakReport extends Outcome {
  options: SoakOptions;
  offlineBy: string;
  seconds: number;
  /** Counts of faults between browser and gateway, and between gateway and API. */
  faults: Record<string, number>;
  requests: { uploads: number; tokens: number; upstream: number };
  offlineSpells: number;
  reloads: number;
  /** Times somebody had to press "try again", and why. */
  pressed: number;
  reasons: string[];
  gaveUp: string | null;
}

/** How long a page that has nothing to do is given to find something, while images are missing (ms). */
const GRACE = 10_000;

const root = resolve(import.meta.dirname, '../..');

/** One browser, one queue, one run: everything is chosen at once, and everything that can go wrong does. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const { count, seed, rate } = options;
  const folder = await mkdtemp(join(tmpdir(), 'imgpro-soak-'));
  const mock = await serveMock({ port: 0, data: folder, anonymousLimit: 'off' });
  // The mock keeps the secrets of nobody: the key is the demo account's own.
  const site = await serveSite({
    port: 0,
    apiUrl: `${mock.url}/v1`,
    secret: 'a secret of the soak alone, more than forty characters',
    distDir: resolve(root, 'dist'),
    pagesDir: resolve(import.meta.dirname, 'page'),
    handler: { tokenLifetime: 8, log: () => {} },
  });
  // Half of the faults on either side of the gateway.
  const half = 1 - Math.sqrt(1 - rate);
  const proxy = await startProxy({ target: site.url, rate: half, seed });
  const control = (path: string, body: unknown) =>
    fetch(`${mock.url}/__mock${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await control('/faults', upstreamRules(count, half, seed));
  const driver = await options.start(proxy);
  const started = performance.now();
  try {
    await driver.open(proxy.url);
    await driver.call('add', seed, 0, count);
    const course = await ride(options, driver, () => storedCount(mock.url));
    const seconds = (performance.now() - started) / 1000;
    const journal = await requestsOf(mock.url);
    const faults: Record<string, number> = {};
    for (const [kind, times] of proxy.faults) faults[`browser – gateway: ${kind}`] = times;
    for (const { fault } of journal)
      if (fault) {
        const kind = `gateway – API: ${fault.replace(/^delay.*/, 'delay')}`;
        faults[kind] = (faults[kind] ?? 0) + 1;
      }
    const outcome = await verify(`${mock.url}/v1`, folder, options);
    const requests = { uploads: proxy.uploads, tokens: proxy.tokens, upstream: journal.length };
    return { options, offlineBy: driver.offlineBy, seconds, faults, requests, ...course, ...outcome };
  } finally {
    await driver.close();
    await proxy.close();
    await site.close();
    await mock.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Watches the run, takes the network away and reloads the page at seeded moments, and presses "try again". */
async function ride(
  options: SoakOptions,
  driver: Awaited<ReturnType<StartDriver>>,
  images: () => Promise<number>,
) {
  const { count, seed, onProgress } = options;
  const random = seeded(seed + 1);
  const moments = [
    ...Array.from({ length: options.offlineSpells }, () => 'offline' as const),
    ...Array.from({ length: options.reloads }, () => 'reload' as const),
  ]
    .map((what) => ({ what, at: Math.floor((0.03 + 0.92 * random()) * count) }))
    .sort((a, b) => a.at - b.at);
  const done = {
    offlineSpells: 0,
    reloads: 0,
    pressed: 0,
    reasons: [] as string[],
    gaveUp: null as string | null,
  };
  let idleSince = 0;
  let last = { images: -1, at: performance.now() };
  for (;;) {
    const now = await images();
    if (now !== last.images) last = { images: now, at: performance.now() };
    else if (performance.now() - last.at > options.patience * 1000) {
      const status = await driver.call('status');
      done.gaveUp = `no image for ${options.patience} s, page: ${JSON.stringify(status)}`;
      return done;
    }
    const moment = moments[0];
    if (moment && now >= moment.at) {
      moments.shift();
      onProgress?.(`${now} of ${count} stored: ${moment.what}`);
      if (moment.what === 'reload') {
        await driver.reload();
        done.reloads += 1;
      } else {
        await driver.setOffline(true);
        await sleep(200 + random() * 1500);
        await driver.setOffline(false);
        done.offlineSpells += 1;
      }
      continue;
    }
    const { pending, failed, reasons } = await driver.call('status');
    // A page that has just been loaded may yet be looking for the files of before.
    if (pending + failed > 0 || now >= count) idleSince = 0;
    else if ((idleSince ||= performance.now()) > performance.now() - GRACE) {
      await sleep(200);
      continue;
    }
    if (pending === 0 && failed > 0) {
      done.pressed += 1;
      done.reasons = [...new Set([...done.reasons, ...reasons])];
      onProgress?.(`${failed} failed, ${reasons.join('; ')}: try again`);
      await driver.call('retry');
    } else if (pending === 0) return done;
    await sleep(200);
  }
}

async function storedCount(mockUrl: string): Promise<number> {
  const { counts } = (await (await fetch(`${mockUrl}/__mock`)).json()) as { counts: { images: number } };
  return counts.images;
}

async function requestsOf(
  mockUrl: string,
): Promise<{ method: string; path: string; fault?: string | null }[]> {
  const { requests } = (await (await fetch(`${mockUrl}/__mock/requests`)).json()) as {
    requests: { method: string; path: string; fault?: string | null }[];
  };
  return requests.filter(({ method, path }) => method === 'POST' && path === '/v1/images');
}
