import { formatOf, ImgproError } from '../../api/index.ts';
import type { PrepareStep } from '../state/session-types.ts';
import { RemoteTasks } from '../workers/remote-tasks.ts';
import { allowedWorker } from '../workers/trusted-worker.ts';
import type { PrepareOptions, PrepareRequest } from './prepare.ts';
import type { PrepareTasks } from './prepare-worker.ts';
import { renamed } from './scale.ts';

let remote: RemoteTasks<PrepareTasks> | undefined;

/** Prepares a file on the main thread; the code for that is loaded only where no worker can be used. */
async function runHere(request: PrepareRequest, signal?: AbortSignal): Promise<Blob | null> {
  const { prepareInTurn } = await import('./prepare.ts');
  return prepareInTurn(request, signal);
}

/** Prepares a file in a worker; on the main thread where the page allows no worker. */
async function run(request: PrepareRequest, signal: AbortSignal): Promise<Blob | null> {
  const Worker = await allowedWorker();
  if (!Worker) return runHere(request, signal);
  remote ??= new RemoteTasks<PrepareTasks>(
    () => new Worker(new URL('./prepare-worker.ts', import.meta.url), { type: 'module' }),
  );
  return remote.run('prepare', request, runHere, { signal });
}

/** Prepares one file. A HEIC that the browser cannot decode is converted by a decoder of ours. */
async function prepareOne({ file, options }: PrepareRequest, signal: AbortSignal): Promise<Blob | null> {
  const isHeic = options.format && formatOf(await headOf(file))?.format === 'heic';
  if (!isHeic) return run({ file, options }, signal);
  const { convertHeic } = await import('./heic/heic.ts');
  // A converted picture has no metadata, thus no location.
  return (await convertHeic(file, options, signal)) ?? run({ file, options }, signal);
}

async function headOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, 80).arrayBuffer());
}

/**
 * The step that prepares files before they are sent: it resizes, converts, and removes the location. A file for which it
 * rejects, with `location_not_removed`, is not sent.
 */
export function prepareStep(options: PrepareOptions): PrepareStep {
  return async (file, content, signal, sent) => {
    const accepted = sent && [...sent];
    let prepared: Blob | null;
    try {
      prepared = await prepareOne({ file: content, options: { ...options, accepted } }, signal);
    } catch (cause) {
      if ((cause as { code?: unknown } | null)?.code !== 'location_not_removed') throw cause;
      const message = 'The location could not be removed from the file, so it was not sent.';
      throw new ImgproError(message, { code: 'location_not_removed', cause });
    }
    if (!prepared) return content;
    const type = prepared.type || file.type;
    // The time is part of the Idempotency-Key: a file that is prepared again must get the same one.
    const { lastModified } = content as File;
    return new File([prepared], renamed(file.name, file.type, type), { type, lastModified });
  };
}
