import { assertTransition, FILE_STATUSES, type FileStatus } from './file-state.ts';
import type { UploadCounts, UploadFile } from './types.ts';

/** What happened to one file; `previous` is the object it replaces. */
export type QueueChange =
  | { type: 'added'; file: UploadFile }
  | { type: 'updated'; file: UploadFile; previous: UploadFile }
  | { type: 'removed'; file: UploadFile };

/** Whether nothing but the progress of a file has changed. */
export function isProgress({ file, previous }: Extract<QueueChange, { type: 'updated' }>): boolean {
  return (Object.keys(file) as (keyof UploadFile)[]).every(
    (key) => key === 'progress' || key === 'bytesUploaded' || file[key] === previous[key],
  );
}

/** What an import by URL counts for in the total, its size being unknown. */
const UNKNOWN_WEIGHT = 500_000;

/**
 * Our own store of files: order kept, every step O(1), whatever the number of files. Uppy, whose steps cost O(n),
 * only ever sees the few that are in flight (TOOLCHAIN, Uppy 6).
 */
export class UploadQueue {
  readonly #files = new Map<string, UploadFile>();
  readonly #byStatus = new Map<FileStatus, Set<string>>(
    FILE_STATUSES.map((status) => [status, new Set<string>()]),
  );
  readonly #listeners = new Set<(change: QueueChange) => void>();
  #snapshot: readonly UploadFile[] | null = null;
  #weight = 0;
  #done = 0;

  /** All files in the order they were added. The same array until something changes. */
  get files(): readonly UploadFile[] {
    return (this.#snapshot ??= Object.freeze([...this.#files.values()]));
  }

  get size(): number {
    return this.#files.size;
  }

  /** Upload progress of all files that have not failed, by bytes, from 0 to 1. */
  get progress(): number {
    return this.#weight === 0 ? 0 : Math.min(1, Math.max(0, this.#done / this.#weight));
  }

  get counts(): UploadCounts {
    return {
      total: this.size,
      queued: this.count('queued'),
      sending: this.count('preparing') + this.count('uploading'),
      processing: this.count('processing'),
      ready: this.count('ready'),
      failed: this.count('failed'),
      paused: this.count('paused'),
    };
  }

  get(id: string): UploadFile | undefined {
    return this.#files.get(id);
  }

  count(status: FileStatus): number {
    return this.#byStatus.get(status)!.size;
  }

  /** The file that has been in a status longest. */
  first(status: FileStatus): UploadFile | undefined {
    const [id] = this.#byStatus.get(status)!;
    return id === undefined ? undefined : this.#files.get(id);
  }

  /** The files in a status, a copy that stays still while they move on. */
  in(status: FileStatus): UploadFile[] {
    return [...this.#byStatus.get(status)!].map((id) => this.#files.get(id)!);
  }

  add(file: UploadFile): void {
    if (this.#files.has(file.id)) throw new Error(`A file ${file.id} is in the queue already.`);
    this.#files.set(file.id, Object.freeze(file));
    this.#byStatus.get(file.status)!.add(file.id);
    this.#weigh(file, 1);
    this.#tell({ type: 'added', file });
  }

  /** Moves a file on. An illegal change of status throws; a file that is gone is left alone. */
  update(id: string, patch: Partial<Omit<UploadFile, 'id'>>): UploadFile | undefined {
    const previous = this.#files.get(id);
    if (!previous) return undefined;
    const file = Object.freeze({ ...previous, ...patch });
    if (file.status !== previous.status) {
      assertTransition(previous.status, file.status);
      this.#byStatus.get(previous.status)!.delete(id);
      this.#byStatus.get(file.status)!.add(id);
    }
    this.#weigh(previous, -1);
    this.#weigh(file, 1);
    this.#files.set(id, file);
    this.#tell({ type: 'updated', file, previous });
    return file;
  }

  remove(id: string): UploadFile | undefined {
    const file = this.#files.get(id);
    if (!file) return undefined;
    this.#files.delete(id);
    this.#byStatus.get(file.status)!.delete(id);
    this.#weigh(file, -1);
    if (this.#files.size === 0) this.#done = this.#weight = 0; // no rounding error is carried over
    this.#tell({ type: 'removed', file });
    return file;
  }

  /** Calls back at every change, at once. Returns the way to stop it. */
  subscribe(listener: (change: QueueChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #weigh(file: UploadFile, sign: 1 | -1): void {
    if (file.status === 'failed' || file.source === 'value') return;
    const weight = Math.max(1, file.size ?? UNKNOWN_WEIGHT);
    this.#weight += sign * weight;
    this.#done += sign * weight * file.progress;
  }

  #tell(change: QueueChange): void {
    this.#snapshot = null;
    for (const listener of [...this.#listeners]) listener(change);
  }
}
