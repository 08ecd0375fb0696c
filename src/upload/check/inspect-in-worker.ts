import type { InspectTasks } from './inspect-worker.ts';
import { digestAll, inspectAll } from './inspect.ts';
import type { Inspected, Wanted } from './inspected.ts';
import type { RemoteTasks } from '../workers/remote-tasks.ts';

/** Up to this many files are inspected sooner than a worker starts. */
const FEW = 32;

/**
 * As `inspectAll`, for many files in a worker: each step of reading a file blocks the main thread a little. Where the page
 * allows no worker it runs on the main thread.
 */
export async function inspectFiles(files: readonly Blob[], wanted: Wanted): Promise<Inspected[]> {
  return ask(
    files,
    (tasks) => tasks.call('inspect', { files, wanted }),
    () => inspectAll(files, wanted),
  );
}

/** As `digestAll`, in the same worker. */
export async function digestFiles(files: readonly Blob[], whole: boolean): Promise<string[]> {
  return ask(
    files,
    (tasks) => tasks.call('digest', { files, whole }),
    () => digestAll(files, whole),
  );
}

async function ask<Answer>(
  files: readonly Blob[],
  there: (tasks: RemoteTasks<InspectTasks>) => Promise<Answer>,
  here: () => Promise<Answer>,
): Promise<Answer> {
  if (files.length > FEW)
    try {
      const { inspectTasks } = await import('./inspect-tasks.ts');
      const tasks = await inspectTasks();
      if (tasks) return await there(tasks);
    } catch {
      // The worker or its code failed. On the main thread this never rejects.
    }
  return here();
}
