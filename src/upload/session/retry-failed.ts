import type { Batch } from './complete.ts';
import { isVerdict } from '../send/errors.ts';
import type { Outbox } from './scheduler.ts';
import type { SessionCore } from '../state/session-types.ts';
import type { UploadFile } from '../state/types.ts';
import type { Watcher } from './processing.ts';

interface RetryParts extends Pick<SessionCore, 'queue' | 'jobs'> {
  batch: Batch;
  outbox: Outbox;
  watcher: Watcher;
}

/**
 * Puts failed files back in line, under the keys they had. One that is stored is looked at again rather than sent,
 * unless the image itself was refused: then another is sent, under another key.
 */
export function retryFailed(files: readonly UploadFile[], parts: RetryParts): void {
  const { queue, jobs, batch, outbox, watcher } = parts;
  for (const { id, status, error } of files) {
    if (status !== 'failed') continue;
    const job = jobs.get(id)!;
    if (job.content === null && job.imageId === undefined) continue; // to be chosen again
    const verdict = isVerdict(error);
    batch.add(id);
    if (job.imageId !== undefined && !(verdict && job.content !== null)) {
      queue.update(id, { status: 'processing', error: null });
      watcher.watch(id);
      continue;
    }
    if (verdict || error?.code === 'upload_uncertain')
      jobs.patch(id, {
        ...{ key: undefined, imageId: undefined, prepared: undefined, fields: undefined },
        ...{ tries: 0, allSent: false },
        ...{ drafts: undefined, unsaved: undefined }, // in the file's fields, which go with it
      });
    const fresh = { error: null, unsaved: [], image: null, progress: 0, bytesUploaded: 0 };
    queue.update(id, { status: 'queued', ...fresh });
    outbox.release(id);
  }
}
