import type { KeptChange, KeptFile } from '../state/snapshot.ts';
import type { UploadQueue } from '../state/queue.ts';
import type { EarlierFiles } from '../session/restore.ts';

/** The session whose queue is kept. */
export interface RecoveryHost {
  readonly queue: UploadQueue;
  kept(id: string): KeptFile | null;
  observe(listener: (change: KeptChange) => void): () => void;
  readonly comeback: Pick<EarlierFiles, 'waiting' | 'goOn' | 'supply' | 'fail' | 'letGo'>;
  /** Puts files of before onto the list. */
  restore(files: readonly KeptFile[]): void;
  /** Tries a failed file once more. */
  retry(id: string): void;
  /** Files that have left the list, and are still to be taken back. */
  readonly retracted: readonly string[];
  /** Takes back what an earlier page could not. */
  takeBack(kept: KeptFile): void;
}
