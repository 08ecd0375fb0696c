import { ImgproError, type ImgproErrorInit } from '../../api/index.ts';
import type { HeldKey } from '../send/idempotency-key.ts';
import type { Inspected } from '../check/inspected.ts';
import type { FileEdit } from './file-edit.ts';
import { isProgress, type UploadQueue } from './queue.ts';
import type { FileState } from './status.ts';
import type { UploadFile } from './types.ts';
import type { UploadData, UploadDataStore } from './upload-data.ts';

/** An error as plain data. */
export type KeptError = Omit<ImgproErrorInit, 'cause'> & { message: string };

/** Everything that another page needs to continue with a file; can be cloned, and so be stored. */
export interface KeptFile {
  /** The file as the page saw it. */
  readonly file: Omit<UploadFile, 'error'> & { readonly error: KeptError | null };
  /** The chosen bytes, or the address to import; null when they are not needed any more. */
  readonly content: Blob | string | null;
  /** Prepared file, sent instead of the bytes. */
  readonly prepared?: Blob;
  readonly facts?: Inspected;
  /** How a person has edited it: the edited file is drawn again from the chosen one. */
  readonly edit?: FileEdit;
  /** The key that it was sent under, with the form that went with it and may have been stored. */
  readonly key?: HeldKey;
  /** An attempt was sent in full. */
  readonly allSent?: boolean;
  readonly imageId?: string;
  readonly drafts?: Readonly<Record<string, string>>;
  readonly unsaved?: Readonly<Record<string, string>>;
  /** It was taken off the list when it might have been stored: its image is to be deleted, unseen. */
  readonly isCancelled?: boolean;
  /** May be sent when its turn comes; false: waits for `upload()`. */
  readonly released: boolean;
}

/** Change of the data to keep of a file. */
export interface KeptChange {
  type: 'added' | 'changed' | 'moved' | 'removed';
  id: string;
}

/** Data to keep of a file. Null for an image that the form's value names: the form keeps it. */
export function keptFile(file: UploadFile, data: UploadData, released: boolean): KeptFile | null {
  if (file.source === 'value') return null;
  const { error } = file;
  const { content, prepared, facts, edit, key, allSent, imageId, drafts, saving } = data;
  // Text that is being saved may not arrive before the page is gone.
  const unsaved = saving ? { ...saving, ...data.unsaved } : data.unsaved;
  return {
    file: { ...file, waiting: null, error: error && (error.toJSON() as unknown as KeptError) },
    ...{ content, prepared, facts, edit, key, allSent, imageId, drafts, unsaved, released },
  };
}

/** Name and size of the chosen file, which an edit changes. */
export const chosenFile = ({
  file,
  edit,
}: Pick<KeptFile, 'file' | 'edit'>): { name: string; size: number | null } => edit?.before ?? file;

/**
 * The file and its data as they are to stand on the list again. One that was to be sent waits for the person; one that
 * waited for `upload()` waits for it again.
 */
export function revived(kept: KeptFile): { file: UploadFile; state: FileState; data: UploadData } {
  const { content, prepared, facts, edit, key, allSent, imageId, drafts, unsaved } = kept;
  const { status, error } = kept.file;
  const hasEnded = status === 'ready' || status === 'processing' || status === 'failed';
  const state: FileState = hasEnded
    ? { status }
    : !kept.released
      ? { status: 'queued', for: 'upload-call' }
      : { status: 'paused', by: 'reload' };
  return {
    state,
    file: {
      ...kept.file,
      status: state.status,
      ...(!hasEnded && { progress: 0, bytesUploaded: 0 }),
      error: error && new ImgproError(error.message, error),
    },
    data: { content, prepared, facts, edit, key, allSent, imageId, drafts, unsaved },
  };
}

/** Calls back at every change of the data to keep, at once, and never for mere progress. */
export function observeKept(
  queue: UploadQueue,
  data: UploadDataStore,
  listener: (change: KeptChange) => void,
): () => void {
  const stops = [
    queue.subscribe((change) => {
      if (change.type === 'updated' && isProgress(change)) return;
      listener({ type: change.type === 'updated' ? 'changed' : change.type, id: change.file.id });
    }),
    data.subscribe((id) => listener({ type: 'changed', id })),
  ];
  return () => stops.forEach((stop) => stop());
}
