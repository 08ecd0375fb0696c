import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isRunning } from './process.ts';

const PREFIX = 'imgpro-mock-';
const LOCK = 'lock.sqlite';

/** How old a folder without a lock must be: one that is just being made has none yet. Milliseconds. */
const UNLOCKED_MS = 3_600_000;

export interface TemporaryFolder {
  path: string;
  /** Gives up the claim, so that the folder may be removed. */
  release(): void;
}

/**
 * Makes a folder for one run, and removes those whose process ended without doing so. A folder is claimed by a lock on
 * a file in it, which the system gives up when the process ends, however it ends: a number of a process may have been
 * given to another one since.
 */
export async function openTemporary(parent = tmpdir()): Promise<TemporaryFolder> {
  await sweep(parent);
  const path = await mkdtemp(join(parent, PREFIX));
  const lock = claim(path);
  if (!lock) throw new Error(`The temporary folder ${path} is claimed by another process.`);
  return { path, release: () => lock.close() };
}

async function sweep(parent: string): Promise<void> {
  const entries = await readdir(parent, { withFileTypes: true });
  const mine = entries.filter((entry) => entry.isDirectory() && entry.name.startsWith(PREFIX));
  // Ignores errors: a folder that can't be looked at or removed is somebody else's to remove.
  await Promise.allSettled(mine.map(({ name }) => removeIfLeft(join(parent, name))));
}

async function removeIfLeft(path: string): Promise<void> {
  const { uid, mtimeMs } = await stat(path);
  if (process.getuid && uid !== process.getuid()) return;
  const names = await readdir(path);
  if (names.includes(LOCK)) {
    const lock = claim(path);
    if (!lock) return;
    lock.close();
  } else {
    const owners = await readdir(join(path, 'incoming')).catch(() => []);
    if (owners.some((pid) => isRunning(Number(pid))) || Date.now() - mtimeMs < UNLOCKED_MS) return;
  }
  await rm(path, { recursive: true, force: true });
}

/** An exclusive lock on the folder; null when somebody has it. */
function claim(path: string): DatabaseSync | null {
  const lock = new DatabaseSync(join(path, LOCK));
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    return lock;
  } catch {
    lock.close();
    return null;
  }
}
