import type { KeptFile } from '../state/snapshot.ts';
import { isSmall } from './blobs.ts';
import type { StorageBudget } from './storage-budget.ts';
import { originOf, type EntryRecord, type QueueRecord, type StoredContent } from './records.ts';
import type { RecoveryStore } from './store.ts';

export interface EntryWriterOptions {
  store: RecoveryStore;
  queue: Pick<QueueRecord, 'slot' | 'key'>;
  /** Data of a file to store; null when nothing is to be stored of it. */
  kept(id: string): KeptFile | null;
  /** Called when the set of files that are stored without their bytes has changed. */
  onMissing(): void;
}

/** Writes the entries of files that have changed. */
export class EntryWriter {
  readonly #options: EntryWriterOptions;
  readonly #budget: StorageBudget;
  /** Entries to be written. */
  readonly #dirty = new Set<string>();
  /** Entries to be deleted. */
  readonly #gone = new Set<string>();
  /** New files whose bytes are written next: their entries are written with these, not twice. */
  readonly #fresh = new Set<string>();
  /** Files that are uploaded, and recorded as such: their bytes can be deleted. */
  readonly #spent = new Set<string>();

  constructor(options: EntryWriterOptions, budget: StorageBudget) {
    this.#options = options;
    this.#budget = budget;
  }

  /** Whether there is anything to write. */
  get waits(): boolean {
    return this.#dirty.size + this.#gone.size + this.#spent.size > 0;
  }

  /** Whether anything would be lost if it were not written. */
  get matters(): boolean {
    return this.#dirty.size + this.#gone.size + this.#fresh.size > 0;
  }

  /** Schedules the entry of a file to be written. */
  changed(id: string): void {
    if (!this.#fresh.has(id)) this.#dirty.add(id);
  }

  /** Schedules the entry of a file, and its bytes, to be deleted. */
  drop(id: string): void {
    this.#written(id);
    this.#gone.add(id);
  }

  forgetAll(): void {
    this.#dirty.clear();
    this.#fresh.clear();
    this.#gone.clear();
    this.#spent.clear();
  }

  get queue(): QueueRecord {
    return { ...this.#options.queue, touchedAt: Date.now() };
  }

  /** Writes all that has changed. */
  writeAll(): Promise<void> {
    return this.write([...this.#fresh, ...this.#dirty], 'relaxed');
  }

  /** Writes some of the changed entries; those of new small files wait to be written with their bytes. */
  async writeChanged(limit: number): Promise<void> {
    const ids: string[] = [];
    let looked = 0;
    for (const id of this.#dirty) {
      if ((looked += 1) > limit) break;
      if (!this.#isFresh(id)) ids.push(id);
      else if (this.#dirty.delete(id)) this.#fresh.add(id);
    }
    if (ids.length + this.#gone.size + this.#spent.size > 0) await this.write(ids, 'relaxed', limit);
  }

  /** Whether a file is new and small. The entry of a large one is written first, since its bytes take a while. */
  #isFresh(id: string): boolean {
    if (this.#budget.get(id)) return false;
    const now = this.#options.kept(id);
    if (!now || now.key || !(now.content instanceof Blob) || !isSmall(now.content)) return false;
    this.#budget.of(id, now);
    return this.#budget.isPending(id);
  }

  /** Schedules the entry of a new file to be written without bytes. */
  withoutBytes(id: string): void {
    if (this.#fresh.delete(id)) this.#dirty.add(id);
  }

  /**
   * Writes entries, and makes the deletions that are due. All requests are made before the first await.
   * @param deletions The most deletions; the others wait.
   */
  async write(ids: readonly string[], durability: 'strict' | 'relaxed', deletions = Infinity): Promise<void> {
    const { store, onMissing } = this.#options;
    const before = this.#budget.turnedAway.size;
    const put = ids.map((id) => this.entry(id)).filter((entry) => entry !== null);
    const drop = taken(this.#gone, deletions);
    const release = taken(this.#spent, deletions);
    for (const id of ids) this.#written(id, false);
    await store.write(this.queue, { put, drop, release }, durability);
    // Bytes may only be deleted now: else a reload could find the old entry without its bytes.
    for (const { id, content } of put) {
      if (content.kind === 'done') this.#spend(id);
      if (content.kind !== 'missing') this.#budget.unkept.delete(id);
    }
    if (this.#budget.turnedAway.size !== before) onMissing();
  }

  #written(id: string, keepsBytes = true): void {
    this.#dirty.delete(id);
    this.#fresh.delete(id);
    if (keepsBytes) this.#spent.delete(id);
  }

  #spend(id: string): void {
    const state = this.#budget.get(id);
    if (!state?.stored || state.content?.kind !== 'done') return;
    state.stored = false;
    this.#spent.add(id);
  }

  /** The entry of a file as it is now. As long as its bytes are not stored, the entry says `missing`. */
  entry(id: string): EntryRecord | null {
    const now = this.#options.kept(id);
    if (!now) return null;
    const state = this.#budget.of(id, now);
    const { content: bytes, prepared: sent, ...kept } = now;
    if (bytes instanceof Blob) state.origin = originOf(bytes);
    if (!sent) state.prepared = null;
    // A key is first written right before it is used.
    if (kept.key?.key !== state.key) {
      state.key = kept.key?.key;
      state.keyAt = kept.key && Date.now();
    }
    const { order, origin, prepared, keyAt } = state;
    const content: StoredContent = state.content ?? { kind: 'missing' };
    return { id, slot: this.#options.queue.slot, order, kept, content, origin, prepared, keyAt };
  }

  /** The entry to write together with the file's bytes; null when these are not needed any more. */
  entryWithBytes(id: string, change: Partial<EntryRecord>): EntryRecord | null {
    if (!this.#budget.get(id)) return null;
    const entry = this.entry(id);
    if (!entry || entry.content.kind === 'done') {
      this.withoutBytes(id);
      return null;
    }
    this.#written(id);
    this.#budget.get(id)!.stored = true;
    return { ...entry, ...change };
  }
}

/** Removes the first members of a set, up to a limit, and returns them. */
function taken<T>(set: Set<T>, limit: number): T[] {
  const first: T[] = [];
  for (const member of set) {
    if (first.length >= limit) break;
    first.push(member);
  }
  for (const member of first) set.delete(member);
  return first;
}
