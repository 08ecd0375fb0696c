import { ImgproError, type ImgproErrorInit } from '../../api/index.ts';
import type { HeldKey } from '../send/idempotency-key.ts';
import type { Inspected } from '../check/inspected.ts';
import type { Job, Jobs } from './upload-data.ts';
import { isProgress, type UploadQueue } from './queue.ts';
import type { UploadFile } from './types.ts';

/** An error as plain data. */
export type KeptError = Omit<ImgproErrorInit, 'cause'> & { message: string };

/** All that another page needs to go on with a file; can be cloned, and so be stored. */
export interface KeptFile {
  /** The file as the page saw it. */
  readonly file: Omit<UploadFile, 'error'> & { readonly error: KeptError | null };
  /** The chosen bytes, or the address to import; null when they are not needed any more. */
  readonly content: Blob | string | null;
  /** Prepared file, sent instead of the bytes. */
  readonly prepared?: Blob;
  readonly facts?: Inspected;
  /** The key it was, or is about to be, sent under. */
  readonly key?: HeldKey;
  /** The fields that go with that key. */
  readonly sentFields?: Readonly<Record<string, string>>;
  /** Tries that may have been stored for all that is known. */
  readonly tries: number;
  /** Of some try all bytes went out. */
  readonly allSent?: boolean;
  readonly imageId?: string;
  readonly drafts?: Readonly<Record<string, string>>;
  readonly unsaved?: Readonly<Record<string, string>>;
  /** It was taken off the list when it might have been stored: it is to be taken back, unseen. */
  readonly retracted?: boolean;
  /** May be sent when its turn comes; false: waits for `upload()`. */
  readonly released: boolean;
}

/** Change of the data to keep of a file. */
export interface KeptChange {
  type: 'added' | 'changed' | 'removed';
  id: string;
}

/** Data to keep of a file. Null for an image that the form's value names: the form keeps it. */
export function keptFile(file: UploadFile, job: Job, released: boolean): KeptFile | null {
  if (file.source === 'value') return null;
  const { error } = file;
  const { content, prepared, facts, key, fields, tries = 0, allSent, imageId, drafts, unsaved } = job;
  return {
    file: { ...file, waiting: null, error: error && (error.toJSON() as unknown as KeptError) },
    ...{
      content,
      prepared,
      facts,
      key,
      sentFields: fields,
      tries,
      allSent,
      imageId,
      drafts,
      unsaved,
      released,
    },
  };
}

/** The file and the job that were kept. */
export function revived(kept: KeptFile, go: boolean): { file: UploadFile; job: Job; released: boolean } {
  const { content, prepared, facts, key, sentFields, allSent, imageId, drafts, unsaved } = kept;
  const { status, error } = kept.file;
  const ended = status === 'ready' || status === 'processing' || status === 'failed';
  const released = !ended && kept.released;
  return {
    file: {
      ...kept.file,
      status: ended ? status : released && !go ? 'paused' : 'queued',
      ...(!ended && { progress: 0, bytesUploaded: 0 }),
      error: error && new ImgproError(error.message, error),
    },
    job: {
      ...{ content, prepared, facts, key, fields: sentFields, allSent, imageId, drafts, unsaved },
      // Where there is a key, a try may have gone out that nobody could note any more.
      tries: key ? Math.max(1, kept.tries) : kept.tries,
    },
    released,
  };
}

/** Calls back at every change of what is to be kept, at once, and never for mere progress. */
export function observeKept(
  queue: UploadQueue,
  jobs: Jobs,
  listener: (change: KeptChange) => void,
): () => void {
  const stops = [
    queue.subscribe((change) => {
      if (change.type === 'updated' && isProgress(change)) return;
      listener({ type: change.type === 'updated' ? 'changed' : change.type, id: change.file.id });
    }),
    jobs.subscribe((id) => listener({ type: 'changed', id })),
  ];
  return () => stops.forEach((stop) => stop());
}
