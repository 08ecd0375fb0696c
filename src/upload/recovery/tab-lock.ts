/**
 * A slot is one tab's place in the store for one uploader's queue. While the tab is open it holds the slot's lock, and no
 * other tab touches the files of the slot; when it is closed, a tab that gets the lock may take them over.
 */

/** How long a page waits for the lock of the page that it replaces (ms): in a reload both may exist for a moment. */
const PATIENCE = 2000;

/** Releases the lock of a slot. */
export type Release = () => void;

const lockName = (slot: string): string => `imgpro-uploads:${slot}`;

/** Whether the browser has locks on this page; it has none without a secure context. */
export function canLock(): boolean {
  return typeof navigator !== 'undefined' && 'locks' in navigator && navigator.locks !== undefined;
}

/** Locks a slot if it is free; null when another tab holds it. */
export function holdIfFree(slot: string): Promise<Release | null> {
  return hold(slot, { ifAvailable: true });
}

/** Resolves with true when a slot is free; with false when the signal aborts first. */
export async function whenFree(slot: string, signal: AbortSignal): Promise<boolean> {
  const release = await hold(slot, { signal });
  release?.();
  return release !== null;
}

async function hold(slot: string, options: LockOptions): Promise<Release | null> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockName(slot), options, (lock) => {
        if (lock) return new Promise<void>((release) => resolve(release));
        resolve(null);
        return undefined;
      })
      .catch((cause: unknown) => {
        if (options.signal?.aborted) resolve(null);
        else reject(cause as Error);
      });
  });
}

/**
 * Locks this tab's own slot for a queue: the one it had before a reload, else a new one. A duplicated tab inherits the
 * name of the slot, but cannot get its lock, and gets a new slot.
 */
export async function ownSlot(
  key: string,
  makeName: () => string,
  patience: number = PATIENCE,
): Promise<{ slot: string; release: Release }> {
  const before = remembered(key);
  if (before !== null) {
    const release = await hold(before, { signal: AbortSignal.timeout(patience) });
    if (release) return { slot: before, release };
  }
  const slot = makeName();
  const release = await hold(slot, {});
  remember(key, slot);
  return { slot, release: release! };
}

const itemName = (key: string): string => `imgpro-uploads:${key}`;

function remembered(key: string): string | null {
  try {
    return sessionStorage.getItem(itemName(key));
  } catch {
    return null; // blocked: every page load then counts as a new tab
  }
}

function remember(key: string, slot: string): void {
  try {
    sessionStorage.setItem(itemName(key), slot);
  } catch {
    // Blocked, as in `remembered`.
  }
}
