import type { InspectTasks } from './inspect-worker.ts';
import { digestAll, inspectAll } from './inspect.ts';
import type { Inspected, Wanted } from './inspected.ts';
import type { RemoteTasks } from '../workers/remote-tasks.ts';

/** Number of files that are inspected on the main thread at a time: more would hold up the page. */
const FEW = 32;

/** The worker, once it runs; null: there is none, or its code could not be had. */
let worker: RemoteTasks<InspectTasks> | null | undefined;
let starting: Promise<unknown> | undefined;

function start(): Promise<unknown> {
  return (starting ??= import('./inspect-tasks.ts')
    .then(({ inspectTasks }) => inspectTasks())
    .then(
      (tasks) => (worker = tasks),
      () => (worker = null),
    ));
}

/**
 * As `inspectAll`, for many files in a worker: each step of reading a file blocks the main thread a little. Until the worker
 * runs, and where the page allows none, files are inspected on the main thread, a few at a time: uploads need not wait.
 */
export async function inspectFiles(files: readonly Blob[], wanted: Wanted): Promise<Inspected[]> {
  const inspected: Inspected[] = [];
  for (let left = files; left.length > 0; left = files.slice(inspected.length)) {
    if (left.length > FEW) void start();
    const there = worker && left.length > FEW ? await inspectThere(worker, left, wanted) : null;
    inspected.push(...(there ?? (await inspectAll(left.slice(0, FEW), wanted))));
  }
  return inspected;
}

async function inspectThere(
  tasks: RemoteTasks<InspectTasks>,
  files: readonly Blob[],
  wanted: Wanted,
): Promise<Inspected[] | null> {
  try {
    return await tasks.call('inspect', { files, wanted });
  } catch {
    worker = null; // on the main thread this never rejects
    return null;
  }
}

/** As `digestAll`, in the same worker. */
export async function digestFiles(files: readonly Blob[], whole: boolean): Promise<string[]> {
  if (files.length > FEW) await start();
  try {
    if (worker && files.length > FEW) return await worker.call('digest', { files, whole });
  } catch {
    worker = null;
  }
  return digestAll(files, whole);
}
