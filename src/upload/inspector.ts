import type { InspectTasks } from './inspect-worker.ts';
import { inspectAll, type Inspected, type Wanted } from './inspect.ts';
import { RemoteTasks } from './worker/remote-tasks.ts';
import { workerPermit } from './worker-permit.ts';

/** So many are looked into sooner than a worker starts. */
const FEW = 32;

let remote: RemoteTasks<InspectTasks> | undefined;

/**
 * As `inspectAll`: many files in a worker, because each step of reading one holds the main thread up a little; on the
 * main thread where a page lets us have no worker.
 */
export async function inspectFiles(files: readonly Blob[], wanted: Wanted): Promise<Inspected[]> {
  const Worker = files.length > FEW ? await workerPermit() : null;
  if (!Worker) return inspectAll(files, wanted);
  remote ??= new RemoteTasks<InspectTasks>(
    () => new Worker(new URL('./inspect-worker.ts', import.meta.url), { type: 'module' }),
  );
  try {
    return await remote.call('inspect', { files, wanted });
  } catch {
    return inspectAll(files, wanted); // it never rejects: whatever it was, it was the worker
  }
}
