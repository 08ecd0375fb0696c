import type { KeptFile } from '../state/snapshot.ts';

/** One stored queue: that of one uploader in one tab. */
export interface QueueRecord {
  /** Whose tab it is; the name of the lock that the tab holds while it lives. */
  slot: string;
  /** Which uploader of the site: page path and the element's id or name. */
  key: string;
  /** The last write (ms). A file left alone for too long expires. */
  touchedAt: number;
}

/** Where the bytes of a stored file are. */
export type StoredContent =
  /** In the store `bytes`, under the entry's id. */
  | { kind: 'bytes' }
  /** On the person's disk; reading it needs their leave once more. */
  | { kind: 'reference'; handle: FileSystemFileHandle }
  /** Elsewhere: the service fetches it. */
  | { kind: 'address'; url: string }
  /** Not kept: there was no room. A person has to choose it again. */
  | { kind: 'missing' }
  /** Not needed any more: the image is stored. */
  | { kind: 'done' };

/** Properties by which bytes are the same file again. A mere Blob has a type alone. */
export interface Origin {
  type: string;
  name?: string;
  lastModified?: number;
}

/** One file of a stored queue. Nothing in it is a token or any other secret. */
export interface EntryRecord {
  id: string;
  slot: string;
  /** Its place in the list, growing. */
  order: number;
  kept: Omit<KeptFile, 'content' | 'prepared'>;
  content: StoredContent;
  origin: Origin | null;
  /** Of what is sent instead of the chosen bytes, where that is stored too. */
  prepared: Origin | null;
  /** When its key was first used (ms). */
  keyAt?: number;
}

export function originOf(blob: Blob): Origin {
  const { type } = blob;
  return blob instanceof File ? { type, name: blob.name, lastModified: blob.lastModified } : { type };
}

/** The same file again: name, type and date are part of what an Idempotency-Key stands for. */
export function asBefore(blob: Blob, { type, name, lastModified }: Origin): Blob {
  if (name === undefined)
    return blob.type === type && !(blob instanceof File) ? blob : new Blob([blob], { type });
  const same = blob instanceof File && blob.name === name && blob.type === type;
  return same && blob.lastModified === lastModified ? blob : new File([blob], name, { type, lastModified });
}

/** The same file again, of bytes that were stored as such. */
export function fileOf(bytes: ArrayBuffer, { type, name, lastModified }: Origin): Blob {
  return name === undefined ? new Blob([bytes], { type }) : new File([bytes], name, { type, lastModified });
}
