import type { HeldKey } from './idempotency.ts';
import type { FileFacts } from './rules.ts';

/** What a file needs that no page should see. */
export interface Job {
  /** The bytes, or the address to import; null for an image that was stored before. */
  content: Blob | string | null;
  facts?: FileFacts;
  key?: HeldKey;
  /** The fields of the last try. Kept, so that a function for metadata cannot change them from try to try. */
  fields?: Record<string, string>;
  /** The service's id, once stored. */
  imageId?: string;
  /** Ends the watch over its processing. */
  watch?: AbortController;
  /** What a person wrote after it was sent. */
  unsaved?: Record<string, string>;
}

/** The jobs by file, and by size for the search of duplicates. */
export class Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #bySize = new Map<number, Set<string>>();

  get(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  set(id: string, job: Job): void {
    this.#jobs.set(id, job);
    if (!(job.content instanceof Blob)) return;
    const ids = this.#bySize.get(job.content.size) ?? new Set();
    this.#bySize.set(job.content.size, ids.add(id));
  }

  /** Changes a job that is still there. */
  patch(id: string, patch: Partial<Job>): void {
    const job = this.#jobs.get(id);
    if (job) Object.assign(job, patch);
  }

  delete(id: string): void {
    const job = this.#jobs.get(id);
    this.#jobs.delete(id);
    job?.watch?.abort();
    if (!(job?.content instanceof Blob)) return;
    const ids = this.#bySize.get(job.content.size);
    ids?.delete(id);
    if (ids?.size === 0) this.#bySize.delete(job.content.size);
  }

  *ofSize(size: number): Iterable<Blob> {
    for (const id of this.#bySize.get(size) ?? []) {
      const content = this.#jobs.get(id)?.content;
      if (content instanceof Blob) yield content;
    }
  }

  values(): Iterable<Job> {
    return this.#jobs.values();
  }
}
