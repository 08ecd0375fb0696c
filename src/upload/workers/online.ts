/** Longest wait for the event `online` (ms): a browser may report wrongly that it is offline. */
const LONGEST_WAIT = 30_000;

/** Resolves when the browser is online, or after the longest wait; rejects on abort. */
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
    const timer = setTimeout(back, LONGEST_WAIT);
    globalThis.addEventListener('online', back);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}
