import type { UploadQueue } from '../../../upload/state/queue.ts';

/** Up to here every row stands in the page; beyond, only those near the visible ones. */
export const ALL_UP_TO = 100;

/** The contents that make the list long. */
export interface LongList {
  readonly queue: UploadQueue;
  /** How many files are being judged. */
  readonly checking: number;
}

/** Which files stand in the page, and the empty pixels before them. */
export interface ListRange {
  start: number;
  end: number;
  before: number;
  /** Pixels of all rows, or 0 where all of them stand in the page. */
  height: number;
}
