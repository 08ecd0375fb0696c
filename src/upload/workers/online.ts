/** A browser that wrongly takes itself for offline is not believed for longer than this (ms). */
const LONGEST_DISBELIEF = 30_000;

/** Resolves at once when the browser is online, else when it is again; rejects on abort. */
export function online(signal: AbortSignal): Promise<void> {
  if (globalThis.navigator?.onLine !== false) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      clearTimeout(timer);
      globalThis.removeEventListener('online', back);
      signal.removeEventListener('abort', stop);
      settle();
    };
    const back = () => done(resolve);
    const stop = () => done(() => reject(signal.reason as Error));
    const timer = setTimeout(back, LONGEST_DISBELIEF);
    globalThis.addEventListener('online', back);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}
