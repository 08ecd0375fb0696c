import type { HeldKey } from '../send/idempotency-key.ts';
import type { Inspected } from '../check/inspected.ts';

/** Data of a file that no page should see. Changed by {@link Jobs.patch} alone, so that it can be kept. */
export interface Job {
  /** The bytes, or the address to import; null for an image that was stored before. */
  readonly content: Blob | string | null;
  /** Prepared file, sent instead of the bytes; the same over all tries, as the key stands for it. */
  readonly prepared?: Blob;
  readonly facts?: Inspected;
  readonly key?: HeldKey;
  /** The fields of the last try. Kept, so that a function for metadata cannot change them from try to try. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The service's id, once stored. */
  readonly imageId?: string;
  /** Tries that went out and may have been stored for all that is known. */
  readonly tries?: number;
  /** Of some try the browser has told that all bytes went out: without an answer it may have been stored. */
  readonly allSent?: boolean;
  /** Fields that a person is writing after it was sent. */
  readonly drafts?: Readonly<Record<string, string>>;
  /** Fields that a person wrote after it was sent, still to be saved. */
  readonly unsaved?: Readonly<Record<string, string>>;
  /** Ends the watch over its processing. */
  watch?: AbortController;
  /** A change of the image is under way. */
  saving?: boolean;
}

/** Whether a file may have been stored for all that is known: a try went out, and all of it. */
export function mayBeStored({ tries, allSent }: Job): boolean {
  return !!tries && !!allSent;
}

/** Key that equal files share: the address, or the fingerprint. */
function likenessOf({ content, facts }: Job): string | undefined {
  return typeof content === 'string' ? content : facts?.fingerprint;
}

const NONE: readonly Blob[] = [];

/** The jobs by file, and by fingerprint or address for the search of duplicates. */
export class Jobs {
  readonly #jobs = new Map<string, Job>();
  /** The one file of a likeness, or several. */
  readonly #alike = new Map<string, string | Set<string>>();
  readonly #listeners = new Set<(id: string) => void>();

  get(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  set(id: string, job: Job): void {
    this.#jobs.set(id, job);
    const likeness = likenessOf(job);
    if (likeness === undefined) return;
    const others = this.#alike.get(likeness);
    if (others instanceof Set) others.add(id);
    else this.#alike.set(likeness, others === undefined || others === id ? id : new Set([others, id]));
  }

  /** Changes a job that is still there. */
  patch(id: string, patch: Partial<Job>): void {
    const job = this.#jobs.get(id);
    if (!job) return;
    Object.assign(job, patch);
    this.tell(id);
  }

  /** Something that is known elsewhere of a file has changed. */
  tell(id: string): void {
    for (const listener of this.#listeners) listener(id);
  }

  /** Calls back at every patch, at once. Returns the way to stop it. */
  subscribe(listener: (id: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  delete(id: string): void {
    const job = this.#jobs.get(id);
    this.#jobs.delete(id);
    job?.watch?.abort();
    const likeness = job && likenessOf(job);
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
      const content = this.#jobs.get(id)?.content;
      return content instanceof Blob && id !== except ? [content] : [];
    });
  }

  values(): Iterable<Job> {
    return this.#jobs.values();
  }
}
