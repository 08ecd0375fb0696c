import { RemoteTasks } from '../workers/remote-tasks.ts';
import { allowedWorker } from '../workers/trusted-worker.ts';
import type { InspectTasks } from './inspect-worker.ts';

let remote: RemoteTasks<InspectTasks> | undefined;

/** Functions of the worker that inspects files; null where the page allows none. Loaded when many files are chosen. */
export async function inspectTasks(): Promise<RemoteTasks<InspectTasks> | null> {
  const Worker = await allowedWorker();
  if (!Worker) return null;
  return (remote ??= new RemoteTasks<InspectTasks>(
    () => new Worker(new URL('./inspect-worker.ts', import.meta.url), { type: 'module' }),
  ));
}
