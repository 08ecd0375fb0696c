import type { RecoveryHost } from '../../../upload/recovery/host.ts';
import type { UploadSession } from '../../../upload/session/session.ts';
import { warnOnce } from '../../shared/base/warn.ts';

/** The uploader's hooks for when files come back. */
export interface ComebackHooks {
  /** Files of an earlier page are about to come onto the list. */
  onRestoring(): void;
  /** Files of an earlier page are on the list again. */
  onRestored(): void;
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
export function hostOf(session: UploadSession, hooks: ComebackHooks): RecoveryHost {
  const { earlierFiles } = session;
  return {
    queue: session.queue,
    kept: (id) => session.kept(id),
    observe: (listener) => session.observe(listener),
    retry: (id) => session.retry(id),
    get cancelledIds() {
      return session.cancelledIds;
    },
    deleteCancelled: (kept) => void session.deleteCancelled(kept),
    restore: (files) => {
      hooks.onRestoring();
      session.restore(files);
      hooks.onRestored();
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
        hooks.onSupplied(id);
      },
    },
  };
}
