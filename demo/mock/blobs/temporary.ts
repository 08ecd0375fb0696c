import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { isRunning } from './process.ts';

const PREFIX = 'imgpro-mock-';
const LOCK = 'lock.sqlite';

/** How old a folder must be to be removed: one that is just being made is not locked yet. Milliseconds. */
const LEAST_AGE_MS = 60_000;
/** The same for a folder without a file to lock, as earlier versions made them. */
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
  new DatabaseSync(join(path, LOCK)).close();
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
  const age = Date.now() - mtimeMs;
  if (age < LEAST_AGE_MS || (process.getuid && uid !== process.getuid())) return;
  const names = await readdir(path);
  if (names.includes(LOCK)) {
    const lock = claim(path);
    if (!lock) return;
    lock.close();
  } else {
    const owners = await readdir(join(path, 'incoming')).catch(() => []);
    if (owners.some((pid) => isRunning(Number(pid))) || age < UNLOCKED_MS) return;
  }
  await rm(path, { recursive: true, force: true });
}

/**
 * An exclusive lock on the folder; null when somebody has it, or its file is gone. The file is never made here: in a folder
 * that another process is just removing it would be in the way.
 */
function claim(path: string): DatabaseSync | null {
  const file = pathToFileURL(join(path, LOCK));
  file.searchParams.set('mode', 'rw');
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file);
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    return lock;
  } catch {
    lock?.close();
    return null;
  }
}
