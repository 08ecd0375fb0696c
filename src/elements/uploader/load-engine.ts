import type * as Engine from './engine.ts';

export type EngineModule = typeof Engine;

/** The time until the second attempt (ms): a moment's trouble of the network is over by then. */
const PAUSE = 1000;

let load: (address?: string) => Promise<EngineModule> = (address) =>
  address ? import(/* @vite-ignore */ /* webpackIgnore: true */ address) : import('./engine.ts');
let there: EngineModule | null = null;
let coming: Promise<EngineModule> | null = null;
/** The address that could not be fetched, where the browser names it. */
let missing: URL | null = null;

/** The engine, if its code is on the page already. */
export function presentEngine(): EngineModule | null {
  return there;
}

/** Hands in the code of the engine, so that elements have it from the beginning: for bundles of one file. */
export function provideEngine(module: EngineModule): void {
  there = module;
}

/** Fetches the code of the engine, once for all uploaders of a page, in two attempts. Rejects when it cannot be had. */
export function fetchEngine(): Promise<EngineModule> {
  coming ??= attempt()
    .catch(() => new Promise((resolve) => setTimeout(resolve, PAUSE)).then(attempt))
    .then((module) => (there = module))
    .finally(() => (coming = null));
  return coming;
}

/**
 * One attempt. Chromium 156 fetches a module anew that failed. Firefox 153 keeps the failure for the life of the page, but
 * its error names the address, which can be had under another query. Where it names a module that the engine imports,
 * that one stays lost, as does the engine in a browser that keeps failures and names no address: then only a reload
 * helps, which the notice offers after the second round.
 */
async function attempt(): Promise<EngineModule> {
  const address = missing;
  missing = null;
  try {
    if (!address) return await load();
    address.searchParams.set('again', String(Date.now()));
    const module = await load(address.href);
    if (module.UploadEngine) return module;
  } catch (cause) {
    const named = /\bhttps?:\S+\.js\b\S*/.exec(String(cause));
    if (named) missing = new URL(named[0]);
    throw cause;
  }
  throw new TypeError('A module that the engine imports could not be fetched.');
}

/** Replaces the way the engine is loaded, as if its code were not on the page yet; for tests. Returns the way back. */
export function setEngineLoader(loader: typeof load): () => void {
  const before = { load, there };
  [load, there, coming, missing] = [loader, null, null, null];
  return () => {
    ({ load, there } = before);
    [coming, missing] = [null, null];
  };
}
