import type { KeptFile } from '../state/snapshot.ts';

/** A stored queue: the files of one uploader in one tab. */
export interface QueueRecord {
  /** Id of the tab's slot, and name of the lock that the tab holds while it is open. */
  slot: string;
  /** Id of the uploader on the site: page path, and the element's id or name. */
  key: string;
  /** Time of the last write (ms), from which the queue expires. */
  touchedAt: number;
}

/** Place of the bytes of a stored file. */
export type StoredContent =
  /** In the store `bytes`, under the entry's id. */
  | { kind: 'bytes' }
  /** On the person's disk; the browser asks the person before it is read. */
  | { kind: 'reference'; handle: FileSystemFileHandle }
  /** At an address, from which the service imports it. */
  | { kind: 'address'; url: string }
  /** Not stored, for want of room: the person has to choose the file again. */
  | { kind: 'missing' }
  /** Not needed any more: the image is uploaded. */
  | { kind: 'done' };

/** Properties of a file that its bytes do not have. A Blob that is no File has a type alone. */
export interface Origin {
  type: string;
  name?: string;
  lastModified?: number;
}

/** A file of a stored queue. It never has a token or another secret. */
export interface EntryRecord {
  id: string;
  slot: string;
  /** Position in the list: a number that grows from file to file. */
  order: number;
  kept: Omit<KeptFile, 'content' | 'prepared'>;
  content: StoredContent;
  origin: Origin | null;
  /** Properties of the prepared file, if that is stored too. */
  prepared: Origin | null;
  /** Time at which its Idempotency-Key was first used (ms). */
  keyAt?: number;
}

export function originOf(blob: Blob): Origin {
  const { type } = blob;
  return blob instanceof File ? { type, name: blob.name, lastModified: blob.lastModified } : { type };
}

/** A Blob with the properties of the original file: an Idempotency-Key is only valid for the same name, type and date. */
export function withOrigin(blob: Blob, { type, name, lastModified }: Origin): Blob {
  if (name === undefined)
    return blob.type === type && !(blob instanceof File) ? blob : new Blob([blob], { type });
  const same = blob instanceof File && blob.name === name && blob.type === type;
  return same && blob.lastModified === lastModified ? blob : new File([blob], name, { type, lastModified });
}

/** The original file, made of its stored bytes. */
export function fileOf(bytes: ArrayBuffer, { type, name, lastModified }: Origin): Blob {
  return name === undefined ? new Blob([bytes], { type }) : new File([bytes], name, { type, lastModified });
}
