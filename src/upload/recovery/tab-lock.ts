/**
 * A slot is one tab's place for one uploader's queue. While the tab lives it holds the slot's lock, and no other tab
 * touches what is stored there; when it has gone, whoever gets the lock may take the files over.
 */

/** How long a page waits for the page that it replaces to let go (ms): a reload may overlap for a moment. */
const PATIENCE = 2000;

/** Lets go of a slot. */
export type Release = () => void;

const lockName = (slot: string): string => `imgpro-uploads:${slot}`;

/** Whether tabs can be told apart at all; not so on pages without a secure context. */
export function canLock(): boolean {
  return typeof navigator !== 'undefined' && 'locks' in navigator && navigator.locks !== undefined;
}

/** Holds a slot that nobody else holds; null when somebody does. */
export function holdIfFree(slot: string): Promise<Release | null> {
  return hold(slot, { ifAvailable: true });
}

/** Resolves when nobody holds a slot any more; false when the signal aborts first. */
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
 * This tab's own slot for a queue: the one it had before a reload, else a new one. A duplicate of the tab inherits the
 * name of the slot, but not its lock, and gets one of its own.
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
    return null; // blocked: every page load is then a tab of its own
  }
}

function remember(key: string, slot: string): void {
  try {
    sessionStorage.setItem(itemName(key), slot);
  } catch {
    // As above.
  }
}
