import type { KeptFile } from '../state/snapshot.ts';
import { isSmall } from './blobs.ts';
import type { Places } from './storage-budget.ts';
import { originOf, type EntryRecord, type QueueRecord, type StoredContent } from './records.ts';
import type { RecoveryStore } from './store.ts';

export interface EntryWriterOptions {
  store: RecoveryStore;
  queue: Pick<QueueRecord, 'slot' | 'key'>;
  /** Data to keep of a file now; null for nothing. */
  kept(id: string): KeptFile | null;
  /** Other files than before are not kept with their bytes. */
  onMissing(): void;
}

/** Makes the entries of files, knows which of them are to be written, and writes them. */
export class EntryWriter {
  readonly #options: EntryWriterOptions;
  readonly #places: Places;
  /** Entries to be written. */
  readonly #dirty = new Set<string>();
  /** Entries to be deleted. */
  readonly #gone = new Set<string>();
  /** New files whose bytes are about to be kept: their entries are written with those, rather than twice. */
  readonly #fresh = new Set<string>();
  /** Files whose bytes nobody needs: that they are stored is on the disk. */
  readonly #spent = new Set<string>();

  constructor(options: EntryWriterOptions, places: Places) {
    this.#options = options;
    this.#places = places;
  }

  /** Whether there is anything to be written. */
  get waits(): boolean {
    return this.#dirty.size + this.#gone.size + this.#spent.size > 0;
  }

  /** Whether anything of that would be missed. */
  get matters(): boolean {
    return this.#dirty.size + this.#gone.size + this.#fresh.size > 0;
  }

  /** An entry is to be written. */
  changed(id: string): void {
    if (!this.#fresh.has(id)) this.#dirty.add(id);
  }

  /** Nothing is to be kept of a file any more. */
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

  /** Writes some of what has changed, except for new files that are about to be written with their bytes. */
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

  /** Large ones take their time: until then it has to be known that they were there. */
  #isFresh(id: string): boolean {
    if (this.#places.get(id)) return false;
    const now = this.#options.kept(id);
    if (!now || now.key || !(now.content instanceof Blob) || !isSmall(now.content)) return false;
    this.#places.of(id, now);
    return this.#places.isPending(id);
  }

  /** The bytes of a file are not kept with its entry, which is to be written all the same. */
  withoutBytes(id: string): void {
    if (this.#fresh.delete(id)) this.#dirty.add(id);
  }

  /**
   * Everything up to the requests themselves happens at once.
   * @param deletions How many there may be; the others wait.
   */
  async write(ids: readonly string[], durability: 'strict' | 'relaxed', deletions = Infinity): Promise<void> {
    const { store, onMissing } = this.#options;
    const before = this.#places.turnedAway.size;
    const put = ids.map((id) => this.entry(id)).filter((entry) => entry !== null);
    const drop = taken(this.#gone, deletions);
    const release = taken(this.#spent, deletions);
    for (const id of ids) this.#written(id, false);
    await store.write(this.queue, { put, drop, release }, durability);
    // Only now may bytes go: a page that comes next could see them gone, and the entry as it was.
    for (const { id, content } of put) {
      if (content.kind === 'done') this.#spend(id);
      if (content.kind !== 'missing') this.#places.unkept.delete(id);
    }
    if (this.#places.turnedAway.size !== before) onMissing();
  }

  #written(id: string, keepsBytes = true): void {
    this.#dirty.delete(id);
    this.#fresh.delete(id);
    if (keepsBytes) this.#spent.delete(id);
  }

  #spend(id: string): void {
    const place = this.#places.get(id);
    if (!place?.stored || place.content?.kind !== 'done') return;
    place.stored = false;
    this.#spent.add(id);
  }

  /** Entry to write for a file now; as long as its bytes are not kept, as one that has to be chosen again. */
  entry(id: string): EntryRecord | null {
    const now = this.#options.kept(id);
    if (!now) return null;
    const place = this.#places.of(id, now);
    const { content: bytes, prepared: sent, ...kept } = now;
    if (bytes instanceof Blob) place.origin = originOf(bytes);
    if (!sent) place.prepared = null;
    // A key is written when it is about to be used.
    if (kept.key?.key !== place.key) {
      place.key = kept.key?.key;
      place.keyAt = kept.key && Date.now();
    }
    const { order, origin, prepared, keyAt } = place;
    const content: StoredContent = place.content ?? { kind: 'missing' };
    return { id, slot: this.#options.queue.slot, order, kept, content, origin, prepared, keyAt };
  }

  /** The entry that goes with bytes of its file; null when they are not wanted any more. */
  entryWithBytes(id: string, change: Partial<EntryRecord>): EntryRecord | null {
    if (!this.#places.get(id)) return null;
    const entry = this.entry(id);
    if (!entry || entry.content.kind === 'done') {
      this.withoutBytes(id);
      return null;
    }
    this.#written(id);
    this.#places.get(id)!.stored = true;
    return { ...entry, ...change };
  }
}

/** Takes the first ones out of a set. */
function taken<T>(set: Set<T>, limit: number): T[] {
  const first: T[] = [];
  for (const member of set) {
    if (first.length >= limit) break;
    first.push(member);
  }
  for (const member of first) set.delete(member);
  return first;
}
