import { ImgproError } from '../../api/index.ts';
import { isVerdict } from '../send/errors.ts';
import type { KeptError, KeptFile } from '../state/snapshot.ts';
import { errorMessage } from '../send/error-messages.ts';
import type { EntryRecord, QueueRecord } from './records.ts';

/** A queue nobody came back to is forgotten after this (ms). */
export const QUEUE_LIFE = 7 * 24 * 60 * 60 * 1000;

/**
 * How long an idempotency key is used again (ms). The service remembers one for 24 h (demo/mock/README.md,
 * Idempotency). An hour less, for the time between the decision and the request: after that a repeated request would
 * be a second upload.
 */
export const KEY_LIFE = 23 * 60 * 60 * 1000;

/** The most bytes kept of one queue, where the browser allows as much. */
export const QUEUE_CAP = 1_000_000_000;

/** How many bytes may be kept: half of what the browser would still give, so that the site keeps room of its own. */
export function capOf(estimate: { quota?: number; usage?: number } | null): number {
  if (estimate?.quota === undefined) return QUEUE_CAP;
  return Math.max(0, Math.min(QUEUE_CAP, Math.floor((estimate.quota - (estimate.usage ?? 0)) / 2)));
}

/** Where a file's bytes go: copied while there is room, by reference beyond that, else they are not kept. */
export function placeFor(
  size: number,
  { used, cap, referable }: { used: number; cap: number; referable: boolean },
): 'bytes' | 'reference' | 'missing' {
  if (used + size <= cap) return 'bytes';
  return referable ? 'reference' : 'missing';
}

export function isExpired({ touchedAt }: QueueRecord, now: number): boolean {
  return now - touchedAt > QUEUE_LIFE;
}

/** The file was not kept over the reload; it has to be chosen again. */
export const notKept = (): ImgproError =>
  new ImgproError('The file was not kept over the reload. Choose it again.', { code: 'file_not_kept' });

/** The same, of a file that may have been stored: its key tells, once its bytes are at hand again. */
export const unconfirmed = (): ImgproError =>
  new ImgproError('The file was not kept over the reload, and may be uploaded already. Choose it again.', {
    code: 'upload_unconfirmed',
  });

/** It may have been stored, and its key is too old to tell. */
export const uncertain = (): ImgproError =>
  new ImgproError('The upload may have been stored before, too long ago to tell.', {
    code: 'upload_uncertain',
  });

/** Its answer may have been lost, and the service may have forgotten the key by now. */
export function isUncertain(
  kept: Pick<KeptFile, 'key' | 'imageId'>,
  keyAt: number | undefined,
  now: number,
): boolean {
  return !!kept.key?.sent && kept.imageId === undefined && keyAt !== undefined && now - keyAt > KEY_LIFE;
}

/** A stored file as it goes back onto the list. `content` is null while its bytes are not at hand. */
export function comingBack(
  entry: EntryRecord,
  content: Blob | string | null,
  prepared: Blob | undefined,
  now: number,
): KeptFile {
  const { file, unsaved } = entry.kept;
  // Drafts that were being written then are meant: nobody will leave its field any more.
  const meant = { ...unsaved, ...entry.kept.drafts };
  const names = Object.keys(meant);
  const kept: KeptFile = {
    ...{ ...entry.kept, content, prepared },
    ...{ drafts: undefined, unsaved: names.length > 0 ? meant : undefined },
  };
  const error = file.error && new ImgproError(file.error.message, file.error);
  if (kept.imageId !== undefined) return { ...kept, file: { ...file, unsaved: names } };
  const again = refusedBefore(kept) ? { ...kept, key: undefined } : kept;
  // A file that another try can mend is simply still to be uploaded; anything else is told as before.
  if (error && !canGoOn(error)) return again;
  if (content === null && entry.content.kind !== 'reference') return failed(again, lost(again));
  if (isUncertain(again, entry.keyAt, now)) return failed(again, uncertain());
  const waits = file.status === 'queued' && !kept.released;
  return { ...again, file: { ...file, status: waits ? 'queued' : 'paused', error: null }, released: !waits };
}

/** Error to tell of a file whose bytes are gone. */
export function lost({ key }: Pick<KeptFile, 'key'>): ImgproError {
  return key?.sent ? unconfirmed() : notKept();
}

function failed(kept: KeptFile, error: ImgproError): KeptFile {
  return { ...kept, file: { ...kept.file, status: 'failed', error: error.toJSON() as unknown as KeptError } };
}

/** Judged by the service and surely not stored: it may be changed, and go out under another key. */
function refusedBefore({ file, key }: KeptFile): boolean {
  return file.status === 'failed' && !key?.sent;
}

const ASKS = new Set(['file_not_kept', 'upload_unconfirmed', 'upload_uncertain']);

function canGoOn(error: ImgproError): boolean {
  if (isVerdict(error)) return false;
  if (ASKS.has(error.code)) return true; // asked anew, by what is known now
  const { action } = errorMessage(error);
  return action === 'retry' || action === 'wait';
}

/** Whether a chosen file is the one that a stored entry misses. */
export function isSameFile(
  { kept: { file, facts } }: Pick<EntryRecord, 'kept'>,
  chosen: { name: string; size: number; fingerprint: string },
): boolean {
  return (
    file.name === chosen.name &&
    file.size === chosen.size &&
    chosen.fingerprint !== '' &&
    facts?.fingerprint === chosen.fingerprint
  );
}

/** Whether nothing is left to come back for in a file. */
export function isDone({ file, drafts, unsaved, retracted }: KeptFile): boolean {
  return file.status === 'ready' && !drafts && !unsaved && !retracted;
}
