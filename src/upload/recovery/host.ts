import type { KeptChange, KeptFile } from '../state/snapshot.ts';
import type { UploadQueue } from '../state/queue.ts';
import type { EarlierFiles } from '../session/restore.ts';

/** The parts of an upload session that recovery needs. */
export interface RecoveryHost {
  readonly queue: UploadQueue;
  kept(id: string): KeptFile | null;
  observe(listener: (change: KeptChange) => void): () => void;
  readonly earlierFiles: Pick<EarlierFiles, 'waiting' | 'proceed' | 'supply' | 'fail' | 'handOver'>;
  /** Puts files of an earlier page onto the list. */
  restore(files: readonly KeptFile[]): void;
  /** Uploads a failed file again. */
  retry(id: string): void;
  /** Ids of files that were removed from the list, and whose uploaded image is still to be deleted. */
  readonly cancelledIds: readonly string[];
  /** Deletes the image of a removed file, as an earlier page could not do it. */
  deleteCancelled(kept: KeptFile): void;
}
