import type { HeldKey } from '../send/idempotency-key.ts';
import type { Inspected } from '../check/inspected.ts';
import type { FileEdit } from './file-edit.ts';

/** Data of a file that no page should see. Changed by {@link UploadDataStore.patch} alone, so that it can be kept. */
export interface UploadData {
  /** The bytes, or the address to import; null for an image that was stored before. */
  readonly content: Blob | string | null;
  /** How a person has edited it. The bytes stay as they were chosen: the edit can be undone. */
  readonly edit?: FileEdit;
  /** The edited file; drawn again where only the edit was kept. */
  readonly edited?: Blob;
  /** Prepared file, sent instead of the bytes; the same over all attempts, as the key stands for it. */
  readonly prepared?: Blob;
  readonly facts?: Inspected;
  /** When it was chosen and its beginning read (local clock, ms); undefined for a file of an earlier page. */
  readonly chosenAt?: number;
  /** The key that it was sent under, with the form that went with it and may have been stored. */
  readonly key?: HeldKey;
  /** The service's id, once stored. */
  readonly imageId?: string;
  /** The browser has reported of an attempt that all bytes were sent: without an answer it may have been stored. */
  readonly allSent?: boolean;
  /** Fields that a person is writing after it was sent. */
  readonly drafts?: Readonly<Record<string, string>>;
  /** Fields that a person wrote after it was sent, still to be saved. */
  readonly unsaved?: Readonly<Record<string, string>>;
  /** Ends the wait for its processing. */
  watch?: AbortController;
  /** Fields of the image that are being saved. */
  readonly saving?: Readonly<Record<string, string>>;
}

/** Whether a file may have been stored: an attempt of unknown outcome was sent in full. */
export function mayBeStored({ key, allSent }: UploadData): boolean {
  return !!key?.sent && !!allSent;
}

/** Key that equal files share: the address, or the fingerprint. */
function likenessOf({ content, facts }: UploadData): string | undefined {
  return typeof content === 'string' ? content : facts?.fingerprint;
}

const NONE: readonly Blob[] = [];

/** The private data by file, and by fingerprint or address for the search of duplicates. */
export class UploadDataStore {
  readonly #data = new Map<string, UploadData>();
  /** The one file of a likeness, or several. */
  readonly #alike = new Map<string, string | Set<string>>();
  readonly #listeners = new Set<(id: string) => void>();

  get(id: string): UploadData | undefined {
    return this.#data.get(id);
  }

  set(id: string, data: UploadData): void {
    this.#data.set(id, data);
    const likeness = likenessOf(data);
    if (likeness === undefined) return;
    const others = this.#alike.get(likeness);
    if (others instanceof Set) others.add(id);
    else this.#alike.set(likeness, others === undefined || others === id ? id : new Set([others, id]));
  }

  /** Changes data that is still there. */
  patch(id: string, patch: Partial<UploadData>): void {
    const data = this.#data.get(id);
    if (!data) return;
    Object.assign(data, patch);
    this.notify(id);
  }

  /** Calls the listeners: data of the file that is held elsewhere has changed. */
  notify(id: string): void {
    for (const listener of this.#listeners) listener(id);
  }

  /** Calls back at every patch, at once. Returns the way to stop it. */
  subscribe(listener: (id: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  delete(id: string): void {
    const data = this.#data.get(id);
    this.#data.delete(id);
    data?.watch?.abort();
    const likeness = data && likenessOf(data);
    if (likeness === undefined) return;
    const ids = this.#alike.get(likeness);
    if (ids instanceof Set) ids.delete(id);
    if (ids === id || (ids instanceof Set && ids.size === 0)) this.#alike.delete(likeness);
  }

  /** Whether an image is, or was, to be imported from this address. */
  imports(address: string): boolean {
    return this.#alike.has(address);
  }

  /** The bytes of files with this fingerprint, one of them left out. */
  like(fingerprint: string, except?: string): readonly Blob[] {
    const ids = this.#alike.get(fingerprint);
    if (ids === undefined) return NONE;
    return [...(ids instanceof Set ? ids : [ids])].flatMap((id) => {
      const content = this.#data.get(id)?.content;
      return content instanceof Blob && id !== except ? [content] : [];
    });
  }

  values(): Iterable<UploadData> {
    return this.#data.values();
  }
}
