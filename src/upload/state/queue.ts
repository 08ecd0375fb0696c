import {
  IllegalTransitionError,
  keyOf,
  next,
  STATE_KEYS,
  type FileEvent,
  type FileState,
  type FileStatus,
  type StateKey,
} from './status.ts';
import type { UploadCounts, UploadFile } from './types.ts';

/** Change of one file; `previous` is the object it replaces. */
export type QueueChange =
  | { type: 'added'; file: UploadFile }
  | { type: 'updated'; file: UploadFile; previous: UploadFile }
  /** It stands at another place of the list. */
  | { type: 'moved'; file: UploadFile }
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

/** Changes of a file beside its state. */
export type FilePatch = Partial<Omit<UploadFile, 'id' | 'status'>>;

/**
 * The files of an uploader, and the truth of their states: changed by events alone. Order kept, every step but a move O(1),
 * whatever the number of files. Uppy, whose steps cost O(n), only holds the few that are in flight.
 */
export class UploadQueue {
  /** In order; a removed file leaves a gap, until places are asked for. */
  #list: (UploadFile | undefined)[] = [];
  /** The place of each file in `#list`. */
  readonly #places = new Map<string, number>();
  readonly #states = new Map<string, FileState>();
  /** Ids by state, in the order in which they came into it. */
  readonly #byState = new Map<StateKey, Set<string>>(STATE_KEYS.map((key) => [key, new Set<string>()]));
  readonly #listeners = new Set<(change: QueueChange) => void>();
  /** Files without a required text, held back or sent, once somebody can tell. */
  texts: { readonly lacking: ReadonlySet<string>; readonly bare: ReadonlySet<string> } | null = null;
  #snapshot: readonly UploadFile[] | null = null;
  #weight = 0;
  #done = 0;

  /** All files: in the order they were added, until one is moved. The same array until something changes. */
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

  /** Bytes of all files that have not failed, as far as they are still to be sent. */
  get bytesLeft(): number {
    return this.#weight - this.#done;
  }

  /** Numbers of files that a person has to know of; each file is counted once. */
  get counts(): UploadCounts {
    const count = (...keys: StateKey[]) => keys.reduce((sum, key) => sum + this.#byState.get(key)!.size, 0);
    return {
      total: this.size,
      queued: count('queued/turn', 'queued/place', 'queued/rules'),
      waiting: count('queued/upload-call', 'queued/fields'),
      lacking: this.texts?.lacking.size ?? count('queued/fields'),
      bare: this.texts?.bare.size ?? 0,
      sending: count('preparing', 'uploading'),
      processing: count('processing'),
      ready: count('ready'),
      failed: count('failed'),
      paused: count('paused/paused', 'paused/offline', 'paused/detached'),
      recovered: count('paused/reload'),
    };
  }

  get(id: string): UploadFile | undefined {
    const at = this.#places.get(id);
    return at === undefined ? undefined : this.#list[at];
  }

  /** The state of a file; undefined when it is not there. */
  stateOf(id: string): FileState | undefined {
    return this.#states.get(id);
  }

  /** The ids of files in a state, in the order in which they came into it. Live: it changes with them. */
  ids(key: StateKey): ReadonlySet<string> {
    return this.#byState.get(key)!;
  }

  /** The files in a status, a copy that stays still while their states change. */
  in(status: FileStatus): UploadFile[] {
    const keys = STATE_KEYS.filter((key) => key.split('/')[0] === status);
    return keys.flatMap((key) => [...this.#byState.get(key)!].map((id) => this.get(id)!));
  }

  /** @param state Default: that of the file's status; a queued one waits for its turn. */
  add(file: UploadFile, state: FileState = initialState(file.status)): void {
    if (this.#places.has(file.id)) throw new Error(`A file ${file.id} is in the queue already.`);
    this.#places.set(file.id, this.#list.push(Object.freeze(file)) - 1);
    this.#states.set(file.id, state);
    this.#byState.get(keyOf(state))!.add(file.id);
    this.#weigh(file, 1);
    this.#tell({ type: 'added', file });
  }

  /**
   * Applies an event to a file. A file that is gone is left alone.
   * @throws IllegalTransitionError when the event cannot happen to the file
   */
  apply(id: string, event: FileEvent, patch: FilePatch = {}): UploadFile | undefined {
    const before = this.#states.get(id);
    if (!before) return undefined;
    const state = next(before, event);
    if (!state) throw new IllegalTransitionError(before, event);
    if (state !== before) {
      this.#states.set(id, state);
      this.#byState.get(keyOf(before))!.delete(id);
      this.#byState.get(keyOf(state))!.add(id);
    }
    return this.#change(id, { ...patch, status: state.status });
  }

  /** Puts a file behind all others in its state. */
  moveToEnd(id: string): void {
    const state = this.#states.get(id);
    if (!state) return;
    const ids = this.#byState.get(keyOf(state))!;
    ids.delete(id);
    ids.add(id);
  }

  /**
   * Puts the list into another order, in which one file has moved; files are sent in the order of the list from now on. It
   * takes as long as there are files: for what a person has decided, not for each move of a pointer.
   */
  arrange(ids: readonly string[], moved: string): void {
    this.#list = ids.map((id) => this.get(id));
    this.#close();
    for (const id of ids) this.moveToEnd(id);
    this.#tell({ type: 'moved', file: this.get(moved)! });
  }

  /** Changes a file beside its state. A file that is gone is left alone. */
  update(id: string, patch: FilePatch): UploadFile | undefined {
    return this.#change(id, patch);
  }

  #change(id: string, patch: Partial<Omit<UploadFile, 'id'>>): UploadFile | undefined {
    const previous = this.get(id);
    if (!previous) return undefined;
    const file = Object.freeze({ ...previous, ...patch });
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
    this.#byState.get(keyOf(this.#states.get(id)!))!.delete(id);
    this.#states.delete(id);
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

function initialState(status: FileStatus): FileState {
  if (status === 'queued') return { status, for: 'turn' };
  return status === 'paused' ? { status, by: 'reload' } : { status };
}
