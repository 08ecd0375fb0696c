import { RemoteTasks } from '../workers/remote-tasks.ts';
import { workerPermit } from '../workers/trusted-worker.ts';
import type { InspectTasks } from './inspect-worker.ts';

let remote: RemoteTasks<InspectTasks> | undefined;

/** The worker that inspects files; null where the page lets us have none. Fetched when many files are chosen. */
export async function inspectTasks(): Promise<RemoteTasks<InspectTasks> | null> {
  const Worker = await workerPermit();
  if (!Worker) return null;
  return (remote ??= new RemoteTasks<InspectTasks>(
    () => new Worker(new URL('./inspect-worker.ts', import.meta.url), { type: 'module' }),
  ));
}
