import { ImgproError } from '../../api/index.ts';
import { isVerdict } from '../send/errors.ts';
import { chosenFile, type KeptError, type KeptFile } from '../state/snapshot.ts';
import { errorMessage } from '../send/error-messages.ts';
import type { EntryRecord, QueueRecord } from './records.ts';

/** Time after which a stored queue expires (ms). */
export const QUEUE_LIFE = 7 * 24 * 60 * 60 * 1000;

/**
 * How long an Idempotency-Key is used again (ms). The service remembers one for 24 h (demo/mock/README.md, Idempotency);
 * after that a repeated request would be a second upload. An hour less leaves time between the decision and the request.
 */
export const KEY_LIFE = 23 * 60 * 60 * 1000;

/** Whether a stored queue is too old to be restored. */
export function isExpired({ touchedAt }: QueueRecord, now: number): boolean {
  return now - touchedAt > QUEUE_LIFE;
}

/** Error of a file that was not stored over the reload, and has to be chosen again. */
export const notKept = (): ImgproError =>
  new ImgproError('The file was not kept over the reload. Choose it again.', { code: 'file_not_kept' });

/** As `notKept`, for a file that may be uploaded already: sent again under its key, it is not uploaded twice. */
export const unconfirmed = (): ImgproError =>
  new ImgproError('The file was not kept over the reload, and may be uploaded already. Choose it again.', {
    code: 'upload_unconfirmed',
  });

/** Error of a file that may be uploaded already, and whose key has expired: sent again it could be uploaded twice. */
export const uncertain = (): ImgproError =>
  new ImgproError('The upload may have been stored before, too long ago to tell.', {
    code: 'upload_uncertain',
  });

/** Whether a file may be uploaded already under a key that has expired. */
export function isUncertain(
  kept: Pick<KeptFile, 'key' | 'imageId'>,
  keyAt: number | undefined,
  now: number,
): boolean {
  return !!kept.key?.sent && kept.imageId === undefined && keyAt !== undefined && now - keyAt > KEY_LIFE;
}

/** A stored file as it is put onto the list again. `content` is null while its bytes are not available. */
export function restoredFile(
  entry: EntryRecord,
  content: Blob | string | null,
  prepared: Blob | undefined,
  now: number,
): KeptFile {
  const { file, unsaved, drafts } = entry.kept;
  const kept: KeptFile = {
    ...{ ...entry.kept, content, prepared },
    // A text that was being written counts as entered: its field will not be left any more.
    ...{ drafts: undefined, unsaved: drafts ? { ...unsaved, ...drafts } : unsaved },
  };
  const error = file.error && new ImgproError(file.error.message, file.error);
  if (kept.imageId !== undefined) return kept;
  const again = wasRefused(kept) ? { ...kept, key: undefined } : kept;
  // A file whose error may be gone with another attempt is to be uploaded; any other keeps its error.
  if (error && !mayBeRetried(error)) return again;
  if (content === null && entry.content.kind !== 'reference') return failed(again, lost(again));
  if (isUncertain(again, entry.keyAt, now)) return failed(again, uncertain());
  const waits = file.status === 'queued' && !kept.released;
  return { ...again, file: { ...file, status: waits ? 'queued' : 'paused', error: null }, released: !waits };
}

/** Error of a file whose bytes are lost. */
export function lost({ key }: Pick<KeptFile, 'key'>): ImgproError {
  return key?.sent ? unconfirmed() : notKept();
}

function failed(kept: KeptFile, error: ImgproError): KeptFile {
  return { ...kept, file: { ...kept.file, status: 'failed', error: error.toJSON() as unknown as KeptError } };
}

/** Whether the service refused a file, so that it is not stored; it may be changed and sent under a new key. */
function wasRefused({ file, key }: KeptFile): boolean {
  return file.status === 'failed' && !key?.sent;
}

/** Errors of recovery itself, which are decided anew after each reload. */
const OWN_ERRORS = new Set(['file_not_kept', 'upload_unconfirmed', 'upload_uncertain']);

/** Whether another attempt may succeed. */
function mayBeRetried(error: ImgproError): boolean {
  if (isVerdict(error)) return false;
  if (OWN_ERRORS.has(error.code)) return true;
  const { action } = errorMessage(error);
  return action === 'retry' || action === 'wait';
}

/** Whether a chosen file is the one of a stored entry without bytes. */
export function isSameFile(
  { kept }: Pick<EntryRecord, 'kept'>,
  chosen: { name: string; size: number; fingerprint: string },
): boolean {
  const { name, size } = chosenFile(kept);
  return (
    name === chosen.name &&
    size === chosen.size &&
    chosen.fingerprint !== '' &&
    kept.facts?.fingerprint === chosen.fingerprint
  );
}

/** Whether nothing of a file is left to be done after a reload. */
export function isDone({ file, drafts, unsaved, isCancelled }: KeptFile): boolean {
  return file.status === 'ready' && !drafts && !unsaved && !isCancelled;
}
