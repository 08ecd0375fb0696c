/** The status of a file in the uploader. */
export type FileStatus = 'queued' | 'preparing' | 'uploading' | 'processing' | 'ready' | 'failed' | 'paused';

export const FILE_STATUSES: readonly FileStatus[] = [
  'queued',
  'preparing',
  'uploading',
  'processing',
  'ready',
  'failed',
  'paused',
];

/**
 * Where a file may go from where it is. `uploading → ready` is an image that needed no processing;
 * `failed → processing` is a stored image whose state could not be asked and is asked again;
 * `ready → failed` is one that was blocked after it had been shown.
 */
const NEXT: Record<FileStatus, readonly FileStatus[]> = {
  queued: ['preparing', 'uploading', 'paused', 'failed'],
  preparing: ['queued', 'uploading', 'paused', 'failed'],
  uploading: ['processing', 'ready', 'failed', 'paused', 'queued'],
  processing: ['ready', 'failed'],
  ready: ['failed'],
  failed: ['queued', 'processing'],
  paused: ['queued', 'failed'],
};

export function canBecome(from: FileStatus, to: FileStatus): boolean {
  return from === to || NEXT[from].includes(to);
}

/** Thrown for a step no file may take: a fault of ours, never of the page or the server. */
export class IllegalTransitionError extends Error {
  override readonly name = 'IllegalTransitionError';
  constructor(from: FileStatus, to: FileStatus) {
    super(`A file that is ${from} cannot become ${to}.`);
  }
}

export function assertTransition(from: FileStatus, to: FileStatus): void {
  if (!canBecome(from, to)) throw new IllegalTransitionError(from, to);
}

/** Still on its way: its end is not known yet. */
export function isPending(status: FileStatus): boolean {
  return status !== 'ready' && status !== 'failed';
}

/** At work on the network before it is stored: leaving the page now would interrupt it. */
export function isSending(status: FileStatus): boolean {
  return status === 'preparing' || status === 'uploading';
}
