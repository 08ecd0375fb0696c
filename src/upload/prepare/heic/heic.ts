import type { ResizeOptions } from '../resize.ts';
import { RemoteTasks } from '../../workers/remote-tasks.ts';
import { allowedWorker } from '../../workers/trusted-worker.ts';
import type { HeicTasks } from './heic-worker.ts';

let remote: RemoteTasks<HeicTasks> | undefined;

/**
 * The decoder, in a worker; null where none may be started, for it is nothing for the main thread. It (0.7 MB packed) is
 * fetched by the first call, and let go when it has been idle for a while.
 */
async function decoder(): Promise<RemoteTasks<HeicTasks> | null> {
  const Worker = await allowedWorker();
  if (!Worker) return null;
  return (remote ??= new RemoteTasks<HeicTasks>(
    () => new Worker(new URL('./heic-worker.ts', import.meta.url), { type: 'module' }),
    { idle: 30_000, patience: 60_000 },
  ));
}

/** A small picture of a HEIC file for browsers that cannot decode it; null where that cannot be had. */
export async function heicPreview(file: Blob, width: number): Promise<Blob | null> {
  return (await decoder())?.run('thumbnail', { file, width }, async () => null) ?? null;
}

let isDecoded: Promise<boolean> | undefined;

/** Whether the browser decodes HEIC itself, by the first one there is. */
function decodes(file: Blob): Promise<boolean> {
  return (isDecoded ??= createImageBitmap(file).then(
    (bitmap) => {
      bitmap.close();
      return true;
    },
    () => false,
  ));
}

/** A HEIC file written as something else, where the browser cannot decode it; null where it can, or nobody can. */
export async function convertHeic(
  file: Blob,
  options: ResizeOptions,
  signal: AbortSignal,
): Promise<Blob | null> {
  if (await decodes(file)) return null;
  return (await decoder())?.run('resize', { file, options }, async () => null, { signal }) ?? null;
}
