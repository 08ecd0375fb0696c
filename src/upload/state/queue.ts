import { assertTransition, FILE_STATUSES, type FileStatus } from './status.ts';
import type { UploadCounts, UploadFile } from './types.ts';

/** Change of one file; `previous` is the object it replaces. */
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

/** Gaps that a list may have beside half of its places, before it is closed unasked. */
const MOST_GAPS = 64;

/** Bytes that an import by URL counts for in the total, its size being unknown. */
const UNKNOWN_WEIGHT = 500_000;

/**
 * Our own store of files: order kept, every step O(1), whatever the number of files. Uppy, whose steps cost O(n),
 * only ever sees the few that are in flight.
 */
export class UploadQueue {
  /** In order; what is removed leaves a gap, until somebody asks for places. */
  #list: (UploadFile | undefined)[] = [];
  /** Where each file stands in `#list`. */
  readonly #places = new Map<string, number>();
  readonly #byStatus = new Map<FileStatus, Set<string>>(
    FILE_STATUSES.map((status) => [status, new Set<string>()]),
  );
  readonly #listeners = new Set<(change: QueueChange) => void>();
  #snapshot: readonly UploadFile[] | null = null;
  #weight = 0;
  #done = 0;

  /** All files in the order they were added. The same array until something changes. */
  get files(): readonly UploadFile[] {
    return (this.#snapshot ??= Object.freeze(this.#dense.slice()));
  }

  /** Some of the files, by their places. */
  slice(start: number, end: number): UploadFile[] {
    return this.#dense.slice(start, end);
  }

  /** The place of a file, from 0; -1 when it is not there. */
  indexOf(id: string): number {
    return this.#dense.length > 0 ? (this.#places.get(id) ?? -1) : -1;
  }

  get size(): number {
    return this.#places.size;
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
    const at = this.#places.get(id);
    return at === undefined ? undefined : this.#list[at];
  }

  count(status: FileStatus): number {
    return this.#byStatus.get(status)!.size;
  }

  /** The file that has been in a status longest. */
  first(status: FileStatus): UploadFile | undefined {
    const [id] = this.#byStatus.get(status)!;
    return id === undefined ? undefined : this.get(id);
  }

  /** The files in a status, a copy that stays still while they move on. */
  in(status: FileStatus): UploadFile[] {
    return [...this.#byStatus.get(status)!].map((id) => this.get(id)!);
  }

  add(file: UploadFile): void {
    if (this.#places.has(file.id)) throw new Error(`A file ${file.id} is in the queue already.`);
    this.#places.set(file.id, this.#list.push(Object.freeze(file)) - 1);
    this.#byStatus.get(file.status)!.add(file.id);
    this.#weigh(file, 1);
    this.#tell({ type: 'added', file });
  }

  /** Moves a file on. An illegal change of status throws; a file that is gone is left alone. */
  update(id: string, patch: Partial<Omit<UploadFile, 'id'>>): UploadFile | undefined {
    const previous = this.get(id);
    if (!previous) return undefined;
    const file = Object.freeze({ ...previous, ...patch });
    if (file.status !== previous.status) {
      assertTransition(previous.status, file.status);
      this.#byStatus.get(previous.status)!.delete(id);
      this.#byStatus.get(file.status)!.add(id);
    }
    this.#weigh(previous, -1);
    this.#weigh(file, 1);
    this.#list[this.#places.get(id)!] = file;
    this.#tell({ type: 'updated', file, previous });
    return file;
  }

  remove(id: string): UploadFile | undefined {
    const file = this.get(id);
    if (!file) return undefined;
    this.#list[this.#places.get(id)!] = undefined;
    this.#places.delete(id);
    if (this.#list.length > 2 * this.#places.size + MOST_GAPS) this.#close();
    this.#byStatus.get(file.status)!.delete(id);
    this.#weigh(file, -1);
    if (this.#places.size === 0) this.#done = this.#weight = 0; // no rounding error is carried over
    this.#tell({ type: 'removed', file });
    return file;
  }

  /** Calls back at every change, at once. Returns the way to stop it. */
  subscribe(listener: (change: QueueChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The list without gaps: closed once for all that were removed since. */
  get #dense(): readonly UploadFile[] {
    if (this.#list.length > this.#places.size) this.#close();
    return this.#list as UploadFile[];
  }

  #close(): void {
    this.#list = this.#list.filter((file) => file !== undefined);
    for (let at = 0; at < this.#list.length; at += 1) this.#places.set(this.#list[at]!.id, at);
  }

  #weigh(file: UploadFile, sign: 1 | -1): void {
    if (file.status === 'failed' || file.source === 'value') return;
    const weight = Math.max(1, file.size ?? UNKNOWN_WEIGHT);
    this.#weight += sign * weight;
    this.#done += sign * weight * file.progress;
  }

  #tell(change: QueueChange): void {
    this.#snapshot = null;
    for (const listener of this.#listeners) listener(change);
  }
}
