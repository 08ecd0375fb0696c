/**
 * The connection of the browser: lost by its own word (`navigator.onLine`), until its next word or a proof to the
 * contrary. A browser in a container or a virtual machine may take itself for offline for as long as it runs.
 */

/** Milliseconds that a browser which says it is offline is believed, before the network itself is asked. */
export const OFFLINE_BELIEVED = 30_000;

/** The last report of an event, or a proof; null while there was none: then `navigator` is asked. */
let known: boolean | null = null;
let isDisproved = false;
const listeners = new Set<(isOnline: boolean) => void>();

/** Whether the connection is lost, for all that is known. */
export function isOffline(): boolean {
  return (known ?? globalThis.navigator?.onLine) === false;
}

/** Notes that the service was reached although the browser says that it is offline; that holds until its next event. */
export function disproveOffline(): void {
  reportConnection(true);
  isDisproved = true;
}

/** Notes that the connection is lost or there again, and calls those who watch it. */
export function reportConnection(isOnline: boolean): void {
  if (!isOnline && isDisproved) return; // said again, and no news
  known = isOnline;
  for (const listener of [...listeners]) listener(isOnline);
}

/** Calls back when the connection is lost or there again. Returns the way to stop it. */
export function watchConnection(callback: (isOnline: boolean) => void): () => void {
  const listener = (isOnline: boolean): void => callback(isOnline);
  const heard = ({ type }: Event): void => {
    known = type === 'online';
    isDisproved = false;
    listener(known);
  };
  if (listeners.size === 0) known = null; // nobody has heard the browser meanwhile
  listeners.add(listener);
  globalThis.addEventListener?.('online', heard);
  globalThis.addEventListener?.('offline', heard);
  return () => {
    listeners.delete(listener);
    globalThis.removeEventListener?.('online', heard);
    globalThis.removeEventListener?.('offline', heard);
  };
}

/** Resolves when the browser is online, or after {@link OFFLINE_BELIEVED}; rejects when the signal aborts. */
export function online(signal = new AbortController().signal): Promise<void> {
  if (!isOffline()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const stop = watchConnection(end);
    const timer = setTimeout(end, OFFLINE_BELIEVED);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
