import { RemoteTasks } from '../worker/remote-tasks.ts';
import { workerPermit } from '../worker-permit.ts';
import type { HeicTasks } from './heic-worker.ts';

let remote: RemoteTasks<HeicTasks> | undefined;

/**
 * A small picture of a HEIC file for browsers that cannot decode it; null where no worker may be started, for the
 * decoder is nothing for the main thread. The decoder (0.7 MB packed) is fetched by the first call, and let go when it
 * has been idle for a while.
 */
export async function heicPreview(file: Blob, width: number): Promise<Blob | null> {
  const Worker = await workerPermit();
  if (!Worker) return null;
  remote ??= new RemoteTasks<HeicTasks>(
    () => new Worker(new URL('./heic-worker.ts', import.meta.url), { type: 'module' }),
    { idle: 30_000, patience: 60_000 },
  );
  return remote.run('thumbnail', { file, width }, async () => null);
}
