import type { InspectTasks } from './inspect-worker.ts';
import { digestAll, inspectAll } from './inspect.ts';
import type { Inspected, Wanted } from './inspected.ts';
import type { RemoteTasks } from '../workers/remote-tasks.ts';

/** So many are looked into sooner than a worker starts. */
const FEW = 32;

/**
 * As `inspectAll`: many files in a worker, because each step of reading one holds the main thread up a little; on the
 * main thread where a page lets us have no worker.
 */
export async function inspectFiles(files: readonly Blob[], wanted: Wanted): Promise<Inspected[]> {
  return ask(
    files,
    (tasks) => tasks.call('inspect', { files, wanted }),
    () => inspectAll(files, wanted),
  );
}

/** As `digestAll`, in a worker likewise. */
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
      // Its code or the worker failed. Looking at files here never rejects.
    }
  return here();
}
