import type { ResizeOptions } from '../resize.ts';
import { RemoteTasks } from '../../workers/remote-tasks.ts';
import { allowedWorker } from '../../workers/trusted-worker.ts';
import type { HeicTasks } from './heic-worker.ts';

let remote: RemoteTasks<HeicTasks> | undefined;

/**
 * The decoder in its worker; null where the page allows no worker, since decoding would block the main thread. The first
 * call fetches it (0.7 MB packed); it ends when it has been idle for a while.
 */
async function decoder(): Promise<RemoteTasks<HeicTasks> | null> {
  const Worker = await allowedWorker();
  if (!Worker) return null;
  return (remote ??= new RemoteTasks<HeicTasks>(
    () => new Worker(new URL('./heic-worker.ts', import.meta.url), { type: 'module' }),
    { idle: 30_000, patience: 60_000 },
  ));
}

/** A small preview of a HEIC file, for browsers that cannot decode it; null when it cannot be made. */
export async function heicPreview(file: Blob, width: number): Promise<Blob | null> {
  return (await decoder())?.run('thumbnail', { file, width }, async () => null) ?? null;
}

let isDecoded: Promise<boolean> | undefined;

/** Whether the browser decodes HEIC itself, found out with the first HEIC file. */
function decodes(file: Blob): Promise<boolean> {
  return (isDecoded ??= createImageBitmap(file).then(
    (bitmap) => {
      bitmap.close();
      return true;
    },
    () => false,
  ));
}

/** A HEIC file converted to another format; null where the browser can decode it itself, or the file cannot be decoded. */
export async function convertHeic(
  file: Blob,
  options: ResizeOptions,
  signal: AbortSignal,
): Promise<Blob | null> {
  if (await decodes(file)) return null;
  return (await decoder())?.run('resize', { file, options }, async () => null, { signal }) ?? null;
}
