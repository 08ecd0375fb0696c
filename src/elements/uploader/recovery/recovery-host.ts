import type { RecoveryHost } from '../../../upload/recovery/host.ts';
import type { EarlierFiles } from '../../../upload/session/restore.ts';
import type { UploadSession } from '../../../upload/session/session.ts';
import type { UploadFile } from '../../../upload/state/types.ts';
import { warnOnce } from '../../shared/base/warn.ts';

/** Hears of files of an earlier page that come back onto the list. */
export interface RestoreListener {
  /** Files of an earlier page are about to come onto the list. */
  onRestoring(): void;
  /** Files of an earlier page are on the list again. */
  onRestored(files: readonly UploadFile[]): void;
  /** The bytes of a file are at hand again. */
  onSupplied(id: string): void;
}

/** Which uploader of the site it is. */
export function queueKey({ id, name }: { id: string; name: string }): string {
  if (!id && !name)
    warnOnce(
      'uploader:recover',
      'recover: give the uploader an id or a name, by which its files are found again.',
    );
  return `${location.pathname} ${id || name}`;
}

/** The session as the host of the keeper of the queue. */
export function hostOf(
  session: UploadSession,
  earlierFiles: EarlierFiles,
  listener: RestoreListener,
): RecoveryHost {
  return {
    queue: session.queue,
    kept: (id) => earlierFiles.kept(id),
    observe: (onChange) => earlierFiles.observe(onChange),
    retry: (id) => session.retry(id),
    get cancelledIds() {
      return earlierFiles.cancelledIds;
    },
    deleteCancelled: (kept) => void earlierFiles.deleteCancelled(kept),
    restore: (files) => {
      listener.onRestoring();
      listener.onRestored(earlierFiles.restore(files));
    },
    earlierFiles: {
      get waiting() {
        return earlierFiles.waiting;
      },
      proceed: (ids) => earlierFiles.proceed(ids),
      fail: (id, error) => earlierFiles.fail(id, error),
      handOver: (ids) => earlierFiles.handOver(ids),
      supply: (id, content) => {
        earlierFiles.supply(id, content);
        listener.onSupplied(id);
      },
    },
  };
}
